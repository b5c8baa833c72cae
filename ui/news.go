package ui

import (
	"workbench/campaign"
	"workbench/campaign/live"
)

// tellOfMember lets those who lead and the pages of the given drafts know that somebody joined, moved or
// was removed. No other group hears of it: what people are called stays at their table.
func (s *Server) tellOfMember(what string, m campaign.Member, drafts ...string) {
	s.hub.Tell(live.News{What: what, Workshop: m.WorkshopID, Member: m.ID, Name: m.Name, Group: m.GroupID, Drafts: drafts})
}

// tellOfSettings lets every open page of a workshop know that its settings have changed.
func (s *Server) tellOfSettings(workshopID string) {
	s.hub.Tell(live.News{What: "settings", Workshop: workshopID})
}

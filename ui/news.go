package ui

import (
	"encoding/json"

	"workbench/campaign"
	"workbench/campaign/live"
)

// tellOfMember lets those who lead and the pages of the given drafts know that somebody joined, moved or
// was removed. No other group hears of it: what people are called stays at their table.
func (s *Server) tellOfMember(what string, m campaign.Member, drafts ...string) {
	s.hub.Tell(live.News{What: what, Workshop: m.WorkshopID, Member: m.ID, Name: m.Name, Group: m.GroupID, Drafts: drafts})
}

// tellOfCourse lets every open page of a workshop know where it stands in its phases.
func (s *Server) tellOfCourse(workshopID string, c campaign.Course) error {
	return s.tellCourse(live.News{What: "phase", Workshop: workshopID}, c)
}

// tellCourse tells news with where the workshop stands, so that pages read anew what they show of it.
func (s *Server) tellCourse(n live.News, c campaign.Course) error {
	state, err := json.Marshal(stateOf(c, s.now()))
	if err == nil {
		n.Course = state
		s.hub.Tell(n)
	}
	return err
}

// tellOfSettings lets every open page of a workshop know that its settings have changed.
func (s *Server) tellOfSettings(workshopID string) {
	s.hub.Tell(live.News{What: "settings", Workshop: workshopID})
}

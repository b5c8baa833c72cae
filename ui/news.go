package ui

import (
	"encoding/json"

	"workbench/campaign"
	"workbench/campaign/live"
)

// news is what open pages hear of people and settings. It names no code.
type news struct {
	What  string `json:"what"` // joined, moved, removed or settings
	Name  string `json:"name,omitempty"`
	Group string `json:"group,omitempty"` // the group's id
}

func (s *Server) publish(n news, topics ...live.Topic) {
	data, err := json.Marshal(n)
	if err != nil {
		return // three strings always marshal
	}
	s.hub.Publish(live.Event{Name: live.WorkshopEvent, Data: data}, topics...)
}

// tellOfMember lets those who lead and the pages of the given drafts know that somebody joined, moved or
// was removed. No other group hears of it: what people are called stays at their table.
func (s *Server) tellOfMember(what string, m campaign.Member, drafts ...string) {
	topics := []live.Topic{live.LeadTopic(m.WorkshopID)}
	for _, d := range drafts {
		topics = append(topics, live.DraftTopic(d))
	}
	s.publish(news{what, m.Name, m.GroupID}, topics...)
}

// tellOfSettings lets every open page of a workshop know that its settings have changed.
func (s *Server) tellOfSettings(workshopID string) {
	s.publish(news{What: "settings"}, live.WorkshopTopic(workshopID))
}

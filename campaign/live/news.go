package live

import "encoding/json"

// News is what open pages hear of people and settings. It names no code.
type News struct {
	What     string   // joined, moved, removed, marks (of a group: ready, hand raised), dots, scored, settings, phase, nudge or comments
	Workshop string   // its id
	Member   string   // the id of the member it is about; empty for settings
	Name     string   // what the member is called
	Group    string   // the id of the group that the member sits in now
	Drafts   []string // whose pages hear of a member, of comments or a nudge, beside those who lead

	Course json.RawMessage // where a workshop stands in its phases, of news that is about them; everybody may know it
}

// Tell publishes news as a workshop event, at the other instances too. News of a member reaches those who
// lead and the pages of News.Drafts, because what people are called stays at their table, and so does news that names
// drafts; other news reaches every open page of the workshop.
func (h *Hub) Tell(n News) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tellNews(n)
	h.note(word{Kind: newsWord, What: n.What, Workshop: n.Workshop, Who: n.Member, Group: n.Group, Drafts: n.Drafts, Course: n.Course})
}

// tellNews publishes to the readers of this instance.
func (h *Hub) tellNews(n News) {
	topics := []Topic{WorkshopTopic(n.Workshop)}
	if n.Member != "" || len(n.Drafts) > 0 {
		topics[0] = LeadTopic(n.Workshop)
		for _, d := range n.Drafts {
			topics = append(topics, DraftTopic(d))
		}
	}
	h.publish(Event{Name: WorkshopEvent, Data: encode(struct {
		What  string `json:"what"`
		Name  string `json:"name,omitempty"`
		Group string `json:"group,omitempty"`

		Course json.RawMessage `json:"course,omitempty"`
	}{n.What, n.Name, n.Group, n.Course})}, topics...)
}

// settingsNews is what pages hear when what they show may be out of date.
const settingsNews = "settings"

// recheck has every stream ask again whether it may go on and whether the log has moved, and every page
// read the settings again: what was said while nobody listened is not said a second time.
func (h *Hub) recheck() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for t := range h.topics {
		if workshop, ok := t.workshop(); ok {
			h.publish(Event{Name: recheckEvent}, t)
			h.tellNews(News{What: settingsNews, Workshop: workshop})
		}
	}
}

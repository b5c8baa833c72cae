package campaign

import (
	"slices"
	"strings"
	"time"
)

// Limits of what a facilitator says to the groups.
const (
	MessageText  = 300 // characters of a message
	MessageCount = 20  // messages to all that a workshop keeps, the latest
	MessagesEach = 8   // messages to one group that it keeps of each, the latest
)

// Message is what a facilitator says to all groups or to one. Pages show it until it is dismissed there.
type Message struct {
	ID      string    `json:"id"`
	Group   string    `json:"group,omitempty"`   // the id of the group, empty for all
	Text    string    `json:"text,omitempty"`    // may be empty where it brings people to a section
	Section string    `json:"section,omitempty"` // of the draft, which people are asked to come to
	Field   string    `json:"field,omitempty"`   // of the draft: to one group, which it is about and where it is shown too; to all, which people are asked to come to
	Room    string    `json:"room,omitempty"`    // what is revealed of a group or of all, which people are asked to read, as addresses name it
	Timer   bool      `json:"timer,omitempty"`   // people are asked to come to the timer
	Who     string    `json:"who,omitempty"`     // the author, as Caller.Author gives it
	By      string    `json:"by,omitempty"`      // what the author was called, of messages from before authors were kept
	At      time.Time `json:"at"`
}

// Say keeps a message. One whose id is kept already is kept once.
func (c *Course) Say(m Message) error {
	text, err := CleanText(Line, strings.TrimSpace(m.Text))
	switch {
	case err != nil:
		return inField("text", err)
	case text == "" && !m.Brings():
		return Fail(Invalid, "text", "The message is empty. Write what the groups should read, or choose where to bring them.")
	case Graphemes(text) > MessageText:
		return Fail(Invalid, "text", "The message is too long to be read in passing. Keep it to %d characters.", MessageText)
	case slices.ContainsFunc(c.Messages, func(o Message) bool { return o.ID == m.ID }):
		return nil
	}
	m.Text = text
	c.Messages = append(slices.Clone(c.Messages), m)
	most, same := MessageCount, func(o Message) bool { return o.Group == m.Group }
	if m.Group != "" {
		most = MessagesEach
	}
	of := 0
	for _, o := range c.Messages {
		if same(o) {
			of++
		}
	}
	if of > most {
		oldest := slices.IndexFunc(c.Messages, same)
		c.Messages = slices.Delete(c.Messages, oldest, oldest+1)
	}
	return nil
}

// Brings says whether a message asks people to come somewhere.
func (m Message) Brings() bool {
	return m.Section != "" || m.Room != "" || m.Timer || m.Field != "" && m.Group == ""
}

// Unsay takes a message back, so that no page shows it any more. One that is not there is no error.
func (c *Course) Unsay(id string) {
	c.Messages = slices.DeleteFunc(slices.Clone(c.Messages), func(m Message) bool { return m.ID == id })
}

// MessagesTo are the messages to a group, the oldest first.
func (c *Course) MessagesTo(group string) []Message {
	return slices.DeleteFunc(slices.Clone(c.Messages), func(m Message) bool { return m.Group != "" && m.Group != group })
}

package ui

import (
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// sessionDismissed is the key of the messages that somebody has dismissed on a device: their ids.
const sessionDismissed = "dismissed"

// dismissedKept is how many of them are kept: more than any group has, and enough for a facilitator who goes round.
const dismissedKept = 4 * (campaign.MessageCount + campaign.MessagesEach)

// roomMessage is what a facilitator says, as a draft's page shows it.
type roomMessage struct {
	campaign.Message
	Name  string // what the one who said it is called
	Come  string // where one is asked to come to, in a sentence
	Way   string // the address of that
	About string // the title of the field that it is about, of what is said to one group
	Link  string // to that field in the draft
	When  string
	To    string // for those who lead: the group's name, empty for all
}

// roomMessages are the messages to a group that have not been dismissed on this device.
func (s *Server) roomMessages(c echo.Context, p Page, of whose, canvas string, course campaign.Course) []roomMessage {
	gone := strings.Fields(s.sessions.GetString(c.Request().Context(), sessionDismissed))
	left := slices.DeleteFunc(course.MessagesTo(of.group.ID), func(m campaign.Message) bool { return slices.Contains(gone, m.ID) })
	list, err := s.roomMessagesOf(c, p, of, canvas, course, left)
	if err != nil {
		return nil // the draft can be worked on without them
	}
	return list
}

// roomMessagesOf shows messages on the pages of a group's draft. Where there are none, nothing is read.
func (s *Server) roomMessagesOf(c echo.Context, p Page, of whose, canvas string, course campaign.Course, messages []campaign.Message) ([]roomMessage, error) {
	if len(messages) == 0 {
		return nil, nil
	}
	names, err := s.namesOf(c, of.workshop.ID)
	var list []roomMessage
	for _, m := range messages {
		v := s.roomMessage(p, m, names)
		v.Come, v.Way = s.come(p, of.workshop, course, m, of.group.DraftID, canvas)
		if m.Field != "" && m.Group != "" {
			v.About, v.Link = s.lib.Texts(p.Language).Field(m.Field).Title, s.placeLink(of.group.DraftID, canvas, m.Field)
		}
		list = append(list, v)
	}
	return list, err
}

func (s *Server) roomMessage(p Page, m campaign.Message, names map[string]writer) roomMessage {
	v := roomMessage{Message: m, Name: m.By, When: p.Clock(m.At, s.now())}
	if m.Who != "" {
		if v.Name = names[m.Who].name; v.Name == "" {
			v.Name = p.T("say.somebody")
		}
	}
	return v
}

type dismissRequest struct {
	ID      string `form:"id" validate:"required,max=64"`
	Section string `form:"section" validate:"max=60"` // that the page shows
}

// dismissMessage shows a message no more on this device.
func (s *Server) dismissMessage(c echo.Context) error {
	var r dismissRequest
	if err := readForm(c, &r); err != nil {
		return err
	}
	ctx := c.Request().Context()
	gone := append(strings.Fields(s.sessions.GetString(ctx, sessionDismissed)), strings.Fields(r.ID)...)
	gone = gone[max(0, len(gone)-dismissedKept):]
	s.sessions.Put(ctx, sessionDismissed, strings.Join(gone, " "))
	to := "/drafts/" + c.Param("id")
	if r.Section != "" && s.sectionKnown(r.Section) {
		to += "/sections/" + r.Section
	}
	return s.redirect(c, to, "")
}

// sectionKnown says whether any canvas has the section.
func (s *Server) sectionKnown(id string) bool {
	return slices.ContainsFunc(s.lib.Canvases(), func(c campaign.Canvas) bool { return c.Section(id) != nil })
}

// say keeps a message to all groups or to one.
func (ch *courseChange) say(c *campaign.Course) error {
	m := campaign.Message{ID: ch.form.Get("once"), Group: ch.form.Get("to"), Text: ch.form.Get("text"), Who: ch.page.Caller.Author(), At: ch.s.now().UTC()}
	if err := usable(m.ID); err != nil {
		return err
	}
	if m.Group != "" && ch.groupOf(m.Group) == nil {
		return campaign.Fail(campaign.Invalid, "to", "There is no such group any more. Choose one of the list.")
	}
	if err := ch.bring(&m, c, ch.form.Get("place")); err != nil {
		return err
	}
	ch.notice = ch.page.T("say.done")
	return c.Say(m)
}

// usable refuses an id that a form of ours did not make.
func usable(message string) error {
	if message == "" || len(message) > 64 || strings.ContainsAny(message, " \t\n") {
		return campaign.Fail(campaign.Invalid, "text", "This form is not whole. Load the page again.")
	}
	return nil
}

// takenBack is the message that a button takes back, where it does so.
func takenBack(action string) (id string, ok bool) { return strings.CutPrefix(action, "unsay:") }

package ui

import (
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// sessionDismissed is the key of the messages that somebody has dismissed on a device: their ids.
const sessionDismissed = "dismissed"

// roomMessage is what a facilitator says, as a draft's page shows it.
type roomMessage struct {
	campaign.Message
	Bring string // the title of the section that one is asked to come to
	When  string
	To    string // for those who lead: the group's name, empty for all
}

// roomMessages are the messages to a group that have not been dismissed on this device.
func (s *Server) roomMessages(c echo.Context, p Page, group string, course campaign.Course) []roomMessage {
	gone := strings.Fields(s.sessions.GetString(c.Request().Context(), sessionDismissed))
	var list []roomMessage
	for _, m := range course.MessagesTo(group) {
		if !slices.Contains(gone, m.ID) {
			list = append(list, s.roomMessage(p, m))
		}
	}
	return list
}

func (s *Server) roomMessage(p Page, m campaign.Message) roomMessage {
	v := roomMessage{Message: m, When: p.Clock(m.At, s.now())}
	if m.Section != "" {
		v.Bring = s.lib.Texts(p.Language).Section(m.Section).Title
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
	gone = gone[max(0, len(gone)-2*campaign.MessageCount):]
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
	m := campaign.Message{ID: ch.form.Get("once"), Group: ch.form.Get("to"), Text: ch.form.Get("text"), Section: ch.form.Get("section"), By: ch.page.Caller.Name, At: ch.s.now().UTC()}
	switch {
	case m.ID == "" || len(m.ID) > 64 || strings.ContainsAny(m.ID, " \t\n"):
		return campaign.Fail(campaign.Invalid, "text", "This form is not whole. Load the page again.")
	case m.Group != "" && !slices.ContainsFunc(ch.w.Groups, func(g campaign.Group) bool { return g.ID == m.Group }):
		return campaign.Fail(campaign.Invalid, "to", "There is no such group any more. Choose one of the list.")
	case m.Section != "" && ch.s.lib.Canvas(ch.w.Canvas).Section(m.Section) == nil:
		return campaign.Fail(campaign.Invalid, "section", "The canvas has no section “%s”. Load the page again.", m.Section)
	}
	ch.notice = ch.page.T("say.done")
	return c.Say(m)
}

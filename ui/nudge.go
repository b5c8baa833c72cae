package ui

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/live"
)

// nudgePage is where a facilitator says a word to one group at a field of its draft.
type nudgePage struct {
	draftPage
	At       string // the field, empty where none is chosen yet
	Fixed    bool   // it is what one came for
	Field    string // its title
	Sections []nudgeSection
	Text     string        // as it was refused
	Once     string        // what makes it, sent twice, one
	Said     []roomMessage // to this group alone, the latest first
	Back     string        // where one came from
	Wall     bool          // that is the wall
	Fragment bool
}

// nudgeSection is a section of the draft's canvas with its fields to choose from.
type nudgeSection struct {
	Title  string
	Fields []option
}

// fromWall is what an address says where one comes from the wall.
const fromWall = "wall"

// nudgePageOf reads the page. Without a field the ones to choose from begin with the section that the group is in.
func (s *Server) nudgePageOf(c echo.Context, at string) (nudgePage, error) {
	_, of, d, err := s.openDraft(c)
	if err != nil {
		return nudgePage{}, err
	}
	p := nudgePage{draftPage: s.draftPage(c, of, d, "", ""), At: at, Once: randomText(12), Fixed: c.QueryParam("at") != "", Wall: c.FormValue("from") == fromWall, Fragment: c.FormValue("fragment") != ""}
	p.Title = p.T("nudge.title")
	texts, canvas := s.lib.Texts(p.Language), s.lib.Canvas(d.Canvas)
	p.Back = "/workshops/" + of.workshop.ID + "/groups"
	if at != "" {
		if s.sectionAsking(d.Canvas, at) == "" {
			return p, campaign.Fail(campaign.Invalid, "at", "This draft's canvas has no field “%s”. Go back and choose one of its fields.", at)
		}
		p.Field = texts.Field(at).Title
		if !p.Wall {
			p.Back = s.placeLink(p.DraftID, d.Canvas, at)
		}
	}
	in := s.hub.Crowd(p.DraftID).Section
	for i := range canvas.Sections {
		section := &canvas.Sections[i]
		v := nudgeSection{Title: texts.Section(section.ID).Title}
		for n, id := range sectionFields(canvas, section) {
			v.Fields = append(v.Fields, option{ID: id, Title: texts.Field(id).Title, Chosen: id == at || at == "" && n == 0 && section.ID == in})
		}
		p.Sections = append(p.Sections, v)
	}
	course, err := s.store.Course(c.Request().Context(), of.workshop.ID)
	if err != nil {
		return p, err
	}
	said := slices.DeleteFunc(course.MessagesTo(of.group.ID), func(m campaign.Message) bool { return m.Group == "" })
	p.Said, err = s.roomMessagesOf(c, p.Page, of, d.Canvas, course, said)
	slices.Reverse(p.Said)
	return p, err
}

// showNudge shows the form, and what has been said to the group alone.
func (s *Server) showNudge(c echo.Context) error {
	p, err := s.nudgePageOf(c, c.QueryParam("at"))
	if err != nil {
		return err
	}
	if p.Fragment {
		return s.renderPart(c, http.StatusOK, "nudge-card", p)
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "nudge", p)
}

type nudgeRequest struct {
	Once   string `form:"once" validate:"max=64"`
	At     string `form:"at" validate:"max=60"`
	Text   string `form:"text"`
	Action string `form:"action" validate:"max=80"`
}

// saveNudge keeps a word to the group, or takes one back. No page but those of the group's draft hears of it.
func (s *Server) saveNudge(c echo.Context) error {
	var r nudgeRequest
	if err := readForm(c, &r); err != nil {
		return err
	}
	p, err := s.nudgePageOf(c, r.At)
	if err != nil {
		return err
	}
	m := campaign.Message{ID: r.Once, Group: p.Group.ID, Field: r.At, Text: r.Text, Who: caller(c).Author(), At: s.now().UTC()}
	done := p.T("nudge.done", "Group", p.Group.Name)
	course, err := s.store.ChangeCourse(c.Request().Context(), p.Group.WorkshopID, func(k *campaign.Course) error {
		if id, back := takenBack(r.Action); back {
			done = p.T("say.undone")
			if slices.ContainsFunc(p.Said, func(m roomMessage) bool { return m.ID == id }) {
				k.Unsay(id)
			}
			return nil
		}
		if r.At == "" {
			return campaign.Fail(campaign.Invalid, "at", "Choose the field that it is about.")
		}
		if err := usable(m.ID); err != nil {
			return err
		}
		return k.Say(m)
	})
	if err != nil {
		p.Text = r.Text
		e, status := asError(err)
		if status >= http.StatusInternalServerError {
			return err
		}
		p.Alert, p.Wrong = s.sentence(c, e), e.Field
		if p.Fragment {
			return s.renderPart(c, status, "nudge-card", p)
		}
		return s.render(c, status, "nudge", p)
	}
	if err := s.tellOfNudge(p.Group, course); err != nil {
		return err
	}
	if p.Fragment {
		return c.NoContent(http.StatusNoContent)
	}
	return s.redirect(c, p.Back, done)
}

// tellOfNudge lets the group's own pages, and those who lead, know that something was said to it alone.
func (s *Server) tellOfNudge(g campaign.Group, course campaign.Course) error {
	return s.tellCourse(live.News{What: "nudge", Workshop: g.WorkshopID, Group: g.ID, Drafts: []string{g.DraftID}}, course)
}

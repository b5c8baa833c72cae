package ui

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/live"
)

// marksView are the two buttons of a group: we are ready, and help. They belong to the section's form, so that a
// press before the script works saves what was typed; the script sends them alone.
type marksView struct {
	Section string // the id
	Title   string // of the section
	Ready   bool
	Hand    *campaign.Hand
	Taker   string // what the facilitator is called who is on the way
}

type marksPage struct {
	Page
	DraftID string
	Marks   marksView
}

func (s *Server) marksView(c echo.Context, g campaign.Group, section, title string) (marksView, error) {
	m, err := s.store.GroupMarks(c.Request().Context(), g.ID)
	v := marksView{Section: section, Title: title, Ready: m.ReadyWith(section), Hand: m.Hand}
	if err != nil || m.Hand == nil || m.Hand.Taken == "" {
		return v, err
	}
	names, err := s.namesOf(c, g.WorkshopID)
	v.Taker = names[m.Hand.Taken].name
	return v, err
}

// tellOfMarks lets those who lead and the group's own pages know that its marks have changed.
func (s *Server) tellOfMarks(g campaign.Group) {
	s.hub.Tell(live.News{What: "marks", Workshop: g.WorkshopID, Group: g.ID, Drafts: []string{g.DraftID}})
}

// showMarks gives the buttons as they stand, for the script to put in place: with ?section=ID those of that section.
func (s *Server) showMarks(c echo.Context) error {
	_, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	p := marksPage{Page: s.page(c, "", ""), DraftID: c.Param("id")}
	section := s.sectionOf(d, c.QueryParam("section"))
	if p.Marks, err = s.marksView(c, of.group, section, s.lib.Texts(p.Language).Section(section).Title); err != nil {
		return err
	}
	return s.renderPart(c, http.StatusOK, "marks-fragment", p)
}

// sectionOf is the section of that id on the draft's canvas, else its first.
func (s *Server) sectionOf(d *campaign.Draft, id string) string {
	canvas := s.lib.Canvas(d.Canvas)
	if canvas.Section(id) == nil {
		return canvas.Sections[0].ID
	}
	return id
}

// saveMarks takes one of the buttons.
func (s *Server) saveMarks(c echo.Context) error {
	_, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	section := s.sectionOf(d, c.FormValue("section"))
	done, err := s.mark(c, of.group, section, c.FormValue("action"))
	switch {
	case err != nil:
		return err
	case !done:
		return campaign.Fail(campaign.Invalid, "action", "The group can be ready or not, and its hand up or down; “%s” is none of these. Go back and press one of the buttons.", c.FormValue("action"))
	case c.QueryParams().Has("part"):
		return c.NoContent(http.StatusNoContent)
	}
	return c.Redirect(http.StatusSeeOther, "/drafts/"+c.Param("id")+"/sections/"+section+"#marks")
}

// mark does what a button asks for, and says whether it is one of the marks' buttons.
func (s *Server) mark(c echo.Context, g campaign.Group, section, action string) (bool, error) {
	ctx := c.Request().Context()
	var err error
	switch action {
	case "hand-raise":
		err = s.store.RaiseHand(ctx, g.ID, s.now())
	case "hand-lower":
		err = s.store.LowerHand(ctx, g.ID)
	case "ready-yes", "ready-no":
		err = s.store.SetReady(ctx, g.ID, section, strings.HasSuffix(action, "yes"), s.now())
	default:
		return false, nil
	}
	if err == nil {
		s.tellOfMarks(g)
	}
	return true, err
}

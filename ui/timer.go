package ui

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// timerPage is how much of the phase is left, in type that is read from the back of a room.
type timerPage struct {
	Page
	besideDraft
	Workshop campaign.Workshop
	Events   string // whose news the page follows
	Line     courseView
	Sections []string  // titles of what the phase is about
	Next     string    // the title of the phase that follows, empty for none
	Own      []ownTime // groups with time of their own; for those who lead
	Once     string    // what makes a message sent twice one
	Ready    int       // groups that say they are ready with all of it; for those who lead
}

// showTimer shows the time of the phase that runs: to members their own group's, to those who lead that of the room,
// with how many groups say that they are ready.
func (s *Server) showTimer(c echo.Context) error {
	ctx, p := c.Request().Context(), timerPage{Page: s.page(c, "", "room.js")}
	course, err := s.store.Course(ctx, c.Param("id"))
	if err == nil {
		p.Workshop, err = s.store.Workshop(ctx, c.Param("id"))
	}
	if err == nil {
		p.besideDraft, err = s.besideDraft(c, p.Page, p.Workshop, course)
	}
	if err != nil {
		return err
	}
	p.Title, p.Once, p.Line = p.T("timer.title"), randomText(12), p.besideDraft.Course
	p.Events = "/api/v1/drafts/" + p.DraftID + "/events"
	texts := s.lib.Texts(p.Language)
	if phase := course.Now(); phase != nil {
		for _, id := range phase.Sections {
			p.Sections = append(p.Sections, texts.Section(id).Title)
		}
	}
	if after := course.After(); after != nil {
		p.Next = after.Title
	}
	if p.Caller.Leads() {
		p.Projected, p.Line, p.Events = true, s.courseView(p.Page, "", course), "/api/v1/workshops/"+p.Workshop.ID+"/events"
		p.Own = s.ownTimes(p.Page, p.Workshop, course)
		marks, err := s.store.Marks(ctx, p.Workshop.ID)
		if err != nil {
			return err
		}
		p.Ready = readyWith(course.Now(), p.Workshop.Groups, marks)
		p.Notice = s.notice(c)
	}
	return s.render(c, http.StatusOK, "timer", p)
}

// readyWith counts the groups that say they are ready with all that a phase is about.
func readyWith(phase *campaign.Phase, groups []campaign.Group, marks map[string]campaign.Marks) int {
	n := 0
	for _, g := range groups {
		ready := phase != nil && len(phase.Sections) > 0
		for i := 0; ready && i < len(phase.Sections); i++ {
			ready = marks[g.ID].ReadyWith(phase.Sections[i])
		}
		if ready {
			n++
		}
	}
	return n
}

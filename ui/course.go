package ui

import (
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// courseState is where a workshop stands, as every page of it may know: what hello and the workshop event say.
type courseState struct {
	Revision int64       `json:"revision"`
	Now      time.Time   `json:"now"` // of the server, for the difference to the page's clock
	Phase    *phaseState `json:"phase"`
}

type phaseState struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	Number   int          `json:"number"`
	Of       int          `json:"of"`
	Sections []string     `json:"sections"`
	Members  campaign.May `json:"members"`
	Since    time.Time    `json:"since"`
	Ends     time.Time    `json:"ends"` // for groups without time of their own
	Paused   bool         `json:"paused"`
}

func stateOf(c campaign.Course, now time.Time) courseState {
	state := courseState{Revision: c.Revision, Now: now.UTC()}
	if p := c.Now(); p != nil {
		state.Phase = &phaseState{p.ID, p.Title, c.Number(), len(c.Phases), append([]string{}, p.Sections...), p.Members, c.Since.UTC(), c.Ends.UTC(), !c.Paused.IsZero()}
	}
	return state
}

// courseView is the line that says which phase runs and how long. Without a phase it is empty.
type courseView struct {
	Revision   int64
	Title      string
	Number     int
	Left       string // as it stands without scripts: until when, or how much is left of a time that stands still
	Ends, Now  int64  // milliseconds since 1970, for the script
	Paused, Up bool
}

// courseView is the line as one group sees it; group is empty for those who lead.
func (s *Server) courseView(p Page, group string, c campaign.Course) courseView {
	now := s.now()
	v := courseView{Revision: c.Revision, Now: now.UnixMilli()}
	phase := c.Now()
	if phase == nil {
		return v
	}
	left := c.Left(group, now)
	v.Title, v.Number, v.Paused, v.Up = phase.Title, c.Number(), !c.Paused.IsZero(), left == 0
	v.Ends = now.Add(left).UnixMilli()
	switch {
	case v.Up:
		v.Left = p.T("phases.up")
	case v.Paused:
		v.Left = p.T("phases.paused", "Left", shownClock(left))
	default:
		v.Left = p.T("phases.until", "Time", p.Clock(c.EndsFor(group), now))
	}
	return v
}

// shownClock writes a time left as M:SS or H:MM:SS. A second that has begun counts.
func shownClock(left time.Duration) string {
	s := int((left + time.Second - 1) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// showCourse gives a draft's page the line anew, for its script to put in place.
func (s *Server) showCourse(c echo.Context) error {
	_, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	return s.renderPart(c, http.StatusOK, "course-parts", s.draftPage(c, of.group, d, "", ""))
}

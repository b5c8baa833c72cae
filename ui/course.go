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
	Total      int64  // milliseconds from the start of the phase to its end, as it is by now
	Share      int    // of that is left, in hundredths
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
	v.Ends, v.Total = now.Add(left).UnixMilli(), max(c.EndsFor(group).Sub(c.Since).Milliseconds(), 1)
	v.Share = int(100 * left.Milliseconds() / v.Total)
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
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	p := s.draftPage(c, of, d, c.QueryParam("section"), "")
	p.Lock = s.lockSentence(c, p.Language, head, c.QueryParam("section"))
	return s.renderPart(c, http.StatusOK, "course-parts", p)
}

// lockSentence says who has locked a section of a draft, why and until when; empty where it is open.
func (s *Server) lockSentence(c echo.Context, language string, head campaign.Head, section string) string {
	if head.Closed {
		return s.sentenceOf(c, campaign.EndedRefusal())
	}
	lock := head.State.Lock(section)
	if lock == nil {
		return ""
	}
	return s.sentenceOf(c, lock.Refusal(s.lib.Texts(language).Section(section).Title))
}

// settleLocks has the sections locked in every draft of a workshop that its course says, as it is by then: where two
// people change it at once, both settle what the later one left.
func (s *Server) settleLocks(c echo.Context, w campaign.Workshop) error {
	for {
		course, err := s.store.Course(c.Request().Context(), w.ID)
		if err != nil {
			return err
		}
		if err := s.lockDrafts(c, w, &course); err != nil {
			return err
		}
		now, err := s.store.Course(c.Request().Context(), w.ID)
		if err != nil || now.Revision == course.Revision {
			return err
		}
	}
}

func (s *Server) lockDrafts(c echo.Context, w campaign.Workshop, course *campaign.Course) error {
	ctx, seen := c.Request().Context(), map[string]bool{}
	var sections []string
	for _, canvas := range s.lib.Canvases() { // drafts may be on several canvases
		for _, section := range canvas.Sections {
			if !seen[section.ID] {
				seen[section.ID], sections = true, append(sections, section.ID)
			}
		}
	}
	locks := course.Locks(sections)
	for i := range locks {
		locks[i].At = locks[i].Since.Local().Format("15:04")
	}
	for _, g := range w.Groups {
		if _, err := s.desk.SetLocks(ctx, g.DraftID, caller(c).Author(), locks); err != nil {
			return err
		}
	}
	return nil
}

// movable refuses that a group takes its draft to another canvas while a section is locked: fields stand in other
// sections there.
func (s *Server) movable(c echo.Context) error {
	head, err := s.desk.Read(c.Request().Context(), c.Param("id"))
	if err == nil && len(head.State.Locks) > 0 && !caller(c).Leads() {
		return campaign.Fail(campaign.Locked, "canvas", "The canvas stays as it is while a facilitator has sections of it locked. Ask yours.")
	}
	return err
}

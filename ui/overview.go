package ui

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/live"
	"workbench/principles"
)

// tile is one group on the facilitator's first view.
type tile struct {
	Group    campaign.Group
	Title    string // the campaign's, empty while it has none
	Language string // of the draft
	Canvas   string
	Progress []sectionMark
	Filled   int
	Asked    int
	Section  string         // the section that comes next
	Counts   map[string]int // of principles, by status
	Open     []openFinding  // the musts that are open, a few
	More     int            // further ones
	Updated  time.Time
	Touched  bool // somebody has written
	Present  int
	Unsent   int           // of those present, whose device holds words that are not at the server
	Missed   []live.Absent // whose device went with words that are not at the server
	Silent   []live.Absent // whose device went without taking leave
	Members  int
	Aside    int    // findings that the group has set aside
	Lang     string // of the principles' titles
}

type sectionMark struct {
	Title         string
	Filled, Asked int
}

// State is how far the section is: done, part or none.
func (m sectionMark) State() string {
	switch {
	case m.Filled == 0:
		return "none"
	case m.Filled == m.Asked:
		return "done"
	}
	return "part"
}

type openFinding struct {
	Title   string
	Message string
}

// shownOpen is how many open things a tile lists.
const shownOpen = 3

type overviewPage struct {
	Page
	Workshop campaign.Workshop
	Tiles    []tile
	Now      time.Time
}

// showOverview shows how far each group is, what is open and when it was last touched. The quietest come
// first: those are the tables to visit.
func (s *Server) showOverview(c echo.Context) error {
	w, groups, err := s.groupDrafts(c, c.Param("id"))
	if err != nil {
		return err
	}
	members, err := s.store.Members(c.Request().Context(), w.ID)
	if err != nil {
		return err
	}
	p := overviewPage{Page: s.page(c, w.Title, "room.js"), Workshop: w, Now: s.now()}
	pack, err := s.packOf(c.Request().Context(), w)
	p.Alert = s.sentenceOf(c, err)
	for _, g := range groups {
		t := s.tile(c, pack, p.Language, g)
		for _, m := range members {
			if m.GroupID == g.group.ID && !m.Removed {
				t.Members++
			}
		}
		for _, present := range s.hub.Presence(g.group.DraftID) {
			t.Present++
			if present.Unsent > 0 {
				t.Unsent++
			}
		}
		for _, a := range s.hub.Absent(g.group.DraftID) {
			if a.Unsent > 0 {
				t.Missed = append(t.Missed, a)
			} else {
				t.Silent = append(t.Silent, a)
			}
		}
		p.Tiles = append(p.Tiles, t)
	}
	slices.SortStableFunc(p.Tiles, func(a, b tile) int { return cmp.Compare(a.Filled, b.Filled) })
	return s.render(c, http.StatusOK, "overview", p)
}

// tile shows one group; without a pack, what is open is left out.
func (s *Server) tile(c echo.Context, pack *principles.Pack, language string, g groupDraft) tile {
	texts := s.lib.Texts(language)
	report, words := s.reportOf(c, pack, g.draft)
	t := tile{Group: g.group, Title: g.draft.Text(campaign.TitleField), Language: g.draft.Language, Canvas: texts.Canvas(g.draft.Canvas).Title,
		Counts: map[string]int{}, Updated: g.info.Updated, Touched: g.info.Seq > 0}
	for _, sec := range s.lib.Canvas(g.draft.Canvas).Progress(g.draft) {
		m := sectionMark{texts.Section(sec.Section).Title, sec.Filled, sec.Asked}
		if t.Section == "" && m.State() != "done" {
			t.Section = m.Title
		}
		t.Filled, t.Asked = t.Filled+sec.Filled, t.Asked+sec.Asked
		t.Progress = append(t.Progress, m)
	}
	t.Aside, t.Lang = len(report.SetAside()), words.Language
	for _, p := range report.Principles {
		if !p.Todo {
			t.Counts[string(p.Status)]++
		}
		if p.Todo || p.Severity != principles.Must || p.Status != principles.NotMet {
			continue
		}
		if len(t.Open) < shownOpen {
			t.Open = append(t.Open, openFinding{Title: words.Principle(p.ID).Title})
		} else {
			t.More++
		}
	}
	return t
}

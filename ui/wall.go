package ui

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/live"
)

// tile is one group on the wall.
type tile struct {
	Figures  *figures
	Group    campaign.Group
	Section  string // the title of the section that they are in, else of the one that comes next
	Inside   bool   // somebody shows that section now
	Updated  time.Time
	Touched  bool // somebody has written
	Written  int  // characters, since Since
	Since    time.Time
	Present  int
	Here     []present     // who they are
	Unsent   int           // of those present, whose device holds words that are not at the server
	Missed   []live.Absent // whose device went with words that are not at the server
	Silent   []live.Absent // whose device went without taking leave
	Met      int
	Partly   int
	Open     int
	People   int     // for people to decide
	Findings weights // that wait for the group
	Aside    weights // findings that it has set aside
	Hand     *campaign.Hand
	Taker    string // what the facilitator is called who is on the way
	Ready    bool   // with the section that they are in
}

// Link is the state of the group's devices, the worst of them: good, slow (words wait on a device), lost (a device went
// with words or went silent), none (nobody is on line).
func (t tile) Link() string {
	switch {
	case len(t.Missed) > 0 || len(t.Silent) > 0:
		return "lost"
	case t.Unsent > 0:
		return "slow"
	case t.Present > 0:
		return "good"
	}
	return "none"
}

// present is somebody who is on line at a draft.
type present struct {
	Name   string
	Unsent bool // words wait on a device of theirs
}

// presentOn is who is on line at a draft, each once, in the order they came.
func (s *Server) presentOn(draft string) []present {
	var here []present
	at := map[string]int{}
	for _, p := range s.hub.Presence(draft) {
		i, known := at[p.Who]
		if !known {
			i = len(here)
			at[p.Who] = i
			here = append(here, present{Name: p.Name})
		}
		here[i].Unsent = here[i].Unsent || p.Unsent > 0
	}
	return here
}

// Whole is the group's name, which a small tile cuts off, and who is on line.
func (t tile) Whole() string {
	const isolate, end = "\u2068", "\u2069" // names may run either way
	text := isolate + t.Group.Name + end
	for i, p := range t.Here {
		text += [2]string{" · ", ", "}[min(i, 1)] + isolate + p.Name + end
		if p.Unsent {
			text += " ○"
		}
	}
	return text
}

// Wants says whether the group waits for somebody.
func (t tile) Wants() bool { return t.Hand != nil && t.Hand.Taken == "" }

type wallPage struct {
	Page
	Workshop campaign.Workshop
	Tiles    []tileView // all by need, or those that were asked for
	Order    []string   // the ids of all drafts, by need
	Hands    []tile     // of the groups that wait, the longest first
	Now      time.Time
	Line     courseView
	Begun    bool // a phase has been started at some time
}

// manyTiles is from how many groups on the tiles are small, so that forty fit on one screen.
const manyTiles = 17

// Many says whether the tiles are small.
func (p wallPage) Many() bool { return len(p.Order) >= manyTiles }

// showOverview shows the wall: how far each group is, what is open, when it was last touched and who asks for help.
// With ?tiles=DRAFT,DRAFT it gives those tiles alone, for the script to put in place, and the order that all would
// stand in by now.
func (s *Server) showOverview(c echo.Context) error {
	p, tiles, err := s.wallPage(c)
	if err != nil {
		return err
	}
	if !c.QueryParams().Has("tiles") {
		p.Tiles, p.Notice = p.drawn(tiles), s.notice(c)
		return s.render(c, http.StatusOK, "overview", p)
	}
	p.Tiles = p.drawn(only(tiles, listed(c.QueryParam("tiles"))))
	return s.renderPart(c, http.StatusOK, "wall-fragment", p)
}

// wallPage reads the wall and its tiles, by need.
func (s *Server) wallPage(c echo.Context) (wallPage, []tile, error) {
	ctx := c.Request().Context()
	w, err := s.store.Workshop(ctx, c.Param("id"))
	if err != nil {
		return wallPage{}, nil, err
	}
	infos, err := s.store.DraftInfos(ctx, w.ID)
	if err != nil {
		return wallPage{}, nil, err
	}
	marks, err := s.store.Marks(ctx, w.ID)
	if err != nil {
		return wallPage{}, nil, err
	}
	course, err := s.store.Course(ctx, w.ID)
	if err != nil {
		return wallPage{}, nil, err
	}
	p := wallPage{Page: s.page(c, w.Title, "room.js"), Workshop: w, Now: s.now()}
	p.Line, p.Begun = s.courseView(p.Page, "", course), course.Begun
	_, refused := s.packOf(ctx, w)
	p.Alert = s.sentenceOf(c, refused)
	var tiles []tile
	of := map[string]campaign.DraftInfo{}
	for _, info := range infos {
		of[info.ID] = info
	}
	for _, g := range w.Groups {
		t, err := s.tile(c, p.Language, g, of[g.DraftID], marks[g.ID], course.Since)
		if err != nil {
			return wallPage{}, nil, err
		}
		tiles = append(tiles, t)
	}
	if err := s.nameTakers(c, w.ID, tiles); err != nil {
		return wallPage{}, nil, err
	}
	byNeed(tiles, p.Now)
	for _, t := range tiles {
		p.Order = append(p.Order, t.Group.DraftID)
		if t.Wants() {
			p.Hands = append(p.Hands, t)
		}
	}
	return p, tiles, nil
}

// nameTakers names the facilitators who are on the way. Where nobody is, nothing is read.
func (s *Server) nameTakers(c echo.Context, workshop string, tiles []tile) error {
	if !slices.ContainsFunc(tiles, func(t tile) bool { return t.Hand != nil && t.Hand.Taken != "" }) {
		return nil
	}
	names, err := s.namesOf(c, workshop)
	for i, t := range tiles {
		if t.Hand != nil {
			tiles[i].Taker = names[t.Hand.Taken].name
		}
	}
	return err
}

// tile shows one group, with what it has written since a moment, as Lately counts it.
func (s *Server) tile(c echo.Context, language string, g campaign.Group, info campaign.DraftInfo, marks campaign.Marks, since time.Time) (tile, error) {
	now, err := s.desk.Lately(c.Request().Context(), g.DraftID, since)
	if err != nil {
		return tile{}, err
	}
	t := tile{Figures: s.figures.of(s.lib, g.DraftID, now.Head), Group: g, Updated: info.Updated, Touched: now.Seq > 0,
		Written: now.Written, Since: now.Since, Hand: marks.Hand}
	texts, next := s.lib.Texts(language), ""
	for _, sec := range t.Figures.sections {
		if next == "" && (sectionMark{sec.Filled, sec.Asked}).State() != "done" {
			next = sec.Section
		}
	}
	crowd := s.hub.Crowd(g.DraftID)
	t.Present, t.Unsent, t.Here = crowd.Present, crowd.Unsent, s.presentOn(g.DraftID)
	if slices.ContainsFunc(t.Figures.sections, func(p campaign.SectionProgress) bool { return p.Section == crowd.Section }) {
		next, t.Inside = crowd.Section, true
	}
	if next != "" {
		t.Section, t.Ready = texts.Section(next).Title, marks.ReadyWith(next)
	}
	for _, a := range s.hub.Absent(g.DraftID) {
		if a.Unsent > 0 {
			t.Missed = append(t.Missed, a)
		} else {
			t.Silent = append(t.Silent, a)
		}
	}
	if k, ok := s.shelf.tallies.of(g.DraftID); ok && k.log == now.LogID {
		t.Met, t.Partly, t.Open, t.People = k.counts[0], k.counts[1], k.counts[2], k.counts[3]
		t.Findings, t.Aside = k.open, k.aside
	}
	return t, nil
}

// quietAfter is when a group counts as quiet: people also talk.
const quietAfter = 5 * time.Minute

// byNeed puts those first who need somebody: a hand that waits, the longest first; then where a device went with words;
// then who has been quiet for long, the longest first; then who has done little. Who is ready, and to whom somebody is on the way, comes last. What is
// equal stays in the workshop's order.
func byNeed(tiles []tile, now time.Time) {
	quiet := func(t tile) int { return int(max(0, now.Sub(t.Updated)) / quietAfter) }
	rank := func(t tile) int {
		switch {
		case t.Wants():
			return 0
		case len(t.Missed) > 0:
			return 1
		case t.Ready || t.Hand != nil:
			return 4
		case quiet(t) > 0:
			return 2
		}
		return 3
	}
	slices.SortStableFunc(tiles, func(a, b tile) int {
		switch r := rank(a); {
		case r != rank(b):
			return r - rank(b)
		case r == 0:
			return a.Hand.Since.Compare(b.Hand.Since)
		case r == 2 && quiet(a) != quiet(b):
			return quiet(b) - quiet(a)
		}
		return a.Figures.Filled - b.Figures.Filled
	})
}

// answerHand tells a group that a facilitator is on the way, or lowers its hand.
func (s *Server) answerHand(c echo.Context) error {
	g, err := s.groupOf(c, c.Param("group"))
	if err != nil {
		return err
	}
	p, notice := s.page(c, "", ""), ""
	switch c.FormValue("action") {
	case "coming":
		err = s.store.TakeHand(c.Request().Context(), g.ID, caller(c).Author())
		notice = p.T("wall.hand_done_coming", "Group", g.Name)
	case "lower":
		err = s.store.LowerHand(c.Request().Context(), g.ID)
		notice = p.T("wall.hand_done_lower", "Group", g.Name)
	default:
		err = campaign.Fail(campaign.Invalid, "action", "A hand is taken or lowered; “%s” is neither. Go back and press one of the buttons.", c.FormValue("action"))
	}
	if err != nil {
		return err
	}
	s.tellOfMarks(g)
	if c.QueryParams().Has("part") {
		return c.NoContent(http.StatusNoContent)
	}
	return s.redirect(c, "/workshops/"+c.Param("id")+"/groups", notice)
}

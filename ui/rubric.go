package ui

import (
	"crypto/rand"
	"encoding/binary"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

// rubricBase is what all pages about scoring share.
type rubricBase struct {
	Page
	Workshop campaign.Workshop
	Round    campaign.RubricRound
	rubric   *principles.Rubric // nil where the pack has none
	texts    principles.RubricTexts
	pack     *principles.Pack
}

// Has says whether there is anything to score by.
func (p rubricBase) Has() bool { return p.rubric != nil }

// Criteria is how many criteria the rubric has.
func (p rubricBase) Criteria() int { return len(p.rubric.Criteria) }

// Texts is the language that the rubric is shown in.
func (p rubricBase) Texts() string { return p.texts.Language }

// group finds a group of the workshop.
func (p rubricBase) group(id string) (campaign.Group, bool) {
	if i := slices.IndexFunc(p.Workshop.Groups, func(g campaign.Group) bool { return g.ID == id }); i >= 0 {
		return p.Workshop.Groups[i], true
	}
	return campaign.Group{}, false
}

// groups are those with the ids, in the workshop's order.
func (p rubricBase) groups(ids []string) (list []campaign.Group) {
	for _, g := range p.Workshop.Groups {
		if slices.Contains(ids, g.ID) {
			list = append(list, g)
		}
	}
	return list
}

// rubricBase reads the workshop with its round and the rubric of its pack.
func (s *Server) rubricBase(c echo.Context, workshop string) (rubricBase, campaign.Course, error) {
	ctx, p := c.Request().Context(), rubricBase{Page: s.page(c, "", "room.js")}
	p.Title = p.T("rubric.title")
	var err error
	if p.Workshop, err = s.store.Workshop(ctx, workshop); err != nil {
		return p, campaign.Course{}, err
	}
	course, err := s.store.Course(ctx, workshop)
	if err != nil {
		return p, course, err
	}
	p.Round = course.Rubric
	if p.pack, err = s.packOf(ctx, p.Workshop); err != nil {
		return p, course, err
	}
	p.rubric, p.texts = p.pack.Rubric(), p.pack.Texts(p.Language).Rubric()
	return p, course, nil
}

// rubricPage is where those who lead allocate, open and close the scoring.
type rubricPage struct {
	rubricBase
	Readers []rubricReader // in the workshop's order
	Own     []rubricRead   // how far whoever asks is with each draft
	Each    string         // as the form has them
	Least   string
	Most    int    // drafts that a group can read
	Sure    string // what is to be confirmed: open or show
	Shown   string // titles of the sections that groups may read of one another
}

// rubricReader is a group with what it scores.
type rubricReader struct {
	campaign.Group
	Reads []rubricRead
	By    int // groups that read its own draft
}

// rubricRead is a draft to be scored, and how far that is.
type rubricRead struct {
	campaign.Group
	Done  int // criteria with a step
	Notes int
}

// Whole says whether every criterion has its step.
func (p rubricBase) Whole(r rubricRead) bool { return r.Done >= p.Criteria() }

// Eaches are the numbers of drafts that a group can read.
func (p rubricPage) Eaches() (list []string) {
	for n := 1; n <= p.Most; n++ {
		list = append(list, strconv.Itoa(n))
	}
	return list
}

// Leasts are the numbers of scorers that can be asked for.
func (p rubricPage) Leasts() (list []string) {
	for n := campaign.RubricScorers; n <= campaign.RubricScorersN; n++ {
		list = append(list, strconv.Itoa(n))
	}
	return list
}

// showRubric shows who reads whose draft and how far they are.
func (s *Server) showRubric(c echo.Context) error {
	p, err := s.rubricPage(c)
	if err != nil {
		return err
	}
	p.Notice, p.Sure = s.notice(c), c.QueryParam("sure")
	return s.render(c, http.StatusOK, "rubric", p)
}

func (s *Server) rubricPage(c echo.Context) (rubricPage, error) {
	base, course, err := s.rubricBase(c, c.Param("id"))
	p := rubricPage{rubricBase: base}
	if err != nil || p.rubric == nil {
		return p, err
	}
	var titles []string
	for _, id := range course.Revealed {
		titles = append(titles, s.lib.Texts(p.Language).Section(id).Title)
	}
	p.Shown = strings.Join(titles, ", ")
	marks, err := s.store.RubricMarks(c.Request().Context(), p.Workshop.ID)
	if err != nil {
		return p, err
	}
	p.Most = max(1, min(campaign.RubricReads, len(p.Workshop.Groups)-1))
	p.Each, p.Least = strconv.Itoa(max(1, min(2, p.Most))), strconv.Itoa(campaign.RubricScorers)
	if n := p.Round.Each(); n > 0 {
		p.Each, p.Least = strconv.Itoa(n), strconv.Itoa(p.Round.Minimum)
	}
	for _, g := range p.Workshop.Groups {
		r := rubricReader{Group: g, By: len(p.Round.ReadBy(g.ID))}
		for _, of := range p.groups(p.Round.Reads[g.ID]) {
			r.Reads = append(r.Reads, p.read(marks, of, g.ID))
		}
		p.Readers, p.Own = append(p.Readers, r), append(p.Own, p.read(marks, g, campaign.ScorerOf(p.Caller)))
	}
	return p, nil
}

// read counts how far a scorer is with a group's draft.
func (p rubricBase) read(marks []campaign.RubricMark, of campaign.Group, scorer string) rubricRead {
	r := rubricRead{Group: of}
	for _, m := range marks {
		if m.Group != of.ID || m.Scorer != scorer || p.rubric.Criterion(m.Criterion) == nil {
			continue
		}
		if slices.Contains(p.rubric.Steps, m.Step) {
			r.Done++
		}
		if m.Note != "" {
			r.Notes++
		}
	}
	return r
}

// leadRubric allocates the drafts, opens and closes the scoring, and shows the groups what came out.
func (s *Server) leadRubric(c echo.Context) error {
	form, err := formValues(c)
	if err != nil {
		return err
	}
	p, err := s.rubricPage(c)
	if err != nil {
		return err
	}
	if p.rubric == nil {
		return campaign.Fail(campaign.Conflict, "", "The principles of this workshop have no rubric, so there is nothing to score by.")
	}
	notice, change := p.rubricChange(form)
	course, err := s.store.ChangeCourse(c.Request().Context(), p.Workshop.ID, change)
	if code := campaign.CodeOf(err); code == campaign.Invalid || code == campaign.Conflict {
		if form.Get("action") == "allocate" {
			p.Each, p.Least = form.Get("each"), form.Get("least")
		} else if fresh, err := s.rubricPage(c); err == nil { // somebody else changed it
			p = fresh
		}
		if e, ok := err.(*campaign.Error); ok && e.Field == "sure" {
			p.Sure = form.Get("action")
		}
		return s.renderRefused(c, "rubric", &p.Page, &p, err)
	}
	if err != nil {
		return err
	}
	if err := s.tellOfCourse(p.Workshop.ID, course); err != nil {
		return err
	}
	return s.redirect(c, rubricPath(p.Workshop.ID), p.T(notice))
}

func rubricPath(workshop string) string { return "/workshops/" + workshop + "/rubric" }

// rubricChange is what a button of the page does, and what is said afterwards.
func (p rubricPage) rubricChange(form url.Values) (notice string, change func(c *campaign.Course) error) {
	stage := func(to campaign.RubricStage) func(c *campaign.Course) error {
		return func(c *campaign.Course) error { return c.SetRubric(to) }
	}
	sure := func(to campaign.RubricStage) func(c *campaign.Course) error {
		if form.Has("sure") {
			return stage(to)
		}
		return func(*campaign.Course) error {
			return campaign.Fail(campaign.Conflict, "sure", "Read what groups will see, and press the button below it.")
		}
	}
	switch form.Get("action") {
	case "allocate":
		number := func(name string) int {
			n, _ := strconv.Atoi(strings.TrimSpace(form.Get(name))) // what is no number is refused as 0
			return n
		}
		var ids []string
		for _, g := range p.Workshop.Groups {
			ids = append(ids, g.ID)
		}
		each, least, seed := number("each"), number("least"), randomSeed()
		return "rubric.allocated", func(c *campaign.Course) error {
			return c.AllocateRubric(ids, each, least, seed, form.Has("confirmed"))
		}
	case "open":
		return "rubric.opened", sure(campaign.RubricOpen)
	case "close":
		return "rubric.closed_done", stage(campaign.RubricClosed)
	case "show":
		return "rubric.shown_done", sure(campaign.RubricShown)
	case "hide":
		return "rubric.hidden_done", stage(campaign.RubricClosed)
	}
	return "", func(*campaign.Course) error {
		return campaign.Fail(campaign.Invalid, "action", "The page does not know the button “%s”. Load it again.", campaign.FirstGraphemes(form.Get("action"), 20))
	}
}

func randomSeed() uint64 {
	var b [8]byte
	rand.Read(b[:]) // never fails: crypto/rand.Read crashes the program instead
	return binary.LittleEndian.Uint64(b[:])
}

package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// votesPage is the facilitator's page of votes: those there are, and a form to ask another.
type votesPage struct {
	Page
	Workshop campaign.Workshop
	Votes    []campaign.Vote
	Fields   []option // that a section holds which is revealed
	Typed    url.Values
}

// Value is what stands in the form: as it was typed, or what is usual.
func (p votesPage) Value(name, usual string) string {
	if p.Typed.Has(name) {
		return p.Typed.Get(name)
	}
	return usual
}

// showVotes lists the votes of a workshop.
func (s *Server) showVotes(c echo.Context) error {
	p, err := s.votesPage(c)
	if err != nil {
		return err
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "votes", p)
}

func (s *Server) votesPage(c echo.Context) (votesPage, error) {
	ctx, p := c.Request().Context(), votesPage{Page: s.page(c, "", "room.js"), Typed: url.Values{}}
	p.Title = p.T("votes.title")
	var err error
	if p.Workshop, err = s.store.Workshop(ctx, c.Param("id")); err != nil {
		return p, err
	}
	if p.Votes, err = s.store.Votes(ctx, p.Workshop.ID); err != nil {
		return p, err
	}
	course, err := s.store.Course(ctx, p.Workshop.ID)
	if err != nil {
		return p, err
	}
	texts, canvas := s.lib.Texts(p.Language), s.lib.Canvas(p.Workshop.Canvas)
	for _, section := range canvas.Sections {
		for _, id := range votedFields(course, section) {
			if kind := s.lib.Field(id).Kind; kind == campaign.Line || kind == campaign.Text {
				p.Fields = append(p.Fields, option{ID: id, Title: texts.Section(section.ID).Title + ": " + texts.Field(id).Title})
			}
		}
	}
	return p, nil
}

// askVote asks a question: its choices are lines of the form, or what the groups have written in a field.
func (s *Server) askVote(c echo.Context) error {
	form, err := formValues(c)
	if err != nil {
		return err
	}
	v, err := s.readVote(c, form)
	if err == nil {
		err = v.Ask()
	}
	if err == nil {
		v, err = s.store.AddVote(c.Request().Context(), v)
	}
	if code := campaign.CodeOf(err); code == campaign.Invalid || code == campaign.Conflict {
		p, lost := s.votesPage(c)
		if lost != nil {
			return lost
		}
		p.Typed = form
		return s.renderRefused(c, "votes", &p.Page, &p, err)
	}
	if err != nil {
		return err
	}
	if err := s.callVote(c, v.Workshop, func(course *campaign.Course) { course.CallVote(&v) }); err != nil {
		return err
	}
	return s.redirect(c, votePath(v.Workshop, v.ID), s.page(c, "", "").T("votes.asked"))
}

func votePath(workshop, vote string) string { return "/workshops/" + workshop + "/votes/" + vote }

// callVote changes what the groups' pages say of votes, and lets them know.
func (s *Server) callVote(c echo.Context, workshop string, change func(course *campaign.Course)) error {
	course, err := s.store.ChangeCourse(c.Request().Context(), workshop, func(course *campaign.Course) error {
		change(course)
		return nil
	})
	if err != nil {
		return err
	}
	return s.tellOfCourse(workshop, course)
}

// readVote reads a vote as it was typed.
func (s *Server) readVote(c echo.Context, form url.Values) (campaign.Vote, error) {
	number := func(name string) int {
		n, _ := strconv.Atoi(strings.TrimSpace(form.Get(name))) // what is no number is refused as 0
		return n
	}
	v := campaign.Vote{Workshop: c.Param("id"), Question: form.Get("question"), Dots: number("dots"), Most: number("most"), Minimum: number("least"),
		By: caller(c).Author(), Opened: s.now().UTC()}
	for line := range strings.Lines(form.Get("choices")) {
		v.Choices = append(v.Choices, campaign.VoteChoice{Text: strings.TrimRight(line, "\r\n")})
	}
	field := form.Get("field")
	if field == "" {
		return v, nil
	}
	course, err := s.store.Course(c.Request().Context(), v.Workshop)
	if err != nil {
		return v, err
	}
	w, groups, err := s.groupDrafts(c, v.Workshop)
	if err != nil {
		return v, err
	}
	if f := s.lib.Field(field); f == nil || f.Kind != campaign.Line && f.Kind != campaign.Text {
		return v, campaign.Fail(campaign.Invalid, "field", "There is no such field to choose from. Choose one of the list.")
	}
	if !slices.ContainsFunc(s.lib.Canvas(w.Canvas).Sections, func(section campaign.Section) bool { return slices.Contains(votedFields(course, section), field) }) {
		return v, campaign.Fail(campaign.Invalid, "field", "Everybody reads what is chosen from, and this field is in no section that is revealed to all groups. Reveal its section first, or choose another field.")
	}
	if groups, err = s.lineUp(c, w, groups, lineup{blind: course.Unnamed}, []string{field}); err != nil {
		return v, err
	}
	for _, g := range groups {
		text := strings.Join(strings.Fields(g.draft.Text(field)), " ")
		if short := campaign.FirstGraphemes(text, campaign.VoteChoiceText-1); short != text {
			text = short + "…"
		}
		choice := campaign.VoteChoice{Text: text, Language: g.draft.Written()}
		if course.Unnamed == "" {
			choice.Group = g.group.ID
		}
		v.Choices = append(v.Choices, choice)
	}
	return v, nil
}

// votedFields are the fields of a section that people may be asked to choose from: those that all groups may read of one
// another now.
func votedFields(course campaign.Course, section campaign.Section) []string {
	if !course.Reveals(section.ID) {
		return nil
	}
	return lineup{blind: course.Unnamed}.shown(section.Fields)
}

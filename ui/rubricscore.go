package ui

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/live"
	"workbench/principles"
)

// scoringPage is a group's draft to be scored: what may be read of it, and each criterion with its steps and a note.
type scoringPage struct {
	rubricBase
	scoredGroup
	Writing  string // the language that the draft is written in
	Sections []scoredSection
	Blocked  string // why nothing can be marked now, empty where it can
	Asked    []scoredCriterion
	Read     rubricRead
	Note     int // characters that a note has at most
}

// scoredGroup is a group as whoever scores its draft may know it: under a letter, where the groups' texts are revealed
// without names.
type scoredGroup struct {
	Of    campaign.Group
	Label string
	Key   string // what an address calls it
	Named bool
	draft *campaign.Draft // with names covered where the group has none; nil where it was not read
}

// scoredSection is a section of the draft, its empty fields left out.
type scoredSection struct {
	ID, Title string
	Fields    []scoredField
}

type scoredField struct {
	Title string
	shownValue
}

// scoredCriterion is a criterion with what is marked by it.
type scoredCriterion struct {
	ID, Title, Question string
	Steps               []option
	Step, Note          string   // as they stand, or as they were typed
	WasStep, WasNote    string   // as the page shows them
	Look                []option // sections that it is about
}

// lookAt is how many sections a criterion leads to at most.
const lookAt = 3

// scoredGroups are the groups as whoever asks may know them, in the order in which they stand. Drafts are filled where
// names are covered, with the fields given.
func (s *Server) scoredGroups(c echo.Context, p rubricBase, course campaign.Course, fields []string) (list []scoredGroup, err error) {
	if p.Caller.Leads() || course.Unnamed == "" {
		for _, g := range p.Workshop.Groups {
			list = append(list, scoredGroup{Of: g, Label: g.Name, Key: g.ID, Named: true})
		}
		return list, nil
	}
	w, all, err := s.groupDrafts(c, p.Workshop.ID)
	if err == nil {
		all, err = s.lineUp(c, w, all, lineup{blind: course.Unnamed}, fields)
	}
	for _, g := range all {
		list = append(list, scoredGroup{Of: g.group, Label: g.label, Key: g.key, draft: g.draft})
	}
	return list, err
}

// readable are the sections that whoever asks may read of the groups' drafts, each with its fields: those that are
// revealed, and all for those who lead.
func (s *Server) readable(p rubricBase, course campaign.Course, canvas string) (sections []campaign.Section) {
	l := lineup{blind: course.Unnamed}
	for _, section := range s.lib.Canvas(canvas).Sections {
		switch {
		case p.Caller.Leads():
			sections = append(sections, section)
		case course.Rubric.Stage == campaign.RubricOpen && course.Reveals(section.ID):
			section.Fields = l.shown(section.Fields)
			sections = append(sections, section)
		}
	}
	return sections
}

// scoring reads the page of a draft for whoever asks. What was not allocated to a member's group does not exist for it.
func (s *Server) scoring(c echo.Context) (scoringPage, error) {
	base, course, err := s.rubricBase(c, c.Param("id"))
	p := scoringPage{rubricBase: base, Note: campaign.RubricNote}
	if err != nil {
		return p, err
	}
	sections, fields := s.readable(base, course, p.Workshop.Canvas), []string{}
	for _, section := range sections {
		fields = append(fields, section.Fields...)
	}
	groups, err := s.scoredGroups(c, base, course, fields)
	if err != nil {
		return p, err
	}
	at := slices.IndexFunc(groups, func(g scoredGroup) bool { return g.Key == c.Param("group") })
	if at < 0 || p.rubric == nil {
		return p, nothingHere()
	}
	if p.scoredGroup = groups[at]; !p.Named {
		p.Workshop.Title = "" // it may tell a country
	}
	if blocked := course.MayScore(p.Caller, p.Of.ID); campaign.CodeOf(blocked) == campaign.NotFound {
		return p, nothingHere()
	} else if blocked != nil {
		p.Blocked = p.T("rubric.not_open")
		if p.Round.Begun() {
			p.Blocked = p.T("rubric.closed_marks")
		}
	}
	p.Title = p.T("rubric.score_title", "Name", p.Label)
	if d := p.draft; len(sections) > 0 {
		if d == nil {
			head, err := s.desk.Read(c.Request().Context(), p.Of.DraftID)
			if err != nil {
				return p, err
			}
			d = head.State.Draft(p.Of.Name)
			if p.Caller.Leads() {
				sections = s.readable(base, course, d.Canvas)
			}
		}
		p.Writing, p.Sections = d.Written(), s.scoredSections(p.Language, d, sections)
	}
	marks, err := s.store.RubricMarks(c.Request().Context(), p.Workshop.ID)
	if err != nil {
		return p, err
	}
	p.Read = p.read(marks, p.Of, campaign.ScorerOf(p.Caller))
	for _, criterion := range p.rubric.Criteria {
		texts := p.texts.Criterion(criterion.ID)
		a := scoredCriterion{ID: criterion.ID, Title: texts.Title, Question: texts.Question, Look: p.lookAt(criterion, sections)}
		for _, id := range p.rubric.Steps {
			a.Steps = append(a.Steps, option{ID: id, Title: p.texts.Step(id), About: texts.Steps[id]})
		}
		for _, m := range marks {
			if m.Group == p.Of.ID && m.Scorer == campaign.ScorerOf(p.Caller) && m.Criterion == criterion.ID {
				a.Step, a.Note, a.WasStep, a.WasNote = m.Step, m.Note, m.Step, m.Note
			}
		}
		p.Asked = append(p.Asked, a)
	}
	return p, nil
}

// lookAt are the sections of the page that most of a criterion's principles look at, in the canvas's order.
func (p scoringPage) lookAt(criterion principles.Criterion, sections []campaign.Section) (look []option) {
	hits := map[string]int{}
	for _, section := range sections {
		for _, id := range criterion.Principles {
			if rests := p.pack.Principle(id); rests != nil && slices.ContainsFunc(rests.Fields, func(f string) bool { return slices.Contains(section.Fields, f) }) {
				hits[section.ID]++
			}
		}
	}
	for _, section := range p.Sections {
		if hits[section.ID] > 0 {
			look = append(look, option{ID: section.ID, Title: section.Title})
		}
	}
	for len(look) > lookAt { // the one that the fewest look at goes, of equals the last
		least := len(look) - 1
		for i := range look {
			if hits[look[i].ID] < hits[look[least].ID] {
				least = i
			}
		}
		look = slices.Delete(look, least, least+1)
	}
	return look
}

// scoredSections are the sections of a draft in which something is written.
func (s *Server) scoredSections(language string, d *campaign.Draft, sections []campaign.Section) (list []scoredSection) {
	texts := s.lib.Texts(language)
	for _, section := range sections {
		view := scoredSection{ID: section.ID, Title: texts.Section(section.ID).Title}
		for _, id := range section.Fields {
			if v := s.show(texts, s.lib.Field(id), d.Fields[id]); !v.Empty() {
				view.Fields = append(view.Fields, scoredField{texts.Field(id).Title, v})
			}
		}
		if len(view.Fields) > 0 {
			list = append(list, view)
		}
	}
	return list
}

// showScoring shows a draft to be scored.
func (s *Server) showScoring(c echo.Context) error {
	p, err := s.scoring(c)
	if err != nil {
		return err
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "rubric-score", p)
}

// typed takes what the form says.
func (p *scoringPage) typed(form url.Values) {
	for i := range p.Asked {
		a := &p.Asked[i]
		a.Step, a.Note = form.Get("step."+a.ID), lineFeeds(form.Get("note."+a.ID))
		a.WasStep, a.WasNote = form.Get("was.step."+a.ID), lineFeeds(form.Get("was.note."+a.ID))
	}
}

// changed are the marks that somebody changed on the page, against those that stand by now, and what the page shows where
// it comes back. What others of their group changed meanwhile is left as it is; where both changed the same mark, nothing
// is kept until they have read the other's.
func (p *scoringPage) changed(had []campaign.RubricMark) (marks []campaign.RubricMark, asked []scoredCriterion, err error) {
	asked = slices.Clone(p.Asked)
	for i := range asked {
		a, now := &asked[i], campaign.RubricMark{}
		m, wrong := campaign.RubricMark{Group: p.Of.ID, Criterion: a.ID, Step: a.Step, Note: a.Note}.Clean(p.rubric.Steps)
		if at := slices.IndexFunc(had, func(m campaign.RubricMark) bool { return m.Criterion == a.ID }); at >= 0 {
			now = had[at]
		}
		stands := now.Step == a.WasStep && now.Note == a.WasNote
		switch {
		case wrong != nil:
			err = cmp.Or(err, wrong)
			continue
		case m.Step == a.WasStep && m.Note == a.WasNote: // not touched
			a.Step, a.Note = now.Step, now.Note
		case m.Step == now.Step && m.Note == now.Note:
		case stands:
			marks = append(marks, m)
			continue
		default:
			theirs := strings.TrimSpace(cmp.Or(p.texts.Step(now.Step), p.T("rubric.no_step")) + ". " + now.Note)
			err = cmp.Or(err, error(campaign.Fail(campaign.Conflict, a.ID, "Somebody else has meanwhile changed what is said under “%s”. It is now: %s Yours is still in the form. Keep it once more to put it in place of theirs.", a.Title, theirs)))
		}
		a.WasStep, a.WasNote = now.Step, now.Note
	}
	return marks, asked, err
}

// keepScoring keeps what a group, or somebody who leads, says of a draft.
func (s *Server) keepScoring(c echo.Context) error {
	form, err := formValues(c)
	if err != nil {
		return err
	}
	p, err := s.scoring(c)
	if err != nil {
		return err
	}
	p.typed(form)
	who, asked := p.Caller, p.Asked
	err = s.store.KeepRubricMarks(c.Request().Context(), p.Workshop.ID, p.Of.ID, campaign.ScorerOf(who), func(course *campaign.Course, had []campaign.RubricMark) (marks []campaign.RubricMark, err error) {
		if err := course.MayScore(who, p.Of.ID); err != nil {
			return nil, err
		}
		marks, asked, err = p.changed(had)
		for i := range marks {
			marks[i].Scorer, marks[i].Led, marks[i].Who, marks[i].At = campaign.ScorerOf(who), who.Leads(), who.Author(), s.now().UTC()
		}
		return marks, err
	})
	if err != nil {
		p.Asked = asked
		return s.renderRefused(c, "rubric-score", &p.Page, &p, err)
	}
	// Those who lead hear that something was said, and not what.
	s.hub.Tell(live.News{What: "scored", Workshop: p.Workshop.ID, Member: p.Of.ID})
	return s.redirect(c, p.Here(), p.T("rubric.kept"))
}

// Here is the page's own address.
func (p scoringPage) Here() string { return rubricPath(p.Workshop.ID) + "/groups/" + p.Key }

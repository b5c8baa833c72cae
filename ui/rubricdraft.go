package ui

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// draftRubricPage is a group's own page about scoring: the drafts that it reads, and what others said of its own.
type draftRubricPage struct {
	draftPage
	base    rubricBase
	Reads   []scoredRead
	Results []criterionResult // once they are shown
}

// scoredRead is a draft that the group scores, and how far it is.
type scoredRead struct {
	scoredGroup
	Far rubricRead
}

// Room is the workshop.
func (p draftRubricPage) Room() string { return p.base.Workshop.ID }

// Stage says how far the round is, empty where nothing was opened yet.
func (p draftRubricPage) Stage() campaign.RubricStage {
	if p.base.rubric == nil || !p.base.Round.Begun() {
		return campaign.RubricNone
	}
	return p.base.Round.Stage
}

// Scoring says whether marks can be given now.
func (p draftRubricPage) Scoring() bool { return p.Stage() == campaign.RubricOpen }

// Criteria is how many criteria there are.
func (p draftRubricPage) Criteria() int { return p.base.Criteria() }

// Whole says whether every criterion of a draft has its step.
func (p draftRubricPage) Whole(r rubricRead) bool { return p.base.Whole(r) }

// Texts is the language of the rubric.
func (p draftRubricPage) Texts() string { return p.base.texts.Language }

// By says who wrote a note.
func (p draftRubricPage) By(m campaign.RubricMark) string { return p.base.By(m) }

// TooFew says why nothing is shown.
func (p draftRubricPage) TooFew(r draftResult) string { return p.base.TooFew(r) }

// showDraftRubric shows a group which drafts it scores, and what was said of its own once those who lead have opened it.
func (s *Server) showDraftRubric(c echo.Context) error {
	_, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	p := draftRubricPage{draftPage: s.draftPage(c, of, d, "", "room.js")}
	p.Title, p.Notice = p.T("rubric.title"), s.notice(c)
	var course campaign.Course
	if p.base, course, err = s.rubricBase(c, of.workshop.ID); err != nil {
		return err
	}
	if p.Stage() == campaign.RubricNone {
		return s.render(c, http.StatusOK, "draft-rubric", p)
	}
	marks, err := s.store.RubricMarks(c.Request().Context(), of.workshop.ID)
	if err != nil {
		return err
	}
	groups, err := s.scoredGroups(c, p.base, course, nil)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if slices.Contains(p.base.Round.Reads[of.group.ID], g.Of.ID) {
			p.Reads = append(p.Reads, scoredRead{g, p.base.read(marks, g.Of, of.group.ID)})
		}
	}
	if p.base.Round.Stage == campaign.RubricShown {
		p.Results = p.base.results(marks, []campaign.Group{of.group})
	}
	return s.render(c, http.StatusOK, "draft-rubric", p)
}

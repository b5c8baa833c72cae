package ui

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// rubricResultsPage is what came out of a round: by criterion and draft where the marks lie and every note. There is no
// sum, no mean and no order but the groups' own.
type rubricResultsPage struct {
	rubricBase
	Criteria []criterionResult
}

// Ready says whether there is anything to see: nobody sees what others said while it can still be changed.
func (p rubricBase) Ready() bool {
	return p.Round.Stage == campaign.RubricClosed || p.Round.Stage == campaign.RubricShown
}

type criterionResult struct {
	ID, Title, Question string
	Steps               []option // with the sentence of each
	Drafts              []draftResult
}

// draftResult is what was said of one draft by one criterion.
type draftResult struct {
	campaign.Group
	campaign.RubricSpread
	Minimum int
	steps   []option
}

// spreadStep is a step with how many chose it, and where its dots stand in the strip.
type spreadStep struct {
	Title string
	Count int
	Dots  []spreadDot
}

type spreadDot struct{ X, Y int }

// The strip of dots: four columns, dots side by side in rows from below.
const (
	stripColumn = 80 // width, in the strip's own units
	stripDot    = 15 // from dot to dot
	stripRow    = 5  // dots
)

// Height is that of the strip.
func (r draftResult) Height() int {
	most := 1
	for _, n := range r.Counts {
		most = max(most, n)
	}
	return stripDot*((most+stripRow-1)/stripRow) + 4
}

// Strip are the steps with their dots.
func (r draftResult) Strip() (list []spreadStep) {
	for i, n := range r.Counts {
		step := spreadStep{Title: r.steps[i].Title, Count: n}
		for dot := range n {
			step.Dots = append(step.Dots, spreadDot{stripColumn*i + 8 + stripDot*(dot%stripRow), r.Height() - 10 - stripDot*(dot/stripRow)})
		}
		list = append(list, step)
	}
	return list
}

// results gathers what was said of the groups' drafts.
func (p rubricBase) results(marks []campaign.RubricMark, groups []campaign.Group) (list []criterionResult) {
	for _, criterion := range p.rubric.Criteria {
		texts := p.texts.Criterion(criterion.ID)
		r := criterionResult{ID: criterion.ID, Title: texts.Title, Question: texts.Question}
		for _, id := range p.rubric.Steps {
			r.Steps = append(r.Steps, option{ID: id, Title: p.texts.Step(id), About: texts.Steps[id]})
		}
		for _, g := range groups {
			r.Drafts = append(r.Drafts, draftResult{g, campaign.SpreadOf(marks, g.ID, criterion.ID, p.rubric.Steps, p.Round.Minimum), p.Round.Minimum, r.Steps})
		}
		list = append(list, r)
	}
	return list
}

// showRubricResults shows those who lead what came out.
func (s *Server) showRubricResults(c echo.Context) error {
	p, err := s.rubricResults(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "rubric-results", p)
}

func (s *Server) rubricResults(c echo.Context) (rubricResultsPage, error) {
	base, _, err := s.rubricBase(c, c.Param("id"))
	p := rubricResultsPage{rubricBase: base}
	p.Title = p.T("rubric.results")
	if err != nil || p.rubric == nil || !p.Ready() {
		return p, err
	}
	marks, err := s.store.RubricMarks(c.Request().Context(), p.Workshop.ID)
	if err != nil {
		return p, err
	}
	p.Criteria = p.results(marks, p.Workshop.Groups)
	return p, nil
}

// downloadRubric gives what the page of results shows as Markdown or as a table (CSV).
func (s *Server) downloadRubric(c echo.Context) error {
	p, err := s.rubricResults(c)
	if err != nil {
		return err
	}
	if !p.Ready() || p.rubric == nil {
		return campaign.Fail(campaign.Conflict, "", "There are no results to take along. Close the scoring first.")
	}
	name, kind, data := "rubric.md", "text/markdown; charset=utf-8", p.markdown()
	if strings.HasSuffix(c.Request().URL.Path, ".csv") {
		name, kind = "rubric.csv", "text/csv; charset=utf-8"
		if data, err = p.table(); err != nil {
			return err
		}
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return c.Blob(http.StatusOK, kind, data)
}

// By says who wrote a note: a group or somebody who leads, and not which.
func (p rubricBase) By(m campaign.RubricMark) string {
	if m.Led {
		return p.T("rubric.by_lead")
	}
	return p.T("rubric.by_group")
}

// TooFew says why nothing is shown of a draft.
func (p rubricBase) TooFew(r draftResult) string {
	if r.Scorers == 0 {
		return p.T("rubric.nobody")
	}
	return p.N("rubric.too_few", r.Minimum)
}

// table has a row for each criterion and draft. It begins with a byte order mark, without which Excel takes Thai and
// Khmer for something else.
func (p rubricResultsPage) table() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	head := []string{p.T("rubric.criterion"), p.T("compare.group")}
	for _, id := range p.rubric.Steps {
		head = append(head, p.texts.Step(id))
	}
	rows := [][]string{append(head, p.T("rubric.notes"))}
	for _, criterion := range p.Criteria {
		for _, d := range criterion.Drafts {
			row := []string{criterion.Title, d.Name}
			for _, n := range d.Counts {
				if d.Enough {
					row = append(row, strconv.Itoa(n))
				} else {
					row = append(row, "")
				}
			}
			said := p.TooFew(d)
			if d.Enough {
				var notes []string
				for _, m := range d.Notes {
					notes = append(notes, p.By(m)+": "+m.Note)
				}
				said = strings.Join(notes, "\n")
			}
			rows = append(rows, append(row, said))
		}
	}
	for _, row := range rows {
		for i := range row {
			row[i] = inert(row[i])
		}
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func (p rubricResultsPage) markdown() []byte {
	var b strings.Builder
	b.WriteString("# " + plainMarkdown(p.Title+": "+p.Workshop.Title) + "\n")
	for _, criterion := range p.Criteria {
		b.WriteString("\n## " + plainMarkdown(criterion.Title) + "\n\n" + plainMarkdown(criterion.Question) + "\n")
		for _, d := range criterion.Drafts {
			b.WriteString("\n### " + plainMarkdown(d.Name) + "\n\n")
			if !d.Enough {
				b.WriteString("*" + plainMarkdown(p.TooFew(d)) + "*\n")
				continue
			}
			for _, step := range d.Strip() {
				b.WriteString("- " + plainMarkdown(step.Title) + ": " + strconv.Itoa(step.Count) + "\n")
			}
			for _, m := range d.Notes {
				b.WriteString("\n> " + plainMarkdown(p.By(m)+": "+m.Note) + "\n")
			}
		}
	}
	return []byte(b.String())
}

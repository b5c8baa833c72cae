package principles

import (
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"

	"workbench/campaign/sheet"
)

// RubricSteps is how many steps the scale of a rubric has.
const RubricSteps = 4

// MaxCriteria is how many criteria a rubric has at most: more are not read at a table.
const MaxCriteria = 12

// Rubric is what people score drafts by, each other's and their own. A pack need not have one.
type Rubric struct {
	Steps    []string // ids, from the least to the most
	Criteria []Criterion
}

// Criterion is one question of a rubric.
type Criterion struct {
	ID         string
	Principles []string // that it rests on
}

// Criterion returns the criterion with the id, nil where there is none.
func (r *Rubric) Criterion(id string) *Criterion {
	for i := range r.Criteria {
		if r.Criteria[i].ID == id {
			return &r.Criteria[i]
		}
	}
	return nil
}

// RubricTexts are what people read of a rubric in one language.
type RubricTexts struct {
	Language string // of these texts: the pack's first where the language has none of its own
	steps    map[string]string
	criteria map[string]CriterionText
}

// CriterionText is what people read of a criterion: its title, the question it asks, and a sentence for each step.
type CriterionText struct {
	Title    string
	Question string
	Steps    map[string]string
}

// Step returns the name of a step.
func (t RubricTexts) Step(id string) string { return t.steps[id] }

// Criterion returns the texts of a criterion.
func (t RubricTexts) Criterion(id string) CriterionText { return t.criteria[id] }

// Rubric returns the pack's rubric, nil where it has none.
func (p *Pack) Rubric() *Rubric { return p.rubric }

// Rubric returns the texts of the pack's rubric; those of the pack's first language where this one has none.
func (t PackTexts) Rubric() RubricTexts {
	if t.rubric == nil {
		return RubricTexts{}
	}
	return *t.rubric
}

const rubricFile = "rubric.yaml"

// loadRubric reads rubric.yaml, which a pack may go without.
func (l *loading) loadRubric() {
	if _, err := fs.Stat(l.fsys, rubricFile); err != nil {
		return
	}
	s, n := l.files.Open(rubricFile, l.bad)
	defer s.Done()
	o := s.Object(n, "the rubric", "steps!", "criteria!")
	r := &Rubric{Steps: s.List(o["steps"], "steps")}
	for _, id := range r.Steps {
		if !idForm.MatchString(id) {
			s.Fail(o["steps"], "the id %q must be small letters and digits with hyphens between", id)
		}
	}
	if o["steps"] != nil && len(r.Steps) != RubricSteps {
		s.Fail(o["steps"], "the scale has %d steps and needs %d; name them from the least to the most", len(r.Steps), RubricSteps)
	}
	for _, e := range s.Pairs(o["criteria"], "criteria") {
		c := Criterion{ID: e.Key}
		if !idForm.MatchString(c.ID) {
			s.Fail(e.At, "the id %q must be small letters and digits with hyphens between", c.ID)
		}
		co := s.Object(e.Value, "criterion "+c.ID, "principles!")
		for _, p := range s.Texts(co["principles"], "the principles of criterion "+c.ID) {
			if l.pack.Principle(p.Key) == nil {
				s.Fail(p.At, "the pack has no principle %q%s; mend the id or take it away", p.Key, sheet.Meant(p.Key, l.ids()))
			}
			c.Principles = append(c.Principles, p.Key)
		}
		if co["principles"] != nil && len(c.Principles) == 0 {
			s.Fail(co["principles"], "criterion %s rests on no principle; name one at least", c.ID)
		}
		r.Criteria = append(r.Criteria, c)
	}
	if n := len(r.Criteria); o["criteria"] != nil && (n == 0 || n > MaxCriteria) {
		s.Fail(o["criteria"], "a rubric has 1 to %d criteria, and this has %d", MaxCriteria, n)
	}
	l.pack.rubric = r
}

// loadRubricTexts reads what texts/LANG.yaml says of the rubric. The first language must have it; another goes without
// or has all of it.
func (l *loading) loadRubricTexts(s sheet.Sheet, file, n *yaml.Node, t *PackTexts) {
	r := l.pack.rubric
	switch {
	case n == nil && r != nil && t.Language == l.pack.languages[0]:
		s.Fail(file, "the rubric has no texts; add rubric with its steps and criteria")
	case n != nil && r == nil:
		s.Fail(n, "the pack has no "+rubricFile+"; add it or take these texts away")
	}
	if n == nil || r == nil {
		return
	}
	o := s.Object(n, "rubric", "steps!", "criteria!")
	t.rubric = &RubricTexts{t.Language, l.stepTexts(s, o["steps"], "the steps", "the name of step "), map[string]CriterionText{}}
	for _, e := range s.Pairs(o["criteria"], "criteria") {
		if r.Criterion(e.Key) == nil {
			var known []string
			for _, c := range r.Criteria {
				known = append(known, c.ID)
			}
			s.Fail(e.At, "the rubric has no criterion %q%s; take its texts away or mend the id", e.Key, sheet.Meant(e.Key, known))
			continue
		}
		co := s.Object(e.Value, "criterion "+e.Key, "title!", "question!", "steps!")
		t.rubric.criteria[e.Key] = CriterionText{s.Text(co["title"], "title"), s.Text(co["question"], "question"),
			l.stepTexts(s, co["steps"], "the steps of criterion "+e.Key, "the sentence of step ")}
	}
	for _, c := range r.Criteria {
		if _, ok := t.rubric.criteria[c.ID]; !ok && o["criteria"] != nil {
			s.Fail(o["criteria"], "the criterion %q has no texts; add them", c.ID)
		}
	}
}

// stepTexts reads a text for each step.
func (l *loading) stepTexts(s sheet.Sheet, n *yaml.Node, what, each string) map[string]string {
	texts := map[string]string{}
	for _, e := range s.Pairs(n, what) {
		if texts[e.Key] = s.Text(e.Value, each+e.Key); !slices.Contains(l.pack.rubric.Steps, e.Key) {
			s.Fail(e.At, "the scale has no step %q%s; take its text away or mend the id", e.Key, sheet.Meant(e.Key, l.pack.rubric.Steps))
		}
	}
	for _, id := range l.pack.rubric.Steps {
		if _, ok := texts[id]; !ok && n != nil {
			s.Fail(n, "in %s there is nothing for %q; add it", what, id)
		}
	}
	return texts
}

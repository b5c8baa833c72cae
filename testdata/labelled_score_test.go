package testdata_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"workbench/principles"
)

// found says that a principle asks for something.
func found(s principles.Status) bool {
	return s == principles.NotMet || s == principles.Partly || s == principles.Review
}

// tally counts what was found rightly, found wrongly and missed.
type tally struct{ right, wrong, missed int }

func (t tally) precision() float64 { return share(t.right, t.wrong) }
func (t tally) recall() float64    { return share(t.right, t.missed) }
func (t tally) findings() int      { return t.right + t.wrong }

func share(good, bad int) float64 {
	if good+bad == 0 {
		return 1
	}
	return float64(good) / float64(good+bad)
}

// cell is where something is counted.
type cell struct{ language, principle string }

// scores are the tallies by language and principle, and how many of the right ones also had the severity or the
// status expected.
type scores struct {
	cells         map[cell]tally
	exact, judged int
	notes         []string
}

func newScores() *scores { return &scores{cells: map[cell]tally{}} }

// by sums the tallies under the key that of gives.
func (s *scores) by(of func(cell) string) map[string]tally {
	sums := map[string]tally{}
	for c, t := range s.cells {
		sum := sums[of(c)]
		sum.right, sum.wrong, sum.missed = sum.right+t.right, sum.wrong+t.wrong, sum.missed+t.missed
		sums[of(c)] = sum
	}
	return sums
}

func (s *scores) byPrinciple() map[string]tally {
	return s.by(func(c cell) string { return c.principle })
}
func (s *scores) byLanguage() map[string]tally {
	return s.by(func(c cell) string { return c.language })
}
func (s *scores) total() tally { return s.by(func(cell) string { return "" })[""] }

func (s *scores) count(at cell, where string, expected, got bool, saw string) {
	t := s.cells[at]
	switch {
	case expected && got:
		t.right++
	case got:
		t.wrong++
		s.note("found wrongly", at, where+" — "+saw)
	case expected:
		t.missed++
		s.note("missed", at, where)
	}
	s.cells[at] = t
}

func (s *scores) agree(ok bool, at cell, where, saw string) {
	s.judged++
	if ok {
		s.exact++
		return
	}
	s.note("other verdict", at, where+" — "+saw)
}

func (s *scores) note(what string, at cell, where string) {
	s.notes = append(s.notes, fmt.Sprintf("%-13s %-5s %-15s %s", what, at.language, at.principle, where))
}

// says is what a report finds above information about a principle.
func says(r *principles.Report, id string) (worst string, all string) {
	var told []string
	for _, f := range r.Of(id) {
		if f.Severity == principles.Info {
			continue
		}
		told = append(told, fmt.Sprintf("%s %s %s %s %q", f.Severity, f.Status, f.Rule, f.Field, f.Excerpt))
		if worst == "" {
			worst = string(f.Severity) + " " + string(f.Status)
		}
	}
	return worst, strings.Join(told, "; ")
}

// score adds a file to the scores. Each sentence goes into the base draft.
func (s *scores) score(t *testing.T, base whole, file set) {
	t.Helper()
	pack := principles.Standard()
	for _, c := range file.Sentences {
		language := cmp.Or(c.Language, file.Language, "en")
		report := principles.Check(draftOf(t, language, base.Canvas, place(t, base.Fields, c)), pack)
		if file.Language == "mixed" {
			language = "mixed" // counted together, whatever each draft calls its language
		}
		for id := range c.Find {
			if pack.Principle(id) == nil {
				t.Errorf("%s: there is no principle %q", c.where(), id)
			}
		}
		for _, p := range pack.Principles() {
			want, expected := c.Find[p.ID]
			if slices.Contains(c.May, p.ID) || len(file.About) > 0 && !slices.Contains(file.About, p.ID) {
				continue
			}
			at := cell{language, p.ID}
			worst, all := says(report, p.ID)
			s.count(at, c.where(), expected, worst != "", all)
			if expected && worst != "" {
				s.agree(strings.Contains(all, want), at, c.where(), all)
			}
		}
	}
	for _, c := range file.Drafts {
		language := cmp.Or(c.Language, file.Language, "en")
		report := principles.Check(draftOf(t, language, c.Canvas, c.Fields), pack)
		for id := range c.Expect {
			if pack.Principle(id) == nil {
				t.Errorf("draft %s: there is no principle %q", c.Name, id)
			}
		}
		for _, p := range pack.Principles() {
			want, ok := c.Expect[p.ID]
			if !ok {
				continue
			}
			judged, _ := report.Judged(p.ID)
			wantFound := slices.ContainsFunc(want, found)
			if wantFound && slices.ContainsFunc(want, func(s principles.Status) bool { return !found(s) }) {
				continue // both can be defended
			}
			at, where := cell{language, p.ID}, "draft "+c.Name
			_, all := says(report, p.ID)
			saw := string(judged.Status) + " " + all
			s.count(at, where, wantFound, found(judged.Status), saw)
			if wantFound == found(judged.Status) {
				s.agree(slices.Contains(want, judged.Status), at, where, saw)
			}
		}
	}
}

// table prints the tallies of one kind, a line each.
func table(t *testing.T, title string, rows map[string]tally) {
	t.Helper()
	var out strings.Builder
	fmt.Fprintf(&out, "\n%-16s %9s %7s  %5s %5s %6s", title, "precision", "recall", "right", "wrong", "missed")
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		one := rows[name]
		fmt.Fprintf(&out, "\n%-16s %9.3f %7.3f  %5d %5d %6d", cmp.Or(name, "over all"), one.precision(), one.recall(), one.right, one.wrong, one.missed)
	}
	t.Log(out.String())
}

// misses prints how often each principle was missed in each language: numbers alone, so that the half that is
// only measured can say where lists are thin without being read.
func misses(t *testing.T, s *scores) {
	t.Helper()
	languages := slices.Sorted(maps.Keys(s.byLanguage()))
	var out strings.Builder
	fmt.Fprintf(&out, "\n%-16s", "missed")
	for _, language := range languages {
		fmt.Fprintf(&out, " %5s", language)
	}
	sums := s.byPrinciple()
	for _, id := range slices.Sorted(maps.Keys(sums)) {
		if sums[id].missed == 0 {
			continue
		}
		fmt.Fprintf(&out, "\n%-16s", id)
		for _, language := range languages {
			fmt.Fprintf(&out, " %5d", s.cells[cell{language, id}].missed)
		}
	}
	t.Log(out.String())
}

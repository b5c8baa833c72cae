package campaign

import (
	"slices"
	"strings"
	"time"
)

// RubricMark is what one scorer says of a draft by one criterion.
type RubricMark struct {
	Group     string // whose draft it is
	Criterion string
	Scorer    string // the group that gave it, or the author of a person who leads
	Led       bool   // by somebody who leads
	Step      string // the id of the step, empty for a note alone
	Note      string
	Who       string // author of the last change
	At        time.Time
}

// Clean checks a mark and trims its note. steps are those of the rubric.
func (m RubricMark) Clean(steps []string) (RubricMark, error) {
	if m.Step != "" && !slices.Contains(steps, m.Step) {
		return m, Fail(Invalid, m.Criterion, "The rubric has no step “%s”. Load the page again and choose one of those.", m.Step)
	}
	note, err := CleanText(Text, strings.TrimSpace(m.Note))
	if err != nil {
		return m, inField(m.Criterion, err)
	}
	if n := Graphemes(note); n > RubricNote {
		return m, Fail(Invalid, m.Criterion, "This note has %d characters, and a note has at most %d. Keep what the other group needs most.", n, RubricNote)
	}
	m.Note = note
	return m, nil
}

// Empty says whether nothing is said.
func (m RubricMark) Empty() bool { return m.Step == "" && m.Note == "" }

// RubricSpread is how a draft was marked by one criterion. There is no sum and no mean: what it shows is where people
// agree and where they do not.
type RubricSpread struct {
	Counts  []int        // by step, in the rubric's order
	Marks   int          // of all steps
	Notes   []RubricMark // in the order of time
	Scorers int          // who said anything by this criterion
	Enough  bool         // as many as must be before anything is shown; if not, Counts and Notes are empty
}

// SpreadOf gathers what was said of a group's draft by a criterion. Under the minimum of scorers it holds nothing but how
// many there are, so that no caller can show what must not be shown.
func SpreadOf(marks []RubricMark, group, criterion string, steps []string, minimum int) RubricSpread {
	s := RubricSpread{Counts: make([]int, len(steps))}
	for _, m := range marks {
		if m.Group != group || m.Criterion != criterion || m.Empty() {
			continue
		}
		s.Scorers++
		if i := slices.Index(steps, m.Step); i >= 0 {
			s.Counts[i]++
			s.Marks++
		}
		if m.Note != "" {
			s.Notes = append(s.Notes, m)
		}
	}
	if s.Enough = s.Scorers >= max(minimum, RubricScorers); !s.Enough {
		return RubricSpread{Counts: make([]int, len(steps)), Scorers: s.Scorers}
	}
	slices.SortStableFunc(s.Notes, func(a, b RubricMark) int { return a.At.Compare(b.At) })
	return s
}

package testdata_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"workbench/campaign"
	"workbench/principles"
)

// outsideSet is a file of drafts that were written from the catalogue alone: a base that meets every principle,
// and drafts that are the base cut down to a canvas, with some fields changed.
type outsideSet struct {
	Language string         `yaml:"language"`
	Base     map[string]any `yaml:"base"`
	Drafts   []outsideDraft `yaml:"drafts"`
}

// outsideDraft changes whole fields ("message.core") or cells ("channels.list/0/why"); null empties. Expect has
// the status of each principle it is about: "open" is partly, not_met or review, "met" is met or not_applicable.
// Excerpt has words that a finding of the principle must point at.
type outsideDraft struct {
	Name    string                 `yaml:"name"`
	Canvas  string                 `yaml:"canvas"`
	Set     map[string]any         `yaml:"set"`
	Expect  map[string]outsideWant `yaml:"expect"`
	Excerpt map[string]string      `yaml:"excerpt"`
}

// outsideWant is the statuses of which one has to come.
type outsideWant []principles.Status

// UnmarshalYAML reads "open", "met", a status by its name, or a list of statuses.
func (w *outsideWant) UnmarshalYAML(n *yaml.Node) error {
	known := []principles.Status{principles.Met, principles.Partly, principles.NotMet, principles.Review, principles.NotAsked, principles.NotApplicable}
	switch {
	case n.Kind == yaml.SequenceNode:
		if err := n.Decode((*[]principles.Status)(w)); err != nil {
			return err
		}
	case n.Value == "open":
		*w = outsideWant{principles.Partly, principles.NotMet, principles.Review}
	case n.Value == string(principles.Met):
		*w = outsideWant{principles.Met, principles.NotApplicable}
	default:
		*w = outsideWant{principles.Status(n.Value)}
	}
	for _, status := range *w {
		if !slices.Contains(known, status) {
			return fmt.Errorf("line %d: %q is no status", n.Line, status)
		}
	}
	return nil
}

// leastOutside is the floor for these drafts: what is asked of the check.
var leastOutside = asked

// TestOutside_Measures prints precision and recall over the drafts, per principle, per language and over all, and
// every difference. A principle that a draft is not about is compared with the untouched base on its canvas.
func TestOutside_Measures(t *testing.T) {
	all := newScores()
	var spread []string
	for _, file := range outsideSets(t) {
		spread = append(spread, all.scoreOutside(t, file)...)
	}
	table(t, "principle", all.byPrinciple())
	table(t, "language", all.byLanguage())
	table(t, "outside", map[string]tally{"": all.total()})
	misses(t, all)
	t.Logf("%d of %d verdicts and spans as expected", all.exact, all.judged)
	t.Log("\n" + strings.Join(all.notes, "\n"))
	if os.Getenv("LABELLED_ALL") != "" {
		t.Log("also changed:\n" + strings.Join(spread, "\n"))
	}
	leastOutside.holds(t, all)
}

// outsideSets reads every file of the folder, sorted by name.
func outsideSets(t *testing.T) []outsideSet {
	t.Helper()
	paths, err := filepath.Glob("outside/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d files: %v", len(paths), err)
	}
	sets := make([]outsideSet, len(paths))
	for i, path := range paths {
		readLabelled(t, filepath.Join("..", path), &sets[i])
	}
	return sets
}

// scoreOutside adds a file to the scores: the base on every canvas, then its drafts. It returns what the drafts
// changed in principles that they are not about.
func (s *scores) scoreOutside(t *testing.T, file outsideSet) (spread []string) {
	t.Helper()
	pack := principles.Standard()
	bases := map[string]*principles.Report{}
	for _, canvas := range campaign.Standard().Canvases() {
		report := principles.Check(outsideAt(t, file, outsideDraft{Canvas: canvas.ID}), pack)
		bases[canvas.ID] = report
		for _, p := range report.Principles {
			_, told := says(report, p.ID)
			s.count(cell{file.Language, p.ID}, "base on "+canvas.ID, false, found(p.Status), string(p.Status)+" "+told)
		}
	}
	for _, d := range file.Drafts {
		report := principles.Check(outsideAt(t, file, d), pack)
		for id := range d.Expect {
			if pack.Principle(id) == nil {
				t.Errorf("draft %s: there is no principle %q", d.Name, id)
			}
		}
		for _, p := range report.Principles {
			want, ok := d.Expect[p.ID]
			_, told := says(report, p.ID)
			saw := string(p.Status) + " " + told
			if !ok {
				if was, _ := bases[d.Canvas].Judged(p.ID); was.Status != p.Status {
					spread = append(spread, fmt.Sprintf("%s %s: was %s, is %s", d.Name, p.ID, was.Status, saw))
				}
				continue
			}
			at := cell{file.Language, p.ID}
			wantFound := slices.ContainsFunc(want, found)
			if wantFound && slices.ContainsFunc(want, func(s principles.Status) bool { return !found(s) }) {
				continue // both can be defended
			}
			s.count(at, "draft "+d.Name, wantFound, found(p.Status), saw)
			if wantFound == found(p.Status) {
				s.agree(slices.Contains(want, p.Status) && pointsAt(report, p.ID, d.Excerpt[p.ID]), at, "draft "+d.Name, saw)
			}
		}
	}
	return spread
}

// pointsAt tells whether some finding of the principle stands where the words stand: one holds the other.
func pointsAt(r *principles.Report, id, words string) bool {
	if words == "" {
		return true
	}
	words = strings.ToLower(words)
	return slices.ContainsFunc(r.Of(id), func(f principles.Finding) bool {
		excerpt := strings.ToLower(f.Excerpt)
		return excerpt != "" && (strings.Contains(excerpt, words) || strings.Contains(words, excerpt))
	})
}

// outsideAt is the base with the draft's changes, cut down to the fields of the draft's canvas.
func outsideAt(t *testing.T, file outsideSet, d outsideDraft) *campaign.Draft {
	t.Helper()
	canvas := campaign.Standard().Canvas(d.Canvas)
	if canvas == nil {
		t.Fatalf("draft %s: there is no canvas %q", d.Name, d.Canvas)
	}
	fields := maps.Clone(file.Base)
	for _, key := range slices.Sorted(maps.Keys(d.Set)) {
		put := d.Set[key]
		if parts := strings.Split(key, "/"); len(parts) == 3 {
			fields[parts[0]] = withCell(t, d.Name, fields[parts[0]], parts[1], parts[2], put)
		} else {
			fields[key] = put
		}
	}
	kept := map[string]any{"campaign.title": fields["campaign.title"]}
	for _, section := range canvas.Sections {
		for _, id := range section.Fields {
			kept[id] = fields[id]
		}
	}
	return draftOf(t, file.Language, d.Canvas, kept)
}

// withCell returns a copy of the rows with one cell changed.
func withCell(t *testing.T, name string, value any, at, column string, put any) []any {
	t.Helper()
	rows, _ := value.([]any)
	n, err := strconv.Atoi(at)
	if err != nil || n < 0 || n >= len(rows) {
		t.Fatalf("draft %s: there is no row %s for %s", name, at, column)
	}
	rows = slices.Clone(rows)
	row := maps.Clone(rows[n].(map[string]any))
	row[column] = put
	rows[n] = row
	return rows
}

package testdata_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/unicode/norm"

	"workbench/campaign"
	"workbench/principles"
)

// The least that a check has to reach over a file of labelled sentences and drafts.
const (
	leastPrecision      = 0.95
	leastPrecisionEach  = 0.80
	leastRecall         = 0.85
	leastPairsToJudgeBy = 1 // findings of a principle before its precision says anything
)

// set is a file of labelled sentences and drafts.
type set struct {
	About     []string   `yaml:"about"` // the principles that are counted; empty: all
	Sentences []sentence `yaml:"sentences"`
	Drafts    []whole    `yaml:"drafts"`
}

// sentence is a wording put into one field of the base draft. Find maps a principle to the severity and
// status that it must speak with; an empty map says that nothing may be found.
type sentence struct {
	In   string            `yaml:"in"`
	Set  map[string]any    `yaml:"set"` // whole fields that change with it; null empties one
	Put  string            `yaml:"put"`
	Find map[string]string `yaml:"find"`
	May  []string          `yaml:"may"`
}

// whole is a draft with the status, or the statuses that can be defended, of every principle it speaks about.
type whole struct {
	Name   string              `yaml:"name"`
	Canvas string              `yaml:"canvas"`
	Fields map[string]any      `yaml:"fields"`
	Expect map[string]statuses `yaml:"expect"`
}

// statuses is one status or a list of them.
type statuses []principles.Status

// UnmarshalYAML reads a word or a list of words.
func (s *statuses) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*s = statuses{principles.Status(n.Value)}
		return nil
	}
	return n.Decode((*[]principles.Status)(s))
}

// found says that a principle asks for something.
func found(s principles.Status) bool {
	return s == principles.NotMet || s == principles.Partly || s == principles.Review
}

// tally counts, for one principle, what was found rightly, found wrongly and missed.
type tally struct{ right, wrong, missed int }

func (t tally) precision() float64 { return share(t.right, t.wrong) }
func (t tally) recall() float64    { return share(t.right, t.missed) }

func share(good, bad int) float64 {
	if good+bad == 0 {
		return 1
	}
	return float64(good) / float64(good+bad)
}

// scores is the tally by principle, and how many of the right ones also had the severity or status expected.
type scores struct {
	by            map[string]*tally
	exact, judged int
	notes         []string
}

func (s *scores) count(id, where string, expected, got bool, saw string) {
	t := s.by[id]
	if t == nil {
		t = &tally{}
		s.by[id] = t
	}
	switch {
	case expected && got:
		t.right++
	case got:
		t.wrong++
		s.notes = append(s.notes, fmt.Sprintf("found wrongly  %-15s %s — %s", id, where, saw))
	case expected:
		t.missed++
		s.notes = append(s.notes, fmt.Sprintf("missed         %-15s %s", id, where))
	}
}

func (s *scores) agree(ok bool, id, where, saw string) {
	s.judged++
	if ok {
		s.exact++
		return
	}
	s.notes = append(s.notes, fmt.Sprintf("other verdict  %-15s %s — %s", id, where, saw))
}

func (s *scores) total() tally {
	var all tally
	for _, t := range s.by {
		all.right, all.wrong, all.missed = all.right+t.right, all.wrong+t.wrong, all.missed+t.missed
	}
	return all
}

func readLabelled(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile("labelled/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func draftOf(t *testing.T, canvas string, fields map[string]any) *campaign.Draft {
	t.Helper()
	data, err := json.Marshal(map[string]any{"format": "campaign-draft/1", "canvas": canvas, "language": "en", "fields": fields})
	if err != nil {
		t.Fatal(err)
	}
	draft, err := campaign.Standard().ParseDraft(data)
	if err != nil {
		t.Fatal(err)
	}
	return draft
}

// place returns the base's fields with the sentence in its field; in a column, in the first row of the table.
func place(t *testing.T, base map[string]any, s sentence) map[string]any {
	t.Helper()
	fields := maps.Clone(base)
	for id, v := range s.Set {
		if fields[id] = v; v == nil {
			delete(fields, id)
		}
	}
	if s.In == "" {
		return fields
	}
	if f := campaign.Standard().Field(s.In); f != nil {
		fields[s.In] = s.Put
		return fields
	}
	dot := strings.LastIndex(s.In, ".")
	field, column := s.In[:dot], s.In[dot+1:]
	rows, ok := fields[field].([]any)
	if !ok || len(rows) == 0 {
		t.Fatalf("the base has no row in %s", field)
	}
	rows = slices.Clone(rows)
	row := maps.Clone(rows[0].(map[string]any))
	row[column] = s.Put
	rows[0] = row
	fields[field] = rows
	return fields
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

func score(t *testing.T, base map[string]any, canvas string, s set) *scores {
	pack := principles.Standard()
	out := &scores{by: map[string]*tally{}}
	for _, c := range s.Sentences {
		report := principles.Check(draftOf(t, canvas, place(t, base, c)), pack)
		where := fmt.Sprintf("%s: %q", c.In, c.Put)
		if c.In == "" {
			where = fmt.Sprint(c.Set)
		}
		for _, p := range pack.Principles() {
			want, expected := c.Find[p.ID]
			if slices.Contains(c.May, p.ID) || len(s.About) > 0 && !slices.Contains(s.About, p.ID) {
				continue
			}
			worst, all := says(report, p.ID)
			out.count(p.ID, where, expected, worst != "", all)
			if expected && worst != "" {
				out.agree(strings.Contains(all, want), p.ID, where, all)
			}
		}
	}
	for _, c := range s.Drafts {
		report := principles.Check(draftOf(t, c.Canvas, c.Fields), pack)
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
			_, all := says(report, p.ID)
			out.count(p.ID, "draft "+c.Name, wantFound, found(judged.Status), string(judged.Status)+" "+all)
			if wantFound == found(judged.Status) {
				out.agree(slices.Contains(want, judged.Status), p.ID, "draft "+c.Name, string(judged.Status)+" "+all)
			}
		}
	}
	return out
}

func TestLabelled_BaseMeetsEveryPrinciple(t *testing.T) {
	var base whole
	readLabelled(t, "en-base.yaml", &base)
	report := principles.Check(draftOf(t, base.Canvas, base.Fields), principles.Standard())
	for _, p := range report.Principles {
		if p.Status != principles.Met {
			_, all := says(report, p.ID)
			t.Errorf("%s is %s: %s", p.ID, p.Status, all)
		}
	}
}

// leastRecallLanguage is the least that a check has to reach over a file in one language that is not English.
const leastRecallLanguage = 0.75

func TestLabelled_FindsWhatItShouldAndLittleElse(t *testing.T) {
	var base whole
	readLabelled(t, "en-base.yaml", &base)
	for _, file := range []struct {
		name   string
		recall float64
		each   bool // large enough to judge each principle by
		unread bool // only measured: it stays unread by whoever mends the rules
	}{
		{"en-seen.yaml", leastRecall, true, false},
		{"en-seen-plan.yaml", leastRecall, true, false},
		{"en-held.yaml", leastRecall, true, true},
		{"ms-id.yaml", leastRecallLanguage, false, false},
		{"ms-id-second.yaml", leastRecallLanguage, false, false},
		{"th.yaml", leastRecallLanguage, false, false},
		{"vi-fil.yaml", leastRecall, true, false},
	} {
		t.Run(file.name, func(t *testing.T) {
			var s set
			readLabelled(t, file.name, &s)
			got := score(t, base.Fields, base.Canvas, s)
			if !file.unread || os.Getenv("LABELLED_ALL") != "" {
				for _, note := range got.notes {
					t.Log(note)
				}
			}
			for _, id := range slices.Sorted(maps.Keys(got.by)) {
				one := got.by[id]
				t.Logf("%-16s precision %.3f  recall %.3f  (%d right, %d wrong, %d missed)", id, one.precision(), one.recall(), one.right, one.wrong, one.missed)
				if file.each && one.right+one.wrong >= leastPairsToJudgeBy && one.precision() < leastPrecisionEach {
					t.Errorf("%s: precision %.3f is below %.2f", id, one.precision(), leastPrecisionEach)
				}
			}
			all := got.total()
			t.Logf("%-16s precision %.3f  recall %.3f  (%d right, %d wrong, %d missed); %d of %d verdicts as expected", "overall", all.precision(), all.recall(), all.right, all.wrong, all.missed, got.exact, got.judged)
			if all.precision() < leastPrecision {
				t.Errorf("precision %.3f is below %.2f", all.precision(), leastPrecision)
			}
			if all.recall() < file.recall {
				t.Errorf("recall %.3f is below %.2f", all.recall(), file.recall)
			}
		})
	}
}

// workshopText speaks of violence, recruitment and the specialists' trade, as the note that calls a workshop does.
const workshopText = "Violent extremist and terrorist groups are increasingly exploiting information and communication " +
	"technologies, particularly targeting vulnerable populations. Measures to prevent and counter violent extremism (P/CVE) " +
	"need a whole-of-society approach, as the Plan of Action to Prevent Violent Extremism says. The Southeast Asia Regional " +
	"Centre for Counter-Terrorism organized a meeting on strategic communications. Participants designed campaigns to " +
	"promote social cohesion and to counter violent extremist narratives."

func TestLabelled_NamesAndWorkshopLanguageInTheSituationAreInformationAtMost(t *testing.T) {
	var base whole
	readLabelled(t, "en-base.yaml", &base)
	for _, text := range []string{
		workshopText,
		"Names here: Moro Islamic Liberation Front, Islamic State, Global Counter-Terrorism Strategy, Prevention of Terrorism Act, Counter-Terrorism Centre, Islamic boarding school, Jihad Selfie, ExtremeLives.",
		"Aware of the award, warm, killing time, skills, Thai; jihad as striving, syahid in prayer, the ummah, khilafah in a history lesson.",
		"All Muslims and Christians here are neighbours. Fight hoaxes, eliminate poverty: poverty is our enemy. Our target, campaign, launch and audience capture.",
	} {
		report := principles.Check(draftOf(t, base.Canvas, place(t, base.Fields, sentence{In: "context.situation", Put: text})), principles.Standard())
		for _, p := range principles.Standard().Principles() {
			if worst, all := says(report, p.ID); worst != "" {
				t.Errorf("%s speaks up about %.40q: %s", p.ID, text, all)
			}
		}
	}
}

// disguises are ways in which the same words reach a field: loud, with characters of no width, decomposed,
// pasted from a page, or between emoji.
var disguises = map[string]func(string) string{
	"capitals":        strings.ToUpper,
	"small letters":   strings.ToLower,
	"no width":        func(s string) string { return strings.Join(strings.Split(s, ""), "\u200b") },
	"decomposed":      norm.NFD.String,
	"wide blanks":     func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
	"curly quotes":    func(s string) string { return strings.ReplaceAll(s, "'", "’") },
	"between emoji":   func(s string) string { return "🌊 " + s + " 🌊" },
	"pasted in bold":  func(s string) string { return "**" + s + "**" },
	"soft hyphens":    func(s string) string { return strings.ReplaceAll(s, "is", "i\u00ads") },
	"blanks at edges": func(s string) string { return "  " + s + "  " },
}

func TestLabelled_DisguiseChangesNothing(t *testing.T) {
	var base whole
	readLabelled(t, "en-base.yaml", &base)
	var s set
	readLabelled(t, "en-seen.yaml", &s)
	pack := principles.Standard()
	wording := map[string]bool{"msg-positive": true, "msg-fact-first": true, "msg-honest": true, "msg-inclusive": true, "aud-not-suspect": true}
	plain := make([]*principles.Report, len(s.Sentences))
	for i, c := range s.Sentences {
		plain[i] = principles.Check(draftOf(t, base.Canvas, place(t, base.Fields, c)), pack)
	}
	for _, name := range slices.Sorted(maps.Keys(disguises)) {
		other, of := 0, 0
		for i, c := range s.Sentences {
			c.Put = disguises[name](c.Put)
			report := principles.Check(draftOf(t, base.Canvas, place(t, base.Fields, c)), pack)
			for _, p := range pack.Principles() {
				if !wording[p.ID] {
					continue
				}
				was, _ := says(plain[i], p.ID)
				now, all := says(report, p.ID)
				of++
				if was != now {
					other++
					t.Logf("%s: %s was %q and is %q in %s: %q %s", name, p.ID, was, now, c.In, c.Put, all)
				}
			}
		}
		if other*200 > of {
			t.Errorf("%s: %d of %d verdicts differ", name, other, of)
		}
	}
}

package testdata_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"workbench/principles"
)

// bar is what a half of the labelled files has to reach.
type bar struct {
	precision, recall float64 // over all
	each              float64 // precision of any principle with enough findings to judge by
	language          float64 // recall of any language
}

// asked is the least that the check owes to whoever writes in any of the languages; aimed is printed beside it.
var (
	asked = bar{precision: 0.95, recall: 0.85, each: 0.80, language: 0.75}
	aimed = bar{precision: 0.97, recall: 0.90}
)

// findingsToJudgeBy are the findings of a principle before its precision says anything.
const findingsToJudgeBy = 3

// holds fails the test where the scores are below the bar.
func (b bar) holds(t *testing.T, s *scores) {
	t.Helper()
	all := s.total()
	if all.precision() < b.precision {
		t.Errorf("precision %.3f is below %.3f", all.precision(), b.precision)
	}
	if all.recall() < b.recall {
		t.Errorf("recall %.3f is below %.3f", all.recall(), b.recall)
	}
	for id, one := range s.byPrinciple() {
		if one.findings() >= findingsToJudgeBy && one.precision() < b.each {
			t.Errorf("%s: precision %.3f is below %.3f", id, one.precision(), b.each)
		}
	}
	for language, one := range s.byLanguage() {
		if one.recall() < b.language {
			t.Errorf("%s: recall %.3f is below %.3f", language, one.recall(), b.language)
		}
	}
}

// leastSeen and leastHeld are the floors of the two halves. They only ever rise, and not above what is asked
// while what is aimed at has not been reached.
var (
	leastSeen = asked
	leastHeld = asked
)

// TestLabelled_Measures prints precision and recall of the half that rules are mended with and of the half that
// is only measured, per principle, per language and over all, and what the first half misses.
func TestLabelled_Measures(t *testing.T) {
	var base whole
	readLabelled(t, baseFile, &base)
	for _, half := range []struct {
		name  string
		held  bool
		least bar
	}{{"seen", false, leastSeen}, {"held", true, leastHeld}} {
		t.Run(half.name, func(t *testing.T) {
			all := newScores()
			for _, name := range sets(t, half.held) {
				var file set
				readLabelled(t, name, &file)
				all.score(t, base, file)
			}
			table(t, "principle", all.byPrinciple())
			table(t, "language", all.byLanguage())
			table(t, half.name, map[string]tally{"": all.total()})
			misses(t, all)
			t.Logf("asked: precision %.2f, recall %.2f; aimed at: %.2f and %.2f; %d of %d verdicts as expected",
				asked.precision, asked.recall, aimed.precision, aimed.recall, all.exact, all.judged)
			if !half.held || os.Getenv("LABELLED_ALL") != "" {
				t.Log("\n" + strings.Join(all.notes, "\n"))
			}
			half.least.holds(t, all)
		})
	}
}

// TestLabelled_EnglishHoldsInEachFile keeps the English files, which were there first, at what is asked one by one.
func TestLabelled_EnglishHoldsInEachFile(t *testing.T) {
	var base whole
	readLabelled(t, baseFile, &base)
	for _, name := range []string{"en-seen.yaml", "en-seen-plan.yaml", "en-held.yaml"} {
		t.Run(name, func(t *testing.T) {
			var file set
			readLabelled(t, name, &file)
			got := newScores()
			got.score(t, base, file)
			asked.holds(t, got)
		})
	}
}

func TestLabelled_BaseMeetsEveryPrinciple(t *testing.T) {
	var base whole
	readLabelled(t, baseFile, &base)
	report := principles.Check(draftOf(t, base.Language, base.Canvas, base.Fields), principles.Standard())
	for _, p := range report.Principles {
		if p.Status != principles.Met {
			_, all := says(report, p.ID)
			t.Errorf("%s is %s: %s", p.ID, p.Status, all)
		}
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
	readLabelled(t, baseFile, &base)
	for _, text := range []string{
		workshopText,
		"Names here: Moro Islamic Liberation Front, Islamic State, Global Counter-Terrorism Strategy, Prevention of Terrorism Act, Counter-Terrorism Centre, Islamic boarding school, Jihad Selfie, ExtremeLives.",
		"Aware of the award, warm, killing time, skills, Thai; jihad as striving, syahid in prayer, the ummah, khilafah in a history lesson.",
		"All Muslims and Christians here are neighbours. Fight hoaxes, eliminate poverty: poverty is our enemy. Our target, campaign, launch and audience capture.",
	} {
		report := principles.Check(draftOf(t, "en", base.Canvas, place(t, base.Fields, sentence{In: "context.situation", Put: text})), principles.Standard())
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
	readLabelled(t, baseFile, &base)
	var s set
	readLabelled(t, "en-seen.yaml", &s)
	pack := principles.Standard()
	wording := map[string]bool{"msg-positive": true, "msg-fact-first": true, "msg-honest": true, "msg-inclusive": true, "aud-not-suspect": true}
	plain := make([]*principles.Report, len(s.Sentences))
	for i, c := range s.Sentences {
		plain[i] = principles.Check(draftOf(t, "en", base.Canvas, place(t, base.Fields, c)), pack)
	}
	for _, name := range slices.Sorted(maps.Keys(disguises)) {
		other, of := 0, 0
		for i, c := range s.Sentences {
			c.Put = disguises[name](c.Put)
			report := principles.Check(draftOf(t, "en", base.Canvas, place(t, base.Fields, c)), pack)
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

package principles

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"workbench/campaign"
)

// writing is a draft with a text in each field.
func writing(fields map[string]string) *campaign.Draft {
	d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.Value{}}
	for id, text := range fields {
		d.Fields[id] = campaign.Value{Text: text}
	}
	return d
}

// derived returns the standard pack with settings.
func derived(t testing.TB, l Local) *Pack {
	t.Helper()
	p, err := Standard().With(l)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// enemyWord is an entry that no pack has.
func enemyWord(phrase string, never bool) LocalWord {
	return LocalWord{Language: "en", Family: "enemy", Phrase: phrase, Rewrite: "name what they did", Never: never}
}

func TestWith_LeavesPrinciplesThatAreOffOutOfEveryCount(t *testing.T) {
	base := Standard()
	off := []string{"msg-inclusive", "aud-specific"}
	p := derived(t, Local{Off: off})
	d := writing(map[string]string{"message.core": "Crush the enemy of our nation.", "audience.primary": "the general public"})
	before, after := Check(d, base), Check(d, p)
	if len(after.Principles) != len(before.Principles)-2 || len(before.Of("msg-inclusive")) == 0 {
		t.Fatalf("%d principles, before %d", len(after.Principles), len(before.Principles))
	}
	counted := after.Counts
	if n := counted.Met + counted.Partly + counted.NotMet + counted.Review + counted.NotAsked + counted.NotApplicable; n != len(after.Principles) {
		t.Errorf("%d are counted of %d", n, len(after.Principles))
	}
	for _, f := range after.Findings {
		if slices.Contains(off, f.Principle) {
			t.Errorf("%s is off and speaks: %s", f.Principle, f.Message)
		}
	}
	var listed []string
	for _, o := range p.Off() {
		listed = append(listed, o.ID)
	}
	if want := []string{"aud-specific", "msg-inclusive"}; !reflect.DeepEqual(listed, want) && !reflect.DeepEqual(listed, []string{"msg-inclusive", "aud-specific"}) {
		t.Errorf("switched off are %v", listed)
	}
	if p.words != base.words {
		t.Error("the words are not shared")
	}
	if len(base.Off()) != 0 || base.Principle("aud-specific") == nil || p.Base() != base || base.Base() != base {
		t.Error("the pack itself has changed")
	}
}

func TestWith_WeighsPrinciplesAndNoRuleHeavierThanItsPrinciple(t *testing.T) {
	d := writing(map[string]string{"message.core": "Crush the enemy of our nation.", "audience.primary": "the general public"})
	before := Check(d, Standard())
	lighter, heavier := map[string]Severity{}, map[string]Severity{}
	for _, pr := range Standard().Principles() {
		lighter[pr.ID], heavier[pr.ID] = Consider, Must
	}
	after := Check(d, derived(t, Local{Severity: lighter}))
	if len(after.Findings) != len(before.Findings) || !slices.ContainsFunc(before.Findings, func(f Finding) bool { return f.Severity == Must }) {
		t.Fatalf("%d findings, before %d", len(after.Findings), len(before.Findings))
	}
	for i, f := range after.Findings {
		if f.Severity.weight() > Consider.weight() || (f.Severity == Info) != (before.Findings[i].Severity == Info) {
			t.Errorf("%s is %s", f.Rule, f.Severity)
		}
	}
	for _, j := range after.Principles {
		if j.Severity != Consider {
			t.Errorf("%s is %s", j.ID, j.Severity)
		}
	}
	if after.Counts != before.Counts {
		t.Errorf("weights changed who is met: %v, before %v", after.Counts, before.Counts)
	}
	for i, f := range Check(d, derived(t, Local{Severity: heavier})).Findings {
		if f.Severity.weight() < before.Findings[i].Severity.weight() {
			t.Errorf("%s became lighter: %s", f.Rule, f.Severity)
		}
	}
}

func TestWith_AsksAboutTheWordsOfTheWorkshop(t *testing.T) {
	d := writing(map[string]string{"message.core": "Stand up to the Zorgblatts tonight."})
	if got := Check(d, Standard()).Of("msg-inclusive"); len(got) != 0 {
		t.Fatalf("asked already: %v", got)
	}
	p := derived(t, Local{Words: []LocalWord{enemyWord("zorgblatt*", false), {Language: "th", Family: "enemy", Phrase: "ซอร์กบลัต"}}})
	got := Check(d, p).Of("msg-inclusive")
	if len(got) != 1 || got[0].Excerpt != "Zorgblatts" || got[0].Language != "en" || got[0].Severity != Must || got[0].Rule != "enemy" {
		t.Fatalf("got %+v", got)
	}
	if !strings.Contains(got[0].Suggestion+got[0].Message, "name what they did") {
		t.Errorf("the suggestion is not offered: %q %q", got[0].Message, got[0].Suggestion)
	}
	if got := Check(writing(map[string]string{"message.core": "หยุดซอร์กบลัต"}), p).Of("msg-inclusive"); len(got) != 1 || got[0].Excerpt != "ซอร์กบลัต" || got[0].Severity != Must {
		t.Errorf("in Thai: %+v", got)
	}
	// The phrase language of packs, with what it leaves and what it bars.
	p = derived(t, Local{Words: []LocalWord{enemyWord("(beat|drown) ..2 zorgblatt*", false)}})
	if got := Check(writing(map[string]string{"message.core": "Let us drown all those zorgblatts."}), p).Of("msg-inclusive"); len(got) != 1 {
		t.Errorf("the pack's own way of writing phrases: %+v", got)
	}
	// All the pack's own examples still hold: nothing but the words has changed.
	if err := p.Verify(); err != nil {
		t.Error(err)
	}
}

func TestWith_NeverAsksAboutAnException(t *testing.T) {
	d := writing(map[string]string{"message.core": "Crush the enemy. Crush them for good."})
	before := Check(d, Standard()).Of("msg-inclusive")
	if len(before) == 0 {
		t.Fatal("the sentence is not asked about")
	}
	p := derived(t, Local{Words: []LocalWord{{Language: "ms", Family: "enemy", Phrase: "crush the enemy", Never: true}}})
	for _, f := range Check(d, p).Of("msg-inclusive") {
		if f.Start < len("Crush the enemy") && f.Rule == "enemy" {
			t.Errorf("still asks about %q", f.Excerpt)
		}
	}
}

func TestWith_StatesSettingsInTheVersion(t *testing.T) {
	base := Standard()
	version := func(l Local) string { return derived(t, l).Version }
	if same, err := base.With(Local{}); same != base || err != nil {
		t.Errorf("without settings it is another pack, %v", err)
	}
	off := version(Local{Off: []string{"aud-specific", "msg-inclusive"}})
	if head, sum, ok := strings.Cut(off, "+w."); !ok || head != base.Version || len(sum) != 8 {
		t.Errorf("version %q", off)
	}
	if again := version(Local{Off: []string{"msg-inclusive", "aud-specific", "msg-inclusive"}}); again != off {
		t.Errorf("the same settings in another order are %q and %q", again, off)
	}
	seen := map[string]bool{}
	for _, l := range []Local{
		{Off: []string{"aud-specific"}}, {Off: []string{"msg-inclusive"}}, {Severity: map[string]Severity{"aud-specific": Should}},
		{Severity: map[string]Severity{"aud-specific": Consider}}, {Words: []LocalWord{enemyWord("zorg", false)}}, {Words: []LocalWord{enemyWord("zorg", true)}},
	} {
		seen[version(l)] = true
	}
	if len(seen) != 6 {
		t.Errorf("six settings have the versions %v", seen)
	}
	if r := Check(writing(nil), derived(t, Local{Off: []string{"aud-specific", "msg-inclusive"}})); r.Pack.ID != base.ID || r.Pack.Version != off {
		t.Errorf("the report is by %v", r.Pack)
	}
}

func TestWith_RefusesNamingTheEntry(t *testing.T) {
	var many []LocalWord
	for range MaxLocalWords + 1 {
		many = append(many, enemyWord("zorg", false))
	}
	long := strings.Repeat("é", MaxLocalPhrase)
	for _, tt := range []struct {
		name        string
		local       Local
		field, says string
	}{
		{"an unknown principle off", Local{Off: []string{"no-such"}}, "off", "“no-such”"},
		{"an unknown principle weighed", Local{Severity: map[string]Severity{"no-such": Must}}, "severity", "“no-such”"},
		{"a weight for findings only", Local{Severity: map[string]Severity{"aud-specific": Info}}, "severity", "must, should or consider"},
		{"too many", Local{Words: many}, "words", "200"},
		{"twice", Local{Words: []LocalWord{enemyWord("zorg", false), enemyWord("Zorg", true)}}, "words[1]", "“Zorg”"},
		{"empty", Local{Words: []LocalWord{enemyWord("zorg", false), enemyWord(" ", false)}}, "words[1]", "missing"},
		{"too long", Local{Words: []LocalWord{enemyWord(long+"é", false)}}, "words[0]", "200 characters"},
		{"a suggestion too long", Local{Words: []LocalWord{{Language: "en", Family: "enemy", Phrase: "x y", Rewrite: long + "é"}}}, "words[0]", "suggestion"},
		{"far too long", Local{Words: []LocalWord{enemyWord(strings.Repeat("long ", 1000), false)}}, "words[0]", "200 characters"},
		{"marks without end", Local{Words: []LocalWord{enemyWord("e"+strings.Repeat("\u0301", 4000), false)}}, "words[0]", "too many marks"},
		{"two lines", Local{Words: []LocalWord{enemyWord("a\nb", false)}}, "words[0]", "line break"},
		{"two lines to suggest", Local{Words: []LocalWord{{Language: "en", Family: "enemy", Phrase: "x y", Rewrite: "a\nb"}}}, "words[0]", "line break"},
		{"no language", Local{Words: []LocalWord{{Language: "English", Family: "enemy", Phrase: "x"}}}, "words[0]", "“English”"},
		{"no family", Local{Words: []LocalWord{{Language: "en", Family: "no-such", Phrase: "x"}}}, "words[0]", "“no-such”"},
		{"a family that no principle asks about", Local{Words: []LocalWord{{Language: "en", Family: "officials", Phrase: "x"}}}, "words[0]", "“officials”"},
		{"a star alone", Local{Words: []LocalWord{enemyWord("zorg", false), enemyWord("*", false)}}, "words[1]", "star"},
		{"an unknown list", Local{Words: []LocalWord{enemyWord("{no-such}", false)}}, "words[0]", "{no-such}"},
		{"a phrase that may be nothing", Local{Words: []LocalWord{enemyWord("a? b", false)}}, "words[0]", "begin"},
		{"too many parts", Local{Words: []LocalWord{enemyWord(strings.Repeat("a* ..2 ", 7), false)}}, "words[0]", "12"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Standard().With(tt.local)
			var e *campaign.Error
			if !errors.As(err, &e) || e.Code != campaign.Invalid || e.Field != tt.field || !strings.Contains(e.Error(), tt.says) {
				t.Errorf("got %+v (%v), want the field %s and %q", e, err, tt.field, tt.says)
			}
		})
	}
}

func TestParseLocal_ReadsWhatJSONWrites(t *testing.T) {
	all := Local{Off: []string{"aud-specific"}, Severity: map[string]Severity{"msg-inclusive": Should}, Words: []LocalWord{enemyWord("zorg*", true)}}
	for _, l := range []Local{{}, all} {
		got, err := ParseLocal(l.JSON())
		if err != nil || !reflect.DeepEqual(got, l) {
			t.Errorf("%+v, %v; want %+v", got, err, l)
		}
	}
	for _, wrong := range []string{"{", `{"off": 1}`, `{"from_a_newer_program": true}`} {
		if _, err := ParseLocal([]byte(wrong)); campaign.CodeOf(err) != campaign.Invalid {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}

func TestWith_APhraseOfManyGapsAndStarsEnds(t *testing.T) {
	var words []LocalWord
	for _, first := range "abcdefgh" {
		words = append(words, enemyWord(string(first)+"* ..20 a* ..20 a* ..20 a* ..20 a* ..20 zorg", false))
	}
	p := derived(t, Local{Words: words})
	d := writing(map[string]string{"message.core": strings.Repeat("a ab ac ad ", 500)})
	done := make(chan *Report, 1)
	go func() { done <- Check(d, p) }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatal("the search has no end")
	}
}

func BenchmarkWith_Words(b *testing.B) {
	base := Standard()
	for b.Loop() {
		if _, err := base.With(Local{Words: []LocalWord{enemyWord("zorg*", false)}}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWith_OffAndSeverity(b *testing.B) {
	base := Standard()
	for b.Loop() {
		if _, err := base.With(Local{Off: []string{"aud-specific"}, Severity: map[string]Severity{"msg-inclusive": Should}}); err != nil {
			b.Fatal(err)
		}
	}
}

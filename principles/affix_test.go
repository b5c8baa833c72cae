package principles

import (
	"slices"
	"testing"

	"workbench/campaign"
)

func TestAffixes_VerbsAreHeardInTheirForms(t *testing.T) {
	as := affixes{
		{on: []string{"b", "f"}, put: []string{"mem"}}, {on: []string{"p"}, put: []string{"mem"}, drop: true},
		{on: []string{"any"}, put: []string{"di"}},
	}
	for _, c := range []struct {
		word string
		want []string
	}{
		{"basmi*", []string{"basmi*", "membasmi*", "dibasmi*"}},
		{"perangi", []string{"perangi", "memerangi", "diperangi"}},
		{"usir", []string{"usir", "diusir"}},
	} {
		if got := as.forms(c.word); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.word, got, c.want)
		}
	}
	var bare []string
	as.bare([]byte("memerangi"), func(w []byte) { bare = append(bare, string(w)) })
	if !slices.Contains(bare, "perangi") {
		t.Errorf("memerangi is not led back to perangi: %q", bare)
	}
}

func TestAffixes_SyllablesAreDoubledAndLettersGoInside(t *testing.T) {
	as := affixes{
		{on: []string{"any"}, put: []string{"-in-", "i-in-", "mag"}},
		{on: []string{"any"}, put: []string{"nag", "i-in-"}, double: true},
	}
	for _, c := range []struct {
		word string
		want []string
	}{
		{"tago", []string{"tago", "tinago", "itinago", "magtago", "tatago", "nagtatago", "itinatago"}},
		{"ngiti*", []string{"ngiti*", "nginiti*", "inginiti*", "magngiti*", "ngingiti*", "nagngingiti*", "inginingiti*"}},
		{"utos", []string{"utos", "inutos", "iinutos", "magutos", "uutos", "naguutos", "iinuutos"}},
		{"plano", []string{"plano", "pinlano", "ipinlano", "magplano", "paplano", "nagpaplano", "ipinaplano"}},
	} {
		if got := as.forms(c.word); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.word, got, c.want)
		}
	}
	var bare []string
	as.bare([]byte("nagtatanim"), func(w []byte) { bare = append(bare, string(w)) })
	if !slices.Contains(bare, "tanim") {
		t.Errorf("nagtatanim is not led back to tanim: %q", bare)
	}
}

func TestEnded_AWordIsHeardWithWhatLinksIt(t *testing.T) {
	filipino := []ending{{"o", "ng"}, {"a", "ng"}, {"n", "g"}}
	for _, c := range []struct {
		term, text string
		want       int
	}{
		{"bandido", "bandidong moro", 2}, {"dayuhan", "dayuhang", 1}, {"bandido", "bandidos", 0}, {"dayuhan", "dayuhangin", 0},
		{"hayop", "hayopng", 0}, {"bandido", "bandido", 0},
	} {
		if got := ended(filipino, c.term, []byte(c.text), len(c.term)); got != c.want {
			t.Errorf("%s in %s: %d, want %d", c.term, c.text, got, c.want)
		}
	}
}

func TestCheck_DoubledWordsAndSharedPhrasesInTheDraftsLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"Usir pengkhianat-pengkhianat itu": "Usir pengkhianat-pengkhianat",
		"Usir pengkhianat2 itu":            "Usir pengkhianat2",
		"mengusir teroris-teroris":         "mengusir teroris-teroris",
	} {
		for _, language := range []string{"ms", "id"} {
			d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: language, Fields: map[string]campaign.Value{"message.story": {Text: text}}}
			var got *Finding
			for _, f := range Check(d, Standard()).Of("msg-inclusive") {
				if f.Field == "message.story" {
					got = &f
					break
				}
			}
			if got == nil || got.Excerpt != want || got.Language != language || got.Severity != Consider {
				t.Errorf("%s in a draft in %s: got %+v, want %q", text, language, got, want)
			}
		}
	}
}

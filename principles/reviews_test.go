package principles

import (
	"reflect"
	"slices"
	"testing"
	"testing/fstest"

	"workbench/campaign"
)

func TestReviews_SayWhoHasReadTheTextsAndListsOfEachLanguage(t *testing.T) {
	files := withMalay(t)
	takeOut(files, "texts/xm.yaml", "msg-plain")
	set(files, "texts/xm.yaml", "    title:", "    reviewed: {by: Siti, at: 2026-12-01}\n    title:")
	set(files, "words/en/enemy.yaml", "reviewed: {by: editors of the pack, at: 2026-11-23}\n", "")
	files["words/km/deficit.yaml"] = &fstest.MapFile{Data: []byte("level: 1\nconfidence: low\nreviewed: {by: Dara, at: 2026-12-02}\nphrases: [one, two]\nexcept: [three]\n")}
	p, err := Load(files, campaign.Standard())
	if err != nil {
		t.Fatal(err)
	}
	at, languages := map[string]LanguageReview{}, []string{}
	for _, r := range p.Reviews() {
		at[r.Language] = r
		languages = append(languages, r.Language)
	}
	if want := []string{"en", "ms", "id", "fil", "th", "vi", "km", "xm"}; !slices.Equal(languages, want) {
		t.Errorf("got the languages %v, want %v", languages, want)
	}
	all := len(p.Principles())
	xm := at["xm"]
	if xm.Texts != all-1 || xm.TextsReviewed != 1 || xm.TextsBy != "" || xm.WordingOn || xm.Lists != nil {
		t.Errorf("got %+v", xm)
	}
	if en := at["en"]; en.Texts != all || !en.WordingOn || list(en, "enemy").Reviewed || list(en, "stigma").By != "editors of the pack" || list(en, "stigma").Phrases == 0 {
		t.Errorf("got %+v", en)
	}
	if km := at["km"]; km.WordingOn || list(km, "deficit") != (ListReview{"deficit", "Dara", "2026-12-02", true, 2}) {
		t.Errorf("got %+v", km)
	}
	if ms := at["ms"]; !ms.WordingOn || len(ms.Lists) < 10 || slices.ContainsFunc(ms.Lists, func(l ListReview) bool { return l.Reviewed || l.Family == "affixes" }) {
		t.Errorf("got %+v", ms)
	}

	set(files, "texts/xm.yaml", "groups:", "reviewed: {by: Siti, at: 2026-12-03}\ngroups:")
	p, err = Load(files, campaign.Standard())
	if err != nil {
		t.Fatal(err)
	}
	reviews := p.Reviews()
	if xm := reviews[len(reviews)-1]; xm.TextsReviewed != all-1 || xm.TextsBy != "Siti" || xm.TextsAt != "2026-12-03" {
		t.Errorf("a language that is signed as a whole gives %+v", xm)
	}
	if !reflect.DeepEqual(p.Reviews(), reviews) {
		t.Error("the second call says something else")
	}
}

func list(r LanguageReview, family string) ListReview {
	i := slices.IndexFunc(r.Lists, func(l ListReview) bool { return l.Family == family })
	if i < 0 {
		return ListReview{}
	}
	return r.Lists[i]
}

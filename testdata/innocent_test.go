package testdata_test

import (
	"maps"
	"slices"
	"testing"
)

func TestInnocent_NoGoodSentenceIsAskedAbout(t *testing.T) {
	var base whole
	readLabelled(t, baseFile, &base)
	for _, name := range []string{"innocent.yaml", "near.yaml", "proper.yaml", "informal.yaml"} {
		var good map[string][]sentence
		readFile(t, name, &good)
		for which, pack := range packs(t) {
			for _, language := range slices.Sorted(maps.Keys(good)) {
				asked := 0
				for _, s := range good[language] {
					loud, quiet := asks(draftOf(t, language, base.Canvas, place(t, base.Fields, s)), pack)
					if len(loud) > 0 {
						asked++
						t.Errorf("%s, %s %s: %s", which, language, s.where(), loud)
					}
					logged(t, quiet)
				}
				t.Logf("%s, %s, %s: %d of %d are asked about", name, which, language, asked, len(good[language]))
			}
		}
	}
}

func TestInnocent_SpeaksEveryLanguage(t *testing.T) {
	var good map[string][]sentence
	readFile(t, "innocent.yaml", &good)
	total := 0
	for language, all := range good {
		if total += len(all); len(all) < 14 {
			t.Errorf("%s has %d sentences, want fourteen at least", language, len(all))
		}
	}
	if len(good) != 7 || total < 100 {
		t.Errorf("%d languages and %d sentences, want 7 and 100", len(good), total)
	}
}

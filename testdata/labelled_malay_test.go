package testdata_test

import (
	"maps"
	"slices"
	"testing"
)

// leastRecallLanguage is the least that a check has to reach over a file in one language that is not English.
const leastRecallLanguage = 0.75

func TestLabelled_MalayAndIndonesian(t *testing.T) {
	var base whole
	readLabelled(t, "en-base.yaml", &base)
	for _, name := range []string{"ms-id.yaml", "ms-id-second.yaml"} {
		t.Run(name, func(t *testing.T) {
			var s set
			readLabelled(t, name, &s)
			got := score(t, base.Fields, base.Canvas, s)
			for _, note := range got.notes {
				t.Log(note)
			}
			for _, id := range slices.Sorted(maps.Keys(got.by)) {
				one := got.by[id]
				t.Logf("%-16s precision %.3f  recall %.3f  (%d right, %d wrong, %d missed)", id, one.precision(), one.recall(), one.right, one.wrong, one.missed)
			}
			all := got.total()
			t.Logf("%-16s precision %.3f  recall %.3f  (%d right, %d wrong, %d missed); %d of %d verdicts as expected", "overall", all.precision(), all.recall(), all.right, all.wrong, all.missed, got.exact, got.judged)
			if all.precision() < leastPrecision {
				t.Errorf("precision %.3f is below %.2f", all.precision(), leastPrecision)
			}
			if all.recall() < leastRecallLanguage {
				t.Errorf("recall %.3f is below %.2f", all.recall(), leastRecallLanguage)
			}
		})
	}
}

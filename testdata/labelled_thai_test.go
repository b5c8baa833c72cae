package testdata_test

import (
	"maps"
	"slices"
	"testing"
)

// leastRecallThai is the least that a check has to reach over the Thai sentences.
const leastRecallThai = 0.75

func TestLabelled_Thai(t *testing.T) {
	var base whole
	readLabelled(t, "en-base.yaml", &base)
	var s set
	readLabelled(t, "th.yaml", &s)
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
	if all.recall() < leastRecallThai {
		t.Errorf("recall %.3f is below %.2f", all.recall(), leastRecallThai)
	}
}

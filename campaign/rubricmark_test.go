package campaign

import (
	"reflect"
	"strings"
	"testing"
)

var foursteps = []string{"a", "b", "c", "d"}

func TestRubricMark_IsCleanedOrRefused(t *testing.T) {
	for name, c := range map[string]struct {
		mark RubricMark
		note string
		bad  bool
	}{
		"a step alone":          {RubricMark{Step: "a"}, "", false},
		"a note alone":          {RubricMark{Note: " ดีมาก \r\n"}, "ดีมาก", false},
		"of no rubric":          {RubricMark{Step: "e"}, "", true},
		"as long as may be":     {RubricMark{Note: strings.Repeat("ក្ម", RubricNote)}, strings.Repeat("ក្ម", RubricNote), false},
		"longer":                {RubricMark{Note: strings.Repeat("ក្ម", RubricNote+1)}, "", true},
		"with a control signal": {RubricMark{Note: "a\x00"}, "", true},
	} {
		c.mark.Criterion = "x"
		got, err := c.mark.Clean(foursteps)
		if e, _ := err.(*Error); (e != nil) != c.bad || e != nil && e.Field != "x" || e == nil && got.Note != c.note {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestSpreadOf_HoldsNothingUnderTheMinimum(t *testing.T) {
	marks := []RubricMark{
		{Group: "g", Criterion: "x", Scorer: "1", Step: "b", Note: "later", At: after(2)},
		{Group: "g", Criterion: "x", Scorer: "2", Step: "d", Note: "sooner", At: after(1)},
		{Group: "g", Criterion: "x", Scorer: "3", Note: "a note alone", At: after(3)},
		{Group: "g", Criterion: "x", Scorer: "4"},
		{Group: "g", Criterion: "y", Scorer: "1", Step: "a"},
		{Group: "h", Criterion: "x", Scorer: "1", Step: "a"},
	}
	s := SpreadOf(marks, "g", "x", foursteps, 3)
	if !s.Enough || !reflect.DeepEqual(s.Counts, []int{0, 1, 0, 1}) || s.Marks != 2 || s.Scorers != 3 || len(s.Notes) != 3 || s.Notes[0].Note != "sooner" {
		t.Errorf("%+v", s)
	}
	for _, few := range []RubricSpread{SpreadOf(marks, "g", "x", foursteps, 4), SpreadOf(marks, "g", "y", foursteps, 0)} {
		if few.Enough || few.Marks != 0 || few.Notes != nil || !reflect.DeepEqual(few.Counts, []int{0, 0, 0, 0}) || few.Scorers == 0 {
			t.Errorf("too few: %+v", few)
		}
	}
}

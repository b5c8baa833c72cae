package storage

import (
	"reflect"
	"testing"
	"time"

	"workbench/campaign"
)

var rubricPromises = []promise{
	{"KeepRubricMarks_ReplacesTakesBackAndAsksTheCourse", keepRubricMarks},
}

func keepRubricMarks(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w, other := addWorkshop(t, s, 2), addWorkshop(t, s, 1)
	keep := func(w campaign.Workshop, m campaign.RubricMark, had int) error {
		return s.KeepRubricMarks(ctx, w.ID, m.Group, m.Scorer, func(_ *campaign.Course, marks []campaign.RubricMark) ([]campaign.RubricMark, error) {
			if len(marks) != had {
				t.Errorf("%+v stand, should be %d", marks, had)
			}
			return []campaign.RubricMark{m}, nil
		})
	}
	mark := campaign.RubricMark{Group: w.Groups[0].ID, Criterion: "care", Scorer: w.Groups[1].ID, Step: "begun", Note: "ดี", Who: "m", At: day}
	led := campaign.RubricMark{Group: w.Groups[0].ID, Criterion: "care", Scorer: "f", Led: true, Note: "why", Who: "f", At: day.Add(time.Second)}
	must(t, keep(w, mark, 0))
	must(t, keep(w, led, 0))
	must(t, keep(other, campaign.RubricMark{Group: other.Groups[0].ID, Criterion: "care", Scorer: "f", Step: "begun", At: day}, 0))
	mark.Step = "fully"
	must(t, keep(w, mark, 1))
	got, err := s.RubricMarks(ctx, w.ID)
	must(t, err)
	for i := range got {
		got[i].At = got[i].At.UTC()
	}
	mark.At, led.At = parseTime(formatTime(mark.At)).UTC(), parseTime(formatTime(led.At)).UTC()
	if want := []campaign.RubricMark{mark, led}; !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	mark.Step, mark.Note = "", ""
	err = s.KeepRubricMarks(ctx, w.ID, mark.Group, mark.Scorer, func(*campaign.Course, []campaign.RubricMark) ([]campaign.RubricMark, error) {
		return []campaign.RubricMark{mark}, campaign.Fail(campaign.Conflict, "", "closed")
	})
	wantCode(t, err, campaign.Conflict)
	if got, _ := s.RubricMarks(ctx, w.ID); len(got) != 2 {
		t.Errorf("refused, and %d are left", len(got))
	}
	must(t, keep(w, mark, 1))
	if got, _ := s.RubricMarks(ctx, w.ID); len(got) != 1 || !got[0].Led {
		t.Errorf("taken back, and %+v are left", got)
	}
}

package storage

import (
	"reflect"
	"testing"
	"time"

	"workbench/campaign"
)

var markPromises = []promise{
	{"RaiseHand_StaysUpSinceItWasRaisedFirst", raiseHand},
	{"RaiseHand_OfOneThatWasTakenWaitsAnew", raiseAgain},
	{"SetReady_IsKeptForEachPartUntilTakenBack", setReady},
	{"Marks_OfNoGroupAreNotFound", marksOfNothing},
}

func marksOf(t *testing.T, s *Store, w campaign.Workshop) map[string]campaign.Marks {
	t.Helper()
	all, err := s.Marks(ctx, w.ID)
	must(t, err)
	for _, g := range w.Groups {
		one, err := s.GroupMarks(ctx, g.ID)
		must(t, err)
		if !reflect.DeepEqual(one, all[g.ID]) {
			t.Errorf("group %s alone shows %+v, among all %+v", g.Name, one, all[g.ID])
		}
	}
	return all
}

func raiseHand(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w, other := addWorkshop(t, s, 2), addWorkshop(t, s, 1)
	group, at := w.Groups[0].ID, day.UTC()
	must(t, s.RaiseHand(ctx, group, at))
	must(t, s.RaiseHand(ctx, group, at.Add(time.Minute)))
	must(t, s.RaiseHand(ctx, other.Groups[0].ID, at))
	want := map[string]campaign.Marks{group: {Hand: &campaign.Hand{Since: at}}}
	if got := marksOf(t, s, w); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	must(t, s.LowerHand(ctx, group))
	must(t, s.LowerHand(ctx, group))
	must(t, s.TakeHand(ctx, group, "Farah"))
	if got := marksOf(t, s, w); len(got) > 0 {
		t.Errorf("a hand that was lowered is up: %+v", got)
	}
}

func raiseAgain(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 1)
	group, at := w.Groups[0].ID, day.UTC()
	must(t, s.RaiseHand(ctx, group, at))
	must(t, s.TakeHand(ctx, group, "Farah"))
	if got := marksOf(t, s, w)[group].Hand; got == nil || got.Taken != "Farah" || !got.Since.Equal(at) {
		t.Errorf("taken by Farah, it is %+v", got)
	}
	must(t, s.RaiseHand(ctx, group, at.Add(time.Hour)))
	if got := marksOf(t, s, w)[group].Hand; got == nil || got.Taken != "" || !got.Since.Equal(at.Add(time.Hour)) {
		t.Errorf("raised again after an hour, it is %+v", got)
	}
}

func setReady(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	one, two, at := w.Groups[0].ID, w.Groups[1].ID, day.UTC()
	must(t, s.SetReady(ctx, one, "message", true, at))
	must(t, s.SetReady(ctx, one, "context", true, at.Add(time.Second)))
	must(t, s.SetReady(ctx, one, "message", true, at.Add(time.Minute)))
	must(t, s.SetReady(ctx, two, "message", true, at))
	must(t, s.SetReady(ctx, two, "message", false, at))
	must(t, s.SetReady(ctx, two, "message", false, at))
	want := map[string]campaign.Marks{one: {Ready: []campaign.Ready{{Part: "message", At: at}, {Part: "context", At: at.Add(time.Second)}}}}
	if got := marksOf(t, s, w); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func marksOfNothing(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	for what, err := range map[string]error{"raising a hand": s.RaiseHand(ctx, "nobody", day), "being ready": s.SetReady(ctx, "nobody", "message", true, day)} {
		if campaign.CodeOf(err) != campaign.NotFound {
			t.Errorf("%s: %v", what, err)
		}
	}
	must(t, s.SetReady(ctx, "nobody", "message", false, day))
}

package storage

import (
	"reflect"
	"testing"

	"workbench/campaign"
)

var notUsefulPromises = []promise{
	{"AddNotUseful_CountsEachPersonAndFindingOnce", countNotUseful},
	{"DropNotUseful_TakesItBack", dropNotUseful},
	{"AddNotUseful_OfNoDraftIsNotFound", notUsefulOfNothing},
}

func notUseful(draft, who, finding, language string) campaign.NotUseful {
	return campaign.NotUseful{DraftID: draft, Who: who, Finding: finding, Pack: "pve-sea", Version: "1.0.0",
		Principle: "msg-plain", Rule: "jargon", Language: language}
}

func countNotUseful(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	one, two := w.Groups[0].DraftID, w.Groups[1].DraftID
	for _, n := range []campaign.NotUseful{
		notUseful(one, "a", "x", "th"), notUseful(one, "a", "x", "th"), notUseful(one, "b", "x", "th"), notUseful(two, "c", "x", "th"),
		notUseful(one, "a", "y", "en"),
	} {
		must(t, s.AddNotUseful(ctx, n))
	}
	got, err := s.NotUsefulCounts(ctx)
	must(t, err)
	want := []campaign.NotUsefulCount{
		{Pack: "pve-sea", Version: "1.0.0", Principle: "msg-plain", Rule: "jargon", Language: "th", Times: 3, Drafts: 2},
		{Pack: "pve-sea", Version: "1.0.0", Principle: "msg-plain", Rule: "jargon", Language: "en", Times: 1, Drafts: 1},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func dropNotUseful(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 2).Groups[0].DraftID
	must(t, s.AddNotUseful(ctx, notUseful(draft, "a", "x", "th")))
	said, err := s.IsNotUseful(ctx, draft, "a", "x")
	must(t, err)
	if !said {
		t.Error("it was not kept")
	}
	must(t, s.DropNotUseful(ctx, draft, "a", "x"))
	must(t, s.DropNotUseful(ctx, draft, "a", "x"))
	if said, err = s.IsNotUseful(ctx, draft, "a", "x"); err != nil || said {
		t.Errorf("still there: %v, %v", said, err)
	}
	if counts, err := s.NotUsefulCounts(ctx); err != nil || len(counts) != 0 {
		t.Errorf("still counted: %v, %v", counts, err)
	}
}

func notUsefulOfNothing(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	if err := s.AddNotUseful(ctx, notUseful("none", "a", "x", "th")); campaign.CodeOf(err) != campaign.NotFound {
		t.Errorf("%v", err)
	}
}

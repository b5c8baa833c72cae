package storage

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"workbench/campaign"
)

var checkpointPromises = []promise{
	{"AddCheckpoint_KeepsANameOfAMomentOnce", keepCheckpoints},
	{"AddCheckpoint_OfNoMomentIsNotFound", checkpointOfNothing},
	{"AddCheckpoint_IsBoundedForADraft", tooManyCheckpoints},
}

func keepCheckpoints(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	draft, other := w.Groups[0].DraftID, w.Groups[1].DraftID
	must(t, s.Append(ctx, draft, titled(1, "a", 1, "one")))
	at := time.Date(2026, 5, 14, 9, 30, 0, 0, time.UTC)
	first := campaign.Checkpoint{DraftID: draft, Seq: 1, Name: "ก่อนพัก", Who: "a", At: at}
	begin := campaign.Checkpoint{DraftID: draft, Name: "Empty", Who: "b", At: at.Add(time.Hour)}
	again := first
	again.Who = "b"
	for _, c := range []campaign.Checkpoint{first, begin, again, {DraftID: other, Name: "Other", Who: "c", At: at}} {
		must(t, s.AddCheckpoint(ctx, c))
	}
	got, err := s.Checkpoints(ctx, draft)
	must(t, err)
	if want := []campaign.Checkpoint{first, begin}; !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func checkpointOfNothing(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	for _, c := range []campaign.Checkpoint{{DraftID: "none", Name: "x"}, {DraftID: draft, Seq: 1, Name: "x"}, {DraftID: draft, Seq: -1, Name: "x"}} {
		wantCode(t, s.AddCheckpoint(ctx, c), campaign.NotFound)
	}
	if got, err := s.Checkpoints(ctx, draft); err != nil || len(got) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func tooManyCheckpoints(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	name := func(i int) campaign.Checkpoint {
		return campaign.Checkpoint{DraftID: draft, Name: fmt.Sprint("name ", i)}
	}
	for i := range campaign.CheckpointCount {
		must(t, s.AddCheckpoint(ctx, name(i)))
	}
	wantCode(t, s.AddCheckpoint(ctx, name(campaign.CheckpointCount)), campaign.Conflict)
	must(t, s.AddCheckpoint(ctx, name(0)))
	if got, err := s.Checkpoints(ctx, draft); err != nil || len(got) != campaign.CheckpointCount {
		t.Errorf("%d are kept, %v", len(got), err)
	}
}

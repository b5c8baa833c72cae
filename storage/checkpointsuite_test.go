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
	{"AddCheckpoints_KeepsEveryDraftOfAWorkshopAtOnce", keepAllCheckpoints},
	{"AddCheckpoints_DropsTheOldestAndNothingThatPeopleNamed", dropOldestCheckpoints},
	{"RenameCheckpoint_KeepsWhoNamedItAndWhen", renameCheckpoint},
	{"RemoveCheckpoint_TakesOneNameAway", removeCheckpoint},
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

func keepAllCheckpoints(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w, other := addWorkshop(t, s, 2), addWorkshop(t, s, 1)
	written, empty := w.Groups[0].DraftID, w.Groups[1].DraftID
	must(t, s.Append(ctx, written, titled(1, "a", 1, "one")))
	at := time.Date(2026, 5, 14, 9, 30, 0, 0, time.UTC)
	for range 2 { // pressed twice
		n, err := s.AddCheckpoints(ctx, w.ID, "សារ", "lead", at)
		if err != nil || n != 2 {
			t.Fatal(n, err)
		}
	}
	for draft, seq := range map[string]int64{written: 1, empty: 0} {
		got, err := s.Checkpoints(ctx, draft)
		must(t, err)
		if want := []campaign.Checkpoint{{DraftID: draft, Seq: seq, Name: "សារ", Kind: campaign.CheckpointAutomatic, Who: "lead", At: at}}; !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	}
	if got, err := s.Checkpoints(ctx, other.Groups[0].DraftID); err != nil || len(got) != 0 {
		t.Errorf("another workshop has %+v, %v", got, err)
	}
	_, err := s.AddCheckpoints(ctx, "none", "x", "lead", at)
	wantCode(t, err, campaign.NotFound)
}

func dropOldestCheckpoints(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 1)
	draft := w.Groups[0].DraftID
	must(t, s.AddCheckpoint(ctx, campaign.Checkpoint{DraftID: draft, Name: "ours", At: day.Add(-time.Hour)}))
	for i := range campaign.CheckpointCount + 2 {
		_, err := s.AddCheckpoints(ctx, w.ID, fmt.Sprintf("phase %03d", i), "lead", day.Add(time.Duration(i)*time.Minute))
		must(t, err)
	}
	got, err := s.Checkpoints(ctx, draft)
	must(t, err)
	first, last := got[0].Name, got[len(got)-2].Name
	if len(got) != campaign.CheckpointCount+1 || first != "phase 101" || last != "phase 002" || got[len(got)-1].Name != "ours" {
		t.Errorf("%d are kept, from %s to %s", len(got), first, last)
	}
}

func renameCheckpoint(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	kept := campaign.Checkpoint{DraftID: draft, Name: "ก่อน", Who: "a", At: time.Date(2026, 5, 14, 9, 30, 0, 0, time.UTC)}
	must(t, s.AddCheckpoint(ctx, kept))
	must(t, s.AddCheckpoint(ctx, campaign.Checkpoint{DraftID: draft, Name: "second", At: day}))
	wantCode(t, s.RenameCheckpoint(ctx, draft, 0, "ก่อน", "second"), campaign.Conflict)
	wantCode(t, s.RenameCheckpoint(ctx, draft, 0, "none", "x"), campaign.NotFound)
	wantCode(t, s.RenameCheckpoint(ctx, draft, 1, "ก่อน", "x"), campaign.NotFound)
	must(t, s.RenameCheckpoint(ctx, draft, 0, "ก่อน", "ก่อน"))
	must(t, s.RenameCheckpoint(ctx, draft, 0, "ก่อน", "ก่อนพัก"))
	kept.Name = "ก่อนพัก"
	if got, err := s.Checkpoints(ctx, draft); err != nil || len(got) != 2 || got[0] != kept {
		t.Errorf("%+v, %v", got, err)
	}
}

func removeCheckpoint(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	for _, name := range []string{"one", "two"} {
		must(t, s.AddCheckpoint(ctx, campaign.Checkpoint{DraftID: draft, Name: name, At: day}))
	}
	for range 2 {
		must(t, s.RemoveCheckpoint(ctx, draft, 0, "one"))
	}
	if got, err := s.Checkpoints(ctx, draft); err != nil || len(got) != 1 || got[0].Name != "two" {
		t.Errorf("%+v, %v", got, err)
	}
}

package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"

	"workbench/campaign"
)

var logPromises = []promise{
	{"Open_NewDraftIsEmptyOnTheWorkshopsCanvas", openNew},
	{"Append_IsReadBackExactly", appendReadBack},
	{"Append_KeepsOnlyWhatChanged", appendChanged},
	{"Append_CanvasFollowsTheLog", appendCanvas},
	{"Append_SecondWithTheSameSeqIsTaken", appendSameSeq},
	{"Append_GapIsTaken", appendGap},
	{"Append_RetryIsTakenAndFound", appendRetry},
	{"Append_UnknownDraftIsNotFound", appendUnknown},
	{"Append_ExactlyOneWinsEachSeq", appendRace},
	{"Append_SurvivesReopening", appendReopen},
	{"Append_CancelledBeforeWritingWritesNothing", appendCancelled},
	{"Entries_AreAscendingAndLimited", entriesLimited},
	{"TextEntries_AreTheEntriesAsFarAsTheyTouchThePlaces", textEntries},
	{"Drafts_AreApart", draftsApart},
}

func openNew(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 1)
	g := w.Groups[0]
	head, err := s.Open(ctx, g.DraftID)
	must(t, err)
	if head.Seq != 0 || head.LogID == "" || head.WorkshopID != w.ID || head.GroupID != g.ID ||
		head.State.Canvas != w.Canvas || head.State.Language != "en" || len(head.State.Fields) != 0 {
		t.Errorf("got %+v", head)
	}
	logID, seq, err := s.Position(ctx, g.DraftID)
	must(t, err)
	if logID != head.LogID || seq != 0 {
		t.Errorf("position %s %d, head %+v", logID, seq, head)
	}
	_, err = s.Open(ctx, "nothing")
	wantCode(t, err, campaign.NotFound)
	_, _, err = s.Position(ctx, "nothing")
	wantCode(t, err, campaign.NotFound)
}

func appendReadBack(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	a := titled(1, "page", 12, "ស្ត្រី <b>&\n\U0001F600\u2028 \"x\"")
	a.Entry.Edits = append(a.Entry.Edits, campaign.Edit{Kind: campaign.EditSet, At: "audience.age_from", Value: json.RawMessage(`18`)},
		campaign.Edit{Kind: campaign.EditInsertRow, At: "channels.list", Row: "r1",
			Values: map[string]json.RawMessage{"channel": json.RawMessage(`"a<b&c"`)}})
	must(t, s.Append(ctx, draft, a))

	entries, err := s.Entries(ctx, draft, 0, 10)
	must(t, err)
	if len(entries) != 1 || !reflect.DeepEqual(entries[0], a.Entry) {
		t.Errorf("got  %+v\nwant %+v", entries, a.Entry)
	}
	found, ok, err := s.Find(ctx, draft, "page", 12)
	must(t, err)
	if !ok || found.Sum != a.Sum || !reflect.DeepEqual(found.Entry, a.Entry) {
		t.Errorf("found %v %+v", ok, found)
	}
	if _, ok, err := s.Find(ctx, draft, "page", 13); ok || err != nil {
		t.Errorf("found what is not there: %v, %v", ok, err)
	}
	head, err := s.Open(ctx, draft)
	must(t, err)
	if head.Seq != 1 || !reflect.DeepEqual(head.State, a.State) {
		t.Errorf("got  %+v\nwant %+v", head.State, a.State)
	}
	info, err := s.DraftInfo(ctx, draft)
	must(t, err)
	if info.Seq != 1 || !info.Updated.Equal(a.Entry.Time) || info.LogID != head.LogID {
		t.Errorf("info %+v", info)
	}
}

func appendChanged(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	must(t, s.Append(ctx, draft, titled(1, "page", 1, "kept")))
	two := titled(2, "page", 2, "not named as changed")
	two.Changed = []string{"message.core"}
	two.State.Fields["message.core"] = campaign.FieldState{Value: campaign.Value{Text: "core"}}
	must(t, s.Append(ctx, draft, two))
	head, err := s.Open(ctx, draft)
	must(t, err)
	if got := head.State.Fields[campaign.TitleField].Value.Text; got != "kept" {
		t.Errorf("title %q", got)
	}
	if got := head.State.Fields["message.core"].Value.Text; got != "core" {
		t.Errorf("core %q", got)
	}
	three := titled(3, "page", 3, "")
	delete(three.State.Fields, campaign.TitleField)
	must(t, s.Append(ctx, draft, three))
	head, err = s.Open(ctx, draft)
	must(t, err)
	if _, there := head.State.Fields[campaign.TitleField]; there {
		t.Errorf("a field that left the state is still there: %+v", head.State)
	}
}

func appendCanvas(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	a := titled(1, "server", 1, "x")
	a.State.Canvas = "other-canvas"
	must(t, s.Append(ctx, draft, a))
	head, err := s.Open(ctx, draft)
	must(t, err)
	if head.State.Canvas != "other-canvas" {
		t.Errorf("canvas %q", head.State.Canvas)
	}
}

func appendSameSeq(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	must(t, s.Append(ctx, draft, titled(1, "a", 1, "first")))
	if err := s.Append(ctx, draft, titled(1, "b", 1, "second")); !errors.Is(err, campaign.ErrTaken) {
		t.Fatalf("got %v", err)
	}
	wantLog(t, s, draft, "first")
}

func appendGap(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	for _, seq := range []int64{0, 2, -1} {
		if err := s.Append(ctx, draft, titled(seq, "a", 1, "x")); !errors.Is(err, campaign.ErrTaken) {
			t.Errorf("seq %d: got %v", seq, err)
		}
	}
	wantLog(t, s, draft)
}

func appendRetry(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	must(t, s.Append(ctx, draft, titled(1, "a", 7, "once")))
	if err := s.Append(ctx, draft, titled(2, "a", 7, "once")); !errors.Is(err, campaign.ErrTaken) {
		t.Fatalf("got %v", err)
	}
	wantLog(t, s, draft, "once")
	found, ok, err := s.Find(ctx, draft, "a", 7)
	must(t, err)
	if !ok || found.Entry.Seq != 1 || found.Sum != "sum of once" {
		t.Errorf("found %v %+v", ok, found)
	}
}

func appendUnknown(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	wantCode(t, s.Append(ctx, "nothing", titled(1, "a", 1, "x")), campaign.NotFound)
}

// appendRace lets many writers want every seq of one draft; each retries until its batches are in.
func appendRace(t *testing.T, fresh fresh) {
	const writers, batches = 12, 15
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for b := range batches {
				if err := appendNext(s, draft, fmt.Sprint("client ", w), int64(b)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	entries, err := s.Entries(ctx, draft, 0, 1000)
	must(t, err)
	if len(entries) != writers*batches {
		t.Fatalf("%d entries, want %d", len(entries), writers*batches)
	}
	next := map[string]int64{}
	for i, e := range entries {
		if e.Seq != int64(i)+1 {
			t.Fatalf("entry %d has seq %d", i, e.Seq)
		}
		if e.Batch != next[e.Client] {
			t.Fatalf("client %s: batch %d after %d", e.Client, e.Batch, next[e.Client])
		}
		next[e.Client]++
	}
}

// appendNext appends a batch at whatever seq is next.
func appendNext(s *Store, draft, client string, batch int64) error {
	for {
		_, seq, err := s.Position(ctx, draft)
		if err != nil {
			return err
		}
		err = s.Append(ctx, draft, titled(seq+1, client, batch, fmt.Sprintf("%s %d", client, batch)))
		if !errors.Is(err, campaign.ErrTaken) {
			return err
		}
	}
}

func appendReopen(t *testing.T, fresh fresh) {
	c := fresh(t)
	s := open(t, c)
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	must(t, s.Append(ctx, draft, titled(1, "a", 1, "one")))
	before, err := s.Open(ctx, draft)
	must(t, err)
	must(t, s.Close())
	s = open(t, c)
	after, err := s.Open(ctx, draft)
	must(t, err)
	if !reflect.DeepEqual(before, after) {
		t.Errorf("before %+v\nafter  %+v", before, after)
	}
	must(t, s.Append(ctx, draft, titled(2, "a", 2, "two")))
	wantLog(t, s, draft, "one", "two")
}

func appendCancelled(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Append(gone, draft, titled(1, "a", 1, "x")); !errors.Is(err, gone.Err()) {
		t.Errorf("got %v", err)
	}
	wantLog(t, s, draft)
}

func entriesLimited(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	for seq := int64(1); seq <= 12; seq++ {
		must(t, s.Append(ctx, draft, titled(seq, "a", seq, fmt.Sprint(seq))))
	}
	for _, c := range []struct {
		after int64
		limit int
		want  []int64
	}{{0, 3, []int64{1, 2, 3}}, {9, 10, []int64{10, 11, 12}}, {12, 10, nil}, {50, 10, nil}, {0, 0, nil}, {0, -1, nil}} {
		entries, err := s.Entries(ctx, draft, c.after, c.limit)
		must(t, err)
		var got []int64
		for _, e := range entries {
			got = append(got, e.Seq)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("after %d limit %d: %v, want %v", c.after, c.limit, got, c.want)
		}
	}
	if entries, err := s.Entries(ctx, "nothing", 0, 10); err != nil || len(entries) != 0 {
		t.Errorf("unknown draft: %v, %v", entries, err)
	}
}

func draftsApart(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w, other := addWorkshop(t, s, 3), addWorkshop(t, s, 1)
	must(t, s.Append(ctx, w.Groups[0].DraftID, titled(1, "a", 1, "first")))
	must(t, s.Append(ctx, w.Groups[1].DraftID, titled(1, "a", 1, "second")))
	must(t, s.Append(ctx, other.Groups[0].DraftID, titled(1, "a", 1, "other")))
	states, err := s.DraftStates(ctx, w.ID)
	must(t, err)
	if len(states) != 3 {
		t.Fatalf("%d states", len(states))
	}
	for i, want := range []string{"first", "second", ""} {
		state := states[w.Groups[i].DraftID]
		if got := state.Fields[campaign.TitleField].Value.Text; got != want || state.Canvas != w.Canvas {
			t.Errorf("draft %d: %q on %q, want %q", i, got, state.Canvas, want)
		}
	}
	infos, err := s.DraftInfos(ctx, w.ID)
	must(t, err)
	for i, info := range infos {
		if info.ID != w.Groups[i].DraftID || info.GroupID != w.Groups[i].ID || info.WorkshopID != w.ID {
			t.Errorf("info %d: %+v", i, info)
		}
	}
	if len(infos) != 3 || infos[0].Seq != 1 || infos[2].Seq != 0 || !infos[2].Updated.Equal(day) {
		t.Errorf("infos %+v", infos)
	}
	_, err = s.DraftInfo(ctx, "nothing")
	wantCode(t, err, campaign.NotFound)
}

// wantLog checks that a draft's log holds exactly these titles and that its head is at the last.
func wantLog(t testing.TB, s *Store, draft string, titles ...string) {
	t.Helper()
	entries, err := s.Entries(ctx, draft, 0, 1_000_000)
	must(t, err)
	var got []string
	for i, e := range entries {
		if e.Seq != int64(i)+1 {
			t.Errorf("entry %d has seq %d", i, e.Seq)
		}
		got = append(got, e.Edits[0].Splices[0].Insert)
	}
	if !reflect.DeepEqual(got, titles) {
		t.Fatalf("log %q, want %q", got, titles)
	}
	head, err := s.Open(ctx, draft)
	must(t, err)
	last := ""
	if len(titles) > 0 {
		last = titles[len(titles)-1]
	}
	if head.Seq != int64(len(titles)) || head.State.Fields[campaign.TitleField].Value.Text != last {
		t.Errorf("head %d %q, want %d %q", head.Seq, head.State.Fields[campaign.TitleField].Value.Text, len(titles), last)
	}
}

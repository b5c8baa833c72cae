package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"workbench/campaign"
)

// tally is what reckonings found. A room is reckoned more than once, each time from its beginning.
type tally struct {
	batches, lost, doubled int
	again, cuts            int
	before                 *tally // of the rooms before
}

// room begins with another room.
func (a *tally) room() {
	done := *a
	a.before = &done
}

// now takes the latest reckoning of the room.
func (a *tally) now(b tally) {
	b.before = a.before
	if b.before != nil {
		b.batches, b.again, b.cuts = b.batches+b.before.batches, b.again+b.before.again, b.cuts+b.before.cuts
	}
	b.lost, b.doubled = a.lost+b.lost, a.doubled+b.doubled
	*a = b
}

func (a tally) String() string {
	return fmt.Sprintf("%d batches acknowledged, %d lost, %d doubled; %d sent again, %d streams cut", a.batches, a.lost, a.doubled, a.again, a.cuts)
}

// reckon compares what the pages of a room know with what the server at an address has: every acknowledged
// batch is in the log once, at the number and with the edits that were answered; every word stands where it
// should, once; and the log from its beginning, the draft and each page are the same, field by field and row by
// row, with what is in the bin. Pages that lag behind are waited for. It returns how many batches it found.
func reckon(t *testing.T, url string, pages []*typist) tally {
	t.Helper()
	var sum tally
	byDraft := map[string][]*typist{}
	for _, p := range pages {
		byDraft[p.DraftID] = append(byDraft[p.DraftID], p)
		if wrong := p.faults(); len(wrong) > 0 {
			t.Fatal(strings.Join(wrong, "\n"))
		}
		sum.again += p.again
		p.mu.Lock()
		sum.cuts += p.cuts
		p.mu.Unlock()
	}
	for _, pages := range byDraft {
		one := pages[0].at(url)
		entries := one.history(t)
		state := fold(t, entries)
		one.sameDraft(t, state, int64(len(entries)))
		text := allText(state)
		for _, p := range pages {
			p.knows(t, fmt.Sprintf("entry %d", len(entries)), func() bool { return p.seq >= int64(len(entries)) })
			p.mu.Lock()
			sameState(t, p.name, p.state, state)
			p.mu.Unlock()
			found := p.receiptsIn(t, entries, text)
			sum.batches, sum.lost, sum.doubled = sum.batches+found.batches, sum.lost+found.lost, sum.doubled+found.doubled
		}
	}
	return sum
}

// history reads the whole log of the seat's draft.
func (s *seat) history(t *testing.T) []campaign.Entry {
	t.Helper()
	var all []campaign.Entry
	for {
		var page struct {
			Seq     int64
			Entries []campaign.Entry
			More    bool
		}
		s.do(t, http.MethodGet, fmt.Sprintf("/drafts/%s/edits?after=%d&limit=1000", s.DraftID, len(all)), nil, &page)
		for _, e := range page.Entries {
			if all = append(all, e); e.Seq != int64(len(all)) {
				t.Fatalf("entry %d is at place %d of the log", e.Seq, len(all))
			}
		}
		if !page.More {
			if page.Seq != int64(len(all)) {
				t.Fatalf("the log says it ends at %d and ends at %d", page.Seq, len(all))
			}
			return all
		}
	}
}

// fold makes the state of a log from its beginning.
func fold(t *testing.T, entries []campaign.Entry) campaign.State {
	t.Helper()
	state := campaign.State{Canvas: roomCanvas, Language: "en", Fields: map[string]campaign.FieldState{}}
	for _, e := range entries {
		var err error
		if state, _, err = campaign.Standard().Apply(state, e.Edits, e.Seq); err != nil {
			t.Fatal(err)
		}
	}
	return state
}

// sameDraft compares a state with the draft as the server gives it.
func (s *seat) sameDraft(t *testing.T, state campaign.State, seq int64) {
	t.Helper()
	var draft struct {
		Seq    int64
		Fields map[string]json.RawMessage
	}
	s.do(t, http.MethodGet, "/drafts/"+s.DraftID, nil, &draft)
	var folded map[string]json.RawMessage
	if err := json.Unmarshal(campaign.Standard().EncodeFields(state.Draft(""), true), &folded); err != nil {
		t.Fatal(err)
	}
	if draft.Seq != seq || len(draft.Fields) != len(folded) {
		t.Errorf("the draft is at %d with %d fields, its log at %d with %d", draft.Seq, len(draft.Fields), seq, len(folded))
	}
	for id, want := range folded {
		sameField(t, id, compact(draft.Fields[id]), compact(want))
	}
}

func sameField(t *testing.T, id string, got, want []byte) {
	t.Helper()
	var gotRows, wantRows []json.RawMessage
	if json.Unmarshal(want, &wantRows) != nil || json.Unmarshal(got, &gotRows) != nil || len(gotRows) != len(wantRows) {
		if !bytes.Equal(got, want) {
			t.Errorf("the draft's %s is %s, its log makes it %s", id, got, want)
		}
		return
	}
	for i := range wantRows {
		if !bytes.Equal(gotRows[i], wantRows[i]) {
			t.Errorf("row %d of the draft's %s is %s, its log makes it %s", i+1, id, gotRows[i], wantRows[i])
		}
	}
}

// sameState compares what a page has with what the log makes, the bin and the places of rows with it.
func sameState(t *testing.T, who string, got, want campaign.State) {
	t.Helper()
	lib := campaign.Standard()
	for _, f := range lib.Fields() {
		a, _, errA := lib.EncodePart(got, f.ID)
		b, _, errB := lib.EncodePart(want, f.ID)
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			t.Errorf("%s has in %s %s, the log makes it %s", who, f.ID, a, b)
		}
	}
}

// allText joins all that is written in a state, rows in the bin included.
func allText(state campaign.State) string {
	var all strings.Builder
	for _, fs := range state.Fields {
		all.WriteString(fs.Value.Text)
		for _, r := range fs.Rows {
			for _, v := range r.Cells {
				all.WriteString(v.Text)
			}
		}
	}
	return all.String()
}

// receiptsIn looks for each acknowledged batch of the page in the log, and for each of its words.
func (p *typist) receiptsIn(t *testing.T, entries []campaign.Entry, text string) tally {
	t.Helper()
	var found tally
	times := map[int64]int{}
	for _, e := range entries {
		if e.Client == p.id {
			times[e.Batch]++
		}
	}
	for _, r := range p.receipts {
		switch n := times[r.batch]; {
		case n == 0 || r.seq < 1 || r.seq > int64(len(entries)):
			found.lost++
			t.Errorf("%s: batch %d was acknowledged as entry %d and is lost", p.name, r.batch, r.seq)
			continue
		case n > 1:
			found.doubled++
			t.Errorf("%s: batch %d is in the log %d times", p.name, r.batch, n)
		}
		found.batches++
		e := entries[r.seq-1]
		if e.Client != p.id || e.Batch != r.batch {
			t.Errorf("%s: batch %d was acknowledged as entry %d, which is batch %d of %s", p.name, r.batch, r.seq, e.Batch, e.Client)
		}
		if edits := asRaw(e.Edits); !sameJSON(edits, r.edits) {
			t.Errorf("%s: batch %d was answered with %s and is logged as %s", p.name, r.batch, r.edits, edits)
		}
		delete(times, r.batch)
	}
	if p.pending == nil && len(times) > 0 {
		t.Errorf("%s: batches in the log that were never acknowledged: %v", p.name, times)
	}
	for word, want := range p.words {
		if got := strings.Count(text, word); got != want && p.pending == nil {
			if got < want {
				found.lost++
			} else {
				found.doubled++
			}
			t.Errorf("%s: %s stands in the draft %d times, want %d", p.name, word, got, want)
		}
	}
	return found
}

func sameJSON(a, b []byte) bool {
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	return bytes.Equal(asRaw(x), asRaw(y))
}

// crowd is a room's pages, followed and written on together.
type crowd struct {
	pages   []*typist
	streams sync.WaitGroup
	ctx     context.Context
	stop    context.CancelFunc
}

// gather has people take seats at the groups of a room, in turn, and open their pages. place says where each
// of them finds the server.
func gather(t *testing.T, r *room, people int, place func(i int) string) *crowd {
	t.Helper()
	c := &crowd{}
	c.ctx, c.stop = context.WithCancel(context.Background())
	t.Cleanup(c.leave)
	for i := range people {
		c.open(r.join(t, i%len(r.Groups), fmt.Sprintf("w%d", i)).openPage(func() string { return place(i) }))
	}
	return c
}

// open has a page follow its stream.
func (c *crowd) open(p *typist) *typist {
	c.pages = append(c.pages, p)
	c.streams.Go(func() { p.follow(c.ctx) })
	return p
}

func (c *crowd) leave() {
	c.stop()
	c.streams.Wait()
}

// write has everybody write until so many batches have been acknowledged, runs then, and has them stop where
// they are: what has no answer yet stays pending.
func (c *crowd) write(t *testing.T, count int, then func()) {
	t.Helper()
	acknowledged := make(chan struct{}, count+len(c.pages))
	ctx, stop := context.WithCancel(context.Background())
	var writers sync.WaitGroup
	for _, p := range c.pages {
		writers.Go(func() {
			p.write(ctx, func() {
				select {
				case acknowledged <- struct{}{}:
				case <-ctx.Done():
				}
			})
		})
	}
	ended := make(chan struct{})
	go func() { writers.Wait(); close(ended) }()
	patience := time.NewTimer(2 * time.Minute)
	defer patience.Stop()
	for range count {
		select {
		case <-acknowledged:
			continue
		case <-ended:
			t.Errorf("nobody writes: %v", c.faults())
		case <-patience.C:
			t.Errorf("the writing has stopped: %v", c.faults())
		}
		break
	}
	then()
	stop()
	<-ended
}

// finish sends what has no answer until it has one.
func (c *crowd) finish(t *testing.T) {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	defer stop()
	var writers sync.WaitGroup
	for _, p := range c.pages {
		writers.Go(func() { p.finish(ctx) })
	}
	writers.Wait()
	for _, p := range c.pages {
		if p.pending != nil {
			t.Fatalf("%s gets no answer: %v %v", p.name, p.refusals, c.faults())
		}
	}
}

func (c *crowd) faults() []string {
	var all []string
	for _, p := range c.pages {
		all = append(all, p.faults()...)
	}
	slices.Sort(all)
	return all
}

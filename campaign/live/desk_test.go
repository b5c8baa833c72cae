package live

import (
	"fmt"
	"strings"
	"testing"

	"workbench/campaign"
)

func TestRead_AsksTheLogOnlyForItsPositionUntilItMoves(t *testing.T) {
	log := NewMemoryLog()
	log.Create(draft, empty("log-1"))
	h := hook(log)
	here, there := desk(t, h), desk(t, log)
	for range 3 {
		submit(t, here, batch("a", int64(h.called("append")), 0, typed(0, "x")))
		text(t, here)
	}
	if n := h.called("open"); n != 1 {
		t.Errorf("the draft was opened %d times, want once", n)
	}
	if n := h.called("find"); n != 0 {
		t.Errorf("new batches were looked up %d times, want never", n)
	}
	submit(t, there, batch("b", 1, 3, typed(0, "y")))
	if got := text(t, here); got != "yxxx" {
		t.Errorf("after another process wrote, the text is %q", got)
	}
}

func TestDesk_KeepsBoundedlyManyDraftsAndNoUnknownOnes(t *testing.T) {
	log := NewMemoryLog()
	d := desk(t, log, Options{Heads: 4})
	for i := range 20 {
		id := fmt.Sprint("draft", i)
		log.Create(id, empty("log"))
		if _, err := d.Submit(t.Context(), id, "m", batch("a", 1, 0, typed(0, id))); err != nil {
			t.Fatal(err)
		}
		_, err := d.Read(t.Context(), fmt.Sprint("unknown", i))
		wantCode(t, err, campaign.NotFound)
		if d.rooms[fmt.Sprint("unknown", i)] != nil {
			t.Fatal("a draft that does not exist is kept")
		}
	}
	if n := len(d.rooms); n == 0 || n > 4 || d.recent.Len() != n {
		t.Errorf("%d drafts are kept, %d in the list; want at most 4", n, d.recent.Len())
	}
	for i := range 20 { // those that were dropped are read again
		id := fmt.Sprint("draft", i)
		if h, err := d.Read(t.Context(), id); err != nil || h.State.Fields[core].Value.Text != id {
			t.Errorf("%s: %v", id, err)
		}
	}
}

func TestDesk_KeepsBoundedlyManyEntriesOfADraft(t *testing.T) {
	d, _ := open(t)
	r := d.enter(draft)
	defer d.leave(r)
	for i := range int64(3 * keptEntries) {
		submit(t, d, batch("a", i, i, typed(0, "x")))
		if len(r.entries) > keptEntries || len(r.sums) != len(r.entries) {
			t.Fatalf("%d entries and %d sums are kept", len(r.entries), len(r.sums))
		}
		if n := len(r.entries); r.entries[n-1].Seq != i+1 || r.entries[0].Seq != i+2-int64(n) {
			t.Fatalf("the kept entries do not end at %d without a gap", i+1)
		}
	}
	long := strings.Repeat("x", 100_000)
	for i := range int64(100) {
		a := submit(t, d, batch("b", 2*i, 3*keptEntries+2*i, campaign.Edit{Kind: campaign.EditText, At: "audience.barriers",
			Splices: []campaign.Splice{{Insert: long[:19_000]}}}))
		submit(t, d, batch("b", 2*i+1, a.Seq, campaign.Edit{Kind: campaign.EditText, At: "audience.barriers",
			Splices: []campaign.Splice{{To: 19_000}}}))
		if r.bytes > keptBytes+campaign.BatchBytes {
			t.Fatalf("%d bytes are kept", r.bytes)
		}
	}
}

func TestEntries_ComeInPages(t *testing.T) {
	d, _ := open(t)
	for i := range int64(250) {
		submit(t, d, batch("a", i, i, typed(0, "x")))
	}
	for _, row := range []struct {
		after       int64
		limit       int
		first, last int64
		more        bool
	}{{0, 0, 1, 100, true}, {100, 150, 101, 250, false}, {249, 1, 250, 250, false}, {240, 1000, 241, 250, false}, {0, 249, 1, 249, true}} {
		p, err := d.Entries(t.Context(), draft, row.after, row.limit)
		if err != nil {
			t.Fatal(err)
		}
		if p.Entries[0].Seq != row.first || p.Entries[len(p.Entries)-1].Seq != row.last || p.More != row.more || p.Seq != 250 || p.Log != "log-1" {
			t.Errorf("after %d limit %d: %d to %d, more %v, seq %d", row.after, row.limit,
				p.Entries[0].Seq, p.Entries[len(p.Entries)-1].Seq, p.More, p.Seq)
		}
	}
	p, err := d.Entries(t.Context(), draft, 300, 10)
	if got := asJSON(p); err != nil || got != `{"log":"log-1","seq":250,"entries":[],"more":false}` {
		t.Errorf("past the end: %s, %v", got, err)
	}
	for _, bad := range []struct {
		draft string
		after int64
		limit int
		code  campaign.Code
	}{{draft, 0, -1, campaign.Invalid}, {draft, 0, 1001, campaign.Invalid}, {draft, -1, 1, campaign.Invalid}, {"d2", 0, 1, campaign.NotFound}} {
		_, err := d.Entries(t.Context(), bad.draft, bad.after, bad.limit)
		wantCode(t, err, bad.code)
	}
}

func TestEntries_AreInUTCMillisecondsAsEveryDatabaseKeepsThem(t *testing.T) {
	d, _ := open(t)
	submit(t, d, batch("a", 1, 0, typed(0, "x")))
	p, err := d.Entries(t.Context(), draft, 0, 1)
	want := `[{"seq":1,"client":"a","batch":1,"who":"m-a","time":"2027-03-01T12:00:00.123Z",` +
		`"edits":[{"kind":"text","at":"audience.insight","splices":[{"from":0,"to":0,"insert":"x"}]}]}]`
	if got := asJSON(p.Entries); err != nil || got != want {
		t.Errorf("got  %s\nwant %s (%v)", got, want, err)
	}
}

func TestSetCanvas_IsAnEntryOfTheServerAndLosesNothing(t *testing.T) {
	d, log := open(t)
	other := ""
	for _, c := range d.lib.Canvases() {
		if c.ID != campaign.DefaultCanvas {
			other = c.ID
		}
	}
	submit(t, d, batch("a", 1, 0, typed(0, "kept")))
	a, err := d.SetCanvas(t.Context(), draft, "f1", other)
	if err != nil || a.Seq != 2 || len(a.Edits) != 1 || a.Edits[0].Kind != campaign.EditCanvas {
		t.Fatalf("got %s, %v", asJSON(a), err)
	}
	h, err := desk(t, log).Read(t.Context(), draft)
	if err != nil || h.State.Canvas != other || h.State.Fields[core].Value.Text != "kept" {
		t.Errorf("canvas %q, text %q, %v", h.State.Canvas, h.State.Fields[core].Value.Text, err)
	}
	p, err := d.Entries(t.Context(), draft, 1, 1)
	if err != nil || p.Entries[0].Client != campaign.ServerClient || p.Entries[0].Who != "f1" {
		t.Errorf("the entry is %s, %v", asJSON(p), err)
	}
	a, err = d.SetCanvas(t.Context(), draft, "f1", other)
	if got := asJSON(a); err != nil || got != `{"log":"log-1","seq":2,"edits":[]}` {
		t.Errorf("the same canvas again: %s, %v", got, err)
	}
	// A page that has not heard of it yet goes on writing.
	if a := submit(t, d, batch("a", 2, 1, typed(4, "!"))); a.Seq != 3 || text(t, d) != "kept!" {
		t.Errorf("seq %d, text %q", a.Seq, text(t, d))
	}
}

func TestSetCanvas_UnknownOneIsRefusedWithThoseThereAre(t *testing.T) {
	d, _ := open(t)
	_, err := d.SetCanvas(t.Context(), draft, "f1", "no-such")
	wantCode(t, err, campaign.Invalid)
	for _, c := range d.lib.Canvases() {
		if !strings.Contains(err.Error(), c.ID) {
			t.Errorf("%q does not name the canvas %s", err, c.ID)
		}
	}
	_, err = d.SetCanvas(t.Context(), "d2", "f1", campaign.DefaultCanvas)
	wantCode(t, err, campaign.NotFound)
}

func TestNotify_TellsThoseWhoLeadOfOtherProcessesOnce(t *testing.T) {
	here, log := open(t)
	there := desk(t, log)
	lead := here.Hub().Subscribe("f1", LeadTopic("w1"))
	a := submit(t, there, batch("b", 1, 0, typed(0, "x")))
	here.Notify(draft, a.Seq)
	here.Notify(draft, a.Seq)
	here.Notify("unknown", 1)
	want := `[{"ID":0,"Name":"activity","Data":{"draft":"d1","seq":1,"time":"2027-03-01T12:00:00.123Z"}}]`
	if got := asJSON(read(lead)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	submit(t, here, batch("a", 1, 1, typed(0, "x")))
	read(lead)
	here.Notify(draft, 2) // a database tells everybody, the writer too
	if events := read(lead); len(events) != 0 {
		t.Errorf("told of the own entry: %s", asJSON(events))
	}
}

func TestPresent_RefusesImpossiblePlaces(t *testing.T) {
	d, _ := open(t)
	good := someone("m1", "p1", core)
	for name, change := range map[string]func(*Presence){
		"no client":      func(p *Presence) { p.Client = "" },
		"long place":     func(p *Presence) { p.At = strings.Repeat("x", maxPlace+1) },
		"from below 0":   func(p *Presence) { p.From = -1 },
		"to below 0":     func(p *Presence) { p.To = -1 },
		"unsent below 0": func(p *Presence) { p.Unsent = -1 },
		"long section":   func(p *Presence) { p.Section = strings.Repeat("x", maxPlace+1) },
		"seen below 0":   func(p *Presence) { p.Seen = -1 },
	} {
		p := good
		change(&p)
		if err := d.Present(t.Context(), draft, p); campaign.CodeOf(err) != campaign.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantCode(t, d.Present(t.Context(), "d2", good), campaign.NotFound)
	if err := d.Present(t.Context(), draft, good); err != nil || clients(d.Hub().Presence(draft)) != "p1 " {
		t.Errorf("%v, present: %v", err, d.Hub().Presence(draft))
	}
}

func TestNotify_OfADraftThatNobodyFollowsReadsNothing(t *testing.T) {
	_, log := open(t)
	h := hook(log)
	d := desk(t, h)
	d.Notify(draft, 0)
	if n := h.called("open") + h.called("position"); n != 0 {
		t.Errorf("the log was asked %d times", n)
	}
	lead := d.Hub().Subscribe("f", LeadTopic("w"))
	defer lead.Cancel()
	if d.Notify(draft, 0); h.called("open") != 1 {
		t.Error("with somebody who leads, the draft's workshop was not read")
	}
}

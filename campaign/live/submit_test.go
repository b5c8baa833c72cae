package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"workbench/campaign"
)

func TestSubmit_LateBatchIsRebasedAndAnsweredAsApplied(t *testing.T) {
	d, _ := open(t)
	submit(t, d, batch("a", 1, 0, typed(0, "world")))
	a := submit(t, d, batch("b", 1, 0, typed(0, "Hello ")))
	// At one place of one base, the first accepted stands first.
	if got := text(t, d); got != "worldHello " {
		t.Errorf("the text is %q", got)
	}
	want := `{"log":"log-1","seq":2,"edits":[{"kind":"text","at":"audience.insight","splices":[{"from":5,"to":5,"insert":"Hello "}]}]}`
	if got := asJSON(a); got != want {
		t.Errorf("answer %s\nwant   %s", got, want)
	}
}

func TestSubmit_RetryGetsTheSameAnswerAndChangesNothing(t *testing.T) {
	row := campaign.Edit{Kind: campaign.EditInsertRow, At: rows, Row: "r1", Values: map[string]json.RawMessage{"channel": json.RawMessage(`"radio"`)}}
	for _, first := range []campaign.Batch{
		batch("a", 7, 0, typed(0, "one ")),
		batch("a", 7, 0, row), // cannot be accepted twice: the row exists
	} {
		d, log := open(t)
		want := asJSON(submit(t, d, first))
		submit(t, d, batch("b", 1, 1, typed(0, "two ")))
		for name, again := range map[string]*Desk{"the same desk": d, "a desk after a restart": desk(t, log)} {
			for range 2 {
				if got := asJSON(submit(t, again, first)); got != want {
					t.Errorf("%s answers %s\nthe first was %s", name, got, want)
				}
			}
			if h, err := again.Read(t.Context(), draft); err != nil || h.Seq != 2 {
				t.Errorf("%s: the log ends at %d (%v), want 2", name, h.Seq, err)
			}
		}
	}
}

func TestSubmit_OtherContentUnderAUsedNumberIsRefused(t *testing.T) {
	d, log := open(t)
	submit(t, d, batch("a", 1, 0, typed(0, "one")))
	for name, again := range map[string]*Desk{"the same desk": d, "a desk after a restart": desk(t, log)} {
		_, err := again.Submit(t.Context(), draft, "m", batch("a", 1, 0, typed(0, "two")))
		if campaign.CodeOf(err) != campaign.BatchReused {
			t.Errorf("%s: %v", name, err)
		}
		// Even where the other content could not be accepted by itself.
		_, err = again.Submit(t.Context(), draft, "m", batch("a", 1, 99, typed(0, "two")))
		if campaign.CodeOf(err) != campaign.BatchReused {
			t.Errorf("%s, base past the end: %v", name, err)
		}
	}
	if got := text(t, d); got != "one" {
		t.Errorf("the text is %q", got)
	}
}

func TestSubmit_RefusedBatchLeavesNoTraceAndItsNumberIsFree(t *testing.T) {
	d, _ := open(t)
	sub := d.Hub().Subscribe("x", DraftTopic(draft))
	_, err := d.Submit(t.Context(), draft, "m", batch("a", 1, 0, typed(0, "kept?"), typed(99, "past the end")))
	if err == nil {
		t.Fatal("an edit past the end of its text was accepted")
	}
	if events := read(sub); len(events) != 0 {
		t.Errorf("it was published: %s", asJSON(events))
	}
	if a := submit(t, d, batch("a", 1, 0, typed(0, "fine"))); a.Seq != 1 {
		t.Errorf("the next batch got seq %d, want 1", a.Seq)
	}
}

func TestSubmit_RefusesWhatIsNoBatch(t *testing.T) {
	d, _ := open(t)
	fine := typed(0, "x")
	large := strings.Repeat("x", campaign.BatchBytes)
	for name, row := range map[string]struct {
		b     campaign.Batch
		code  campaign.Code
		field string
	}{
		"no client":               {batch("", 1, 0, fine), campaign.Invalid, "client"},
		"long client":             {batch(strings.Repeat("c", 101), 1, 0, fine), campaign.Invalid, "client"},
		"control character":       {batch("a\x00b", 1, 0, fine), campaign.Invalid, "client"},
		"invalid UTF-8":           {batch("a\xff", 1, 0, fine), campaign.Invalid, "client"},
		"the server's own client": {batch(campaign.ServerClient, 1, 0, fine), campaign.Invalid, "client"},
		"number below 0":          {batch("a", -1, 0, fine), campaign.Invalid, "batch"},
		"number no browser holds": {batch("a", 1<<53, 0, fine), campaign.Invalid, "batch"},
		"base below 0":            {batch("a", 1, -1, fine), campaign.Invalid, "base"},
		"no edits":                {batch("a", 1, 0), campaign.Invalid, "edits"},
		"a canvas edit":           {batch("a", 1, 0, campaign.Edit{Kind: campaign.EditCanvas, Value: json.RawMessage(`"oasis"`)}), campaign.Invalid, "canvas"},
		"too large":               {batch("a", 1, 0, typed(0, large)), campaign.TooLarge, ""},
		"base past the end":       {batch("a", 1, 1, fine), campaign.Conflict, "base"},
		"another log":             {campaign.Batch{Client: "a", Batch: 1, Log: "log-0", Edits: []campaign.Edit{fine}}, campaign.Conflict, "log"},
	} {
		_, err := d.Submit(t.Context(), draft, "m", row.b)
		var e *campaign.Error
		if !errors.As(err, &e) || e.Code != row.code || e.Field != row.field {
			t.Errorf("%s: %v, want %s at %s", name, err, row.code, row.field)
		}
	}
	_, err := d.Submit(t.Context(), "d2", "m", batch("a", 1, 0, fine))
	wantCode(t, err, campaign.NotFound)
	if h, err := d.Read(t.Context(), draft); err != nil || h.Seq != 0 {
		t.Errorf("the log has got %d entries, %v", h.Seq, err)
	}
}

func TestSubmit_AnswersAndPublishesOnlyWhatIsWritten(t *testing.T) {
	log := NewMemoryLog()
	log.Create(draft, empty("log-1"))
	slow := hook(log)
	d := desk(t, slow)
	sub := d.Hub().Subscribe("x", DraftTopic(draft), LeadTopic("w1"))
	slow.append = func(_ string, _ Appended, really func() error) error {
		if events := read(sub); len(events) > 0 {
			t.Errorf("published before it was written: %s", asJSON(events))
		}
		err := really()
		if events := read(sub); len(events) > 0 {
			t.Errorf("published before the write was over: %s", asJSON(events))
		}
		return err
	}
	submit(t, d, batch("a", 1, 0, typed(0, "x")))
	if events := read(sub); len(events) != 2 || events[0].ID != 1 || events[1].Name != ActivityEvent {
		t.Errorf("after the write: %s", asJSON(events))
	}

	slow.append = func(string, Appended, func() error) error {
		return campaign.Fail(campaign.Unavailable, "", "The disk is full.")
	}
	_, err := d.Submit(t.Context(), draft, "m", batch("a", 2, 1, typed(0, "y")))
	wantCode(t, err, campaign.Unavailable)
	if events := read(sub); len(events) != 0 {
		t.Errorf("published what was not written: %s", asJSON(events))
	}
}

func TestSubmit_AnswerLostAfterTheWriteIsFoundByTheRetry(t *testing.T) {
	log := NewMemoryLog()
	log.Create(draft, empty("log-1"))
	brittle := hook(log)
	d := desk(t, brittle)
	sub := d.Hub().Subscribe("x", DraftTopic(draft))
	brittle.append = func(_ string, _ Appended, really func() error) error {
		if err := really(); err != nil {
			return err
		}
		return errors.New("the connection broke after the commit")
	}
	b := batch("a", 1, 0, typed(0, "once"))
	_, err := d.Submit(t.Context(), draft, "m", b)
	wantCode(t, err, campaign.Unavailable) // which a page answers by sending again
	brittle.append = nil
	if a := submit(t, d, b); a.Seq != 1 {
		t.Errorf("the retry became entry %d", a.Seq)
	}
	if got := text(t, d); got != "once" {
		t.Errorf("the text is %q", got)
	}
	if events := read(sub); len(events) == 0 || events[len(events)-1].ID != 1 {
		t.Errorf("readers were never told of the entry: %s", asJSON(events))
	}
}

func TestSubmit_PageThatGoesAwayDoesNotBreakItsWrite(t *testing.T) {
	log := NewMemoryLog()
	log.Create(draft, empty("log-1"))
	h := hook(log)
	d := desk(t, h)
	ctx, cancel := context.WithCancel(t.Context())
	h.append = func(_ string, _ Appended, really func() error) error {
		cancel()
		return really()
	}
	if a, err := d.Submit(ctx, draft, "m", batch("a", 1, 0, typed(0, "x"))); err != nil || a.Seq != 1 {
		t.Errorf("got %+v, %v", a, err)
	}
}

func TestSubmit_LoserOfARaceBetweenProcessesReadsAndTriesAgain(t *testing.T) {
	log := NewMemoryLog()
	log.Create(draft, empty("log-1"))
	h := hook(log)
	here, there := desk(t, h), desk(t, log)
	raced := false
	h.append = func(_ string, _ Appended, really func() error) error {
		if !raced {
			raced = true
			submit(t, there, batch("there", 1, 0, typed(0, "there ")))
		}
		return really()
	}
	if a := submit(t, here, batch("here", 1, 0, typed(0, "here "))); a.Seq != 2 {
		t.Errorf("got seq %d, want 2", a.Seq)
	}
	if a, b := text(t, here), text(t, there); a != "there here " || a != b {
		t.Errorf("here %q, there %q", a, b)
	}
}

func TestSubmit_OneBatchAtTwoProcessesIsOneEntry(t *testing.T) {
	log := NewMemoryLog()
	log.Create(draft, empty("log-1"))
	h := hook(log)
	here, there := desk(t, h), desk(t, log)
	b := batch("a", 1, 0, typed(0, "once"))
	var first Answer
	h.append = func(_ string, _ Appended, really func() error) error {
		if first.Seq == 0 {
			first = submit(t, there, b)
		}
		return really()
	}
	if second := submit(t, here, b); asJSON(second) != asJSON(first) {
		t.Errorf("answers %s and %s", asJSON(first), asJSON(second))
	}
	if got := text(t, here); got != "once" {
		t.Errorf("the text is %q", got)
	}
}

func TestSubmit_GivesUpOnALogThatIsAlwaysTaken(t *testing.T) {
	log := NewMemoryLog()
	log.Create(draft, empty("log-1"))
	h := hook(log)
	h.append = func(string, Appended, func() error) error { return ErrTaken }
	_, err := desk(t, h).Submit(t.Context(), draft, "m", batch("a", 1, 0, typed(0, "x")))
	wantCode(t, err, campaign.Unavailable)
	if n := h.called("append"); n != tries {
		t.Errorf("tried %d times, want %d", n, tries)
	}
}

func TestSubmit_RestoredLogIsNoticed(t *testing.T) {
	d, log := open(t)
	submit(t, d, batch("a", 1, 0, typed(0, "old")))
	log.Create(draft, empty("log-2"))
	_, err := d.Submit(t.Context(), draft, "m", campaign.Batch{Client: "a", Batch: 2, Log: "log-1", Base: 1, Edits: []campaign.Edit{typed(0, "x")}})
	wantCode(t, err, campaign.Conflict)
	if a := submit(t, d, batch("b", 1, 0, typed(0, "new"))); a.Log != "log-2" || a.Seq != 1 {
		t.Errorf("got %+v", a)
	}
	if got := text(t, d); got != "new" {
		t.Errorf("the text is %q", got)
	}
	// Also where the other log has as many entries.
	log.Create(draft, empty("log-3"))
	submit(t, desk(t, log), batch("c", 1, 0, typed(0, "newest")))
	if a := submit(t, d, batch("b", 2, 1, typed(6, "!"))); a.Log != "log-3" || text(t, d) != "newest!" {
		t.Errorf("got %+v, the text is %q", a, text(t, d))
	}
}

func TestSubmit_AnswerMarksWhatWentToTheBin(t *testing.T) {
	d, log := open(t)
	submit(t, d, batch("a", 1, 0, campaign.Edit{Kind: campaign.EditInsertRow, At: rows, Row: "r1"}))
	submit(t, d, batch("a", 2, 1, campaign.Edit{Kind: campaign.EditDeleteRow, At: rows + "/r1"}))
	late := batch("b", 1, 1, campaign.Edit{Kind: campaign.EditText, At: rows + "/r1/why",
		Splices: []campaign.Splice{{Insert: "because"}}}, typed(0, "seen"))
	a := submit(t, d, late)
	if !a.Edits[0].Hidden || a.Edits[1].Hidden {
		t.Errorf("the answer is %s", asJSON(a))
	}
	if again := submit(t, desk(t, log), late); asJSON(again) != asJSON(a) {
		t.Errorf("the retry's answer is %s", asJSON(again))
	}
}

func TestSubmit_DraftsDoNotWaitForOneAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := NewMemoryLog()
		h := hook(log)
		log.Create(draft, empty("log-1"))
		log.Create("d2", empty("log-2"))
		d := desk(t, h)
		free := make(chan struct{})
		h.append = func(draft string, _ Appended, really func() error) error {
			if draft == "d2" {
				<-free
			}
			return really()
		}
		var stuck error
		go func() { _, stuck = d.Submit(t.Context(), "d2", "m", batch("a", 1, 0, typed(0, "x"))) }()
		synctest.Wait()
		submit(t, d, batch("a", 1, 0, typed(0, "y"))) // while d2 is being written
		if _, err := d.Read(t.Context(), "d2"); err != nil {
			t.Errorf("reading a draft that is being written: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := d.Submit(ctx, "d2", "m", batch("b", 1, 0, typed(0, "x")))
		if !errors.Is(err, context.Canceled) {
			t.Errorf("waiting for the lock with a context that has ended: %v", err)
		}
		close(free)
		synctest.Wait()
		if stuck != nil {
			t.Error(stuck)
		}
	})
}

// A page that has slept through a hundred thousand entries is rebased over all of them, read in pages.
func TestSubmit_VeryOldBaseIsReadInPages(t *testing.T) {
	const many = 100_000
	d, log := open(t)
	submit(t, d, batch("a", 1, 0, typed(0, "start")))
	state := func() campaign.State { h, _ := log.Open(t.Context(), draft); return h.State }()
	for seq := int64(2); seq <= many; seq++ { // a character comes and goes
		splice := campaign.Splice{From: 0, To: 0, Insert: "-"}
		if seq%2 == 1 {
			splice = campaign.Splice{From: 0, To: 1}
		}
		edit := campaign.Edit{Kind: campaign.EditText, At: core, Splices: []campaign.Splice{splice}}
		after, changed, err := d.lib.Apply(state, []campaign.Edit{edit}, seq)
		if err != nil {
			t.Fatal(err)
		}
		state = after
		e := campaign.Entry{Seq: seq, Client: "b", Batch: seq, Who: "m", Time: noon, Edits: []campaign.Edit{edit}}
		if err := log.Append(t.Context(), draft, Appended{Entry: e, Sum: fmt.Sprint(seq), State: state, Changed: changed}); err != nil {
			t.Fatal(err)
		}
	}
	paged := hook(log)
	late := desk(t, paged)
	a := submit(t, late, batch("late", 1, 1, typed(5, " end")))
	if a.Seq != many+1 || text(t, late) != "-start end" {
		t.Errorf("seq %d, text %q", a.Seq, text(t, late))
	}
	if len(paged.limits) != many/MaxEntries {
		t.Errorf("read in %d pages, want %d", len(paged.limits), many/MaxEntries)
	}
	for _, limit := range paged.limits {
		if limit > MaxEntries {
			t.Errorf("a page of %d entries", limit)
		}
	}
}

package live

import (
	"bytes"
	"context"
	"encoding/json"
	"strconv"
	"sync"
	"time"
)

const (
	checkQuiet = 150 * time.Millisecond // a check waits until nobody has edited for so long
	checkLate  = 600 * time.Millisecond // and no longer than this after the first edit it is for
	checkFor   = 10 * time.Second       // bounds the reading of the draft for a check
)

// checks holds the drafts whose check is due.
type checks struct {
	mu      sync.Mutex
	closed  bool
	waiting map[string]*waiting // by draft
	running sync.WaitGroup
}

// waiting is a draft that has been edited since its last check.
type waiting struct {
	timer *time.Timer
	late  time.Time // when the check is made even though people go on typing
}

// Findings gives the check report of the draft as it is now, with the seq that was checked as its member
// "seq"; null for a desk without a check. It is never older than any answer that was given before.
func (d *Desk) Findings(ctx context.Context, draft string) (json.RawMessage, error) {
	if d.options.Findings == nil {
		return json.RawMessage("null"), nil
	}
	r := d.enter(draft)
	defer d.leave(r)
	head, err := d.read(ctx, r)
	if err != nil {
		return nil, err
	}
	return d.report(ctx, r, head, false), nil
}

// Checking is the draft that Options.Findings is asked to check.
type Checking struct {
	Draft, Log string
	Seq        int64
}

type checkingKey struct{}

// CheckingOf gives which draft is to be checked, from the context of Options.Findings.
func CheckingOf(ctx context.Context) Checking {
	c, _ := ctx.Value(checkingKey{}).(Checking)
	return c
}

// report gives the room's report, made anew where it is not of the head. With late, an older one of the same log does
// while a newer one is about to be made anyway.
func (d *Desk) report(ctx context.Context, r *room, head Head, late bool) json.RawMessage {
	by, check := d.options.Findings(context.WithValue(ctx, checkingKey{}, Checking{r.draft, head.LogID, head.Seq}), head.WorkshopID)
	if check == nil {
		return json.RawMessage("null")
	}
	r.report.Lock()
	defer r.report.Unlock()
	if r.report.data == nil || r.report.log != head.LogID || r.report.seq < head.Seq && !(late && d.checkWaits(r.draft)) || r.report.by != by {
		room := reportRoom.Get().(*[]byte)
		*room = check((*room)[:0], head.State.Draft(""))
		r.report.data = marked(*room, head.Seq)
		reportRoom.Put(room)
		r.report.size.Store(int64(len(r.report.data)))
		r.report.log, r.report.seq, r.report.by = head.LogID, head.Seq, by
	}
	return r.report.data
}

// checkWaits says whether a check of the draft is due.
func (d *Desk) checkWaits(draft string) bool {
	d.checks.mu.Lock()
	defer d.checks.mu.Unlock()
	return d.checks.waiting[draft] != nil
}

// reportRoom holds room for a report that is being made, before it is known how long it is.
var reportRoom = sync.Pool{New: func() any { return new([]byte) }}

// Recheck has drafts checked again, because what they are checked by has changed. Open pages hear of the new
// report as after an edit.
func (d *Desk) Recheck(drafts ...string) {
	for _, draft := range drafts {
		d.checkLater(draft)
	}
}

// marked returns a copy of a JSON object with the seq in front of the other members. It does not read the whole of it.
func marked(report []byte, seq int64) json.RawMessage {
	rest, ok := bytes.CutPrefix(bytes.TrimSpace(report), []byte("{"))
	if !ok || !bytes.HasSuffix(rest, []byte("}")) {
		return json.RawMessage("null")
	}
	out := append(make([]byte, 0, len(rest)+32), `{"seq":`...)
	out = strconv.AppendInt(out, seq, 10)
	if rest = bytes.TrimSpace(rest); rest[0] != '}' {
		out = append(out, ',')
	}
	return append(out, rest...)
}

// checkLater has the draft checked when people pause, and the report published.
func (d *Desk) checkLater(draft string) {
	if d.options.Findings == nil {
		return
	}
	c := &d.checks
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	now := time.Now()
	if w := c.waiting[draft]; w != nil {
		if w.timer.Stop() { // else it fires now, and takes this edit along
			w.timer.Reset(min(checkQuiet, w.late.Sub(now)))
		}
		return
	}
	w := &waiting{late: now.Add(checkLate)}
	w.timer = time.AfterFunc(checkQuiet, func() { d.checkNow(draft, w) })
	c.waiting[draft] = w
}

// checkNow makes a check that is due, if anybody still wants to see it.
func (d *Desk) checkNow(draft string, w *waiting) {
	c := &d.checks
	c.mu.Lock()
	if c.closed || c.waiting[draft] != w {
		c.mu.Unlock()
		return
	}
	delete(c.waiting, draft) // before the draft is read: edits from here on wait for the next check
	c.running.Add(1)
	c.mu.Unlock()
	defer c.running.Done()
	ctx, cancel := context.WithTimeout(context.Background(), checkFor)
	defer cancel()
	if !d.hub.Listening(DraftTopic(draft)) {
		d.checked(ctx, draft, 0) // whoever leads asks for the report if it is wanted
		return
	}
	// A draft that cannot be read now is checked with its next edit, or when a stream begins.
	if report, err := d.Findings(ctx, draft); err == nil {
		d.hub.Publish(Event{Name: FindingsEvent, Data: report}, DraftTopic(draft))
		d.checked(ctx, draft, seqOf(report))
	}
}

// checked tells those who lead that a check which was due is over.
func (d *Desk) checked(ctx context.Context, draft string, seq int64) {
	if !d.hub.led() {
		return
	}
	if workshop, err := d.workshopOf(ctx, draft); err == nil { // else the next check tells as much
		d.hub.Publish(Event{Name: ActivityEvent, Data: encode(Checked{Draft: draft, Checked: seq})}, LeadTopic(workshop))
	}
}

// seqOf reads the number that marked has put in front of a report, 0 where there is none.
func seqOf(report []byte) int64 {
	rest, _ := bytes.CutPrefix(report, []byte(`{"seq":`))
	digits := 0
	for digits < len(rest) && rest[digits] >= '0' && rest[digits] <= '9' {
		digits++
	}
	seq, err := strconv.ParseInt(string(rest[:digits]), 10, 64)
	if err != nil {
		return 0
	}
	return seq
}

// close stops what waits and returns when nothing runs.
func (c *checks) close() {
	c.mu.Lock()
	c.closed = true
	for draft, w := range c.waiting {
		w.timer.Stop()
		delete(c.waiting, draft)
	}
	c.mu.Unlock()
	c.running.Wait()
}

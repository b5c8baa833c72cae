package live

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"workbench/campaign"
)

// The text field, the rows field and the draft that the tests write in.
const (
	core  = "audience.insight"
	rows  = "channels.list"
	draft = "d1"
)

var noon = time.Date(2027, 3, 1, 12, 0, 0, 123456789, time.UTC)

func atNoon() time.Time { return noon }

// empty is the head of a new draft of workshop w1.
func empty(logID string) Head {
	return Head{LogID: logID, WorkshopID: "w1", GroupID: "g1",
		State: campaign.State{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.FieldState{}}}
}

// open returns a desk over a log in memory that holds the empty draft.
func open(t testing.TB, options ...Options) (*Desk, *MemoryLog) {
	t.Helper()
	log := NewMemoryLog()
	log.Create(draft, empty("log-1"))
	return desk(t, log, options...), log
}

// desk returns another desk over the log, as after a restart or at another process.
func desk(t testing.TB, log Log, options ...Options) *Desk {
	t.Helper()
	d := NewDesk(campaign.Standard(), log, NewHub(), atNoon, options...)
	t.Cleanup(func() {
		d.Hub().Close()
		d.Close()
	})
	return d
}

// typed is an edit that puts text at a place of the text field.
func typed(at int, text string) campaign.Edit {
	return campaign.Edit{Kind: campaign.EditText, At: core, Splices: []campaign.Splice{{From: at, To: at, Insert: text}}}
}

func batch(client string, n, base int64, edits ...campaign.Edit) campaign.Batch {
	return campaign.Batch{Client: client, Batch: n, Base: base, Edits: edits}
}

// submit sends a batch that must be accepted.
func submit(t testing.TB, d *Desk, b campaign.Batch) Answer {
	t.Helper()
	a, err := d.Submit(t.Context(), draft, "m-"+b.Client, b)
	if err != nil {
		t.Fatalf("batch %s/%d: %v", b.Client, b.Batch, err)
	}
	return a
}

// text reads the text field from the desk.
func text(t testing.TB, d *Desk) string {
	t.Helper()
	h, err := d.Read(context.Background(), draft)
	if err != nil {
		t.Fatal(err)
	}
	return h.State.Fields[core].Value.Text
}

func asJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(data)
}

func wantCode(t testing.TB, err error, want campaign.Code) {
	t.Helper()
	if got := campaign.CodeOf(err); got != want {
		t.Fatalf("got %q (%v), want %q", got, err, want)
	}
}

// hooked is a log on which a test can hang what happens around a call.
type hooked struct {
	Log
	mu       sync.Mutex
	calls    map[string]int
	append   func(draft string, a Appended, really func() error) error
	position func(really func() (string, int64, error)) (string, int64, error)
	entries  func() // before entries are read
	limits   []int
}

func hook(log Log) *hooked { return &hooked{Log: log, calls: map[string]int{}} }

func (h *hooked) count(call string) {
	h.mu.Lock()
	h.calls[call]++
	h.mu.Unlock()
}

func (h *hooked) called(call string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.calls[call]
}

func (h *hooked) Open(ctx context.Context, draft string) (Head, error) {
	h.count("open")
	return h.Log.Open(ctx, draft)
}

func (h *hooked) Position(ctx context.Context, draft string) (string, int64, error) {
	if h.position != nil {
		return h.position(func() (string, int64, error) { return h.Log.Position(ctx, draft) })
	}
	return h.Log.Position(ctx, draft)
}

func (h *hooked) Entries(ctx context.Context, draft string, after int64, limit int) ([]campaign.Entry, error) {
	h.mu.Lock()
	h.limits = append(h.limits, limit)
	h.mu.Unlock()
	if h.entries != nil {
		h.entries()
	}
	return h.Log.Entries(ctx, draft, after, limit)
}

func (h *hooked) Find(ctx context.Context, draft, client string, batch int64) (Stored, bool, error) {
	h.count("find")
	return h.Log.Find(ctx, draft, client, batch)
}

func (h *hooked) Append(ctx context.Context, draft string, a Appended) error {
	h.count("append")
	if h.append == nil {
		return h.Log.Append(ctx, draft, a)
	}
	return h.append(draft, a, func() error { return h.Log.Append(ctx, draft, a) })
}

// each makes a Send of what takes one event at a time.
func each(take func(e Event) error) Send {
	return func(events ...Event) error {
		for _, e := range events {
			if err := take(e); err != nil {
				return err
			}
		}
		return nil
	}
}

package live

import (
	"container/list"
	"context"
	"encoding/json"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"workbench/campaign"
)

// What a room keeps of the log's end: as many entries, and about as many bytes. A page that is on line is some ten
// entries behind at most; what was away longer is rebased over what the log has.
const (
	keptEntries = 128
	keptBytes   = 128 << 10
)

// room is what the desk keeps of one draft while it is in use.
type room struct {
	draft   string
	users   int           // guarded by Desk.mu: callers inside, so that it is not dropped under them
	element *list.Element // guarded by Desk.mu

	lock chan struct{}        // holds one token; whoever has it may write
	head atomic.Pointer[Head] // replaced under the lock, read by anybody

	// Guarded by the lock: the last entries, ending at head.Seq, and the sums of their batches.
	entries []campaign.Entry
	sums    []string
	bytes   int
	state   int // about how many bytes the head's state takes

	size    atomic.Int64 // about how many bytes the room takes, but for its report
	counted int64        // what of it is in Desk.bytes; guarded by Desk.mu

	pen   atomic.Pointer[pen]       // what was written of late; nil where nothing was
	known atomic.Pointer[time.Time] // since when it is known what is written; nil for since the draft began

	report struct { // the check report of one seq
		sync.Mutex
		size atomic.Int64
		log  string
		seq  int64
		by   string // what it was checked by
		data json.RawMessage
	}
}

// enter gives the draft's room and keeps it until leave. Rooms over the limits, of their number and of the bytes
// that they take together, are dropped while nobody is in them, the one unused for the longest first.
func (d *Desk) enter(draft string) *room {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.rooms[draft]
	if r == nil {
		r = &room{draft: draft, lock: make(chan struct{}, 1)}
		r.element = d.recent.PushFront(r)
		d.rooms[draft] = r
	} else {
		d.recent.MoveToFront(r.element)
	}
	r.users++
	for e := d.recent.Back(); e != nil && (d.recent.Len() > d.options.Heads || d.bytes > d.options.HeadBytes); {
		old := e.Value.(*room)
		e = e.Prev()
		if old.users == 0 {
			d.drop(old)
		}
	}
	return r
}

// leave gives a room back. A room without a head, as of a draft that does not exist, is not kept.
func (d *Desk) leave(r *room) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r.users--
	now := r.size.Load() + r.report.size.Load()
	d.bytes += now - r.counted
	r.counted = now
	if r.users == 0 && r.head.Load() == nil {
		d.drop(r)
	}
}

func (d *Desk) drop(r *room) {
	d.bytes -= r.counted
	d.recent.Remove(r.element)
	delete(d.rooms, r.draft)
}

// acquire takes the room's lock, or gives up with the context's error.
func (r *room) acquire(ctx context.Context) error {
	select {
	case r.lock <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *room) release() { <-r.lock }

// reset takes a head that was read from the log.
func (r *room) reset(h Head, now time.Time) {
	r.entries, r.sums, r.bytes = nil, nil, 0
	r.state = stateWeight(h.State)
	r.size.Store(int64(r.state))
	r.pen.Store(nil) // what came by another process was not counted
	if r.known.Store(nil); h.Seq > 0 {
		r.known.Store(&now)
	}
	r.head.Store(&h)
}

// advance takes what has just been appended.
func (r *room) advance(h Head, a Appended) {
	if len(r.entries) >= keptEntries || r.bytes > keptBytes {
		half := len(r.entries) - len(r.entries)/2
		r.entries = append([]campaign.Entry(nil), r.entries[half:]...)
		r.sums = append([]string(nil), r.sums[half:]...)
		r.bytes = 0
		r.state = stateWeight(h.State)
		for _, e := range r.entries {
			r.bytes += weight(e.Edits)
		}
	}
	r.entries = append(r.entries, a.Entry)
	r.sums = append(r.sums, a.Sum)
	r.pen.Store(r.pen.Load().after(a.Entry))
	added := weight(a.Entry.Edits)
	r.bytes += added
	r.state += added // at most; counted anew each time that half of the entries go
	r.size.Store(int64(r.bytes + r.state))
	r.head.Store(&h)
}

// kept looks a batch up among the last entries.
func (r *room) kept(client string, batch int64) (Stored, bool) {
	for i := len(r.entries) - 1; i >= 0; i-- {
		if e := r.entries[i]; e.Batch == batch && e.Client == client {
			return Stored{Entry: e, Sum: r.sums[i]}, true
		}
	}
	return Stored{}, false
}

// since gives the entries after the batch's base up to the head, as far as the batch is rebased over them:
// what is kept is from memory, older ones are from the log, and of those only the texts matter that the batch
// edits.
func (d *Desk) since(ctx context.Context, r *room, head Head, b campaign.Batch) ([]campaign.Entry, error) {
	first := head.Seq - int64(len(r.entries)) // the seq before the first one kept
	if b.Base >= first {
		return r.entries[b.Base-first:], nil
	}
	places := textPlaces(b.Edits)
	if len(places) == 0 {
		return append(make([]campaign.Entry, first-b.Base), r.entries...), nil
	}
	var older []campaign.Entry
	var err error
	if log, ok := d.log.(Texts); ok {
		older, err = log.TextEntries(ctx, r.draft, b.Base, first, places)
	} else {
		older, err = d.older(ctx, r.draft, b.Base, first)
	}
	if err != nil {
		return nil, err
	}
	if int64(len(older)) != first-b.Base {
		return nil, unread()
	}
	return append(older, r.entries...), nil
}

// older reads all entries after one seq up to another, page by page.
func (d *Desk) older(ctx context.Context, draft string, after, until int64) ([]campaign.Entry, error) {
	all := make([]campaign.Entry, 0, until-after)
	for after < until {
		entries, err := d.log.Entries(ctx, draft, after, int(min(MaxEntries, until-after)))
		if err != nil {
			return nil, err
		}
		if len(entries) == 0 || entries[0].Seq != after+1 {
			return nil, unread()
		}
		all = append(all, entries...)
		after = entries[len(entries)-1].Seq
	}
	return all, nil
}

func unread() error {
	return campaign.Fail(campaign.Unavailable, "",
		"The draft's history could not be read in full. Try again in a moment.")
}

// textPlaces lists the places whose text the edits change by splices, each once.
func textPlaces(edits []campaign.Edit) []string {
	var places []string
	for _, e := range edits {
		if e.Kind == campaign.EditText && !slices.Contains(places, e.At) {
			places = append(places, e.At)
		}
	}
	return places
}

package live

import (
	"container/list"
	"context"
	"encoding/json"
	"sync"
	"time"

	"workbench/campaign"
)

// Limits of what the desk reads and keeps.
const (
	DefaultHeads     = 512      // drafts kept in memory
	DefaultHeadBytes = 64 << 20 // about how many bytes they take together
	DefaultEntries   = 100      // entries of a page where no limit is asked for
	MaxEntries       = 1000     // entries of one page
)

// notifyFor bounds the reading of a draft that another process has written in.
const notifyFor = 5 * time.Second

// Options are what a desk can be given beside its log. The zero Options is a desk without checks.
type Options struct {
	// Findings gives what checks the drafts of a workshop, and a name for all that a report depends on beside
	// the draft, such as the principles and the facilitator's settings. It is called outside the draft's lock,
	// must be cheap and safe to call at the same time for several drafts. What it returns appends a report, a JSON
	// object, to the given bytes, at most once for each seq and name; without it there is no report.
	Findings func(ctx context.Context, workshop string) (by string, check func(b []byte, d *campaign.Draft) []byte)
	// Workshop gives the workshop's public state for hello: phase, timer, message, spotlight, lock.
	Workshop func(ctx context.Context, workshop string) (json.RawMessage, error)
	// MayRead is asked once a stream is subscribed and with every beat, so that nobody who was removed
	// between the check and the subscription, or at another process, stays. Draft is empty for a
	// workshop stream. Its error ends the stream.
	MayRead func(ctx context.Context, workshop, draft, who string) error
	// Heads is how many drafts are kept in memory, DefaultHeads where it is 0.
	Heads int
	// HeadBytes is about how many bytes the kept drafts take together, DefaultHeadBytes where it is 0. Drafts that
	// are written in at this moment are kept beyond it.
	HeadBytes int64
}

// Desk is the one authority over drafts in this process. All methods may be called at the same time.
type Desk struct {
	lib     *campaign.Library
	log     Log
	hub     *Hub
	now     func() time.Time
	options Options

	mu     sync.Mutex
	rooms  map[string]*room
	recent *list.List // of *room, the one used last in front
	bytes  int64      // about what the rooms take

	checks checks
}

// NewDesk returns a desk over the log that publishes to the hub. Now gives the time that entries carry.
// Of options at most the first is used.
func NewDesk(lib *campaign.Library, log Log, hub *Hub, now func() time.Time, options ...Options) *Desk {
	d := &Desk{lib: lib, log: log, hub: hub, now: now, rooms: map[string]*room{}, recent: list.New()}
	d.checks.waiting = map[string]*waiting{}
	if len(options) > 0 {
		d.options = options[0]
	}
	if d.options.Heads <= 0 {
		d.options.Heads = DefaultHeads
	}
	if d.options.HeadBytes <= 0 {
		d.options.HeadBytes = DefaultHeadBytes
	}
	return d
}

// Hub is the hub that the desk publishes to.
func (d *Desk) Hub() *Hub { return d.hub }

// Read gives the draft as it is now, NotFound where there is none. The State is shared and must not be
// changed.
func (d *Desk) Read(ctx context.Context, draft string) (Head, error) {
	r := d.enter(draft)
	defer d.leave(r)
	return d.read(ctx, r)
}

// read is Read without waiting for a write that is under way, where the kept head is current.
func (d *Desk) read(ctx context.Context, r *room) (Head, error) {
	logID, seq, err := d.log.Position(ctx, r.draft)
	if err != nil {
		return Head{}, err
	}
	if h := r.head.Load(); h != nil && h.LogID == logID && h.Seq >= seq {
		return *h, nil
	}
	if err := r.acquire(ctx); err != nil {
		return Head{}, err
	}
	defer r.release()
	return d.current(ctx, r)
}

// current gives the head under the room's lock, read anew where another process or a restored backup
// has moved the log.
func (d *Desk) current(ctx context.Context, r *room) (Head, error) {
	logID, seq, err := d.log.Position(ctx, r.draft)
	if err != nil {
		return Head{}, err
	}
	if h := r.head.Load(); h != nil && h.LogID == logID && h.Seq == seq {
		return *h, nil
	}
	h, err := d.log.Open(ctx, r.draft)
	if err != nil {
		return Head{}, err
	}
	r.reset(h, d.now())
	if h.Seq > 0 {
		d.wake(r.draft, h.Seq)
	}
	return h, nil
}

// Entries reads a part of the log after a seq. Limit is 1 to MaxEntries; 0 is DefaultEntries.
func (d *Desk) Entries(ctx context.Context, draft string, after int64, limit int) (Page, error) {
	switch {
	case limit == 0:
		limit = DefaultEntries
	case limit < 0 || limit > MaxEntries:
		return Page{}, campaign.Fail(campaign.Invalid, "limit",
			"The limit is %d. Ask for 1 to %d entries at a time.", limit, MaxEntries)
	}
	if after < 0 {
		return Page{}, campaign.Fail(campaign.Invalid, "after",
			"Entries are counted from 1, so nothing comes after %d. Give the number of the last entry you have, or 0.", after)
	}
	logID, seq, err := d.log.Position(ctx, draft)
	if err != nil {
		return Page{}, err
	}
	entries, err := d.log.Entries(ctx, draft, after, limit)
	if err != nil {
		return Page{}, err
	}
	page := Page{Log: logID, Seq: seq, Entries: make([]campaign.Entry, len(entries))}
	for i, e := range entries {
		page.Entries[i] = whole(e)
	}
	if n := len(entries); n > 0 {
		last := entries[n-1].Seq
		page.Seq = max(seq, last)
		page.More = last < page.Seq
	}
	return page, nil
}

// Notify says that the draft's log has got as far as seq, written by another process, or that what the draft is
// checked by has changed there. Streams read entries from the log. It waits for nothing but, once for each draft, the reading of it.
func (d *Desk) Notify(draft string, seq int64) {
	d.mu.Lock()
	r := d.rooms[draft]
	d.mu.Unlock()
	if r != nil {
		if h := r.head.Load(); h != nil && h.Seq >= seq {
			d.checkLater(draft) // what it is checked by may have changed
			return              // our own, or read already
		}
	}
	d.wake(draft, seq)
	if !d.hub.led() {
		return // nobody to tell: a draft that nobody here has open is not read for it
	}
	ctx, cancel := context.WithTimeout(context.Background(), notifyFor)
	defer cancel()
	// Without its workshop nobody who leads can be told; the next entry tells as much.
	if workshop, err := d.workshopOf(ctx, draft); err == nil {
		d.edited(workshop, draft, seq, d.stamp())
	}
}

// wake tells streams that they find entries up to seq in the log.
func (d *Desk) wake(draft string, seq int64) {
	if d.hub.Listening(DraftTopic(draft)) {
		d.hub.Publish(Event{ID: seq, Name: EditsEvent}, DraftTopic(draft))
		d.checkLater(draft)
	}
}

// Present says where the person at one open page is. Who and Name are the caller's, not the page's.
// Invalid for an impossible place, NotFound for an unknown draft.
func (d *Desk) Present(ctx context.Context, draft string, p Presence) error {
	workshop, err := d.checkPresence(ctx, draft, p)
	if err != nil {
		return err
	}
	d.hub.Present(draft, workshop, p)
	return nil
}

// Leave says that a page goes, and how many edits it leaves on its device. The batch that it has sent last and has
// no answer to counts among them until it is in the log; 0 is none. The errors are those of Present.
func (d *Desk) Leave(ctx context.Context, draft string, p Presence, batch int64) error {
	workshop, err := d.checkPresence(ctx, draft, p)
	if err != nil {
		return err
	}
	if batch > 0 {
		stored, ok, err := d.log.Find(ctx, draft, p.Client, batch)
		if err == nil && ok { // else it counts, and Hub.Arrived takes it off when it comes
			p.Unsent = max(0, p.Unsent-len(stored.Entry.Edits))
		}
	}
	d.hub.Present(draft, workshop, p)
	d.hub.Leave(draft, p.Who, p.Client)
	return nil
}

// checkPresence refuses what no page says, and gives the draft's workshop.
func (d *Desk) checkPresence(ctx context.Context, draft string, p Presence) (workshop string, err error) {
	if err := checkClient(p.Client); err != nil {
		return "", err
	}
	if len(p.Section) > maxPlace {
		return "", campaign.Fail(campaign.Invalid, "section", "The section is longer than any there is. Give the id of the one that the page shows.")
	}
	if len(p.At) > maxPlace {
		return "", campaign.Fail(campaign.Invalid, "at", "The place is longer than any there is. Give FIELD or FIELD/ROW/COLUMN.")
	}
	if p.From < 0 || p.To < 0 || p.Unsent < 0 {
		return "", campaign.Fail(campaign.Invalid, "from",
			"The selection from %d to %d with %d unsent edits cannot be. Count each of them from 0.", p.From, p.To, p.Unsent)
	}
	if p.Seen < 0 {
		return "", campaign.Fail(campaign.Invalid, "seen", "Entries are counted from 1, so nobody has seen up to %d. Give the number of the last entry the page shows, or 0.", p.Seen)
	}
	return d.workshopOf(ctx, draft)
}

// workshopOf gives the draft's workshop, which never changes, without asking for the position.
func (d *Desk) workshopOf(ctx context.Context, draft string) (string, error) {
	r := d.enter(draft)
	defer d.leave(r)
	if h := r.head.Load(); h != nil {
		return h.WorkshopID, nil
	}
	h, err := d.read(ctx, r)
	return h.WorkshopID, err
}

// Close stops the checks that wait and returns when none runs. Streams end with the hub.
func (d *Desk) Close() { d.checks.close() }

// whole gives the entry with edits that are not nil, so that JSON holds a list.
func whole(e campaign.Entry) campaign.Entry {
	if e.Edits == nil {
		e.Edits = []campaign.Edit{}
	}
	return e
}

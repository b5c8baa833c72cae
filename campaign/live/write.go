package live

import (
	"context"
	"errors"
	"time"

	"workbench/campaign"
)

const (
	// tries is how often a batch that lost the race to another process is tried. Each time some other
	// batch got in, so that only a log in trouble makes somebody lose so often.
	tries = 16
	// appendFor bounds one write, which the caller's own context no longer ends: a page that goes away
	// in the middle of a commit must not leave it open whether its words are saved.
	appendFor = 30 * time.Second
)

// write is the one way into the log. Under the draft's lock it hands the current head to attempt, and
// does so again with what another process wrote meanwhile, as long as attempt returns ErrTaken.
func (d *Desk) write(ctx context.Context, draft string, attempt func(*room, Head) (Answer, error)) (Answer, error) {
	r := d.enter(draft)
	defer d.leave(r)
	if err := r.acquire(ctx); err != nil {
		return Answer{}, err
	}
	defer r.release()
	for range tries {
		head, err := d.current(ctx, r)
		if err != nil {
			return Answer{}, err
		}
		if head.Closed {
			return Answer{}, campaign.EndedRefusal()
		}
		answer, err := attempt(r, head)
		if !errors.Is(err, ErrTaken) {
			return answer, err
		}
	}
	return Answer{}, campaign.Fail(campaign.Unavailable, "",
		"Too many people are writing in this draft at once. Your words are kept; they are sent again in a moment.")
}

// commit stamps and appends the entry, and once it is durable keeps it, publishes it and answers.
//
// After any failure but a lost race nobody knows whether it is in the log. Nothing is kept of it here: if
// it is, the next use sees that the log has moved, wakes the streams, and a retry finds it there.
func (d *Desk) commit(ctx context.Context, r *room, head Head, a Appended) (Answer, error) {
	a.Entry = whole(a.Entry)
	a.Entry.Time = d.stamp()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), appendFor)
	defer cancel()
	err := d.log.Append(ctx, r.draft, a)
	switch {
	case err == nil:
	case errors.Is(err, ErrTaken) || campaign.CodeOf(err) != "":
		return Answer{}, err
	default:
		return Answer{}, campaign.Fail(campaign.Unavailable, "",
			"It is not certain that your words were saved. They are kept and sent again in a moment.").Because(err)
	}
	head.Seq, head.State = a.Entry.Seq, a.State
	r.advance(head, a)
	d.publish(head.WorkshopID, r.draft, a.Entry)
	d.hub.Arrived(r.draft, a.Entry.Client, len(a.Entry.Edits))
	return Answer{Log: head.LogID, Seq: a.Entry.Seq, Edits: a.Entry.Edits}, nil
}

// publish tells everybody about an entry that is durable.
func (d *Desk) publish(workshop, draft string, e campaign.Entry) {
	if d.hub.Listening(DraftTopic(draft)) {
		d.hub.Publish(Event{ID: e.Seq, Name: EditsEvent, Data: encode(e)}, DraftTopic(draft))
		d.checkLater(draft)
	}
	d.edited(workshop, draft, e.Seq, e.Time)
}

// edited tells those who lead that a draft goes on.
func (d *Desk) edited(workshop, draft string, seq int64, at time.Time) {
	if d.hub.Listening(LeadTopic(workshop)) {
		news := Edited{Draft: draft, Seq: seq, Time: at.Format(time.RFC3339Nano)}
		d.hub.Publish(Event{Name: ActivityEvent, Data: encode(news)}, LeadTopic(workshop))
	}
}

// stamp is the time of a new entry: UTC and in milliseconds, which every database keeps exactly, so
// that an entry reads the same from the stream and from the log.
func (d *Desk) stamp() time.Time { return d.now().UTC().Truncate(time.Millisecond) }

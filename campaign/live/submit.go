package live

import (
	"context"
	"errors"

	"workbench/campaign"
)

// Submit makes the batch one entry of the draft's log, rebased over what came since its base, and
// answers when it is durable. Sent again it gives the same answer.
//
// Errors: Invalid, TooLarge or Conflict for a batch that cannot be accepted (also Conflict for another
// log or a base past the end), BatchReused for another content under a used client and batch, NotFound
// for an unknown draft, Unavailable when the same may be sent again. A refused batch leaves no trace.
func (d *Desk) Submit(ctx context.Context, draft, who string, b campaign.Batch) (Answer, error) {
	if err := checkBatch(b); err != nil {
		return Answer{}, err
	}
	return d.write(ctx, draft, func(r *room, head Head) (Answer, error) {
		if b.Log != "" && b.Log != head.LogID {
			return Answer{}, campaign.Fail(campaign.Conflict, "log",
				"The draft has been restored from a backup since it was read. Read it again and check the words that were not sent.")
		}
		if stored, ok := r.kept(b.Client, b.Batch); ok {
			return again(head, stored, b)
		}
		answer, err := d.add(ctx, r, head, who, b)
		if errors.Is(err, ErrTaken) || refused(err) {
			// It may be a retry, which cannot be accepted twice.
			stored, ok, lost := d.log.Find(ctx, draft, b.Client, b.Batch)
			switch {
			case lost != nil:
				return Answer{}, lost
			case ok:
				return again(head, stored, b)
			}
		}
		return answer, err
	})
}

// add rebases and applies the batch over the head, and commits it.
func (d *Desk) add(ctx context.Context, r *room, head Head, who string, b campaign.Batch) (Answer, error) {
	accepted, err := d.accept(ctx, r, head, b)
	if err != nil {
		return Answer{}, err
	}
	return d.commit(ctx, r, head, Appended{
		Entry:   campaign.Entry{Seq: head.Seq + 1, Client: b.Client, Batch: b.Batch, Who: who, Edits: accepted.Edits},
		Sum:     b.Sum(),
		State:   accepted.State,
		Changed: accepted.Changed,
	})
}

// accept rebases and applies the batch over the head.
func (d *Desk) accept(ctx context.Context, r *room, head Head, b campaign.Batch) (campaign.Accepted, error) {
	if b.Base > head.Seq {
		return campaign.Accepted{}, campaign.Fail(campaign.Conflict, "base",
			"The edits were made from entry %d, and the draft has only %d. Read the draft again and check the words that were not sent.",
			b.Base, head.Seq)
	}
	since, err := d.since(ctx, r, head, b)
	if err != nil {
		return campaign.Accepted{}, err
	}
	b.Taken = d.now()
	return d.lib.Accept(head.State, b, since, head.Seq+1)
}

// refused says whether the error is about the batch, and not about the log being out of reach.
func refused(err error) bool {
	switch campaign.CodeOf(err) {
	case "", campaign.Unavailable:
		return false
	}
	return true
}

// again answers a batch whose client and number are in the log.
func again(head Head, stored Stored, b campaign.Batch) (Answer, error) {
	if stored.Sum != b.Sum() {
		return Answer{}, campaign.Fail(campaign.BatchReused, "batch",
			"The number %d of this page was used for other edits. Take a new client id and send them again.", b.Batch)
	}
	return Answer{Log: head.LogID, Seq: stored.Entry.Seq, Edits: whole(stored.Entry).Edits}, nil
}

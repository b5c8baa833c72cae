package campaign

import "fmt"

// BatchBytes is the most that a batch's JSON holds.
const BatchBytes = 256 << 10

// Accepted is a batch as it was applied: what the log keeps and the answer holds.
type Accepted struct {
	Edits   []Edit   // rebased and normal: Apply of them to the old state gives State
	State   State    // the new state; it shares with the old one what did not change
	Changed []string // ids of the fields and other parts (EncodePart) that the batch touched, in the order it did; the canvas is none
}

// Accept applies a batch to the state s, which is the state after the entry seq-1. since are all entries after
// the batch's base, in order; the batch is rebased over them. s is not changed, and a refused batch leaves no
// trace. The error is an *Error:
//
//   - Conflict for a base past the end and for a row id that is or was in use;
//   - Locked for an edit in a section that is locked, unless the batch is based on an entry before the lock and was
//     taken (Batch.Taken) within LockGrace after it;
//   - TooLarge for a batch over BatchBytes or a draft that would grow over DraftBytes;
//   - Invalid for all else, with the field or the place that it concerns.
//
// Limits are looked at once the whole batch is done; a batch that only removes is never over one.
//
// Splices are rebased as MapSplices says, the accepted ones first. A row goes behind the one that it names,
// and behind those that others put there meanwhile; the edit as applied names the visible row before it.
func (l *Library) Accept(s State, b Batch, since []Entry, seq int64) (Accepted, error) {
	if err := b.check(seq); err != nil {
		return Accepted{}, err
	}
	if n := int64(len(since)); n != seq-1-b.Base {
		return Accepted{}, fmt.Errorf("campaign: %d entries since %d for the entry %d", n, b.Base, seq)
	}
	f := newFold(l, s, b.Base, seq)
	f.server = b.Client == ServerClient
	f.texts = newMeanwhile(since, b.Edits)
	edits := make([]Edit, 0, len(b.Edits))
	for _, e := range b.Edits {
		if !f.server {
			if err := l.checkLock(s, b, e); err != nil {
				return Accepted{}, inField(shown(e.At), err)
			}
		}
		done, err := f.edit(e)
		if err != nil {
			return Accepted{}, inField(shown(e.At), err)
		}
		edits = append(edits, done)
	}
	if err := f.checkLimits(); err != nil {
		return Accepted{}, err
	}
	return Accepted{Edits: edits, State: f.result(), Changed: f.changed}, nil
}

// Apply replays the edits of the entry seq as they were logged over the state after the entry seq-1. It
// returns the new state, which is the one that Accept gave when the entry was made, and the ids of the fields
// touched. s is not changed.
func (l *Library) Apply(s State, edits []Edit, seq int64) (State, []string, error) {
	f := newFold(l, s, seq-1, seq)
	f.server = true
	for i, e := range edits {
		if _, err := f.edit(e); err != nil {
			return State{}, nil, fmt.Errorf("entry %d, edit %d: %w", seq, i+1, err)
		}
	}
	return f.result(), f.changed, nil
}

// check refuses a batch that is wrong whatever the state holds.
func (b Batch) check(seq int64) error {
	switch {
	case !ValidClient(b.Client):
		return Fail(Invalid, "client", "The client %q must be 1 to %d letters, digits and signs of ASCII, without spaces.", shown(b.Client), ClientLength)
	case b.Batch < 0:
		return Fail(Invalid, "batch", "The batch number %d is below 0; count from 0 up.", b.Batch)
	case len(b.Edits) == 0:
		return Fail(Invalid, "edits", "The batch holds no edits; send at least one.")
	case b.Base < 0:
		return Fail(Invalid, "base", "The base %d is below 0; it is the seq of the state that was edited.", b.Base)
	case b.Base > seq-1:
		return Fail(Conflict, "base", "The base %d is past the end of the log, which is %d; read the draft again.", b.Base, seq-1)
	case b.size() > BatchBytes:
		return Fail(TooLarge, "", "A batch holds at most %d bytes; send the edits in smaller batches.", BatchBytes)
	}
	return nil
}

// size returns a lower bound of the batch's size as JSON.
func (b Batch) size() int {
	n := 0
	for i := range b.Edits {
		e := &b.Edits[i]
		n += len(`{"kind":"","at":""},`) + len(e.Kind) + len(e.At) + len(e.Value) + len(e.Row) + len(e.After)
		n += len(e.Principle) + len(e.Rule) + len(e.Excerpt) + len(e.Reason) + len(e.Note) + len(e.Answer) + len(e.Evidence)
		for _, s := range e.Splices {
			n += len(`{"from":0,"to":0,"insert":""},`) + len(s.Insert)
		}
		for _, id := range e.Add {
			n += len(id)
		}
		for _, id := range e.Remove {
			n += len(id)
		}
		for id, v := range e.Values {
			n += len(id) + len(v)
		}
	}
	return n
}

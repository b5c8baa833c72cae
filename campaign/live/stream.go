package live

import (
	"context"
	"encoding/json"
	"time"

	"workbench/campaign"
)

// BeatEvery is the time between two beats of a stream.
const BeatEvery = 8 * time.Second

// Stream gives hello, every entry after the seq `after` without a gap, and then what happens, through
// send, until the context ends or send fails. Who is the id of the member or account that reads;
// Hub.Disconnect ends its streams. send is never called twice at the same time. While it waits, up to
// Buffered events are kept; then the stream ends with ErrSlow. What waits together may leave together: see Send.
//
// An `after` past the end of the log, as a page has that knew a log which was since restored, is taken
// for the end: hello names the log, and the page reads the draft again.
//
// It returns the context's error, send's error, ErrSlow, ErrDisconnected or ErrClosed; before the first
// event Invalid, NotFound or what Options.MayRead says; Conflict when the log is replaced.
func (d *Desk) Stream(ctx context.Context, draft, who string, after int64, send Send) error {
	if after < 0 {
		return campaign.Fail(campaign.Invalid, "after",
			"Entries are counted from 1, so nothing comes after %d. Give the number of the last entry you have, or 0.", after)
	}
	workshop, err := d.workshopOf(ctx, draft)
	if err != nil {
		return err
	}
	s := &stream{desk: d, draft: draft, who: who, workshop: workshop, out: send}
	s.sub = d.hub.Subscribe(who, DraftTopic(draft), WorkshopTopic(workshop))
	defer d.hub.departed(draft, who)
	defer s.sub.Cancel()
	if err := s.hello(ctx, after); err != nil {
		return err
	}
	if err := s.catchUp(ctx); err != nil {
		return err
	}
	return s.follow(ctx)
}

// stream is one reader of a draft.
type stream struct {
	desk     *Desk
	sub      *Subscription
	draft    string
	who      string
	workshop string
	out      Send
	piece    []Event // to be sent together
	taken    []Event // came together and wait for their turn

	log   string
	sent  int64   // the seq of the last entry that was sent
	known int64   // the log has got at least so far
	held  []Event // came while the log was read, to be sent after it
}

func (s *stream) hello(ctx context.Context, after int64) error {
	d := s.desk
	if err := d.mayRead(ctx, s.workshop, s.draft, s.who); err != nil {
		return err
	}
	findings, err := d.Findings(ctx, s.draft)
	if err != nil {
		return err
	}
	workshop, err := d.workshopState(ctx, s.workshop)
	if err != nil {
		return err
	}
	logID, seq, err := d.log.Position(ctx, s.draft)
	if err != nil {
		return err
	}
	s.log, s.known, s.sent = logID, seq, min(after, seq)
	return s.out(Event{Name: HelloEvent, Data: encode(Hello{
		Log: logID, Seq: seq, Workshop: workshop, Presence: d.hub.Presence(s.draft), Findings: findings,
	})})
}

// catchUp sends what the log holds after the last entry sent, page by page, and then what came
// meanwhile. Between pages the subscription is emptied, so that a reader with much to catch up on is
// not taken for a slow one.
func (s *stream) catchUp(ctx context.Context) error {
	for s.sent < s.known {
		entries, err := s.desk.log.Entries(ctx, s.draft, s.sent, DefaultEntries)
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			break // told of before it can be read: the next entry or beat comes back to it
		}
		for _, e := range entries {
			if e.Seq != s.sent+1 {
				return campaign.Fail(campaign.Unavailable, "",
					"The draft's history could not be read in full. Try again in a moment.")
			}
			s.put(Event{ID: e.Seq, Name: EditsEvent, Data: encode(whole(e))})
		}
		if err := s.flush(); err != nil {
			return err
		}
		if err := s.drain(); err != nil {
			return err
		}
	}
	s.piece, s.held = append(s.piece, s.held...), nil
	return s.flush()
}

// drain takes what has come without waiting: entries only as the news how far the log goes, of presence
// and findings the last, of the workshop everything.
func (s *stream) drain() error {
	events, ended := s.sub.Take()
	if ended {
		return s.sub.Err()
	}
	for _, e := range append(s.taken, events...) { // what was taken before came before
		s.hold(e)
	}
	s.taken = nil
	return nil
}

func (s *stream) hold(e Event) {
	switch e.Name {
	case EditsEvent:
		s.known = max(s.known, e.ID)
		return
	case recheckEvent:
		return // what it is for has just been done, and is done again with the next beat
	case PresenceEvent, FindingsEvent:
		for i := range s.held {
			if s.held[i].Name == e.Name {
				s.held[i] = e
				return
			}
		}
	}
	s.held = append(s.held, e)
}

// put has an event sent with the next flush.
func (s *stream) put(e Event) {
	s.piece = append(s.piece, e)
	if e.Name == EditsEvent {
		s.sent = e.ID
		s.known = max(s.known, e.ID)
	}
}

// flush sends what was put, in one piece.
func (s *stream) flush() error {
	if len(s.piece) == 0 {
		return nil
	}
	err := s.out(s.piece...)
	s.piece = nil // a stream is idle for most of its life
	return err
}

// follow sends what comes, until the end.
func (s *stream) follow(ctx context.Context) error {
	beat := time.NewTicker(BeatEvery)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.sub.Come():
			var ended bool
			for s.taken, ended = s.sub.Take(); len(s.taken) > 0; {
				e := s.taken[0]
				s.taken = s.taken[1:]
				if err := s.live(ctx, e); err != nil {
					return err
				}
			}
			s.taken = nil
			if err := s.flush(); err != nil {
				return err
			}
			if ended {
				return s.sub.Err()
			}
		case <-beat.C:
			if err := s.beat(ctx); err != nil {
				return err
			}
		}
	}
}

// live puts one event of the subscription: an entry only in its place.
func (s *stream) live(ctx context.Context, e Event) error {
	switch {
	case e.Name == recheckEvent:
		return s.beat(ctx)
	case e.Name != EditsEvent:
		s.put(e)
		return nil
	case e.ID <= s.sent:
		return nil
	case e.ID == s.sent+1 && e.Data != nil:
		s.put(e)
		return nil
	}
	s.known = max(s.known, e.ID)
	return s.catchUp(ctx)
}

// beat says that the stream lives, and looks whether the log has gone on without anybody saying so.
func (s *stream) beat(ctx context.Context) error {
	if err := s.desk.mayRead(ctx, s.workshop, s.draft, s.who); err != nil {
		return err
	}
	logID, seq, err := s.desk.log.Position(ctx, s.draft)
	if err != nil {
		return err
	}
	if logID != s.log {
		return campaign.Fail(campaign.Conflict, "log",
			"The draft has been restored from a backup. Read it again and check the words that were not sent.")
	}
	s.put(Event{Name: BeatEvent, Data: json.RawMessage("{}")})
	s.known = max(s.known, seq)
	return s.catchUp(ctx)
}

func (d *Desk) mayRead(ctx context.Context, workshop, draft, who string) error {
	if d.options.MayRead == nil {
		return nil
	}
	return d.options.MayRead(ctx, workshop, draft, who)
}

// workshopState gives the workshop's public state, null where the desk has nobody to ask.
func (d *Desk) workshopState(ctx context.Context, workshop string) (json.RawMessage, error) {
	if d.options.Workshop == nil {
		return json.RawMessage("null"), nil
	}
	state, err := d.options.Workshop(ctx, workshop)
	if err == nil && len(state) == 0 {
		state = json.RawMessage("null")
	}
	return state, err
}

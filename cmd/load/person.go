package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// person is one client: a seat, an event stream and batches, one in flight.
type person struct {
	caller  *http.Client
	urls    []string     // of the instances, its own first
	moved   atomic.Int64 // how often it has gone on to the next
	token   string
	draft   string
	table   *table
	client  string
	mark    string // begins the tokens of this person; nobody else's do
	written int64
	batch   int64
	seq     atomic.Int64 // the newest entry that this client knows of, from its stream or an answer
	heardTo int64        // the newest entry of the stream
	figures atomic.Pointer[figures]
	ledger  *ledger
}

// url is where the instance is that this client speaks to, and gone has it speak to the next one.
func (p *person) url() (url string, gone func()) {
	moved := p.moved.Load()
	return p.urls[int(moved)%len(p.urls)], func() { p.moved.CompareAndSwap(moved, moved+1) }
}

// schedule says when edits are due: at the rate, from a random start, with pauses that vary as people's do.
// It runs on whether or not edits could be sent.
type schedule struct {
	pause float64
	next  time.Time
	end   time.Time
}

func newSchedule(began time.Time, rate float64, length time.Duration) *schedule {
	s := &schedule{pause: float64(time.Second) / rate, end: began.Add(length)}
	s.next = began.Add(time.Duration(rand.Float64() * s.pause))
	return s
}

// due returns the edits that are due by now.
func (s *schedule) due(now time.Time) []time.Time {
	var due []time.Time
	for !s.next.After(now) && s.next.Before(s.end) {
		due = append(due, s.next)
		s.next = s.next.Add(time.Duration((0.5 + rand.Float64()) * s.pause))
	}
	return due
}

// write sends what is due until the schedule or the context ends. What falls due while a batch is in flight
// goes into the next one together, as it does from a page.
func (p *person) write(ctx context.Context, s *schedule, fields []string) {
	wait := time.NewTimer(0)
	defer wait.Stop()
	for ctx.Err() == nil {
		if due := s.due(time.Now()); len(due) > 0 {
			p.send(ctx, p.table.field(fields), due)
			continue
		}
		if !s.next.Before(s.end) {
			return
		}
		wait.Reset(time.Until(s.next))
		select {
		case <-ctx.Done():
			return
		case <-wait.C:
		}
	}
}

// tokens makes so many words that nobody else writes.
func (p *person) tokens(n int) []string {
	all := make([]string, n)
	for i := range all {
		p.written++
		all[i] = p.mark + strconv.FormatInt(p.written, 36)
	}
	return all
}

// send sends one batch and, on no answer, 429 or 503, the same one again.
func (p *person) send(ctx context.Context, field string, due []time.Time) {
	p.batch++
	f, tokens := p.figures.Load(), p.tokens(len(due))
	insert := strings.Join(tokens, " ") + " "
	p.table.written.Add(int64(len(insert)))
	edits := []any{map[string]any{"kind": "text", "at": field, "splices": []map[string]any{{"from": 0, "to": 0, "insert": insert}}}}
	if p.batch%20 == 0 { // not only text
		edits = append(edits, map[string]any{"kind": "set", "at": "audience.age_from", "value": 15 + rand.IntN(20)})
	}
	b := map[string]any{"client": p.client, "batch": p.batch, "base": p.seq.Load(), "edits": edits}
	f.sent(p.client, p.batch, due, p.table.people-1)
	for attempt := 0; ; attempt++ {
		var answer struct {
			Seq int64 `json:"seq"`
		}
		url, gone := p.url()
		err := call(context.WithoutCancel(ctx), p.caller, http.MethodPost, url+"/api/v1/drafts/"+p.draft+"/edits", p.token, b, &answer)
		var no *refusal
		final := errors.As(err, &no) && no.status != http.StatusTooManyRequests && no.status != http.StatusServiceUnavailable
		switch {
		case err == nil:
			f.acknowledged(due, time.Now())
			p.ledger.enter(p.draft, p.token, tokens, acknowledged)
			p.knows(answer.Seq)
			return
		case final && no.status < 500:
			f.refused(p.client, p.batch, err)
			p.ledger.enter(p.draft, p.token, tokens, refused)
			return
		case final || attempt == 5:
			f.refused(p.client, p.batch, err)
			p.ledger.enter(p.draft, p.token, tokens, unanswered)
			return
		}
		f.again()
		if no == nil {
			gone()
		}
		time.Sleep(time.Duration(rand.Float64() * float64(time.Second) * float64(attempt+1)))
	}
}

func (p *person) knows(seq int64) {
	for {
		old := p.seq.Load()
		if seq <= old || p.seq.CompareAndSwap(old, seq) {
			return
		}
	}
}

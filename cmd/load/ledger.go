package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// fate is what the server said of an edit.
type fate int

const (
	acknowledged fate = iota + 1 // must stand in the draft, once
	refused                      // must not stand there
	unanswered                   // may stand there, once
)

// ledger remembers each edit of the run by the unique token that it inserted.
type ledger struct {
	mu     sync.Mutex
	drafts map[string]map[string]fate
	seats  map[string]string // a token that may read the draft
}

func newLedger() *ledger {
	return &ledger{drafts: map[string]map[string]fate{}, seats: map[string]string{}}
}

// enter notes what became of the tokens of one batch.
func (l *ledger) enter(draft, seat string, tokens []string, became fate) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.drafts[draft] == nil {
		l.drafts[draft], l.seats[draft] = map[string]fate{}, seat
	}
	for _, t := range tokens {
		l.drafts[draft][t] = became
	}
}

// balance is what the drafts hold of what was written.
type balance struct {
	Found    int      // acknowledged and there once
	Lost     []string // acknowledged and not there
	Doubled  []string // there more than once
	Unwanted []string // refused and there
}

func (b *balance) good() bool { return len(b.Lost)+len(b.Doubled)+len(b.Unwanted) == 0 }

// count compares the ledger's page of one draft with the words of that draft.
func (b *balance) count(written map[string]fate, words []string) {
	there := map[string]int{}
	for _, w := range words {
		there[w]++
	}
	for token, became := range written {
		switch n := there[token]; {
		case n > 1:
			b.Doubled = append(b.Doubled, token)
		case n == 0 && became == acknowledged:
			b.Lost = append(b.Lost, token)
		case n == 1 && became == refused:
			b.Unwanted = append(b.Unwanted, token)
		case n == 1 && became == acknowledged:
			b.Found++
		}
	}
}

// settle reads every draft that was written in and counts.
func (l *ledger) settle(ctx context.Context, caller *http.Client, url string) (*balance, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := &balance{}
	for draft, written := range l.drafts {
		var file struct {
			Fields map[string]any `json:"fields"`
		}
		if err := call(ctx, caller, http.MethodGet, url+"/api/v1/drafts/"+draft, l.seats[draft], nil, &file); err != nil {
			return nil, fmt.Errorf("reading a draft back: %w", err)
		}
		var words []string
		for _, v := range file.Fields {
			if text, ok := v.(string); ok {
				words = append(words, strings.Fields(text)...)
			}
		}
		b.count(written, words)
	}
	return b, nil
}

func (b *balance) print(w io.Writer) {
	fmt.Fprintf(w, "read back        %d edits as acknowledged, %d lost, %d doubled, %d refused and yet there\n",
		b.Found, len(b.Lost), len(b.Doubled), len(b.Unwanted))
	for what, tokens := range map[string][]string{"lost": b.Lost, "doubled": b.Doubled, "unwanted": b.Unwanted} {
		if len(tokens) > 0 {
			slices.Sort(tokens)
			fmt.Fprintf(w, "%s: %s\n", what, strings.Join(tokens[:min(len(tokens), 10)], " "))
		}
	}
}

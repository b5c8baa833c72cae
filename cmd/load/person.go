package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// person is one client: a seat, an event stream and batches, one in flight.
type person struct {
	caller      *http.Client
	url, token  string
	draft       string
	client      string
	batch       int64
	seq         atomic.Int64 // the newest entry that this client knows of
	figures     *figures
	sinceNumber int
}

// write sends a batch at the rate until the context ends. Starts are spread, and pauses vary, as people do.
func (p *person) write(ctx context.Context, o options) {
	pause := time.Duration(float64(time.Second) / o.rate)
	next := time.NewTimer(time.Duration(rand.Float64() * float64(pause)))
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
		next.Reset(time.Duration((0.5 + rand.Float64()) * float64(pause)))
		p.send(ctx, o.field)
	}
}

// send sends one batch and, on no answer, 429 or 503, the same one again.
func (p *person) send(ctx context.Context, field string) {
	p.batch++
	edit := map[string]any{"kind": "text", "at": field, "splices": []map[string]any{{"from": 0, "to": 0, "insert": "word "}}}
	if p.sinceNumber++; p.sinceNumber >= 20 { // not only text
		edit = map[string]any{"kind": "set", "at": "audience.age_from", "value": 15 + rand.IntN(20)}
		p.sinceNumber = 0
	}
	b := map[string]any{"client": p.client, "batch": p.batch, "base": p.seq.Load(), "edits": []any{edit}}
	began := time.Now()
	p.figures.sent(p.client, p.batch, p.draft, began)
	for attempt := 0; ; attempt++ {
		var answer struct {
			Seq int64 `json:"seq"`
		}
		err := call(context.WithoutCancel(ctx), p.caller, http.MethodPost, p.url+"/api/v1/drafts/"+p.draft+"/edits", p.token, b, &answer)
		var refused *refusal
		switch {
		case err == nil:
			p.figures.acknowledged(time.Since(began))
			p.knows(answer.Seq)
			return
		case errors.As(err, &refused) && refused.status != http.StatusTooManyRequests && refused.status != http.StatusServiceUnavailable, attempt == 5:
			p.figures.refused(err)
			return
		}
		p.figures.again()
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

// listen reads the event stream until the context ends, and comes back after it is cut off. heard is
// closed at the first event.
func (p *person) listen(ctx context.Context, heard chan struct{}) {
	first := true
	for ctx.Err() == nil {
		err := p.stream(ctx, func() {
			if first {
				close(heard)
				first = false
			}
		})
		if ctx.Err() == nil && err != nil {
			p.figures.cut()
			select {
			case <-ctx.Done():
			case <-time.After(time.Duration(rand.Float64() * float64(time.Second))):
			}
		}
	}
}

func (p *person) stream(ctx context.Context, event func()) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/api/v1/drafts/%s/events?after=%d", p.url, p.draft, p.seq.Load()), nil)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+p.token)
	answer, err := (&http.Client{Transport: p.caller.Transport}).Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the event stream: status %d", answer.StatusCode)
	}
	lines := bufio.NewReader(answer.Body)
	name := ""
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return err
		}
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch value = strings.TrimSpace(value); key {
		case "event":
			name = value
			event()
		case "data":
			if name == "edits" {
				p.heard([]byte(value))
			}
		}
	}
}

func (p *person) heard(data []byte) {
	var entry struct {
		Seq    int64  `json:"seq"`
		Client string `json:"client"`
		Batch  int64  `json:"batch"`
	}
	if json.Unmarshal(data, &entry) != nil {
		return
	}
	p.knows(entry.Seq)
	if entry.Client != p.client {
		p.figures.arrived(entry.Client, entry.Batch, time.Now())
	}
}

// refusal is an answer that is no success.
type refusal struct {
	status int
	body   string
}

func (r *refusal) Error() string { return fmt.Sprintf("status %d: %s", r.status, r.body) }

// call sends JSON and reads JSON.
func call(ctx context.Context, caller *http.Client, method, url, token string, in, out any) error {
	var send io.Reader
	if in != nil {
		data, err := json.Marshal(in)
		if err != nil {
			return err
		}
		send = bytes.NewReader(data)
	}
	r, err := http.NewRequestWithContext(ctx, method, url, send)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := caller.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= 300 {
		return &refusal{answer.StatusCode, strings.TrimSpace(string(data))}
	}
	return json.Unmarshal(data, out)
}

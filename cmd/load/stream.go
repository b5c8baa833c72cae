package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"
)

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
			p.figures.Load().cut()
			select {
			case <-ctx.Done():
			case <-time.After(time.Duration(rand.Float64() * float64(time.Second))):
			}
		}
	}
}

func (p *person) stream(ctx context.Context, event func()) error {
	url, gone := p.url()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/api/v1/drafts/%s/events?after=%d", url, p.draft, p.heardTo), nil)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+p.token)
	answer, err := (&http.Client{Transport: p.caller.Transport}).Do(r)
	if err != nil {
		gone()
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the event stream: status %d", answer.StatusCode)
	}
	lines := bufio.NewReader(answer.Body)
	edits := false
	var long []byte // a line that did not fit into the reader's buffer, so far
	for {
		line, more, err := lines.ReadLine()
		if err != nil {
			return err
		}
		if more || long != nil {
			if long = append(long, line...); more {
				continue
			}
			line, long = long, nil
		}
		key, value, _ := bytes.Cut(line, []byte(":"))
		switch string(key) {
		case "event":
			edits = string(bytes.TrimSpace(value)) == "edits"
			event()
		case "data":
			if edits {
				p.heard(value, time.Now())
			}
		}
	}
}

// heard takes an entry of the stream.
func (p *person) heard(data []byte, at time.Time) {
	var entry struct {
		Seq    int64  `json:"seq"`
		Client string `json:"client"`
		Batch  int64  `json:"batch"`
	}
	if json.Unmarshal(data, &entry) != nil || entry.Seq <= p.heardTo {
		return
	}
	p.heardTo = entry.Seq
	p.knows(entry.Seq)
	if entry.Client != p.client {
		p.figures.Load().arrived(entry.Client, entry.Batch, at)
	}
}

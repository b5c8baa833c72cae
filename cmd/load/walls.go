package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// wallApart is how long a wall waits between two readings, as the page does. After quiet it reads at once.
const wallApart = 650 * time.Millisecond

// wall keeps the wall of one workshop open until the context ends, as a facilitator's page does: it hears what goes on
// in which draft, and reads the tiles that have changed. room is the workshop's page.
func wall(ctx context.Context, caller *http.Client, o options, room string, f *figures) {
	began := time.Now()
	err := call(ctx, caller, http.MethodGet, o.urls[0]+room+"/groups", o.facilitator.token, nil, nil)
	if ctx.Err() != nil {
		return
	}
	f.opened(time.Since(began), err)
	news := make(chan wallNews, 4096)
	go func() {
		for ctx.Err() == nil {
			if err := hearRoom(ctx, caller, o, room, news); ctx.Err() == nil {
				f.opened(0, fmt.Errorf("its stream: %w", err))
				time.Sleep(wallApart)
			}
		}
	}()
	dirty, last := map[string]time.Time{}, time.Time{}
	var due <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case n := <-news:
			if at, ok := dirty[n.Draft]; !ok || at.IsZero() {
				dirty[n.Draft] = n.Time // of the first edit; zero where nobody has edited
			}
			if due == nil {
				due = time.After(max(0, wallApart-time.Since(last)))
			}
			continue
		case <-due:
		}
		due, last = nil, time.Now()
		var drafts []string
		for id := range dirty {
			drafts = append(drafts, id)
		}
		err := call(ctx, caller, http.MethodGet, o.urls[0]+room+"/groups?tiles="+strings.Join(drafts, ","), o.facilitator.token, nil, nil)
		if ctx.Err() != nil {
			return
		}
		var since []time.Duration
		for _, at := range dirty {
			if !at.IsZero() {
				since = append(since, time.Since(at))
			}
		}
		f.tiles(time.Since(last), since, err)
		clear(dirty)
	}
}

// wallNews is an activity event. Time is zero but for an edit.
type wallNews struct {
	Draft string    `json:"draft"`
	Time  time.Time `json:"time"`
}

// hearRoom reads the workshop's event stream until it ends.
func hearRoom(ctx context.Context, caller *http.Client, o options, room string, news chan<- wallNews) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, o.urls[0]+"/api/v1"+room+"/events", nil)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+o.facilitator.token)
	answer, err := (&http.Client{Transport: caller.Transport}).Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", answer.StatusCode)
	}
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 1<<20)
	activity := false
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), ":")
		switch key {
		case "event":
			activity = strings.TrimSpace(value) == "activity"
		case "data":
			var n wallNews
			if activity && json.Unmarshal([]byte(value), &n) == nil && n.Draft != "" {
				select {
				case news <- n:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
		}
	}
	return fmt.Errorf("it has ended: %v", lines.Err())
}

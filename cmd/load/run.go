package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"time"
)

// options say whom to call and how hard.
type options struct {
	url     string
	codes   []string
	clients int
	drafts  int
	rate    float64 // batches a second and client
	length  time.Duration
	field   string
}

// run joins, lets everybody listen, writes for the time that was asked, and waits a moment for what is
// still on its way.
func run(ctx context.Context, o options) (*figures, error) {
	caller := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{
		MaxIdleConnsPerHost: o.clients, DialContext: (&net.Dialer{Timeout: 10 * time.Second}).DialContext}}
	tables, err := findTables(ctx, caller, o)
	if err != nil {
		return nil, err
	}
	f := newFigures(o, len(tables))
	people, err := joinAll(ctx, caller, o, tables, f)
	if err != nil {
		return nil, err
	}
	listening, stop := context.WithCancel(ctx)
	defer stop()
	var streams, writers sync.WaitGroup
	for _, p := range people {
		heard := make(chan struct{})
		streams.Go(func() { p.listen(listening, heard) })
		select {
		case <-heard:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	f.begin()
	writing, done := context.WithTimeout(ctx, o.length)
	defer done()
	for _, p := range people {
		writers.Go(func() { p.write(writing, o) })
	}
	writers.Wait()
	f.end()
	f.settle(ctx, 10*time.Second)
	stop()
	streams.Wait()
	return f, nil
}

// table is a group to join.
type table struct{ code, group string }

// findTables lists the groups that the codes open, at most as many as were asked for.
func findTables(ctx context.Context, caller *http.Client, o options) ([]table, error) {
	var tables []table
	for _, code := range o.codes {
		var w struct {
			Groups []struct {
				ID string `json:"id"`
			} `json:"groups"`
		}
		if err := call(ctx, caller, http.MethodGet, o.url+"/api/v1/join/"+code, "", nil, &w); err != nil {
			return nil, fmt.Errorf("the code %s: %w", code, err)
		}
		for _, g := range w.Groups {
			tables = append(tables, table{code, g.ID})
		}
	}
	if o.drafts > 0 && o.drafts < len(tables) {
		tables = tables[:o.drafts]
	}
	if len(tables) == 0 {
		return nil, fmt.Errorf("these codes open no group. Add groups to the workshop first")
	}
	return tables, nil
}

// joinAll gives everybody a seat, spread evenly over the tables.
func joinAll(ctx context.Context, caller *http.Client, o options, tables []table, f *figures) ([]*person, error) {
	people := make([]*person, o.clients)
	for i := range people {
		at := tables[i%len(tables)]
		p := &person{caller: caller, url: o.url, client: fmt.Sprintf("load-%d-%08x", i, rand.Uint32()), figures: f}
		var seat struct {
			Token   string `json:"token"`
			DraftID string `json:"draft_id"`
		}
		body := map[string]string{"code": at.code, "group_id": at.group, "name": fmt.Sprintf("Load %d", i+1)}
		if err := call(ctx, caller, http.MethodPost, o.url+"/api/v1/join", "", body, &seat); err != nil {
			return nil, fmt.Errorf("joining: %w", err)
		}
		p.token, p.draft = seat.Token, seat.DraftID
		people[i] = p
		f.joined(p.draft)
	}
	return people, nil
}

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"
)

// pages lists the facilitator's pages of the workshops that the codes open.
func pages(ctx context.Context, caller *http.Client, o options) ([]string, error) {
	var answer struct {
		Workshops []struct {
			ID   string `json:"id"`
			Code string `json:"join_code"`
		} `json:"workshops"`
	}
	if err := call(ctx, caller, http.MethodGet, o.urls[0]+"/api/v1/workshops", o.facilitator.token, nil, &answer); err != nil {
		return nil, fmt.Errorf("the list of workshops: %w", err)
	}
	all := []string{"/workshops"}
	for _, w := range answer.Workshops {
		if slices.Contains(o.codes, w.Code) {
			at := "/workshops/" + w.ID
			all = append(all, at, at+"/groups", at+"/compare", "/api/v1"+at)
		}
	}
	if len(all) == 1 {
		return nil, fmt.Errorf("the facilitator's account has no workshop with these codes")
	}
	return all, nil
}

// read opens a page a second until the context ends.
func read(ctx context.Context, caller *http.Client, o options, pages []string, f *figures) {
	next := time.NewTimer(time.Duration(rand.Float64() * float64(time.Second)))
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
		next.Reset(time.Duration((0.5 + rand.Float64()) * float64(time.Second)))
		page, began := pages[rand.IntN(len(pages))], time.Now()
		err := call(ctx, caller, http.MethodGet, o.urls[rand.IntN(len(o.urls))]+page, o.facilitator.token, nil, nil)
		if ctx.Err() != nil {
			return
		}
		f.read(time.Since(began), err)
	}
}

package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"workbench/campaign"
)

// matrix opens the groups of a workshop side by side, one section after the other, a page a second until the context
// ends. room is the workshop's page.
func matrix(ctx context.Context, caller *http.Client, o options, room string, f *figures) {
	sections := campaign.Standard().Canvas(campaign.DefaultCanvas).Sections
	next := time.NewTicker(time.Second)
	defer next.Stop()
	for i := 0; ; i++ {
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
		took, err := atServer(ctx, caller, o.urls[0]+room+"/compare?section="+sections[i%len(sections)].ID, o.facilitator.token)
		if ctx.Err() != nil {
			return
		}
		f.beside(took, err)
	}
}

// atServer opens a page and gives the time that its answer says the server took.
func atServer(ctx context.Context, caller *http.Client, url, token string) (time.Duration, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := caller.Do(r)
	if err != nil {
		return 0, err
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("status %d", answer.StatusCode)
	}
	return serverTime(answer.Header.Get("Server-Timing"))
}

// serverTime reads the duration of a Server-Timing header, as the workbench sets it: app;dur=12.3, in milliseconds.
func serverTime(header string) (time.Duration, error) {
	_, text, _ := strings.Cut(header, "dur=")
	ms, err := strconv.ParseFloat(text, 64)
	if err != nil || ms < 0 {
		return 0, fmt.Errorf("its answer does not say how long it took: %q", header)
	}
	return time.Duration(ms * float64(time.Millisecond)), nil
}

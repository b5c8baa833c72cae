package ui_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"workbench/campaign"
)

// flood calls until it is refused, and gives how many were answered and the refusal.
func (a *app) flood(who person, method, path string, body func(n int) any) (answered int, refusal *answer) {
	a.t.Helper()
	for n := 1; n <= 5000; n++ {
		if got := a.call(who, method, path, body(n)); got.status == http.StatusTooManyRequests {
			return n - 1, got
		}
	}
	a.t.Fatalf("%s %s is never refused", method, path)
	return 0, nil
}

// TestLimits_OfOneMember floods each kind of request. The clock stands still, so that only the burst is answered.
func TestLimits_OfOneMember(t *testing.T) {
	p := newPage(t)
	other := p.member(p.room, 0, "Hafiz")
	for _, row := range []struct {
		method, path string
		body         func(n int) any
		burst        int
	}{
		{"POST", p.path + "/edits", func(int) any { return obj{} }, 2000}, // refused or not, each one counts
		{"POST", p.path + "/presence", func(n int) any { return obj{"client": "page-1", "from": n} }, 500},
		{"PUT", p.path + "/canvas", func(int) any { return obj{} }, 500},
		{"GET", p.path + "/brief?format=none", func(int) any { return nil }, 2000},
	} {
		answered, refusal := p.flood(p.who, row.method, row.path, row.body)
		if answered != row.burst {
			t.Errorf("%s %s: %d were answered, want %d", row.method, row.path, answered, row.burst)
		}
		refusal.refused(429, campaign.SlowDown, "")
		if after, err := strconv.Atoi(refusal.header.Get("Retry-After")); err != nil || after < 1 || after > 5 {
			t.Errorf("%s %s: Retry-After %q", row.method, row.path, refusal.header.Get("Retry-After"))
		}
		if got := p.call(other, row.method, row.path, row.body(1)); got.status == 429 {
			t.Errorf("%s %s: somebody else is refused too", row.method, row.path)
		}
		p.now.pass(time.Second)
		if got := p.call(p.who, row.method, row.path, row.body(1)); got.status == 429 {
			t.Errorf("%s %s: a second later it is still refused", row.method, row.path)
		}
	}
}

// TestLimits_NoWordIsLost sends a batch that comes too fast again, as a page does.
func TestLimits_NoWordIsLost(t *testing.T) {
	p := newPage(t)
	p.flood(p.who, "POST", p.path+"/edits", func(int) any { return obj{} })
	batch := p.next(0, write("message.core", 0, 0, "kept"))
	p.call(p.who, "POST", p.path+"/edits", batch).refused(429, campaign.SlowDown, "")
	p.now.pass(time.Second)
	p.call(p.who, "POST", p.path+"/edits", batch).expect(200)
	if got := p.fields()["message.core"]; got != "kept" {
		t.Errorf("the text is %v", got)
	}
}

// TestLimits_OfStreams opens streams until one is refused; when one closes, another may come.
func TestLimits_OfStreams(t *testing.T) {
	p := newPage(t)
	server := p.serve()
	caller := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(caller.CloseIdleConnections)
	open := func() (*http.Response, func()) {
		ctx, stop := context.WithCancel(t.Context())
		t.Cleanup(stop)
		req, err := http.NewRequestWithContext(ctx, "GET", server+p.path+"/events", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+p.who.token)
		res, err := caller.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { res.Body.Close() })
		return res, stop
	}
	var stops []func()
	for {
		res, stop := open()
		if res.StatusCode == 429 {
			if res.Header.Get("Retry-After") == "" {
				t.Error("no Retry-After")
			}
			break
		}
		if res.StatusCode != 200 || len(stops) > 64 {
			t.Fatalf("stream %d: %s", len(stops)+1, res.Status)
		}
		stops = append(stops, stop)
	}
	if len(stops) != 64 {
		t.Errorf("%d streams are open, want 64", len(stops))
	}
	stops[0]()
	for patience := time.Now().Add(20 * time.Second); ; {
		if res, _ := open(); res.StatusCode == 200 {
			break
		}
		if time.Now().After(patience) {
			t.Fatal("a closed stream still counts")
		}
	}
}

// TestLimits_OfPlainForms: a form that comes too fast is refused on a page, with the time to wait.
func TestLimits_OfPlainForms(t *testing.T) {
	p := newPage(t)
	answered, refusal := p.flood(p.who, "POST", "/drafts/"+p.who.draft+"/canvas", func(int) any { return url.Values{} })
	if answered != 500 || refusal.header.Get("Retry-After") != "1" {
		t.Errorf("%d were answered, Retry-After %q", answered, refusal.header.Get("Retry-After"))
	}
}

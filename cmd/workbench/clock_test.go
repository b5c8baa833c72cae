package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"
)

const day = 24 * time.Hour

// The clients' clocks play no part: nothing that a page sends holds a time. The server's clock is wrong by a
// day, and then by none, and then by a day the other way, while people write.
func TestClock_WrongByADayBackAndForth(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bubble, lead *client, room *machine) {
		swing := func() { b.wrong.Store(int64(rand.IntN(3)-1) * int64(day)) }
		var all *crowd
		for range 2 { // some sit down while it is wrong
			b.wrong.Add(int64(day))
			r := openRoom(t, lead, "One", "Two")
			all = gather(t, r, 3, func(int) string { return b.url })
			b.wrong.Store(-int64(day))
			for i := range 3 {
				all.open(r.join(t, i%2, fmt.Sprintf("later%d", i)).openPage(func() string { return b.url }))
			}
			for _, p := range all.pages {
				p.pace = 20 * time.Millisecond
			}
			var swinging sync.WaitGroup
			done := make(chan struct{})
			swinging.Go(func() {
				for {
					select {
					case <-done:
						return
					case <-time.After(15 * time.Millisecond):
						swing()
					}
				}
			})
			all.write(t, 200, func() {})
			all.finish(t)
			close(done)
			swinging.Wait()
			sum := reckon(t, b.url, all.pages)
			if sum.cuts > 0 || sum.again > 0 {
				t.Errorf("%s: a wrong clock is no reason to cut or to refuse", sum)
			}
			entries, back := all.pages[0].history(t), 0
			for i := 1; i < len(entries); i++ {
				if entries[i].Time.Before(entries[i-1].Time) {
					back++
				}
			}
			if back == 0 {
				t.Error("the clock was never wrong")
			}
			for _, p := range all.pages[:3] {
				swing()
				p.present(t, "title")
			}
			all.pages[0].sees(t, "w0", "w2")
			all.leave()
		}
		p := all.pages[0]
		for _, path := range []string{"/history", ""} {
			for _, off := range []time.Duration{-day, 0, day} {
				b.wrong.Store(int64(off))
				r, err := http.NewRequest(http.MethodGet, b.url+"/drafts/"+p.DraftID+path, nil)
				if err != nil {
					t.Fatal(err)
				}
				r.Header.Set("Authorization", "Bearer "+p.token)
				answer, err := p.http().Do(r)
				if err != nil {
					t.Fatal(err)
				}
				answer.Body.Close()
				if answer.StatusCode != http.StatusOK {
					t.Errorf("the page %q is %s with the clock off by %s", path, answer.Status, off)
				}
			}
		}
	})
}

// Too many wrong codes lock an address out for a minute, not until a clock that was a day ahead comes round again.
func TestClock_PutRightLocksNobodyOut(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bubble, lead *client, room *machine) {
		guess := func() int {
			status, _, err := (&client{url: b.url, caller: room.client}).try(http.MethodPost, "/join", map[string]string{"code": "ZZZZZZ", "group_id": "none", "name": "Guess"}, nil)
			if err != nil {
				t.Fatal(err)
			}
			return status
		}
		for _, off := range []time.Duration{day, 0, -day, 0} {
			b.wrong.Store(int64(off))
			tries := 0
			for ; guess() != http.StatusTooManyRequests; tries++ {
				if tries > 100 {
					t.Fatal("guessing has no limit")
				}
			}
			if tries != 60 {
				t.Errorf("with the clock off by %s there are %d guesses, want 60", off, tries)
			}
		}
		time.Sleep(61 * time.Second)
		if status := guess(); status == http.StatusTooManyRequests {
			t.Error("after a minute the address is still locked out")
		}
	})
}

// A seat lasts thirty days by the calendar, whatever the clock said when it was taken.
func TestClock_ASeatLastsThirtyDays(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bubble, lead *client, room *machine) {
		b.wrong.Store(-int64(day))
		r := openRoom(t, lead, "One")
		early := r.join(t, 0, "early")
		b.wrong.Store(int64(day))
		late := r.join(t, 0, "late")
		b.wrong.Store(0)
		for _, c := range []struct {
			after time.Duration
			want  int
		}{{0, http.StatusOK}, {28 * day, http.StatusOK}, {32 * day, http.StatusUnauthorized}, {28 * day, http.StatusOK}} {
			b.wrong.Store(int64(c.after)) // and the clock put back gives the seat back
			for _, s := range []*seat{early, late} {
				if status, _, err := s.try(http.MethodGet, "/drafts/"+s.DraftID, nil, nil); status != c.want {
					t.Errorf("%s, %s later: %d %v, want %d", s.name, c.after, status, err, c.want)
				}
			}
		}
	})
}

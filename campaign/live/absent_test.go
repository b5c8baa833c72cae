package live

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// missed tells who is absent from a draft, and what each holds.
func missed(h *Hub, draft string) string {
	s := ""
	for _, a := range h.Absent(draft) {
		s += fmt.Sprintf("%s:%d ", a.Client, a.Unsent)
	}
	return s
}

func holding(who, client string, unsent int) Presence {
	p := someone(who, client, core)
	p.Unsent = unsent
	return p
}

func TestAbsent_ADeviceThatHeldWordsIsRememberedUntilItIsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub()
		defer h.Close()
		lead := h.Subscribe("f", LeadTopic("w"))
		at := time.Now()
		h.Present("d", "w", holding("m1", "p1", 2))
		if got := missed(h, "d"); got != "" {
			t.Errorf("missed while it is present: %s", got)
		}
		time.Sleep(PresenceFor)
		synctest.Wait()
		list := h.Absent("d")
		if len(list) != 1 || list[0] != (Absent{"p1", "m1", "Name of m1", 2, at}) {
			t.Fatalf("got %+v", list)
		}
		events := read(lead)
		if got := string(events[len(events)-1].Data); got != `{"draft":"d","present":0,"unsent":0,"away":1}` {
			t.Errorf("those who lead hear %s", got)
		}
		if got := asJSON(h.Crowds("w")); got != `[{"draft":"d","present":0,"unsent":0,"away":1}]` {
			t.Errorf("crowds: %s", got)
		}
		h.Present("d", "w", holding("m1", "other", 0)) // another device of the same person
		if got := missed(h, "d"); got != "p1:2 " {
			t.Errorf("another device of the same person is there, and missed is %q", got)
		}
		h.Present("d", "w", holding("m1", "p1", 0))
		if got := missed(h, "d"); got != "" {
			t.Errorf("missed after it is back: %s", got)
		}
		if len(h.absent) != 0 {
			t.Error("the hub keeps an empty list")
		}
	})
}

func TestAbsent_EndsAsTheRulesSay(t *testing.T) {
	for name, row := range map[string]struct {
		then func(h *Hub)
		want string
	}{
		"nothing happens":          {func(h *Hub) {}, "p1:2 "},
		"the member is removed":    {func(h *Hub) { h.Disconnect("m1") }, ""},
		"another member":           {func(h *Hub) { h.Disconnect("m2") }, "p1:2 "},
		"a day passes":             {func(h *Hub) { time.Sleep(AbsentFor) }, ""},
		"some edits arrive":        {func(h *Hub) { h.Arrived("d", "p1", 1) }, "p1:1 "},
		"all edits arrive":         {func(h *Hub) { h.Arrived("d", "p1", 1); h.Arrived("d", "p1", 1) }, ""},
		"edits of another page":    {func(h *Hub) { h.Arrived("d", "p2", 9) }, "p1:2 "},
		"it goes once more":        {func(h *Hub) { h.Present("d", "w", holding("m1", "p1", 3)); h.Leave("d", "m1", "p1") }, "p1:3 "},
		"it comes back and leaves": {func(h *Hub) { h.Present("d", "w", holding("m1", "p1", 0)); h.Leave("d", "m1", "p1") }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := NewHub()
				defer h.Close()
				h.Present("d", "w", holding("m1", "p1", 2))
				time.Sleep(PresenceFor)
				synctest.Wait()
				row.then(h)
				if got := missed(h, "d"); got != row.want {
					t.Errorf("missed %q, want %q", got, row.want)
				}
			})
		})
	}
}

func TestAbsent_OfPagesThatHeldNothingThoseAreToldThatDidNotTakeLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub()
		defer h.Close()
		sub := h.Subscribe("m1", DraftTopic("d"))
		for _, who := range []string{"m1", "m2", "m3"} {
			h.Present("d", "w", holding(who, "p"+who, 0))
		}
		time.Sleep(5 * time.Second)
		h.Present("d", "w", holding("m2", "pm2", 0))
		sub.Cancel()
		h.departed("d", "m1") // its stream has ended
		h.Leave("d", "m2", "pm2")
		if got := missed(h, "d"); got != "" {
			t.Errorf("told at once, before it could come again: %s", got)
		}
		time.Sleep(PresenceFor - 5*time.Second)
		synctest.Wait()
		if got := missed(h, "d"); got != "pm1:0 pm3:0 " {
			t.Errorf("missed %q, want those who did not take leave", got)
		}
		if got := asJSON(h.Crowds("w")); got != `[{"draft":"d","present":0,"unsent":0,"silent":2}]` {
			t.Errorf("crowds: %s", got)
		}
		h.Present("d", "w", holding("m1", "new page", 0))
		if got := missed(h, "d"); got != "pm3:0 " {
			t.Errorf("missed %q after somebody was heard of again", got)
		}
	})
}

func TestAbsent_LeaveThatComesAfterTheStreamHasEndedIsLeaveStill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub()
		defer h.Close()
		h.Present("d", "w", holding("m1", "p1", 0))
		h.departed("d", "m1")
		h.Leave("d", "m1", "p1")
		time.Sleep(time.Hour)
		if got := missed(h, "d"); got != "" {
			t.Errorf("missed: %s", got)
		}
	})
}

func TestAbsent_KeepsBoundedlyMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub()
		defer h.Close()
		for i := range crowdLimit + 5 {
			h.Present("d", "w", holding(fmt.Sprint("m", i), "p", 1))
			h.Leave("d", fmt.Sprint("m", i), "p")
		}
		if list := h.Absent("d"); len(list) != crowdLimit || list[0].Who != "m5" {
			t.Errorf("%d, the first %s; want %d, m5", len(list), list[0].Who, crowdLimit)
		}
	})
}

func TestAbsent_IsTheSameAtEveryInstance(t *testing.T) {
	apart(t, func(t *testing.T, w *wire, a, b *Hub) {
		a.Present("d", "w", holding("m1", "p1", 2))
		a.Present("d", "w", holding("m2", "p2", 3))
		a.Present("d", "w", holding("m3", "p3", 0))
		settle()
		a.Leave("d", "m1", "p1")
		a.departed("d", "m2")
		a.Leave("d", "m3", "p3")
		settle()
		for name, h := range map[string]*Hub{"a": a, "b": b} {
			if got := missed(h, "d"); got != "p1:2 p2:3 " {
				t.Errorf("%s misses %q", name, got)
			}
		}
		b.Arrived("d", "p1", 2)
		b.Present("d", "w", holding("m2", "p2", 0))
		settle()
		for name, h := range map[string]*Hub{"a": a, "b": b} {
			if got := missed(h, "d"); got != "" {
				t.Errorf("%s misses %q after all came", name, got)
			}
		}
	})
}

func TestLeave_ABatchThatArrivedIsNotMissed(t *testing.T) {
	d, _ := open(t)
	b := batch("p1", 1, 0, typed(0, "a"))
	submit(t, d, b)
	p := someone("m1", "p1", core)
	for _, row := range []struct {
		unsent int
		batch  int64
		want   string
	}{{2, 0, "p1:2 "}, {2, 2, "p1:2 "}, {2, 1, "p1:1 "}, {1, 1, ""}} {
		p.Unsent = row.unsent
		if err := d.Leave(context.Background(), draft, p, row.batch); err != nil {
			t.Fatal(err)
		}
		if got := missed(d.Hub(), draft); got != row.want {
			t.Errorf("leaving with %d edits, batch %d on its way: missed %q, want %q", row.unsent, row.batch, got, row.want)
		}
	}
	p.Unsent = 1
	if err := d.Leave(context.Background(), draft, p, 2); err != nil {
		t.Fatal(err)
	}
	submit(t, d, batch("p1", 2, 1, typed(0, "b")))
	if got := missed(d.Hub(), draft); got != "" {
		t.Errorf("missed after it arrived: %s", got)
	}
}

func TestPresence_WhatOthersHaveSeenIsToldTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub()
		defer h.Close()
		var people []Presence
		for i := range 5 {
			p := someone(fmt.Sprint("m", i), fmt.Sprint("p", i), core)
			h.Present("d", "w", p)
			people = append(people, p)
		}
		sub := h.Subscribe("x", DraftTopic("d"))
		for seq := range int64(3) {
			for _, p := range people {
				p.Seen = 7 + seq
				h.Present("d", "w", p)
			}
		}
		if _, n := last(t, sub); n != 0 {
			t.Errorf("%d events at once", n)
		}
		time.Sleep(seenAfter)
		synctest.Wait()
		list, n := last(t, sub)
		if n != 1 || len(list) != 5 {
			t.Fatalf("%d events, the last of %d; want one of 5", n, len(list))
		}
		for _, p := range list {
			if p.Seen != 9 {
				t.Errorf("%s has seen %d, want 9", p.Client, p.Seen)
			}
		}
		people[0].Seen = 10
		h.Present("d", "w", people[0])
		people[1].At = rows
		h.Present("d", "w", people[1])
		if list, n := last(t, sub); n != 1 || list[0].Seen != 10 {
			t.Errorf("%d events for a move, which tells what was seen too", n)
		}
		time.Sleep(time.Minute / 4)
		synctest.Wait()
		if _, n := last(t, sub); n != 0 {
			t.Errorf("told again, %d times", n)
		}
	})
}

func TestPeers_TellWhatWasSeen(t *testing.T) {
	apart(t, func(t *testing.T, w *wire, a, b *Hub) {
		p := someone("m1", "p1", core)
		p.Seen, p.Section = 41, "message"
		a.Present("d", "w", p)
		settle()
		if list := b.Presence("d"); len(list) != 1 || list[0] != p {
			t.Errorf("got %+v", list)
		}
	})
}

// BenchmarkPresent_WhatATableHasSeen has the pages of 50 tables say in turn what they have seen.
func BenchmarkPresent_WhatATableHasSeen(b *testing.B) {
	h := NewHub()
	defer h.Close()
	var pages []Presence
	for i := range 300 {
		draft := fmt.Sprint("d", i%50)
		p := someone(fmt.Sprint("m", i), fmt.Sprint("p", i), core)
		h.Present(draft, "w", p)
		pages = append(pages, p)
		sub := h.Subscribe(p.Who, DraftTopic(draft))
		go func() {
			for range sub.Come() {
				if _, ended := sub.Take(); ended {
					return
				}
			}
		}()
	}
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		p := pages[n%len(pages)]
		p.Seen = int64(n)
		h.Present(fmt.Sprint("d", n%50), "w", p)
	}
}

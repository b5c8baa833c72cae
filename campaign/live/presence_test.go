package live

import (
	"encoding/json"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func someone(who, client, at string) Presence {
	return Presence{Client: client, Who: who, Name: "Name of " + who, At: at}
}

func clients(list []Presence) string {
	s := ""
	for _, p := range list {
		s += p.Client + " "
	}
	return s
}

// last gives the newest presence event that the subscription holds, and how many there were.
func last(t *testing.T, s *Subscription) ([]Presence, int) {
	t.Helper()
	events := read(s)
	if len(events) == 0 {
		return nil, 0
	}
	var list []Presence
	if err := json.Unmarshal(events[len(events)-1].Data, &list); err != nil {
		t.Fatal(err)
	}
	return list, len(events)
}

func TestPresence_EndsThirtySecondsAfterTheLastWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub()
		sub := h.Subscribe("x", DraftTopic("d"))
		h.Present("d", "w", someone("m1", "p1", core))
		time.Sleep(20 * time.Second)
		h.Present("d", "w", someone("m2", "p2", core))
		h.Present("d", "w", someone("m3", "p3", core))
		time.Sleep(5 * time.Second)
		h.Present("d", "w", someone("m3", "p3", core)) // nothing new but that it is still there
		if list, n := last(t, sub); n != 3 || clients(list) != "p1 p2 p3 " {
			t.Fatalf("%d events, the last %s", n, clients(list))
		}
		for _, row := range []struct {
			after time.Duration // since the row before
			want  string
			n     int
		}{{5*time.Second - 1, "", 0}, {1, "p2 p3 ", 1}, {20 * time.Second, "p3 ", 1}, {5*time.Second - 1, "", 0}, {1, "", 1}} {
			time.Sleep(row.after)
			synctest.Wait()
			if list, n := last(t, sub); n != row.n || clients(list) != row.want {
				t.Errorf("at %v: %d events, the last %q; want %d, %q", row.after, n, clients(list), row.n, row.want)
			}
		}
		if len(h.crowds) != 0 {
			t.Error("the hub keeps an empty crowd")
		}
	})
}

func TestPresence_PagesOfTwoPeopleWithOneClientIDAreApart(t *testing.T) {
	h := NewHub()
	defer h.Close()
	h.Present("d", "w", someone("m1", "p", core))
	h.Present("d", "w", someone("m2", "p", rows))
	h.Leave("d", "m2", "p")
	h.Leave("d", "m2", "p")
	if list := h.Presence("d"); len(list) != 1 || list[0].Who != "m1" || list[0].At != core {
		t.Errorf("got %+v", list)
	}
	if list := h.Presence("nowhere"); list == nil || len(list) != 0 {
		t.Errorf("a draft without anybody gives %v, want an empty list", list)
	}
}

func TestPresence_ThoseWhoLeadHearCountsAndNotEachMove(t *testing.T) {
	h := NewHub()
	defer h.Close()
	lead := h.Subscribe("f", LeadTopic("w"))
	p := someone("m1", "p1", core)
	h.Present("d", "w", p)
	for i := range 10 {
		p.From, p.To = i, i
		h.Present("d", "w", p)
	}
	p.Unsent = 3
	h.Present("d", "w", p)
	if got := asJSON(h.Crowds("w")); got != `[{"draft":"d","present":1,"unsent":1}]` {
		t.Errorf("crowds: %s", got)
	}
	h.Disconnect("m1")
	want := []string{
		`{"draft":"d","present":1,"unsent":0}`, `{"draft":"d","present":1,"unsent":1}`, `{"draft":"d","present":0,"unsent":0}`,
	}
	events := read(lead)
	if len(events) != len(want) {
		t.Fatalf("%d events, want %d: %s", len(events), len(want), asJSON(events))
	}
	for i, e := range events {
		if e.Name != ActivityEvent || string(e.Data) != want[i] {
			t.Errorf("event %d: %s %s, want %s", i, e.Name, e.Data, want[i])
		}
	}
	if got := asJSON(h.Crowds("w")); got != `[]` {
		t.Errorf("crowds after all left: %s", got)
	}
}

func TestPresence_KeepsBoundedlyManyPages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub()
		defer h.Close()
		for i := range crowdLimit + 5 {
			h.Present("d", "w", someone("m1", fmt.Sprint("p", i), core))
			time.Sleep(time.Millisecond)
		}
		list := h.Presence("d")
		if len(list) != crowdLimit || list[0].Client != "p5" {
			t.Errorf("%d pages, the first %s; want %d, p5", len(list), list[0].Client, crowdLimit)
		}
	})
}

package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"workbench/campaign"
)

// wire joins hubs as a database does: each hears what the others tell.
type wire struct {
	mu    sync.Mutex
	peers map[string]*Peers
	cut   map[string]bool // cannot send
	texts []string
}

func (w *wire) hub(name string) *Hub {
	h := NewHub()
	p := h.Join(func(_ context.Context, message string) error {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.cut[name] {
			return errors.New("out of reach")
		}
		w.texts = append(w.texts, message)
		for other, p := range w.peers {
			if other != name {
				p.Hear(name, message)
			}
		}
		return nil
	}, func(_ context.Context, who string) (string, error) {
		if who == "stranger" {
			return "", campaign.Fail(campaign.NotFound, "", "There is nobody of that name.")
		}
		return "Name of " + who, nil
	})
	w.mu.Lock()
	w.peers[name] = p
	w.mu.Unlock()
	p.Resume()
	return h
}

// lose takes an instance away as a killed process is.
func (w *wire) lose(name string) *Peers {
	w.mu.Lock()
	defer w.mu.Unlock()
	p := w.peers[name]
	delete(w.peers, name)
	w.cut[name] = true
	return p
}

// apart runs a test with joined hubs a and b.
func apart(t *testing.T, test func(t *testing.T, w *wire, a, b *Hub)) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{peers: map[string]*Peers{}, cut: map[string]bool{}}
		a, b := w.hub("a"), w.hub("b")
		settle()
		defer func() {
			a.Close()
			b.Close()
			for _, h := range []*Hub{a, b} {
				h.peers.Close()
			}
		}()
		test(t, w, a, b)
	})
}

// settle lets what was told arrive.
func settle() { time.Sleep(2 * gatherFor); synctest.Wait() }

func TestPeers_SeeWhereSomebodyIsAtAnotherInstance(t *testing.T) {
	apart(t, func(t *testing.T, w *wire, a, b *Hub) {
		reader := b.Subscribe("m2", DraftTopic("d"))
		p := someone("m1", "p1", core)
		a.Present("d", "w", p)
		p.From, p.To, p.Unsent = 3, 5, 1
		a.Present("d", "w", p)
		settle()
		if list, n := last(t, reader); n != 1 || len(list) != 1 || list[0] != p {
			t.Fatalf("%d events, the last %+v; want the last place alone: %+v", n, list, p)
		}
		if got := asJSON(b.Crowds("w")); got != `[{"draft":"d","present":1,"unsent":1}]` {
			t.Errorf("crowds: %s", got)
		}
		a.Leave("d", "m1", "p1")
		settle()
		if list, n := last(t, reader); n != 1 || len(list) != 0 {
			t.Errorf("%d events, the last %+v; want nobody", n, list)
		}
		for _, text := range w.texts {
			if strings.Contains(text, "Name of") {
				t.Errorf("a message holds a name: %s", text)
			}
		}
	})
}

func TestPeers_PresenceEndsWithSilenceAndWithTheInstance(t *testing.T) {
	apart(t, func(t *testing.T, w *wire, a, b *Hub) {
		a.Present("d", "w", someone("m1", "p1", core))
		time.Sleep(20 * time.Second)
		a.Present("d", "w", someone("m1", "p1", core)) // nothing new but that it is still there
		time.Sleep(20 * time.Second)
		synctest.Wait()
		if len(b.Presence("d")) != 1 {
			t.Fatal("somebody who was heard of 20 s ago is gone")
		}
		time.Sleep(11 * time.Second)
		synctest.Wait()
		if list := b.Presence("d"); len(list) != 0 {
			t.Fatalf("after 31 s of silence there is still %+v", list)
		}
		a.Present("d", "w", someone("m1", "p1", core))
		b.Present("d", "w", someone("m2", "p2", core))
		settle()
		if got := clients(b.Presence("d")); got != "p2 p1 " {
			t.Fatalf("present: %s", got)
		}
		w.lose("a")
		time.Sleep(deadAfter + aliveEvery)
		synctest.Wait()
		if got := clients(b.Presence("d")); got != "p2 " {
			t.Errorf("after the instance died: %s", got)
		}
	})
}

func TestPeers_AnInstanceThatStopsTakesLeave(t *testing.T) {
	apart(t, func(t *testing.T, w *wire, a, b *Hub) {
		a.Present("d", "w", someone("m1", "p1", core))
		a.Present("d", "w", someone("m2", "p2", core))
		settle()
		b.Subscribe("m2", DraftTopic("d")) // has come over already
		a.Close()
		a.peers.Close()
		settle()
		if got := clients(b.Presence("d")); got != "p2 " {
			t.Errorf("present: %s", got)
		}
	})
}

func TestPeers_OneWhoReadsAtAnotherInstanceStays(t *testing.T) {
	apart(t, func(t *testing.T, w *wire, a, b *Hub) {
		old := a.Subscribe("m1", DraftTopic("d"))
		a.Present("d", "w", someone("m1", "p1", core))
		settle()
		b.Subscribe("m1", DraftTopic("d"))
		old.Cancel()
		a.departed("d", "m1")
		settle()
		for name, h := range map[string]*Hub{"a": a, "b": b} {
			if got := clients(h.Presence("d")); got != "p1 " {
				t.Errorf("at %s: %q", name, got)
			}
		}
	})
}

func TestPeers_TheLaterOfTwoPlacesWinsAtBoth(t *testing.T) {
	apart(t, func(t *testing.T, w *wire, a, b *Hub) {
		a.Present("d", "w", someone("m1", "p1", core))
		time.Sleep(gatherFor / 2)
		b.Present("d", "w", someone("m1", "p1", rows))
		settle()
		for name, h := range map[string]*Hub{"a": a, "b": b} {
			if list := h.Presence("d"); len(list) != 1 || list[0].At != rows {
				t.Errorf("at %s: %+v", name, list)
			}
		}
	})
}

func TestPeers_RemovedAtOneInstanceEndsStreamsAtTheOther(t *testing.T) {
	apart(t, func(t *testing.T, w *wire, a, b *Hub) {
		gone, stays := b.Subscribe("m1", DraftTopic("d")), b.Subscribe("m2", DraftTopic("d"))
		lead, elsewhere := b.Subscribe("f", LeadTopic("w")), b.Subscribe("m3", DraftTopic("e"), WorkshopTopic("w"))
		b.Present("d", "w", someone("m1", "p1", core))
		settle()
		read(lead)
		read(stays)
		a.Disconnect("m1")
		a.Tell(News{What: "removed", Workshop: "w", Member: "m1", Name: "Name of m1", Group: "g", Drafts: []string{"d"}})
		settle()
		if !errors.Is(gone.Err(), ErrDisconnected) {
			t.Errorf("the stream ended with %v", gone.Err())
		}
		want := `{"what":"removed","name":"Name of m1","group":"g"}`
		if e := read(stays); len(e) != 2 || e[0].Name != PresenceEvent || string(e[1].Data) != want {
			t.Errorf("the table hears %s", asJSON(e))
		}
		if e := read(lead); len(e) != 2 || string(e[1].Data) != want {
			t.Errorf("those who lead hear %s", asJSON(e))
		}
		if e := read(elsewhere); len(e) != 0 {
			t.Errorf("another table hears %s", asJSON(e))
		}
		a.Tell(News{What: "settings", Workshop: "w"})
		settle()
		if e := read(elsewhere); len(e) != 1 || e[0].Name != WorkshopEvent || string(e[0].Data) != `{"what":"settings"}` {
			t.Errorf("of settings another table hears %s", asJSON(e))
		}
		if a.Disconnect("nobody"); len(b.Presence("d")) != 0 {
			t.Error("the removed member is present")
		}
	})
}

func TestPeers_TellAgainAfterABrokenConnection(t *testing.T) {
	apart(t, func(t *testing.T, w *wire, a, b *Hub) {
		reader := b.Subscribe("m3", DraftTopic("d"), WorkshopTopic("w"))
		p := w.lose("b")
		a.Present("d", "w", someone("m1", "p1", core))
		b.Present("d", "w", someone("m2", "p2", core))
		settle()
		if len(a.Presence("d")) != 1 || len(b.Presence("d")) != 1 {
			t.Fatal("the connection is not broken")
		}
		read(reader)
		w.mu.Lock()
		w.peers["b"], w.cut["b"] = p, false
		w.mu.Unlock()
		p.Resume()
		time.Sleep(2 * resendAfter)
		synctest.Wait()
		if a, b := clients(a.Presence("d")), clients(b.Presence("d")); a != "p1 p2 " || b != "p2 p1 " {
			t.Errorf("at a %q, at b %q", a, b)
		}
		var names []string
		for _, e := range read(reader) {
			names = append(names, e.Name)
		}
		if want := []string{recheckEvent, WorkshopEvent, PresenceEvent}; !slices.Equal(names, want) {
			t.Errorf("the reader hears %v, want %v", names, want)
		}
	})
}

func TestPeers_MessagesStayUnderTheLimit(t *testing.T) {
	apart(t, func(t *testing.T, w *wire, a, b *Hub) {
		const people = 150
		for i := range people {
			p := someone(fmt.Sprintf("%026d", i), strings.Repeat("<", 60)+fmt.Sprint(i), strings.Repeat("&", 200))
			a.Present("d", "w", p)
		}
		settle()
		if n := len(b.Presence("d")); n != people {
			t.Errorf("%d present, want %d", n, people)
		}
		for _, text := range w.texts {
			if len(text) > MessageLimit {
				t.Errorf("a message of %d bytes", len(text))
			}
		}
	})
}

func TestPeers_WhatIsNotUnderstoodIsLeftOut(t *testing.T) {
	apart(t, func(t *testing.T, w *wire, a, b *Hub) {
		for _, message := range []string{"", "{", `[{"k":"later"}]`, `[{"k":"here","d":"d","w":"w","m":"stranger","c":"p"}]`,
			`[{"k":"here","d":"d","w":"w","m":"m1","c":"p","o":-5}]`, `[{"k":"here","d":"d","w":"w","m":"m1","c":"p","o":30000}]`} {
			b.peers.Hear("c", message)
		}
		settle()
		if list := b.Presence("d"); len(list) != 0 {
			t.Errorf("present: %+v", list)
		}
	})
}

package main

import (
	"context"
	"net"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// bubble is the whole program on a network and a clock of the test's own: an hour takes no time.
type bubble struct {
	*served
	wires *wires
	wrong atomic.Int64 // how far the server's wall clock is off, in nanoseconds
}

// inBubble runs a test with a server, and the facilitator signed in from a device of the room.
func inBubble(t *testing.T, test func(t *testing.T, b *bubble, lead *client, room *machine)) {
	synctest.Test(t, func(t *testing.T) {
		b := &bubble{wires: newWires()}
		b.served = serveIn(t, environment{
			listen: func(context.Context, string) (net.Listener, error) { return b.wires, nil },
			// Without the monotonic part: all that the program has is a wall clock that is wrong.
			now: func() time.Time { return time.Now().Add(time.Duration(b.wrong.Load())).Round(0) },
		}, "--demo", "--addr", here, "--data", t.TempDir())
		room := b.wires.device()
		defer b.stop()
		defer room.client.CloseIdleConnections()
		test(t, b, (&client{url: b.url, caller: room.client}).signIn(t, demoName, demoPassword), room)
	})
}

// writes has a page write so many batches by itself.
func (p *typist) writes(t *testing.T, batches int) {
	t.Helper()
	for range batches {
		if !p.next(t.Context()) {
			t.Fatalf("%s: a batch is not taken: %v %v", p.name, p.refusals, p.faults())
		}
	}
}

// A phone sleeps for an hour while the others write: it reads nothing, and says nothing.
func TestAsleep_APhoneForAnHour(t *testing.T) {
	for _, c := range []struct {
		name string
		lost bool
	}{{"its connections are forgotten", true}, {"what was on its way still arrives", false}} {
		t.Run(c.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, b *bubble, lead *client, room *machine) {
				r := openRoom(t, lead, "One")
				all := gather(t, r, 2, func(int) string { return b.url })
				defer all.leave()
				others := all.pages
				phone := b.wires.device()
				defer phone.client.CloseIdleConnections()
				seat := r.join(t, 0, "sleeper")
				seat.caller = phone.client
				p := seat.openPage(func() string { return b.url })
				p.quiet = 2 * time.Hour // its own clock sleeps too
				all.open(p)
				for _, one := range all.pages {
					one.writes(t, 3)
				}
				p.present(t, "message.story")
				others[0].sees(t, p.name)
				p.knows(t, "all", func() bool { return p.seq == 9 })
				p.pending = p.compose() // typed, and not sent

				phone.fallSilent()
				for minute := range 60 {
					for _, one := range others {
						one.writes(t, 5)
					}
					time.Sleep(time.Minute)
					if minute == 0 {
						others[0].sees(t)
					}
				}
				synctest.Wait()
				if open, _ := phone.atServer(); open != 0 {
					t.Errorf("after an hour the server holds %d connections of the phone", open)
				}
				p.mu.Lock()
				if p.seq > 9 || p.cuts > 0 {
					t.Errorf("the phone is at entry %d after %d cuts, and should sleep", p.seq, p.cuts)
				}
				p.mu.Unlock()

				phone.wake(c.lost)
				p.finish(t.Context()) // on a base 600 entries old
				if r := p.receipts[len(p.receipts)-1]; p.pending != nil || r.seq != 610 {
					t.Fatalf("what was not sent became entry %d: %v", r.seq, p.faults())
				}
				p.writes(t, 3)
				reckon(t, b.url, all.pages)
				p.mu.Lock()
				if p.cuts == 0 || p.cuts > 3 {
					t.Errorf("the phone came back by %d streams", p.cuts)
				}
				p.mu.Unlock()
			})
		})
	}
}

// The server's laptop sleeps for ten minutes with everybody's connections. Where its monotonic clock sleeps too
// (Linux, macOS) only the wall clock has moved when it wakes; elsewhere every timer is due at once.
func TestAsleep_TheServersLaptopForTenMinutes(t *testing.T) {
	const nap = 10 * time.Minute
	for _, c := range []struct {
		name  string
		sleep func(b *bubble)
	}{
		{"the wall clock alone moves", func(b *bubble) { b.wrong.Add(int64(nap)) }},
		{"all clocks move", func(b *bubble) { time.Sleep(nap) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, b *bubble, lead *client, room *machine) {
				all := gather(t, openRoom(t, lead, "One", "Two"), 6, func(int) string { return b.url })
				defer all.leave()
				names := [2][]string{}
				for i, p := range all.pages {
					names[i%2] = append(names[i%2], p.name)
					p.writes(t, 5)
					p.present(t, "message.story")
					p.pending, p.pace = p.compose(), 50*time.Millisecond
				}
				room.fallSilent()
				c.sleep(b)
				synctest.Wait()
				room.wake(true)
				all.finish(t)
				all.write(t, 40, func() {})
				all.finish(t)
				present := func(at string) {
					t.Helper()
					for _, p := range all.pages {
						p.present(t, at)
					}
					for i, p := range all.pages {
						p.sees(t, names[i%2]...)
					}
				}
				present("message.core")
				cuts := reckon(t, b.url, all.pages).cuts
				entries := all.pages[0].history(t)
				if moved := entries[len(entries)-1].Time.Sub(entries[0].Time); moved < nap {
					t.Errorf("the entries lie %s apart", moved)
				}

				time.Sleep(3 * time.Minute) // and it goes on: what was forgotten is noticed, what lives is left alone
				if _, forgotten := room.atServer(); forgotten > 0 {
					t.Errorf("the server holds %d connections that nobody has", forgotten)
				}
				for range 10 {
					time.Sleep(20 * time.Second)
					present("title")
				}
				if more := reckon(t, b.url, all.pages).cuts - cuts; more > 0 {
					t.Errorf("afterwards %d streams were cut", more)
				}
			})
		})
	}
}

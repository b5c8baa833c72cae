//go:build postgres

package main

import (
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"
)

// TestInstances_KilledUnderWrites kills one of two instances at random moments while two groups, each spread
// over both, write texts, choices, numbers and rows. The people of the one that is gone go on at the other one
// by themselves, with what got no answer, and come back when a new one is there.
func TestInstances_KilledUnderWrites(t *testing.T) {
	began, kills := time.Now(), killsAsked()
	dsn, _ := schema(t)
	var servers [2]*served
	var addresses [2]atomic.Pointer[string]
	start := func(i int) {
		servers[i] = serveApart(t, nil, "--demo", "--addr", here, "--db", dsn)
		addresses[i].Store(&servers[i].url)
	}
	start(0)
	start(1)
	facilitator := signIn(t, servers[0].url, demoName, demoPassword)
	var moved atomic.Int64
	place := func(person int) string { // as a load balancer that notices
		home := person / 2 % 2 // neighbours of a group are on different instances
		if at := addresses[home].Load(); at != nil {
			return *at
		}
		moved.Add(1)
		return *addresses[1-home].Load()
	}
	var room *crowd
	var sum tally
	for kill := range kills {
		if kill%killsInRoom == 0 {
			if room != nil {
				room.leave()
			}
			facilitator.url = servers[0].url
			room = gather(t, openRoom(t, facilitator, "One", "Two"), 8, place)
			sum.room()
		}
		victim := rand.IntN(2)
		room.write(t, 20+rand.IntN(120), func() { servers[victim].process.Kill() })
		addresses[victim].Store(nil)
		room.write(t, 40, func() {}) // everybody at the other one
		room.finish(t)
		servers[victim].stop()
		reckon(t, servers[1-victim].url, room.pages)
		start(victim)
		room.write(t, 10, func() {})
		room.finish(t)
		sum.now(reckon(t, servers[victim].url, room.pages))
	}
	t.Logf("%d kills of one of two instances, %s, %d requests at the other one, in %s", kills, sum, moved.Load(), time.Since(began).Round(time.Millisecond))
	if moved.Load() == 0 {
		t.Error("nobody went to the other instance")
	}
}

// TestInstances_ABadNetworkLosesAndDoublesNothing has every request go to either of two instances: the same
// batch, sent again, meets the one that has not seen it.
func TestInstances_ABadNetworkLosesAndDoublesNothing(t *testing.T) {
	dsn, _ := schema(t)
	a := serveHere(t, nil, "--demo", "--addr", here, "--db", dsn)
	b := serveHere(t, nil, "--demo", "--addr", here, "--db", dsn)
	onABadNetwork(t, a.url, b.url)
}

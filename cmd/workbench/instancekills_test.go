//go:build postgres

package main

import (
	"math/rand/v2"
	"net/http"
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

// TestInstances_TheDatabaseBreaksItsConnections ends every connection of both instances with the database,
// again and again, under writes: also between a commit and the word that it was done.
func TestInstances_TheDatabaseBreaksItsConnections(t *testing.T) {
	dsn, admin := schema(t)
	a := serveHere(t, nil, "--demo", "--addr", here, "--db", dsn)
	b := serveHere(t, nil, "--demo", "--addr", here, "--db", dsn)
	room := gather(t, openRoom(t, signIn(t, a.url, demoName, demoPassword), "One", "Two"), 8,
		func(person int) string { return []string{a.url, b.url}[person/2%2] })
	broken := 0
	for range batchesAsked() / 15 {
		room.write(t, 10+rand.IntN(10), func() {
			var ended int
			err := admin.QueryRow(t.Context(), "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1", application(t, dsn)).Scan(&ended)
			if err != nil {
				t.Error(err)
			}
			broken += ended
		})
	}
	room.finish(t)
	reckon(t, a.url, room.pages)
	sum := tally{}
	sum.now(reckon(t, b.url, room.pages))
	refused := 0
	for _, p := range room.pages {
		refused += p.refusals[http.StatusServiceUnavailable]
	}
	t.Logf("%d connections broken, %s; %d answers said that the database is gone", broken, sum, refused)
	if broken < 20 {
		t.Errorf("%d connections were broken", broken)
	}
}

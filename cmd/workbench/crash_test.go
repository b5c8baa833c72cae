package main

import (
	"math/rand/v2"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
)

// killsAsked is how often a test kills: as WORKBENCH_KILLS says, 3 times without it.
func killsAsked() int {
	if n, err := strconv.Atoi(os.Getenv("WORKBENCH_KILLS")); err == nil {
		return n
	}
	return 3
}

// killsInRoom is how many kills a room sees: its draft and its history grow with each.
const killsInRoom = 5

// TestServe_KeepsWhatItAcknowledged kills the serving process at random moments while two groups write texts,
// choices, numbers and rows. After each restart, at another address, the pages go on by themselves: they send
// what got no answer again and come back to the stream after the last entry that they have.
func TestServe_KeepsWhatItAcknowledged(t *testing.T) {
	began, kills := time.Now(), killsAsked()
	dir := t.TempDir()
	var address atomic.Value
	start := func() *served {
		s := serveApart(t, nil, "--demo", "--addr", here, "--data", dir)
		address.Store(s.url)
		return s
	}
	s := start()
	facilitator := signIn(t, s.url, demoName, demoPassword)
	var room *crowd
	var sum tally
	for kill := range kills {
		if kill%killsInRoom == 0 {
			if room != nil {
				room.leave()
			}
			facilitator.url = s.url
			room = gather(t, openRoom(t, facilitator, "One", "Two"), 6, func(int) string { return address.Load().(string) })
			sum.room()
		}
		room.write(t, 20+rand.IntN(120), func() { s.process.Kill() })
		s.stop()
		s = start()
		room.finish(t)
		sum.now(reckon(t, s.url, room.pages))
	}
	t.Logf("%d kills, %s in %s", kills, sum, time.Since(began).Round(time.Millisecond))
}

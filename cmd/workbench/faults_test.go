package main

import (
	"os"
	"strconv"
	"testing"
	"time"
)

// batchesAsked is how many batches the tests of faults write: as WORKBENCH_FAULTS says, 300 without it.
func batchesAsked() int {
	if n, err := strconv.Atoi(os.Getenv("WORKBENCH_FAULTS")); err == nil {
		return n
	}
	return 300
}

// batchesInRoom is how many batches a room sees before there is another one: its texts and its rows are bounded.
const batchesInRoom = 500

func TestFaults_ABadNetworkLosesAndDoublesNothing(t *testing.T) {
	s := serveHere(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	onABadNetwork(t, s.url)
}

// onABadNetwork has two groups write to some servers through a network that loses requests and answers and cuts
// streams, and reckons at each of the servers.
func onABadNetwork(t *testing.T, servers ...string) {
	t.Helper()
	began, l := time.Now(), newLossy(t, servers...)
	facilitator := signIn(t, servers[0], demoName, demoPassword)
	var sum tally
	for left := batchesAsked(); left > 0; left -= batchesInRoom {
		room := gather(t, openRoom(t, facilitator, "One", "Two"), 6, func(int) string { return l.url })
		room.write(t, min(left, batchesInRoom), func() {})
		room.finish(t)
		sum.room()
		for _, s := range servers {
			sum.now(reckon(t, s, room.pages))
		}
		room.leave()
	}
	t.Logf("%s; %d requests dropped, %d answers lost, %d passed, %d streams cut, in %s", sum,
		l.dropped.Load(), l.lost.Load(), l.passed.Load(), l.cut.Load(), time.Since(began).Round(time.Millisecond))
	if l.dropped.Load() == 0 || l.lost.Load() == 0 || l.cut.Load() == 0 {
		t.Error("the network was not bad")
	}
}

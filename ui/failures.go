package ui

import (
	"sync"
	"time"

	"workbench/campaign"
)

// failuresPerMinute is how many wrong codes and passwords one address may send in any minute. Only
// failures count: a room of hundreds shares one address.
const failuresPerMinute = 60

// addressesKept is about how many addresses are kept before those that have failed in no recent minute
// are forgotten.
const addressesKept = 10_000

// failures counts failed joins and sign-ins by address.
type failures struct {
	now func() time.Time
	mu  sync.Mutex
	by  map[string][]time.Time // the times of the last failures, oldest first, at most failuresPerMinute
}

func newFailures(now func() time.Time) *failures {
	return &failures{now: now, by: map[string][]time.Time{}}
}

// recent says whether something was in the last minute. What seems to lie ahead was noted by a clock that has
// been put right since, and must lock nobody out until that clock's hour comes.
func recent(at, now time.Time) bool {
	ago := now.Sub(at)
	return ago >= 0 && ago < time.Minute
}

// check refuses an address that has used up its failures.
func (f *failures) check(address string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if past := f.by[address]; len(past) == failuresPerMinute && recent(past[0], f.now()) {
		return campaign.Fail(campaign.SlowDown, "", "Too many wrong codes from this network. Wait a minute, then check the code on the projector and try again.")
	}
	return nil
}

// count notes one failure of an address.
func (f *failures) count(address string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	if len(f.by) > addressesKept {
		for a, past := range f.by {
			if !recent(past[len(past)-1], now) {
				delete(f.by, a)
			}
		}
	}
	past := f.by[address]
	if len(past) == failuresPerMinute {
		past = append(past[:0], past[1:]...)
	}
	f.by[address] = append(past, now)
}

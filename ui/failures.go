package ui

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"workbench/campaign"
)

// failuresPerMinute is how many wrong codes and passwords one address may send. Only failures count: a
// room of hundreds shares one address.
const failuresPerMinute = 60

// failures counts failed joins and sign-ins by address.
type failures struct {
	now func() time.Time
	mu  sync.Mutex
	by  map[string]*rate.Limiter
}

func newFailures(now func() time.Time) *failures {
	return &failures{now: now, by: map[string]*rate.Limiter{}}
}

// check refuses an address that has used up its failures.
func (f *failures) check(address string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if l := f.by[address]; l != nil && l.TokensAt(f.now()) < 1 {
		return campaign.Fail(campaign.SlowDown, "", "Too many wrong codes from this network. Wait a minute, then check the code on the projector and try again.")
	}
	return nil
}

// count notes one failure of an address.
func (f *failures) count(address string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	if len(f.by) > 10_000 { // forget addresses that have their full allowance again
		for a, l := range f.by {
			if l.TokensAt(now) >= failuresPerMinute {
				delete(f.by, a)
			}
		}
	}
	l := f.by[address]
	if l == nil {
		l = rate.NewLimiter(rate.Every(time.Minute/failuresPerMinute), failuresPerMinute)
		f.by[address] = l
	}
	l.AllowN(now, 1)
}

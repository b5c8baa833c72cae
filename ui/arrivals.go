package ui

import (
	"sync"

	"github.com/labstack/echo/v4"
)

// arrivals remembers whether another device has reached this server since it started: the facilitator's
// page ticks when the first one does.
type arrivals struct {
	mu   sync.Mutex
	came bool
	done chan struct{}
}

func newArrivals() *arrivals { return &arrivals{done: make(chan struct{})} }

// note records the caller's device if it is another one than the server's own.
func (a *arrivals) note(c echo.Context) {
	if fromThisMachine(c) {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.came {
		a.came = true
		close(a.done)
	}
}

// arrived says whether another device has come.
func (a *arrivals) arrived() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.came
}

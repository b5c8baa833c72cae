package ui

import (
	"sync/atomic"

	"github.com/labstack/echo/v4"
)

// arrivals remembers whether another device has reached this server since it started: the facilitator's
// page ticks when the first one does.
type arrivals struct{ came atomic.Bool }

// note records the caller's device if it is another one than the server's own.
func (a *arrivals) note(c echo.Context) {
	if !fromThisMachine(c) {
		a.came.Store(true)
	}
}

// arrived says whether another device has come.
func (a *arrivals) arrived() bool { return a.came.Load() }

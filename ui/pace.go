package ui

import (
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// rate is how often one person may do something: so many times a second for as long as they like, and so many more
// at once after a rest.
type rate struct {
	kind      string // what it counts, for the key
	perSecond int
	burst     int
}

// The rates of one member or account. They are far above what people do, even with several pages open, and what a
// load driver does for one; a page that is broken or hostile is held to a small part of what the server can do.
var (
	batchRate    = rate{"batch", 200, 2000}   // a page has one batch in flight, and sends some ten a second at most
	presenceRate = rate{"presence", 50, 500}  // a page says where it is a few times a second
	formRate     = rate{"form", 50, 500}      // plain forms: sections, decisions, answers, moments
	commentRate  = rate{"comment", 2, 30}     // what people say to each other: nobody writes more than that
	readingRate  = rate{"reading", 100, 2000} // what is checked or written out anew each time: findings, briefs, history
)

// How many event streams one person may have open at this instance. A browser's tabs share one; those who lead have
// walls and several people on one account.
const (
	memberStreams = 64
	leaderStreams = 256
)

// The seconds after which a refused client tries again.
const (
	paceAfter   = 1
	streamAfter = 10 // streams whose reader is gone end by themselves
)

// paceKept is about how many people's rates are kept before those that have rested are forgotten.
const paceKept = 10_000

// pace holds people to their rates, each in one short look at one number: the time until which what they did is
// paid for (the generic cell rate algorithm, ITU-T I.371, as a virtual scheduler).
type pace struct {
	now func() time.Time

	mu      sync.Mutex
	paid    map[paceKey]time.Time
	streams map[string]int // open, by person
}

type paceKey struct{ kind, who string }

func newPace(now func() time.Time) *pace {
	return &pace{now: now, paid: map[paceKey]time.Time{}, streams: map[string]int{}}
}

// allow counts one more, or says how long to wait.
func (p *pace) allow(r rate, who string) (wait time.Duration) {
	each := time.Second / time.Duration(r.perSecond)
	now := p.now()
	p.mu.Lock()
	defer p.mu.Unlock()
	key := paceKey{r.kind, who}
	until := p.paid[key]
	if ahead := until.Sub(now); ahead < 0 || ahead > each*time.Duration(r.burst) {
		until = now // rested, or noted by a clock that has been put back since
	}
	until = until.Add(each)
	if wait = until.Sub(now) - each*time.Duration(r.burst); wait > 0 {
		return wait
	}
	if len(p.paid) > paceKept {
		for k, t := range p.paid {
			if t.Before(now) {
				delete(p.paid, k)
			}
		}
	}
	p.paid[key] = until
	return 0
}

// open counts one more stream, until close; false where there are enough.
func (p *pace) open(who campaign.Caller) (closed func(), ok bool) {
	most := memberStreams
	if who.Leads() {
		most = leaderStreams
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.streams[who.ID] >= most {
		return nil, false
	}
	p.streams[who.ID]++
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.streams[who.ID]--; p.streams[who.ID] == 0 {
			delete(p.streams, who.ID)
		}
	}, true
}

// paced holds the callers of a handler to a rate. It is for routes that nobody calls as a stranger.
func (s *Server) paced(r rate, handler echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if wait := s.pace.allow(r, caller(c).ID); wait > 0 {
			return slowDown(c, int(math.Ceil(wait.Seconds())), "This came faster than anybody writes. What was not taken is kept on your page and sent again in a moment.")
		}
		return handler(c)
	}
}

// streaming bounds the open streams of one person.
func (s *Server) streaming(handler echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		closed, ok := s.pace.open(caller(c))
		if !ok {
			return slowDown(c, streamAfter, "Too many pages are open on this seat. Close some; this one tries again by itself.")
		}
		defer closed()
		return handler(c)
	}
}

// slowDown refuses for now, and says in how many seconds to come back.
func slowDown(c echo.Context, seconds int, sentence string) error {
	c.Response().Header().Set("Retry-After", strconv.Itoa(max(seconds, paceAfter)))
	return campaign.Fail(campaign.SlowDown, "", sentence)
}

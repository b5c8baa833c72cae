package live

import (
	"errors"
	"slices"
	"sync"
)

// What a subscription holds before it is cut off: as many events, and as many bytes of data. A single event may be
// larger.
const (
	Buffered      = 256
	BufferedBytes = 1 << 20
)

// Why a subscription ended, as Subscription.Err and the streams say it.
var (
	ErrSlow         = errors.New("the reader was too slow and was cut off")
	ErrDisconnected = errors.New("the reader was disconnected")
	ErrClosed       = errors.New("the hub is closed")
	ErrCancelled    = errors.New("the subscription was cancelled")
)

// Subscription is one reader of topics. What it holds takes room only while it waits: a room of 300 people has 300
// streams, and nearly all of them are nearly always empty.
type Subscription struct {
	hub    *Hub
	owner  string
	topics []Topic
	err    error // guarded by hub.mu

	come  chan struct{} // holds a token while there is something to take
	mu    sync.Mutex
	held  []Event
	bytes int // of their data
	ended bool
}

// Come has something to read when Take would give something: events, or that the subscription has ended.
func (s *Subscription) Come() <-chan struct{} { return s.come }

// Take gives what has been collected, in the order in which it was published, and whether the subscription has ended,
// so that nothing follows. It never waits.
func (s *Subscription) Take() (events []Event, ended bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	events, s.held, s.bytes = s.held, nil, 0
	return events, s.ended
}

// collect keeps an event, unless so many wait already that the reader is taken for too slow.
func (s *Subscription) collect(e Event) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.held); n >= Buffered || n > 0 && s.bytes+len(e.Data) > BufferedBytes {
		return false
	}
	s.bytes += len(e.Data)
	s.held = append(s.held, e)
	s.tell()
	return true
}

func (s *Subscription) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	s.tell()
}

func (s *Subscription) tell() {
	select {
	case s.come <- struct{}{}:
	default: // it has been told
	}
}

// Err says why the subscription has ended: nil while it has not, else ErrSlow, ErrDisconnected,
// ErrClosed or ErrCancelled.
func (s *Subscription) Err() error {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	return s.err
}

// Cancel ends the subscription. It may be called at any time and more than once.
func (s *Subscription) Cancel() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	s.hub.end(s, ErrCancelled)
}

// listens says whether the subscription has the topic.
func (s *Subscription) listens(t Topic) bool { return slices.Contains(s.topics, t) }

package live

import (
	"slices"
	"strings"
	"sync"
)

// Topic is what a subscription listens to and what an event is published to.
type Topic string

// DraftTopic reaches the pages that have the draft open.
func DraftTopic(draft string) Topic { return Topic("draft/" + draft) }

// WorkshopTopic reaches everybody in the workshop: all pages on its drafts, and those who lead.
func WorkshopTopic(workshop string) Topic { return Topic("workshop/" + workshop) }

// workshop is the workshop whose WorkshopTopic it is.
func (t Topic) workshop() (id string, ok bool) { return strings.CutPrefix(string(t), "workshop/") }

// LeadTopic reaches the facilitators' pages of the workshop alone.
func LeadTopic(workshop string) Topic { return Topic("lead/" + workshop) }

// Hub carries events from those who publish to the subscriptions of one process. Delivery holds one
// exclusive lock and never waits, so that all subscriptions see one order. It also keeps presence.
type Hub struct {
	mu     sync.Mutex
	closed bool
	topics map[Topic]map[*Subscription]struct{}
	owners map[string]map[*Subscription]struct{}
	peers  *Peers // nil where there is no other instance

	// By draft.
	crowds  map[string]*crowd
	absent  map[string]*absence
	counted map[string]counted
}

// NewHub returns a hub without subscriptions.
func NewHub() *Hub {
	return &Hub{
		topics: map[Topic]map[*Subscription]struct{}{},
		owners: map[string]map[*Subscription]struct{}{},
		crowds: map[string]*crowd{}, absent: map[string]*absence{}, counted: map[string]counted{},
	}
}

// Subscribe begins to collect the events of the topics. Owner is the id of the member or account whose
// stream it is, for Disconnect. At a closed hub the subscription has ended already.
func (h *Hub) Subscribe(owner string, topics ...Topic) *Subscription {
	s := &Subscription{hub: h, owner: owner, topics: topics, come: make(chan struct{}, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		s.err = ErrClosed
		s.close()
		return s
	}
	for _, t := range topics {
		put(h.topics, t, s)
	}
	put(h.owners, owner, s)
	return s
}

// Publish gives the event to the subscriptions of the topics, each once. It never waits: a
// subscription that is full ends with ErrSlow.
func (h *Hub) Publish(e Event, topics ...Topic) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.publish(e, topics...)
}

// publish is Publish under the lock.
func (h *Hub) publish(e Event, topics ...Topic) {
	for i, t := range topics {
		for s := range h.topics[t] {
			if i > 0 && slices.ContainsFunc(topics[:i], s.listens) {
				continue
			}
			if !s.collect(e) {
				h.end(s, ErrSlow)
			}
		}
	}
}

// Listening says whether anybody is subscribed to the topic, so that news for nobody need not be made.
func (h *Hub) Listening(t Topic) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.topics[t]) > 0
}

// led says whether anybody who leads any workshop is subscribed.
func (h *Hub) led() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for t := range h.topics {
		if strings.HasPrefix(string(t), string(LeadTopic(""))) {
			return true
		}
	}
	return false
}

// Disconnect ends every subscription of the owner and forgets the owner's presence, at the other instances
// too. It is for somebody who has been removed or moved, or who has signed out.
func (h *Hub) Disconnect(owner string) {
	h.disconnect(owner)
	h.note(word{Kind: endWord, Who: owner})
}

// disconnect is Disconnect at this instance.
func (h *Hub) disconnect(owner string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.owners[owner] {
		h.end(s, ErrDisconnected)
	}
	for draft := range h.crowds {
		h.forget(draft, func(p page) bool { return p.Who == owner }, removed)
	}
	for draft := range h.absent {
		h.found(draft, func(o Absent) bool { return o.Who == owner })
	}
}

// Close ends every subscription and forgets all presence. A closed hub takes no more; closing it again
// does nothing. Servers close the hub first, so that open streams do not hold up their shutdown.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for _, subs := range h.owners {
		for s := range subs {
			h.end(s, ErrClosed)
		}
	}
	for draft, c := range h.crowds {
		c.timer.Stop()
		delete(h.crowds, draft)
	}
	clear(h.absent)
	clear(h.counted)
}

// note has a word told to the other instances, where there are any.
func (h *Hub) note(w word) {
	if h.peers != nil {
		h.peers.out.add(w)
	}
}

// end takes the subscription out and tells it, once.
func (h *Hub) end(s *Subscription, why error) {
	if s.err != nil {
		return
	}
	s.err = why
	for _, t := range s.topics {
		take(h.topics, t, s)
	}
	take(h.owners, s.owner, s)
	s.close()
}

func put[K comparable](sets map[K]map[*Subscription]struct{}, key K, s *Subscription) {
	if sets[key] == nil {
		sets[key] = map[*Subscription]struct{}{}
	}
	sets[key][s] = struct{}{}
}

func take[K comparable](sets map[K]map[*Subscription]struct{}, key K, s *Subscription) {
	delete(sets[key], s)
	if len(sets[key]) == 0 {
		delete(sets, key)
	}
}

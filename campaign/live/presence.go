package live

import (
	"cmp"
	"slices"
	"time"
)

// PresenceFor is how long somebody counts as present after the last word from the page.
const PresenceFor = 30 * time.Second

// crowdLimit bounds the pages that are kept for one draft; the one unheard of the longest gives way.
const crowdLimit = 200

// seenAfter is how long the news that somebody has seen more of the draft waits for other such news. All
// pages of a table see an entry at about the same time.
const seenAfter = 500 * time.Millisecond

// Presence is where the person at one open page is. From and To are UTF-16 positions in the text At,
// Unsent is how many edits the page still holds, Seen the last seq that it has shown to somebody who looked
// (0 where it does not say), as far as it is of the section that it shows. Who and Name come from the server, not from the page.
type Presence struct {
	Client string `json:"client"`
	Who    string `json:"who"`
	Name   string `json:"name"`
	At     string `json:"at"`
	From   int    `json:"from"`
	To     int    `json:"to"`
	Unsent int    `json:"unsent"`
	Seen   int64  `json:"seen,omitempty"`

	Section string `json:"section,omitempty"`
}

// crowd is who is present on one draft.
type crowd struct {
	workshop string
	pages    []page // in the order they came
	timer    *time.Timer
	seen     *time.Timer // runs while news of what was seen waits to be told
}

// page is one open page of a crowd.
type page struct {
	Presence
	until time.Time
	home  string // the instance that the page spoke to last; empty for this one
}

// Present takes the place of the page p.Client of p.Who on the draft, and tells the draft's readers when
// anything has changed. Those who lead the workshop hear only of changed counts. A page that is not
// heard of for PresenceFor is forgotten.
func (h *Hub) Present(draft, workshop string, p Presence) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	if h.present(draft, workshop, page{Presence: p, until: now.Add(PresenceFor)}) {
		h.note(herePage(draft, workshop, p, now))
	}
}

// present takes the place of a page, and says whether it was news; older news than is known is none.
func (h *Hub) present(draft, workshop string, now page) bool {
	if h.closed {
		return false
	}
	c := h.crowds[draft]
	if c == nil {
		c = &crowd{workshop: workshop}
		c.timer = time.AfterFunc(PresenceFor, func() { h.sweep(draft, c) })
		h.crowds[draft] = c
	}
	i := slices.IndexFunc(c.pages, func(q page) bool { return q.Client == now.Client && q.Who == now.Who })
	if i >= 0 && c.pages[i].until.After(now.until) {
		return false // it has spoken to another instance since
	}
	defer h.back(draft, now.Presence)
	switch {
	case i >= 0 && c.pages[i].Presence == now.Presence:
		c.pages[i] = now
		return true
	case i >= 0:
		was := c.pages[i].Presence
		c.pages[i] = now
		if was.Seen = now.Seen; was == now.Presence {
			h.tellSeen(draft, c)
			return true
		}
	default:
		if len(c.pages) >= crowdLimit {
			oldest := slices.IndexFunc(c.pages, func(q page) bool { return q.until.Equal(c.earliest()) })
			c.pages = slices.Delete(c.pages, oldest, oldest+1)
		}
		c.pages = append(c.pages, now)
	}
	h.tell(draft, c)
	return true
}

// Leave forgets one page of somebody on the draft, which says that it goes. Only what it has said that it
// holds is remembered: see Absent.
func (h *Hub) Leave(draft, who, client string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.left(draft, who, client)
	h.note(word{Kind: leftWord, Draft: draft, Who: who, Client: client})
}

// left is Leave at this instance. The end of the page's stream may have been noticed before.
func (h *Hub) left(draft, who, client string) {
	h.forget(draft, func(p page) bool { return p.Client == client && p.Who == who }, leaves)
	h.found(draft, func(o Absent) bool { return o.Client == client && o.Who == who && o.Unsent == 0 })
}

// Presence lists who is on the draft, in the order they came. It is never nil.
func (h *Hub) Presence(draft string) []Presence {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.crowds[draft].list()
}

// Crowd counts who is on the draft and who is missed.
func (h *Hub) Crowd(draft string) Crowd {
	h.mu.Lock()
	defer h.mu.Unlock()
	if c, ok := h.counted[draft]; ok {
		return c.Crowd
	}
	return Crowd{Draft: draft}
}

// Crowds lists the drafts of the workshop on which somebody is present or missed, ordered by id. It is never nil.
func (h *Hub) Crowds(workshop string) []Crowd {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := []Crowd{}
	for _, c := range h.counted {
		if c.workshop == workshop {
			all = append(all, c.Crowd)
		}
	}
	slices.SortFunc(all, func(a, b Crowd) int { return cmp.Compare(a.Draft, b.Draft) })
	return all
}

// departed is called when a draft stream of the owner has ended: with the last one, the owner's presence
// on the draft ends too.
func (h *Hub) departed(draft, owner string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || h.reads(draft, owner) {
		return
	}
	if h.forget(draft, func(p page) bool { return p.Who == owner }, vanished) {
		h.note(word{Kind: leftWord, Draft: draft, Who: owner})
	}
}

// reads says whether the owner has a stream of the draft at this instance.
func (h *Hub) reads(draft, owner string) bool {
	for s := range h.owners[owner] {
		if s.listens(DraftTopic(draft)) {
			return true
		}
	}
	return false
}

// forget drops pages of the draft's crowd and tells, where there were any.
func (h *Hub) forget(draft string, gone func(page) bool, how parting) bool {
	c := h.crowds[draft]
	if c == nil || !slices.ContainsFunc(c.pages, gone) {
		return false
	}
	for _, p := range c.pages {
		if gone(p) {
			h.miss(draft, c.workshop, p, how)
		}
	}
	c.pages = slices.DeleteFunc(c.pages, gone)
	if len(c.pages) == 0 {
		c.timer.Stop()
		delete(h.crowds, draft)
	}
	h.tell(draft, c)
	return true
}

// sweep forgets the pages whose time is over and waits for the next one's.
func (h *Hub) sweep(draft string, c *crowd) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.crowds[draft] != c { // emptied or closed while the timer fired
		return
	}
	now := time.Now()
	h.forget(draft, func(p page) bool { return !p.until.After(now) }, vanished)
	if len(c.pages) > 0 {
		c.timer.Reset(c.earliest().Sub(now))
	}
}

// earliest is when the page that was unheard of the longest is to be forgotten.
func (c *crowd) earliest() time.Time {
	return slices.MinFunc(c.pages, func(a, b page) int { return a.until.Compare(b.until) }).until
}

// tellSeen has the crowd told soon, where all that has changed is how much somebody has seen.
func (h *Hub) tellSeen(draft string, c *crowd) {
	if c.seen != nil {
		return
	}
	c.seen = time.AfterFunc(seenAfter, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.crowds[draft] == c && c.seen != nil {
			h.tell(draft, c)
		}
	})
}

// tell publishes the crowd to the draft's readers, and its counts to those who lead if they changed.
func (h *Hub) tell(draft string, c *crowd) {
	if c.seen != nil {
		c.seen.Stop()
		c.seen = nil
	}
	if len(h.topics[DraftTopic(draft)]) > 0 {
		h.publish(Event{Name: PresenceEvent, Data: encode(c.list())}, DraftTopic(draft))
	}
	h.count(draft, c.workshop)
}

// section is the one that most of the pages show, of as many the one that came first; empty where none says.
func (c *crowd) section() string {
	most, at := 0, ""
	for _, p := range c.pages {
		n := 0
		for _, q := range c.pages {
			if q.Section == p.Section {
				n++
			}
		}
		if p.Section != "" && n > most {
			most, at = n, p.Section
		}
	}
	return at
}

func (c *crowd) list() []Presence {
	if c == nil {
		return []Presence{}
	}
	list := make([]Presence, len(c.pages))
	for i, p := range c.pages {
		list[i] = p.Presence
	}
	return list
}

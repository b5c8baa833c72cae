package live

import "time"

// herePage is the word that a page is at its place.
func herePage(draft, workshop string, p Presence, said time.Time) word {
	return word{Kind: hereWord, Draft: draft, Workshop: workshop, Who: p.Who, Client: p.Client,
		At: p.At, From: p.From, To: p.To, Unsent: p.Unsent, Seen: p.Seen, Section: p.Section, said: said}
}

// presentAt takes the place of a page that has spoken to another instance.
func (h *Hub) presentAt(from string, w word, name string) {
	age := time.Duration(w.Age) * time.Millisecond
	if age < 0 || age >= PresenceFor {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.present(w.Draft, w.Workshop, page{home: from, until: time.Now().Add(PresenceFor - age), Presence: Presence{
		Client: w.Client, Who: w.Who, Name: name, At: w.At, From: w.From, To: w.To, Unsent: w.Unsent, Seen: w.Seen, Section: w.Section}})
}

// leftAt forgets pages whose stream at another instance has ended. Somebody who reads the draft here is
// still there: then the others hear of the pages again.
func (h *Hub) leftAt(w word) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if w.Client == "" && h.reads(w.Draft, w.Who) {
		h.retellPages(w.Draft, func(p *page) bool { return p.Who == w.Who })
		return
	}
	if w.Client != "" {
		h.left(w.Draft, w.Who, w.Client)
		return
	}
	h.forget(w.Draft, func(p page) bool { return p.Who == w.Who }, vanished)
}

// arrivedAt takes that edits of a page that is missed are in the log.
func (h *Hub) arrivedAt(w word) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.arrived(w.Draft, w.Client, w.Unsent)
}

// instanceGone forgets the pages of an instance that is no more, but those of people who read here.
func (h *Hub) instanceGone(from string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for draft := range h.crowds {
		h.retellPages(draft, func(p *page) bool { return p.home == from && h.reads(draft, p.Who) })
		h.forget(draft, func(p page) bool { return p.home == from }, vanished)
	}
}

// retell tells the other instances of all pages that spoke to this one last.
func (h *Hub) retell() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for draft := range h.crowds {
		h.retellPages(draft, func(p *page) bool { return p.home == "" })
	}
}

// retellPages tells the other instances of pages of a draft. From here on this instance answers for them.
func (h *Hub) retellPages(draft string, which func(*page) bool) {
	c := h.crowds[draft]
	if c == nil {
		return
	}
	for i := range c.pages {
		if p := &c.pages[i]; which(p) {
			p.home = ""
			h.note(herePage(draft, c.workshop, p.Presence, p.until.Add(-PresenceFor)))
		}
	}
}

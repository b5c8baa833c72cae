package live

import (
	"slices"
	"time"
)

// AbsentFor is how long it is remembered of a device that it fell silent.
const AbsentFor = 24 * time.Hour

// Absent is a page that is not heard of any more. With Unsent it has said that it holds so many edits that
// are not in the log, and they may still be on that device. Without, it has just gone without taking leave, as
// a device does that has lost its network, has run out of battery or was shut: what it holds is not known.
type Absent struct {
	Client string
	Who    string
	Name   string
	Unsent int
	Since  time.Time // when it was last heard of
}

// absence is who is absent from one draft.
type absence struct {
	workshop string
	pages    []Absent // in the order they went
}

// parting is how a page goes.
type parting int

const (
	vanished parting = iota // its time is over or its stream has ended, and it has not said why
	leaves                  // it says so
	removed                 // the member is no longer to be there
)

// Absent lists the pages that are absent from the draft, those first that were heard of the longest ago. Of
// pages that hold nothing as far as is known only those are told that have been silent for PresenceFor.
func (h *Hub) Absent(draft string) []Absent {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []Absent
	if a := h.absent[draft]; a != nil {
		now := time.Now()
		for _, p := range a.pages {
			if p.tells(now) {
				list = append(list, p)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Absent) int { return a.Since.Compare(b.Since) })
	return list
}

// tells says whether the absence is to be shown.
func (p Absent) tells(now time.Time) bool {
	silent := now.Sub(p.Since)
	return silent < AbsentFor && (p.Unsent > 0 || silent >= PresenceFor)
}

// miss remembers a page that went.
func (h *Hub) miss(draft, workshop string, p page, how parting) {
	if how == removed || how == leaves && p.Unsent == 0 {
		return
	}
	a := h.absent[draft]
	if a == nil {
		a = &absence{workshop: workshop}
		h.absent[draft] = a
	}
	now := time.Now()
	gone := Absent{Client: p.Client, Who: p.Who, Name: p.Name, Unsent: p.Unsent, Since: p.until.Add(-PresenceFor)}
	a.pages = slices.DeleteFunc(a.pages, func(o Absent) bool {
		return o.Who == gone.Who && (o.Client == gone.Client || o.Unsent == 0) || now.Sub(o.Since) >= AbsentFor
	})
	if len(a.pages) >= crowdLimit {
		a.pages = slices.Delete(a.pages, 0, 1)
	}
	a.pages = append(a.pages, gone)
	if wait := gone.Since.Add(PresenceFor).Sub(now); gone.Unsent == 0 && wait > 0 {
		time.AfterFunc(wait, func() { h.recount(draft) })
	}
}

// found forgets absences, and tells those who lead where that changes what they see.
func (h *Hub) found(draft string, which func(Absent) bool) {
	a := h.absent[draft]
	if a == nil {
		return
	}
	a.pages = slices.DeleteFunc(a.pages, which)
	if len(a.pages) == 0 {
		delete(h.absent, draft)
	}
	h.count(draft, a.workshop)
}

// back forgets what a page that is heard of is remembered for: of another page of the same person only that
// it was silent, because what that one holds may still be on another device.
func (h *Hub) back(draft string, p Presence) {
	h.found(draft, func(o Absent) bool { return o.Who == p.Who && (o.Client == p.Client || o.Unsent == 0) })
}

// Arrived says that edits of a page are in the log. What an absent page is known to hold becomes less.
func (h *Hub) Arrived(draft, client string, edits int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.arrived(draft, client, edits) {
		h.note(word{Kind: sentWord, Draft: draft, Client: client, Unsent: edits})
	}
}

// arrived is Arrived at this instance, and says whether the page is missed.
func (h *Hub) arrived(draft, client string, edits int) bool {
	a := h.absent[draft]
	if a == nil {
		return false
	}
	i := slices.IndexFunc(a.pages, func(o Absent) bool { return o.Client == client && o.Unsent > 0 })
	if i < 0 {
		return false
	}
	a.pages[i].Unsent -= edits
	h.found(draft, func(o Absent) bool { return o.Client == client && o.Unsent <= 0 })
	return true
}

// recount tells those who lead how many there are, where that has changed.
func (h *Hub) recount(draft string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if a := h.absent[draft]; a != nil && !h.closed {
		h.count(draft, a.workshop)
	}
}

// count publishes to those who lead how many are on the draft and how many are missed, if it has changed.
func (h *Hub) count(draft, workshop string) {
	now := Crowd{Draft: draft}
	if c := h.crowds[draft]; c != nil {
		now.Present = len(c.pages)
		for _, p := range c.pages {
			if p.Unsent > 0 {
				now.Unsent++
			}
		}
		now.Section = c.section()
	}
	if a := h.absent[draft]; a != nil {
		at := time.Now()
		for _, p := range a.pages {
			switch {
			case !p.tells(at):
			case p.Unsent > 0:
				now.Away++
			default:
				now.Silent++
			}
		}
	}
	was, told := h.counted[draft]
	if was.Crowd == now || !told && now == (Crowd{Draft: draft}) {
		return
	}
	if now == (Crowd{Draft: draft}) {
		delete(h.counted, draft)
	} else {
		h.counted[draft] = counted{workshop, now}
	}
	h.publish(Event{Name: ActivityEvent, Data: encode(now)}, LeadTopic(workshop))
}

// counted is what was last told of a draft to those who lead its workshop.
type counted struct {
	workshop string
	Crowd
}

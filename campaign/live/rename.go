package live

import "slices"

// Rename has people who are present or missed be called otherwise, by their ids, and tells the drafts' readers. Whoever is
// not named keeps the name. Other instances look names up when they hear that the settings have changed.
func (h *Hub) Rename(names map[string]string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for draft, c := range h.crowds {
		changed := false
		for i := range c.pages {
			if name, ok := names[c.pages[i].Who]; ok && name != c.pages[i].Name {
				c.pages[i].Name, changed = name, true
			}
		}
		if changed {
			h.tell(draft, c)
		}
	}
	for _, a := range h.absent {
		for i := range a.pages {
			if name, ok := names[a.pages[i].Who]; ok {
				a.pages[i].Name = name
			}
		}
	}
}

// people are the ids of those who are present or missed on a workshop's drafts.
func (h *Hub) people(workshop string) (ids []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range h.crowds {
		for _, p := range c.pages {
			if c.workshop == workshop && !slices.Contains(ids, p.Who) {
				ids = append(ids, p.Who)
			}
		}
	}
	for _, a := range h.absent {
		for _, p := range a.pages {
			if a.workshop == workshop && !slices.Contains(ids, p.Who) {
				ids = append(ids, p.Who)
			}
		}
	}
	return ids
}

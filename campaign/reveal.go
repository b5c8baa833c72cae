package campaign

import (
	"maps"
	"slices"
	"time"
)

// Revealing is who let all groups read a section, and when.
type Revealing struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// Reveals says whether every group may read what the others wrote in a section.
func (c *Course) Reveals(section string) bool { return slices.Contains(c.Revealed, section) }

// Reveal lets every group read what the others write in the sections, until they are hidden again. One that is
// revealed stays as it was.
func (c *Course) Reveal(sections []string, by string, now time.Time) {
	shown := maps.Clone(c.Shown)
	if shown == nil {
		shown = map[string]Revealing{}
	}
	for _, id := range sections {
		if !c.Reveals(id) {
			c.Revealed, shown[id] = append(slices.Clone(c.Revealed), id), Revealing{by, now}
		}
	}
	c.Shown = shown
}

// Hide ends that groups read what others wrote in a section. With the last one it is forgotten in which order they
// stood without names.
func (c *Course) Hide(section string) {
	c.Revealed = slices.DeleteFunc(slices.Clone(c.Revealed), func(id string) bool { return id == section })
	shown := maps.Clone(c.Shown)
	delete(shown, section)
	c.Shown = shown
	if len(c.Revealed) == 0 {
		c.Revealed, c.Shown, c.Unnamed = nil, nil, ""
	}
}

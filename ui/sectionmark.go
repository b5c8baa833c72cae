package ui

// sectionMark is one section on the strip that is woven section by section.
type sectionMark struct {
	Filled, Asked int
}

// State is how far the section is: done, part or none.
func (m sectionMark) State() string {
	switch {
	case m.Filled == 0:
		return "none"
	case m.Filled == m.Asked:
		return "done"
	}
	return "part"
}

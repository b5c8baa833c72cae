package campaign

// SectionProgress is how much of a section is filled. A field is filled when its value is not nothing.
type SectionProgress struct {
	Section    string
	Filled     int // fields that hold something
	Asked      int // fields of the section
	CoreFilled int
	Core       int // fields that should be filled before a draft is submitted
}

// Progress returns how much of each section of the canvas a draft has filled, in the canvas's order.
func (c *Canvas) Progress(d *Draft) []SectionProgress {
	list := make([]SectionProgress, 0, len(c.Sections))
	for _, s := range c.Sections {
		p := SectionProgress{Section: s.ID, Asked: len(s.Fields), Core: len(s.Core)}
		for _, id := range s.Fields {
			if !d.Fields[id].Empty() {
				p.Filled++
			}
		}
		for _, id := range s.Core {
			if !d.Fields[id].Empty() {
				p.CoreFilled++
			}
		}
		list = append(list, p)
	}
	return list
}

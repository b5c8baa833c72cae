package principles

import "slices"

// dialogue asks whether people can answer. With asks: an-answer it wants one channel on which they can; where
// people meet in person they can talk without its being written, so there the rule says partly. With asks:
// somebody it wants an owner for every online channel that takes replies, and with asks: rules more than "open".
type dialogue struct {
	ruleHead
	in             string
	online, person []string
	closed, bare   string
	care           string
	mode           string
}

func newDialogue(h ruleHead, s *settings) rule {
	r := &dialogue{ruleHead: h}
	at := s.column("in")
	r.in = at.field
	r.online, r.person = s.options("online", at), s.options("in_person", at)
	if f := s.families("closed"); len(f) > 0 {
		r.closed = f[0]
	}
	if f := s.families("bare"); len(f) > 0 {
		r.bare = f[0]
	}
	r.care = s.wordList("care")
	if n := s.need("asks"); n != nil {
		r.mode = s.OneOf(n, "asks", "an-answer", "somebody", "rules")
	}
	s.done("dialogue")
	return r
}

func (r *dialogue) check(c *checker) {
	if !c.asked(r.in) {
		return
	}
	rows, open, meets, closed := 0, 0, false, false
	for i, row := range c.d.Fields[r.in].Rows {
		if !says(row) {
			continue
		}
		rows++
		channel := row.Cells["channel"].Text
		shut := c.hit(place{r.in, "replies"}, i, r.closed) != nil
		switch {
		case shut:
			closed = closed || channel == "" || channel == "other" || slices.Contains(r.online, channel)
			meets = meets || slices.Contains(r.person, channel)
			continue
		case c.empty(row, "replies"):
			meets = meets || slices.Contains(r.person, channel)
			continue
		}
		open++
		if !slices.Contains(r.online, channel) {
			continue
		}
		switch {
		case r.mode == "somebody" && c.empty(row, "owner"):
			c.missing(r.in, rowRef(row, i), "owner", nil)
		case r.mode == "rules":
			r.checkRules(c, i)
		}
	}
	if r.mode != "an-answer" || rows == 0 || open > 0 || closed {
		return // where replies are closed the wording of it is shown
	}
	f := c.missing(r.in, RowRef{}, "", nil)
	if meets {
		f.Status = Partly
	}
}

// checkRules speaks of "comments open" with nobody, no hours and no rules.
func (r *dialogue) checkRules(c *checker, row int) {
	of := c.row(r.in, row)
	for i := range of {
		p := &of[i]
		if p.column != "replies" {
			continue
		}
		h := c.hit(place{r.in, "replies"}, row, r.bare)
		if h == nil || slices.ContainsFunc(c.folded(p), digit) {
			continue
		}
		if !slices.ContainsFunc(c.marksOf(p), func(m mark) bool {
			return c.in(r.care, m) && (m.end <= h.start || m.start >= h.end)
		}) {
			c.span(p, int(h.start), int(h.end), nil).Language = c.family(*h).language
		}
	}
}

package principles

// positiveFirst asks about a core message that only opposes: opposition in it, or the harm named (phrases of
// level 0), and nothing that it is for, or more opposition than that.
type positiveFirst struct {
	ruleHead
	in       []place
	family   string
	positive string
}

func newPositiveFirst(h ruleHead, s *settings) rule {
	r := &positiveFirst{ruleHead: h, in: s.places("in"), positive: s.wordList("positive")}
	if f := s.families("families"); len(f) == 1 {
		r.family = f[0]
	} else if s.values["families"] != nil {
		s.Fail(s.values["families"], "name one family of opposition")
	}
	s.done("positive-first")
	return r
}

func (r *positiveFirst) check(c *checker) {
	c.inPlaces(r.in, func(p *passage) {
		var first *hit
		against, favour := 0, 0
		for i, h := range c.hitsOf(p) {
			if c.family(h).id == r.family && !h.mild {
				if first == nil || !c.family(*first).reviewed() && c.family(h).reviewed() {
					first = &c.hitsOf(p)[i] // a list that somebody has reviewed speaks for others that hear the same
				}
				if c.p.words.phrases[h.phrase].level > 0 {
					against++ // naming the harm (level 0) opposes nothing yet
				}
			}
		}
		if first == nil {
			return
		}
		last := int32(-1)
		for _, m := range c.marksOf(p) {
			if m.start >= last && c.in(r.positive, m) && !r.inside(c, p, m) {
				favour++
				last = m.end
			}
		}
		if favour == 0 || against > favour+1 {
			f := c.span(p, int(first.start), int(first.end), &values{n: against, rewrite: c.p.words.phrases[first.phrase].rewrite})
			language, reviewed := c.heard(c.family(*first), p, *first)
			f.Language = language
			if !reviewed {
				c.hint(f)
			}
		}
	})
}

// inside says whether a mark is part of an opposing phrase: "fight for" is not for anything.
func (r *positiveFirst) inside(c *checker, p *passage, m mark) bool {
	for _, h := range c.hitsOf(p) {
		if c.family(h).id == r.family && m.start < h.end && m.end > h.start {
			return true
		}
	}
	return false
}

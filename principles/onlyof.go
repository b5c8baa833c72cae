package principles

// onlyOf reports a text that names something of one list and nothing of another: the police as the only place
// where help is found.
type onlyOf struct {
	ruleHead
	in           []place
	list, beside string
}

func newOnlyOf(h ruleHead, s *settings) rule {
	r := &onlyOf{ruleHead: h, in: s.places("in"), list: s.wordList("list"), beside: s.wordList("beside")}
	s.done("only-of")
	return r
}

func (r *onlyOf) check(c *checker) {
	c.inPlaces(r.in, func(p *passage) {
		var first *mark
		for i, m := range c.marksOf(p) {
			switch {
			case c.in(r.beside, m):
				return
			case c.in(r.list, m) && first == nil:
				first = &c.marksOf(p)[i]
			}
		}
		if first == nil {
			return
		}
		text := c.folded(p)
		for _, m := range c.marksOf(p) {
			if m.end <= first.start && c.p.words.negator >= 0 && c.p.words.has(m.term, c.p.words.negator) && first.start-m.end < 12 && len(text) > 0 {
				return // "not the police"
			}
		}
		f := c.span(p, int(first.start), int(first.end), nil)
		f.Language = c.listLanguage(r.list, r.list, *first)
	})
}

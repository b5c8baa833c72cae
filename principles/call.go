package principles

// call looks at a call to action. Attitudes alone ("be tolerant") are no action; an action in two or three
// words ("join us") leaves open where, when and how. No list holds all verbs: who fixes a day or an hour is
// believed to ask for something that is done then.
type call struct {
	ruleHead
	in                      place
	actions, attitudes, how string
	when                    string // words for a fixed day or hour; empty where the pack has none
	mode                    string
}

func newCall(h ruleHead, s *settings) rule {
	r := &call{ruleHead: h, actions: s.wordList("actions"), attitudes: s.wordList("attitudes"), how: s.wordList("how")}
	if n := s.need("in"); n != nil {
		r.in.field, r.in.column = s.field(n, "in")
	}
	if n := s.need("asks"); n != nil {
		r.mode = s.OneOf(n, "asks", "not-attitude", "an-action", "how")
	}
	if s.get("when") != nil {
		r.when = s.wordList("when")
	}
	s.done("call")
	return r
}

func (r *call) check(c *checker) {
	c.inPlaces([]place{r.in}, func(p *passage) {
		if c.placeholder(p.text) {
			return
		}
		var attitude *mark
		action, how, fixed := false, false, false
		saying := int32(0) // the end of the attitudes so far: to play our part is no play
		for i, m := range c.marksOf(p) {
			switch {
			case c.in(r.actions, m) && !c.in(r.attitudes, m):
				action = action || m.end > saying
			case c.in(r.attitudes, m):
				if saying = max(saying, m.end); attitude == nil {
					attitude = &c.marksOf(p)[i]
				}
			}
			how = how || c.in(r.how, m)
			fixed = fixed || c.in(r.when, m)
		}
		words := wordsOf(p, wordsAbout(c.folded(p)))
		for _, b := range c.folded(p) {
			how = how || digit(b) || b == '@' || b == '#'
		}
		switch {
		case r.mode == "not-attitude" && !action && attitude != nil:
			f := c.span(p, int(attitude.start), int(attitude.end), nil)
			f.Language = c.listLanguage(r.attitudes, r.attitudes, *attitude)
		case r.mode == "an-action" && !action && !fixed && attitude == nil && c.speaks(r.actions, p):
			c.whole(p, nil)
		case r.mode == "how" && action && !how && words > 0 && words <= 3:
			c.whole(p, nil)
		}
	})
}

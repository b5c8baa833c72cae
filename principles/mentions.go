package principles

// mentions asks that a text says something of a kind: a way of testing, a source. It speaks of a filled text
// only, and only where the text is in a language that the list has words for.
type mentions struct {
	ruleHead
	places []place
	list   string
	orIn   []place
	digits bool
}

func newMentions(h ruleHead, s *settings) rule {
	r := &mentions{ruleHead: h, places: s.places("in"), list: s.wordList("list")}
	if s.values["or_in"] != nil {
		r.orIn = s.places("or_in")
	}
	s.asked = append(s.asked, "or_in")
	if n := s.get("or_digits"); n != nil {
		r.digits = s.Truth(n, "or_digits")
	}
	s.done("mentions")
	return r
}

func (r *mentions) check(c *checker) {
	if c.affirms(r.list, r.places) || c.affirms(r.list, r.orIn) {
		return
	}
	c.inPlaces(r.places, func(p *passage) {
		if c.placeholder(p.text) || !c.speaks(r.list, p) {
			return
		}
		if r.digits {
			for _, b := range c.folded(p) {
				if digit(b) {
					return
				}
			}
		}
		c.whole(p, nil)
	})
}

// affirms says whether a term of a list occurs in the places without a negator right before it: "no pretest" names
// no way of testing.
func (c *checker) affirms(list string, places []place) bool {
	found := false
	c.inPlaces(places, func(p *passage) {
		denied := int32(-1) // where the last negator ended
		for _, m := range c.marksOf(p) {
			if c.in(list, m) && (denied < 0 || m.start < denied || m.start > denied+1) {
				found = true
			}
			if c.in("negators", m) {
				denied = max(denied, m.end)
			}
		}
	})
	return found
}

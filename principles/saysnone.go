package principles

// saysNone reports a short text that only says that there is nothing to say: "none", "no risks foreseen",
// "gender neutral". A longer text explains itself.
type saysNone struct {
	ruleHead
	in   []place
	list string
}

// longestDenial is how many words a text may have that only says none.
const longestDenial = 9

func newSaysNone(h ruleHead, s *settings) rule {
	r := &saysNone{ruleHead: h, in: s.places("in"), list: s.wordList("list")}
	s.done("says-none")
	return r
}

func (r *saysNone) check(c *checker) {
	c.inPlaces(r.in, func(p *passage) {
		if c.saysNone(p, r.list) {
			c.whole(p, nil)
		}
	})
}

// saysNone says whether a passage is a placeholder or a short denial out of a list.
func (c *checker) saysNone(p *passage, list string) bool {
	if blankText(p.text) {
		return false
	}
	if c.placeholder(p.text) {
		return true
	}
	if wordsOf(p, wordsAbout(c.folded(p))) > longestDenial {
		return false
	}
	for _, m := range c.marksOf(p) {
		if c.in(list, m) {
			return true
		}
	}
	return false
}

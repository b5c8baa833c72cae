package principles

import "slices"

// weakReason speaks of a reason that gives none: one or two words, or rank, reach and convenience without a
// word about the audience. Words of the list grounds, and the content words of the field audience, are such a
// word: "Everybody at the jetty asks them" is short and a reason.
type weakReason struct {
	ruleHead
	in       place
	families []string
	grounds  string
	audience string
	short    int
}

func newWeakReason(h ruleHead, s *settings) rule {
	r := &weakReason{ruleHead: h, in: s.column("in"), families: s.families("families"), grounds: s.wordList("grounds"), short: s.number("short", 2, 1, 20)}
	if n := s.need("audience"); n != nil {
		r.audience, _ = s.field(n, "audience")
	}
	s.done("weak-reason")
	return r
}

func (r *weakReason) check(c *checker) {
	var audience map[string]bool
	c.inPlaces([]place{r.in}, func(p *passage) {
		if c.placeholder(p.text) {
			return
		}
		var weak *hit
		var excused []hit // words inside any of these say nothing about the audience: everyone in our office
		for _, h := range c.hitsOf(p) {
			if !h.mild && slices.Contains(r.families, c.family(h).id) {
				if excused = append(excused, h); weak == nil {
					weak = &h
				}
			}
		}
		words := countWords(c.folded(p))
		if weak == nil && (words == 0 || words > r.short || !c.p.words.listIn[r.grounds][c.d.Language]) {
			return // two words can say much in another language
		}
		for _, m := range c.marksOf(p) {
			if c.in(r.grounds, m) && !slices.ContainsFunc(excused, func(h hit) bool { return m.start < h.end && m.end > h.start }) {
				return
			}
		}
		if audience == nil {
			audience = map[string]bool{}
			c.passagesOf(r.audience, func(q *passage) { c.stems(q, func(s string) { audience[s] = true }) })
		}
		theirs := false
		c.stems(p, func(s string) { theirs = theirs || audience[s] })
		switch {
		case theirs:
		case weak != nil:
			f := c.span(p, int(weak.start), int(weak.end), nil)
			f.Language = c.family(*weak).language
		default:
			for _, b := range c.folded(p) {
				if digit(b) {
					return
				}
			}
			c.whole(p, nil)
		}
	})
}

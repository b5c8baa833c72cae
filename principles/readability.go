package principles

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// readability holds the length of sentences against a longest and a mean, in words. It says nothing of texts in
// scripts without spaces, where words cannot be counted; Vietnamese writes syllables apart and is allowed half as many again.
type readability struct {
	ruleHead
	places        []place
	longest, mean int
}

func newReadability(h ruleHead, s *settings) rule {
	r := &readability{
		ruleHead: h, places: s.places("in"),
		longest: s.number("longest", 25, 5, 100), mean: s.number("mean", 20, 5, 100),
	}
	if r.mean > r.longest {
		s.Fail(s.node, "mean is larger than longest; change one")
	}
	s.done("readability")
	return r
}

func (r *readability) check(c *checker) {
	c.inPlaces(r.places, func(p *passage) {
		text := c.folded(p)
		longest, mean := r.longest, r.mean
		if vietnamese(p.text) {
			longest, mean = longest*3/2, mean*3/2
		}
		n, total, found := 0, 0, false
		for _, s := range sentences(text) {
			words := countWords(text[s.from:s.to])
			if words == 0 {
				continue
			}
			n++
			total += words
			if words > longest && !listed(string(text[s.from:s.to])) {
				c.span(p, s.from, s.to, &values{n: words, limit: longest})
				found = true
			}
		}
		if !found && n > 1 && total > n*mean {
			c.whole(p, &values{n: (total + n - 1) / n, limit: mean})
		}
	})
}

// listed says whether a long sentence is a list in one line, which reads as its parts do.
func listed(s string) bool { return strings.Count(s, ";") >= 2 || strings.Count(s, "•") >= 2 }

// vietnamese says whether a text has letters that only Vietnamese uses here.
func vietnamese(s string) bool {
	n := 0
	for _, r := range norm.NFC.String(s) {
		if r == 'ơ' || r == 'ư' || r == 'đ' || r == 'Đ' || r >= 0x1EA0 && r <= 0x1EF9 {
			n++
		}
	}
	return n >= 2
}

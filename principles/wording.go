package principles

import (
	"slices"

	"workbench/campaign"
)

// wording reports the phrases of families. A hit is a question and never a verdict, so its status is review.
// In an analysis field it is what analysis says: info, the same as elsewhere, or skip. A list that nobody has
// reviewed reports at most consider.
type wording struct {
	ruleHead
	families []string
	places   []place
	analysis string
}

func newWording(h ruleHead, s *settings) rule {
	r := &wording{ruleHead: h, families: s.families("families"), places: s.places("in"), analysis: "same"}
	if n := s.get("analysis"); n != nil {
		r.analysis = s.OneOf(n, "analysis", "info", "same")
	}
	if h.status != Review {
		s.Fail(s.node, "a wording rule asks a question: its status is review")
	}
	s.done("wording")
	return r
}

func (r *wording) check(c *checker) {
	c.inPlaces(r.places, func(p *passage) {
		end := int32(0)
		for _, h := range c.hitsOf(p) {
			f := c.family(h)
			if !slices.Contains(r.families, f.id) || h.start < end {
				continue // another family of the rule has asked about these words
			}
			end = h.end
			ph := &c.p.words.phrases[h.phrase]
			found := c.span(p, int(h.start), int(h.end), &values{rewrite: ph.rewrite})
			language, reviewed := c.heard(f, p, h)
			found.Language = language
			switch {
			case h.mild, ph.level == 0, r.analysis == "info" && p.voice == campaign.Analysis:
				found.Severity = Info
			case !reviewed:
				c.hint(found)
			}
		}
	})
}

// heard returns the language whose words a hit was found by, and whether its list has been reviewed. A phrase of
// one language also finds words of another: where those are in a script of their own, it is their lists that spoke.
func (c *checker) heard(f *family, p *passage, h hit) (language string, reviewed bool) {
	for _, r := range string(c.folded(p)[h.start:h.end]) {
		own := ""
		switch {
		case r >= 0x0E00 && r <= 0x0E7F:
			own = "th"
		case r >= 0x1780 && r <= 0x17FF:
			own = "km"
		}
		if own != "" && own != f.language {
			return own, false
		}
	}
	return f.language, f.reviewed()
}

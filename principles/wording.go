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
			found.Language = f.language
			switch {
			case h.mild, ph.level == 0, r.analysis == "info" && p.voice == campaign.Analysis:
				found.Severity = Info
			case !f.reviewed() && found.Severity.weight() > Consider.weight():
				found.Severity = Consider
				if t := c.texts.unreviewed; t != "" {
					found.Message += " " + t
				}
			}
		}
	})
}

package principles

import (
	"slices"

	"workbench/campaign"
)

// wording reports the phrases of families. A hit is a question and never a verdict, so its status is review.
// In an analysis field it is what analysis says: info, the same as elsewhere, or skip. A list that nobody has
// reviewed reports at most consider. With rows_of: field/column and rows_with: options, only those rows of the
// field are read that hold one of the options there, or nothing.
type wording struct {
	ruleHead
	families []string
	places   []place
	analysis string
	rowsOf   place    // a column of options; its zero value: every row is read
	rowsWith []string // of which a row has to hold one, or none at all, to be read
}

func newWording(h ruleHead, s *settings) rule {
	r := &wording{ruleHead: h, families: s.families("families"), places: s.places("in"), analysis: "same"}
	if n := s.get("analysis"); n != nil {
		r.analysis = s.OneOf(n, "analysis", "info", "same")
	}
	if s.get("rows_of") != nil {
		r.rowsOf = s.column("rows_of")
		r.rowsWith = s.options("rows_with", r.rowsOf)
	}
	if h.status != Review {
		s.Fail(s.node, "a wording rule asks a question: its status is review")
	}
	s.done("wording")
	return r
}

func (r *wording) check(c *checker) {
	c.inPlaces(r.places, func(p *passage) {
		if !r.reads(c, p) {
			return
		}
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

// reads says whether the passage stands in a row that the rule reads.
func (r *wording) reads(c *checker, p *passage) bool {
	if r.rowsOf.field == "" || p.id != r.rowsOf.field || p.row < 0 {
		return true
	}
	option := c.d.Fields[p.id].Rows[p.row].Cells[r.rowsOf.column].Text
	return option == "" || slices.Contains(r.rowsWith, option)
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

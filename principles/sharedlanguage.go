package principles

import "slices"

// sharedLanguage asks that what the audience gets is in at least one of its languages: the choices of one
// field against the languages of rows.
type sharedLanguage struct {
	ruleHead
	audience string
	rows     []place
}

func newSharedLanguage(h ruleHead, s *settings) rule {
	r := &sharedLanguage{ruleHead: h, rows: s.places("rows")}
	if n := s.need("audience"); n != nil {
		r.audience, _ = s.field(n, "audience")
	}
	s.done("shared-language")
	return r
}

func (r *sharedLanguage) check(c *checker) {
	theirs := c.d.Fields[r.audience].Choices
	if !c.asked(r.audience) || len(theirs) == 0 || slices.Contains(theirs, "other") {
		return
	}
	first := ""
	for _, at := range r.rows {
		if !c.asked(at.field) {
			continue
		}
		for _, row := range c.d.Fields[at.field].Rows {
			switch l := row.Cells[at.column].Text; {
			case l == "":
			case slices.Contains(theirs, l), l == "other":
				return
			case first == "":
				first = at.field
			}
		}
	}
	if first != "" {
		c.missing(first, RowRef{}, "", nil)
	}
}

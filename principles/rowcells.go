package principles

import "workbench/campaign"

// rowCells asks that a column is filled in every row that says something. Where no row at all has it, none is
// the status instead of the rule's own: one gap is an oversight, nothing but gaps is a part left out.
type rowCells struct {
	ruleHead
	in   place
	none Status
}

func newRowCells(h ruleHead, s *settings) rule {
	r := &rowCells{ruleHead: h, in: s.column("in")}
	if n := s.get("none"); n != nil {
		r.none = Status(s.OneOf(n, "none", string(Partly), string(NotMet), string(Review)))
	}
	s.done("row-cells")
	return r
}

// column reads FIELD/COLUMN, where the column is needed.
func (s *settings) column(key string) place {
	var p place
	n := s.need(key)
	if n == nil {
		return p
	}
	p.field, p.column = s.field(n, key)
	if p.field != "" && p.column == "" {
		s.Fail(n, "%s names a field of rows and one of its columns, such as messengers.list/why", key)
	}
	return p
}

// says tells whether a row holds anything.
func says(r campaign.Row) bool {
	for _, v := range r.Cells {
		if v.Number != nil || !blankText(v.Text) {
			return true
		}
	}
	return false
}

// empty says whether a cell holds nothing, or nothing but a placeholder.
func (c *checker) empty(r campaign.Row, column string) bool {
	v := r.Cells[column]
	return v.Number == nil && len(v.Choices) == 0 && c.placeholder(v.Text)
}

func (r *rowCells) check(c *checker) {
	if !c.asked(r.in.field) {
		return
	}
	first, some := len(c.found), false
	for i, row := range c.d.Fields[r.in.field].Rows {
		switch {
		case !says(row):
		case c.empty(row, r.in.column):
			c.missing(r.in.field, rowRef(row, i), r.in.column, nil)
		default:
			some = true
		}
	}
	if !some && r.none != "" {
		for i := first; i < len(c.found); i++ {
			c.found[i].f.Status = r.none
		}
	}
}

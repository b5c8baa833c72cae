package principles

import "slices"

// distinct asks that the rows of a table have at least min different choices in a column. A row in which
// nothing is chosen could be any of them, so the rule then asks for the choice and not for more rows.
type distinct struct {
	ruleHead
	in  place
	min int
}

func newDistinct(h ruleHead, s *settings) rule {
	r := &distinct{ruleHead: h, in: s.column("in"), min: s.number("min", 2, 2, 50)}
	s.done("distinct")
	return r
}

func (r *distinct) check(c *checker) {
	if !c.asked(r.in.field) {
		return
	}
	var seen []string
	rows, open, openAt := 0, RowRef{}, false
	for i, row := range c.d.Fields[r.in.field].Rows {
		choice := row.Cells[r.in.column].Text
		switch {
		case !says(row):
			continue
		case choice == "":
			if !openAt {
				open, openAt = rowRef(row, i), true
			}
		case !slices.Contains(seen, choice):
			seen = append(seen, choice)
		}
		rows++
	}
	v := &values{n: len(seen), limit: r.min}
	switch {
	case rows == 0 || len(seen) >= r.min:
	case openAt:
		c.missing(r.in.field, open, r.in.column, v)
	default:
		c.missing(r.in.field, RowRef{}, "", v)
	}
}

// hasRow asks that at least one row of a table has one of some options in a column.
type hasRow struct {
	ruleHead
	in      place
	options []string
}

func newHasRow(h ruleHead, s *settings) rule {
	r := &hasRow{ruleHead: h, in: s.column("in")}
	r.options = s.options("options", r.in)
	s.done("has-row")
	return r
}

func (r *hasRow) check(c *checker) {
	if !c.asked(r.in.field) {
		return
	}
	rows := 0
	for _, row := range c.d.Fields[r.in.field].Rows {
		if slices.Contains(r.options, row.Cells[r.in.column].Text) {
			return
		}
		if says(row) {
			rows++
		}
	}
	if rows > 0 {
		c.missing(r.in.field, RowRef{}, "", nil)
	}
}

package principles

import (
	"cmp"
	"slices"

	"workbench/campaign"
)

// allOfKind speaks where every row of a table is of the same few kinds: only officials speak, everything is
// online. A row counts by its choice, or by a phrase of a family in its name, since people write "the Minister"
// and leave the kind as it is. Phrases of the family worse in other fields make it not met.
type allOfKind struct {
	ruleHead
	in      place
	options []string
	least   int // rows, before it speaks
	name    place
	family  string
	worse   []string
	worseIn []place
}

func newAllOfKind(h ruleHead, s *settings) rule {
	r := &allOfKind{ruleHead: h, in: s.column("in")}
	r.options, r.least = s.options("options", r.in), s.number("least", 1, 1, 50)
	if s.values["family"] != nil {
		r.name = s.column("name")
		if f := s.families("family"); len(f) > 0 {
			r.family = f[0]
		}
	}
	if s.values["worse"] != nil {
		r.worse, r.worseIn = s.families("worse"), s.places("worse_in")
	}
	s.asked = append(s.asked, "family", "name", "worse", "worse_in")
	s.done("all-of-kind")
	return r
}

// options reads some of the options of a column of choices.
func (s *settings) options(key string, of place) []string {
	n := s.need(key)
	if n == nil || of.field == "" || of.column == "" {
		return nil
	}
	f := s.lib.Field(of.field)
	if f == nil || f.Column(of.column) == nil {
		s.Fail(n, "%s has no column %q to choose in", of.field, of.column)
		return nil
	}
	col := f.Column(of.column)
	known := s.lib.OptionSets()[col.OptionSet]
	var out []string
	for _, item := range s.Items(n, key) {
		id := s.Text(item, "a member of "+key)
		if id != "" && !slices.Contains(known, id) {
			s.Fail(item, "%s/%s has no option %q", of.field, of.column, id)
		}
		out = append(out, id)
	}
	return out
}

func (r *allOfKind) check(c *checker) {
	if !c.asked(r.in.field) {
		return
	}
	n := 0
	for i, row := range c.d.Fields[r.in.field].Rows {
		switch {
		case !says(row):
		case slices.Contains(r.options, row.Cells[r.in.column].Text), r.named(c, row, i):
			n++
		default:
			return
		}
	}
	if n < r.least {
		return
	}
	f := c.missing(r.in.field, RowRef{}, "", &values{n: n})
	c.inPlaces(r.worseIn, func(p *passage) {
		for _, h := range c.hitsOf(p) {
			if !h.mild && slices.Contains(r.worse, c.family(h).id) {
				f.Status = NotMet
			}
		}
	})
}

// named says whether the row's name has a phrase of the family.
func (r *allOfKind) named(c *checker, row campaign.Row, i int) bool {
	return r.family != "" && c.hit(place{r.in.field, r.name.column}, i, r.family) != nil
}

// hit returns the first hit of a family in one cell, nil if there is none.
func (c *checker) hit(at place, row int, family string) *hit {
	of := c.row(at.field, row)
	for i := range of {
		if p := &of[i]; p.column == at.column {
			for k, h := range c.hitsOf(p) {
				if !h.mild && c.family(h).id == family {
					return &c.hitsOf(p)[k]
				}
			}
		}
	}
	return nil
}

// row returns the texts of one row of a field.
func (c *checker) row(field string, row int) []passage {
	of := c.of(field)
	from, _ := slices.BinarySearchFunc(of, row, func(p passage, row int) int { return cmp.Compare(p.row, row) })
	to := from
	for to < len(of) && of[to].row == row {
		to++
	}
	return of[from:to]
}

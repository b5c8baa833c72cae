package principles

// splitBy asks that one row of a table of indicators is split by something of a list. Rows without any word
// do not count, and a word of the list in the indicator itself will do.
type splitBy struct {
	ruleHead
	in, also []place
	list     string
}

func newSplitBy(h ruleHead, s *settings) rule {
	r := &splitBy{ruleHead: h, in: s.places("in"), also: s.places("also"), list: s.wordList("list")}
	if len(r.in) > 0 && r.in[0].column == "" {
		s.Fail(s.values["in"], "in must name a column, such as measurement.indicators/split_by")
		return nil
	}
	s.done("split-by")
	return r
}

func (r *splitBy) check(c *checker) {
	if len(r.in) == 0 || !c.asked(r.in[0].field) || !c.filled(r.in[0].field) {
		return
	}
	if c.mentions(r.list, r.in) || c.mentions(r.list, r.also) {
		return
	}
	for i, row := range c.d.Fields[r.in[0].field].Rows {
		for _, p := range r.also {
			if p.field == r.in[0].field && !blankText(row.Cells[p.column].Text) {
				c.missing(p.field, rowRef(row, i), r.in[0].column, nil)
				return
			}
		}
	}
}

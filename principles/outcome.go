package principles

import (
	"slices"

	"workbench/campaign"
)

// outcome looks for an indicator of change among the indicators: its level is one of those that say so and
// its words are not those of counting views. Asks picks what is looked at: that there is one, that it is not
// one by name alone, or how it is measured.
type outcome struct {
	ruleHead
	in     string
	levels []string
	asks   string
	vanity string // a list: views, likes, followers
	change string // a list: words that say what people know, feel or do
	later  string // a list: a method that is put off in these words is none; or empty
}

func newOutcome(h ruleHead, s *settings) rule {
	r := &outcome{ruleHead: h, vanity: s.wordList("vanity"), change: s.wordList("change")}
	if n := s.need("in"); n != nil {
		r.in, _ = s.field(n, "in")
		if f := s.lib.Field(r.in); f != nil && (f.Column("indicator") == nil || f.Column("level") == nil || f.Column("method") == nil) {
			s.Fail(n, "the field %s has no columns indicator, level and method; take measurement.indicators", r.in)
		}
	}
	if n := s.need("levels"); n != nil {
		r.levels = s.List(n, "levels")
	}
	if n := s.need("asks"); n != nil {
		r.asks = s.OneOf(n, "asks", "level", "unnamed", "wording", "method")
	}
	if s.values["later"] != nil {
		r.later = s.wordList("later")
	}
	s.asked = append(s.asked, "later")
	s.done("outcome")
	return r
}

func (r *outcome) check(c *checker) {
	if !c.asked(r.in) {
		return
	}
	rows := c.d.Fields[r.in].Rows
	var named, counting, unnamed []int // rows by what their level says
	filled := 0
	for i, row := range rows {
		p := c.cell(r.in, i, "indicator")
		if p == nil && row.Cells["level"].Text == "" {
			continue
		}
		filled++
		_, vain := r.counts(c, p)
		switch level := row.Cells["level"].Text; {
		case slices.Contains(r.levels, level) && vain:
			counting = append(counting, i)
		case slices.Contains(r.levels, level):
			named = append(named, i)
		case level == "" && !vain:
			unnamed = append(unnamed, i)
		}
	}
	switch {
	case filled == 0:
	case r.asks == "level" && len(named)+len(counting)+len(unnamed) == 0:
		c.missing(r.in, RowRef{}, "", nil)
	case r.asks == "unnamed" && len(named)+len(counting) == 0 && len(unnamed) > 0:
		c.missing(r.in, rowRef(rows[unnamed[0]], unnamed[0]), "level", nil)
	case r.asks == "wording" && len(named) == 0 && len(counting) > 0:
		p := c.cell(r.in, counting[0], "indicator")
		at, _ := r.counts(c, p)
		c.span(p, int(at.start), int(at.end), nil)
	case r.asks == "method" && len(named) > 0 && !slices.ContainsFunc(named, func(i int) bool { return r.measured(c, rows[i], i) }):
		c.missing(r.in, rowRef(rows[named[0]], named[0]), "method", nil)
	}
}

func (r *outcome) measured(c *checker, row campaign.Row, at int) bool {
	return !c.placeholder(row.Cells["method"].Text) && (r.later == "" || c.putOff(c.cell(r.in, at, "method"), r.later) == nil)
}

// counts says whether an indicator counts views and the like, and says nothing of what people know, feel or do.
func (r *outcome) counts(c *checker, p *passage) (first mark, vain bool) {
	if p == nil {
		return mark{}, false
	}
	end := int32(0) // of the counting words so far: "people who saw" counts, whatever "who" may mean elsewhere
	for _, m := range c.marksOf(p) {
		switch {
		case c.in(r.vanity, m):
			if !vain {
				first, vain = m, true
			}
			end = max(end, m.end)
		case c.in(r.change, m) && m.end > end:
			return mark{}, false
		}
	}
	return first, vain
}

package principles

import (
	"workbench/campaign"
)

// riskRows looks at a table of risks. It asks for enough of them, for an answer and an owner in each, or for
// one that touches people and not only money and weather. Rows that say there is no risk are left to says-none.
type riskRows struct {
	ruleHead
	in                   string
	risk, who            string
	answer               []string
	none, people, things string
	own                  string
	later                string // a list: an answer that is put off in these words is none; or empty
	mode                 string
	min                  int
}

func newRiskRows(h ruleHead, s *settings) rule {
	r := &riskRows{ruleHead: h, none: s.wordList("none"), people: s.wordList("people"), things: s.wordList("things"), own: s.wordList("own"), min: s.number("min", 3, 1, 50)}
	if n := s.need("in"); n != nil {
		r.in, _ = s.field(n, "in")
	}
	column := func(key string) string {
		if n := s.need(key); n != nil {
			if f, c := s.field(n, key); f == r.in {
				return c
			}
			s.Fail(n, "%s must be a column of %s", key, r.in)
		}
		return ""
	}
	r.risk, r.who = column("risk"), column("who")
	for _, p := range s.places("answer") {
		r.answer = append(r.answer, p.column)
	}
	if n := s.need("asks"); n != nil {
		r.mode = s.OneOf(n, "asks", "enough", "answered", "people")
	}
	if s.values["later"] != nil {
		r.later = s.wordList("later")
	}
	s.asked = append(s.asked, "later")
	s.done("risk-rows")
	return r
}

func (r *riskRows) check(c *checker) {
	if !c.asked(r.in) {
		return
	}
	var named []int
	denied := map[int]bool{}
	c.inPlaces([]place{{field: r.in, column: r.risk}}, func(p *passage) {
		if c.saysNone(p, r.none) {
			denied[p.row] = true
		}
	})
	rows := c.d.Fields[r.in].Rows
	for i, row := range rows {
		if !denied[i] && !blankText(row.Cells[r.risk].Text) {
			named = append(named, i)
		}
	}
	if len(named) == 0 {
		return
	}
	switch r.mode {
	case "enough":
		if len(named) < r.min {
			c.missing(r.in, RowRef{}, "", &values{n: len(named), limit: r.min})
		}
	case "answered":
		for _, i := range named {
			for _, column := range r.answer {
				if c.placeholder(rows[i].Cells[column].Text) || r.later != "" && c.putOff(c.cell(r.in, i, column), r.later) != nil {
					c.missing(r.in, rowRef(rows[i], i), column, nil)
				}
			}
		}
	case "people":
		if !r.touches(c, rows, named) {
			c.missing(r.in, rowRef(rows[named[0]], named[0]), r.who, nil)
		}
	}
}

// touches says whether a risk is one to people outside the team, or whether that cannot be told: a text in
// unknown words may well speak of people.
func (r *riskRows) touches(c *checker, rows []campaign.Row, named []int) bool {
	things := map[int]bool{}
	people := false
	c.inPlaces([]place{{field: r.in, column: r.risk}}, func(p *passage) {
		for _, m := range c.marksOf(p) {
			things[p.row] = things[p.row] || c.in(r.things, m)
			people = people || c.in(r.people, m) || c.in("identity", m)
		}
	})
	own := map[int]bool{}
	c.inPlaces([]place{{field: r.in, column: r.who}}, func(p *passage) {
		for _, m := range c.marksOf(p) {
			own[p.row] = own[p.row] || c.in(r.own, m) && wordsAbout(c.folded(p)) <= 4
		}
	})
	for _, i := range named {
		who := rows[i].Cells[r.who].Text
		if !c.placeholder(who) && !own[i] || !things[i] {
			return true
		}
	}
	return people
}

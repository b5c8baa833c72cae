package principles

import "slices"

// budget asks for a sum of money: a cost in one of the columns, or an amount with its currency in a text. It speaks
// once one of those texts is filled.
type budget struct {
	ruleHead
	in    []place
	orIn  []place
	money string // a list: baht, rupiah, RM
}

func newBudget(h ruleHead, s *settings) rule {
	r := &budget{ruleHead: h, in: s.places("in"), orIn: s.places("or_in"), money: s.wordList("money")}
	s.done("budget")
	return r
}

func (r *budget) check(c *checker) {
	if !slices.ContainsFunc(r.orIn, func(p place) bool { return c.filled(p.field) }) {
		return // nothing of this has been thought about yet
	}
	missing := place{}
	for _, p := range r.in {
		if !c.asked(p.field) {
			continue
		}
		if slices.ContainsFunc(c.d.Fields[p.field].Rows, filledCell(p.column)) {
			return
		}
		if missing.field == "" {
			missing = p
		}
	}
	amount := false
	c.inPlaces(r.orIn, func(p *passage) {
		_, numbers := c.numbers(p)
		amount = amount || len(numbers) > 0 && c.says(r.money, p)
	})
	if missing.field == "" || amount {
		return
	}
	if rows := c.d.Fields[missing.field].Rows; len(rows) > 0 {
		c.missing(missing.field, rowRef(rows[0], 0), missing.column, nil)
		return
	}
	c.missing(missing.field, RowRef{}, "", nil)
}

// undecided asks about a short text that says only that something is still to be decided.
type undecided struct {
	ruleHead
	in   []place
	list string
}

func newUndecided(h ruleHead, s *settings) rule {
	r := &undecided{ruleHead: h, in: s.places("in"), list: s.wordList("list")}
	s.done("undecided")
	return r
}

func (r *undecided) check(c *checker) {
	c.inPlaces(r.in, func(p *passage) {
		if c.placeholder(p.text) {
			return
		}
		if m := c.putOff(p, r.list); m != nil {
			c.span(p, int(m.start), int(m.end), nil)
		}
	})
}

// putOff returns the words of a list by which a short text puts its answer off, or nil.
func (c *checker) putOff(p *passage, list string) *mark {
	if p == nil {
		return nil
	}
	text := c.folded(p)
	if len(text) > 120 {
		return nil
	}
	for i, m := range c.marksOf(p) {
		rest := wordsAbout(text[:m.start]) + wordsAbout(text[m.end:])
		if c.in(list, m) && rest <= 5 && int(m.end-m.start)*4 >= len(text) {
			return &c.marksOf(p)[i]
		}
	}
	return nil
}

package principles

import (
	"slices"

	"workbench/campaign"
)

// objective holds the rows of objectives against what makes one measurable: a number to reach, a date and a
// starting point. One complete row is enough; where there is none, the row with the fewest gaps is asked
// about. A vague verb without a number is asked about in every row.
type objective struct {
	ruleHead
	in       string
	asks     string
	vague    string // a list of verbs
	unknown  string // a list: words that say a starting point is not known yet
	starting string // a list: words that name a starting point
}

func newObjective(h ruleHead, s *settings) rule {
	r := &objective{ruleHead: h}
	if n := s.need("in"); n != nil {
		r.in, _ = s.field(n, "in")
		if f := s.lib.Field(r.in); f != nil && (f.Column("objective") == nil || f.Column("target") == nil || f.Column("by") == nil || f.Column("baseline") == nil) {
			s.Fail(n, "the field %s has no columns objective, baseline, target and by; take goal.objectives", r.in)
		}
	}
	if n := s.need("asks"); n != nil {
		r.asks = s.OneOf(n, "asks", "plain-verb", "number", "date", "baseline", "baseline-known", "objective")
	}
	r.vague, r.unknown, r.starting = s.wordList("vague"), s.wordList("unknown"), s.wordList("starting")
	s.done("objective")
	return r
}

// gaps is what one row lacks.
type gaps struct {
	row                                   campaign.Row
	index                                 int
	objective, target, baseline           *passage
	vague                                 *mark
	noNumber, noDate, noBaseline, noWords bool
	later                                 bool // the starting point is said to be unknown, with the date of its measuring
}

func (g *gaps) count() int {
	n := 0
	for _, b := range [...]bool{g.noNumber, g.noDate, g.noBaseline, g.later, g.noWords} {
		if b {
			n++
		}
	}
	if g.noNumber {
		n++
	}
	return n
}

func (r *objective) check(c *checker) {
	if !c.asked(r.in) {
		return
	}
	var best *gaps
	all := r.readAll(c)
	for i := range all {
		if best == nil || all[i].count() < best.count() {
			best = &all[i]
		}
	}
	if best == nil {
		return
	}
	if r.asks == "plain-verb" {
		for i := range all {
			if g := &all[i]; g.vague != nil {
				f := c.span(g.objective, int(g.vague.start), int(g.vague.end), nil)
				if best.count() == 0 {
					f.Status = Partly
				}
			}
		}
		return
	}
	ref := rowRef(best.row, best.index)
	switch {
	case r.asks == "number" && best.noNumber && best.vague == nil:
		c.missing(r.in, ref, "target", nil)
	case r.asks == "date" && best.noDate:
		c.missing(r.in, ref, "by", nil)
	case r.asks == "baseline" && best.noBaseline && !best.noNumber, r.asks == "baseline-known" && best.later:
		c.missing(r.in, ref, "baseline", nil)
	case r.asks == "objective" && best.noWords:
		c.missing(r.in, ref, "objective", nil)
	}
}

// readAll holds every row against everything. The rules of a principle ask one after another about the same
// rows, so they are read once.
func (r *objective) readAll(c *checker) []gaps {
	key := [4]string{r.in, r.vague, r.unknown, r.starting}
	if c.objectives.of == key {
		return c.objectives.gaps
	}
	var all []gaps
	for i, row := range c.d.Fields[r.in].Rows {
		if g, ok := r.read(c, row, i); ok {
			all = append(all, g)
		}
	}
	c.objectives.of, c.objectives.gaps = key, all
	return all
}

// read holds one row against everything; ok is false for a row in which nothing stands.
func (r *objective) read(c *checker, row campaign.Row, index int) (g gaps, ok bool) {
	g = gaps{row: row, index: index}
	g.objective, g.target, g.baseline = c.cell(r.in, index, "objective"), c.cell(r.in, index, "target"), c.cell(r.in, index, "baseline")
	if g.objective == nil && g.target == nil {
		return g, false
	}
	g.noWords = g.objective == nil
	objective, inObjective := c.numbers(g.objective)
	target, inTarget := c.numbers(g.target)
	large := false
	for _, n := range inObjective {
		large = large || !n.words || n.value >= 10
	}
	g.noNumber = len(inObjective) == 0 && len(inTarget) == 0
	if g.objective != nil && !large && len(inTarget) == 0 {
		for _, m := range c.marksOf(g.objective) {
			if c.in(r.vague, m) {
				g.vague, g.noNumber = &m, true
				break
			}
		}
	}
	g.noDate = blankText(row.Cells["by"].Text)
	for _, dates := range [...][]when{objective, target} {
		for _, d := range dates {
			g.noDate = g.noDate && !d.deadline()
		}
	}
	r.start(c, &g, inObjective)
	return g, true
}

// start looks for the starting point, in its column or in the sentence.
func (r *objective) start(c *checker, g *gaps, inObjective []figure) {
	if g.baseline != nil {
		dates, numbers := c.numbers(g.baseline)
		unknown := c.says(r.unknown, g.baseline)
		switch {
		case unknown && len(dates) > 0 || len(numbers) == 0 && len(dates) > 0:
			g.later = true
		case unknown || len(numbers) == 0:
			g.noBaseline = true
		}
		return
	}
	g.noBaseline = true
	for _, p := range [...]*passage{g.objective, g.target} {
		if p == nil {
			continue
		}
		dates, numbers := c.numbers(p)
		switch {
		case c.says(r.unknown, p) && len(dates) > 0:
			g.later, g.noBaseline = true, false
		case c.says(r.unknown, p):
		case len(numbers) > 1 && c.says(r.starting, p):
			g.noBaseline = false
		}
	}
}

// cell returns the text of a cell; nil if nothing but a blank or a place holder stands there.
func (c *checker) cell(field string, row int, column string) *passage {
	of := c.of(field)
	at, _ := slices.BinarySearchFunc(of, row, func(p passage, row int) int { return p.row - row })
	for i := at; i < len(of) && of[i].row == row; i++ {
		if p := &of[i]; p.column == column && !blankText(p.text) {
			return p
		}
	}
	return nil
}

// numbers reads the dates and the numbers of a passage, which may be nil.
func (c *checker) numbers(p *passage) ([]when, []figure) {
	if p == nil {
		return nil, nil
	}
	c.lexemes = lexemes(c.lexemes[:0], c.folded(p))
	dates := readDates(c.lexemes)
	return dates, readNumbers(c.lexemes, dates)
}

// says says whether a term of a list stands in a passage.
func (c *checker) says(list string, p *passage) bool {
	for _, m := range c.marksOf(p) {
		if c.in(list, m) {
			return true
		}
	}
	return false
}

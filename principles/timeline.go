package principles

import (
	"bytes"

	"workbench/campaign"
)

// runSpan is the run of a campaign in days: from its earliest first day to its latest last day.
type runSpan struct {
	first, last       int
	hasFirst, hasLast bool
}

// runOf reads the run from the columns from and to of some fields.
func (c *checker) runOf(fields []string) (s runSpan) {
	for _, f := range fields {
		if !c.asked(f) {
			continue
		}
		for _, row := range c.d.Fields[f].Rows {
			if d, ok := day(row.Cells["from"].Text); ok && (!s.hasFirst || d < s.first) {
				s.first, s.hasFirst = d, true
			}
			if d, ok := day(row.Cells["to"].Text); ok && (!s.hasLast || d > s.last) {
				s.last, s.hasLast = d, true
			}
		}
	}
	return s
}

// duringRun asks for a row whose date lies strictly between the first and the last day of the campaign. A row
// without a date counts where its words name such a day, a week of the run or a rhythm.
type duringRun struct {
	ruleHead
	dates  place
	what   place
	run    []string
	rhythm string // a list: weekly, every month
}

func newDuringRun(h ruleHead, s *settings) rule {
	r := &duringRun{ruleHead: h, run: fieldsWithRun(s), rhythm: s.wordList("rhythm")}
	if n := s.need("dates"); n != nil {
		r.dates.field, r.dates.column = s.field(n, "dates")
	}
	if n := s.need("what"); n != nil {
		r.what.field, r.what.column = s.field(n, "what")
	}
	s.done("during-run")
	return r
}

// fieldsWithRun reads the setting run: fields of rows with the columns from and to.
func fieldsWithRun(s *settings) []string {
	var out []string
	for _, p := range s.places("run") {
		out = append(out, p.field)
		if f := s.lib.Field(p.field); f.Column("from") == nil || f.Column("to") == nil {
			s.Fail(s.values["run"], "the field %s has no columns from and to; take plan.activities or channels.list", p.field)
		}
	}
	return out
}

func (r *duringRun) check(c *checker) {
	if !c.asked(r.dates.field) {
		return
	}
	run := c.runOf(r.run)
	during := func(d int) bool { return (!run.hasFirst || d > run.first) && (!run.hasLast || d < run.last) }
	rows := c.d.Fields[r.dates.field].Rows
	wrong := -1
	for i, row := range rows {
		if emptyRow(row) {
			continue
		}
		if d, ok := day(row.Cells[r.dates.column].Text); ok {
			if during(d) {
				return
			}
		} else if p := c.cell(r.what.field, i, r.what.column); p != nil && r.inWords(c, p, during) {
			return
		}
		if wrong < 0 {
			wrong = i
		}
	}
	if wrong >= 0 {
		c.missing(r.dates.field, rowRef(rows[wrong], wrong), r.dates.column, nil)
	}
}

// inWords says whether a text names a day of the run, a week of it or a rhythm.
func (r *duringRun) inWords(c *checker, p *passage, during func(int) bool) bool {
	l := lexemes(nil, c.folded(p))
	for _, w := range readDates(l) {
		if w.first > 0 && (during(w.first) || during(w.last)) {
			return true
		}
	}
	for i := 1; i < len(l); i++ {
		if l[i].figure > 0 && l[i-1].word.unit > 0 && l[i-1].word.unit < 365 {
			return true // weeks 3 and 6
		}
	}
	return c.says(r.rhythm, p)
}

func emptyRow(row campaign.Row) bool {
	for _, v := range row.Cells {
		if v.Number != nil || !blankText(v.Text) {
			return false
		}
	}
	return true
}

// sequence asks for steps on different dates over some weeks. A step that goes on, by its two dates, and that
// says how many times or how often, is as many steps. Asks picks the question.
type sequence struct {
	ruleHead
	steps  string
	words  string // the column of what is done
	run    []string
	oneOff string // a list: launch day, ceremony
	rhythm string // a list: weekly, every Saturday
	least  int
	weeks  int
	asks   string
}

func newSequence(h ruleHead, s *settings) rule {
	r := &sequence{ruleHead: h, run: fieldsWithRun(s), oneOff: s.wordList("one_off"), rhythm: s.wordList("rhythm"), least: s.number("least", 3, 2, 20), weeks: s.number("weeks", 8, 1, 104)}
	if n := s.need("steps"); n != nil {
		r.steps, r.words = s.field(n, "steps")
	}
	if n := s.need("asks"); n != nil {
		r.asks = s.OneOf(n, "asks", "one-off", "steps", "dates", "length")
	}
	s.done("sequence")
	return r
}

func (r *sequence) check(c *checker) {
	if !c.asked(r.steps) {
		return
	}
	rows := c.d.Fields[r.steps].Rows
	filled, undated, steps := 0, 0, 0
	seen := map[[2]string]bool{}
	single := -1
	for i, row := range rows {
		if emptyRow(row) {
			continue
		}
		filled, single = filled+1, i
		from, to := row.Cells["from"].Text, row.Cells["to"].Text
		if from == "" {
			from = to
		}
		if to == "" {
			to = from
		}
		switch _, ok := day(from); {
		case !ok:
			undated++
		case !seen[[2]string{from, to}]:
			seen[[2]string{from, to}] = true
			steps++
			if from != to {
				steps += r.times(c, i)
			}
		}
	}
	run := c.runOf(r.run)
	var once *mark
	if filled == 1 && steps <= 1 {
		once = r.once(c, single)
	}
	few := steps+undated < r.least
	switch {
	case filled == 0:
	case r.asks == "one-off" && once != nil:
		c.span(c.cell(r.steps, single, r.words), int(once.start), int(once.end), nil)
	case once != nil:
	case r.asks == "steps" && few:
		c.missing(r.steps, RowRef{}, "", &values{n: steps + undated, limit: r.least})
	case r.asks == "dates" && !few && steps < r.least:
		for i, row := range rows {
			if !emptyRow(row) && row.Cells["from"].Text == "" && row.Cells["to"].Text == "" {
				c.missing(r.steps, rowRef(row, i), "from", nil)
				return
			}
		}
	case r.asks == "length" && !few && run.hasFirst && run.hasLast && run.last-run.first < 7*r.weeks:
		c.missing(r.steps, RowRef{}, "", &values{n: max(0, run.last-run.first) / 7, limit: r.weeks})
	}
}

// times is how many further steps a row holds that goes on for a while: four lunches are three more.
func (r *sequence) times(c *checker, row int) int {
	p := c.cell(r.steps, row, r.words)
	if p == nil {
		return 0
	}
	if c.says(r.rhythm, p) {
		return r.least - 1
	}
	text := c.folded(p)
	_, numbers := c.numbers(p)
	for _, n := range numbers {
		times := n.from > 0 && (text[n.from-1] == 'x' || bytes.HasSuffix(text[:n.from], []byte("×")))
		if !n.percent && n.value <= 60 && (n.from == 0 || times || len(text)-n.to <= 12) {
			return n.value - 1
		}
	}
	return 0
}

// once returns the words that make a single step a single day.
func (r *sequence) once(c *checker, row int) *mark {
	p := c.cell(r.steps, row, r.words)
	cells := c.d.Fields[r.steps].Rows[row].Cells
	from, ok := day(cells["from"].Text)
	to, till := day(cells["to"].Text)
	if p == nil || c.says(r.rhythm, p) || ok && till && to-from > 3 {
		return nil
	}
	for _, m := range c.marksOf(p) {
		if c.in(r.oneOff, m) {
			return &m
		}
	}
	return nil
}

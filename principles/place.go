package principles

import (
	"workbench/campaign"
)

// filledCell says of a row whether a column holds something.
func filledCell(column string) func(campaign.Row) bool {
	return func(r campaign.Row) bool {
		v := r.Cells[column]
		return v.Number != nil || !blankText(v.Text)
	}
}

// at says whether a passage is in a place.
func (p place) has(q *passage) bool {
	return p.field == q.id && (p.column == "" || p.column == q.column)
}

// inPlaces calls yield with every passage in the places.
func (c *checker) inPlaces(places []place, yield func(*passage)) {
	for _, p := range places {
		of := c.of(p.field)
		for i := range of {
			if p.has(&of[i]) {
				yield(&of[i])
			}
		}
	}
}

// mentions says whether a term of a list occurs in the places.
func (c *checker) mentions(list string, places []place) bool {
	found := false
	c.inPlaces(places, func(p *passage) {
		for _, m := range c.marksOf(p) {
			found = found || c.in(list, m)
		}
	})
	return found
}

// language tells which of the pack's languages a passage is in, by its small words; "" where it cannot tell.
// Rules that look for words which are not there ask it first.
func (c *checker) language(p *passage) string {
	best, most, second := "", 0, 0
	for language, class := range c.p.words.function {
		n, last := 0, int32(-1)
		for _, m := range c.marksOf(p) {
			if m.start > last && c.p.words.has(m.term, class) {
				n, last = n+1, m.start
			}
		}
		switch {
		case n > most:
			best, most, second = language, n, most
		case n > second:
			second = n
		}
	}
	words := countWords(c.folded(p))
	if most == second || most < 2 && words > 7 || most*8 < words {
		return ""
	}
	return best
}

// speaks says whether a list has words of the language that a passage is in.
func (c *checker) speaks(list string, p *passage) bool {
	l := c.language(p)
	return l != "" && c.p.words.listIn[list][l]
}

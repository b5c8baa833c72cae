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

// languages tells which of the pack's languages a passage may be in, by its small words; none where it cannot
// tell. Malay and Indonesian share most of theirs, and people mix languages, so there may be several.
// Rules that look for words which are not there ask it first.
func (c *checker) languages(p *passage) []string {
	var best []string
	most := 0
	for _, f := range c.p.words.functions {
		n, last := 0, int32(-1)
		for _, m := range c.marksOf(p) {
			if m.start > last && c.p.words.has(m.term, f.class) {
				n, last = n+1, m.start
			}
		}
		switch {
		case n > most:
			best, most = append(best[:0], f.language), n
		case n == most && n > 0:
			best = append(best, f.language)
		}
	}
	words := countWords(c.folded(p))
	if most < 2 && words > 7 || most*8 < words {
		return nil
	}
	return best
}

// speaks says whether a list has words of every language that a passage may be in.
func (c *checker) speaks(list string, p *passage) bool {
	ls := c.languages(p)
	for _, l := range ls {
		if !c.p.words.listIn[list][l] {
			return false
		}
	}
	return len(ls) > 0
}

package principles

import "slices"

// presence asks that something is filled. With all, every place named must be; a column of rows must be
// filled in every row. With any, one of them. Words in unless, found in the fields of unless_in, stand in
// for what is missing: a group that wrote the ages into the name of its audience has named them. A short text that
// only says that there is nothing, in words of the list none, counts as not filled: "no need for that".
type presence struct {
	ruleHead
	all, any []place
	unless   string
	unlessIn []place
	after    string // speaks only once this field is filled
	none     string // a list, or empty
}

func newPresence(h ruleHead, s *settings) rule {
	r := &presence{ruleHead: h}
	switch {
	case s.values["all"] != nil && s.values["any"] != nil:
		s.Fail(s.node, "the rule has both all and any; keep one")
	case s.values["any"] != nil:
		r.any = s.places("any")
	default:
		r.all = s.places("all")
	}
	s.asked = append(s.asked, "all", "any")
	if s.values["unless"] != nil {
		r.unless, r.unlessIn = s.wordList("unless"), s.places("unless_in")
	}
	if n := s.get("after"); n != nil {
		r.after, _ = s.field(n, "after")
	}
	if s.values["none"] != nil {
		r.none = s.wordList("none")
	}
	s.asked = append(s.asked, "unless", "unless_in", "none")
	s.done("presence")
	return r
}

func (r *presence) check(c *checker) {
	if r.after != "" && !c.filled(r.after) {
		return
	}
	if r.unless != "" && c.mentions(r.unless, r.unlessIn) {
		return
	}
	if len(r.any) > 0 {
		r.checkAny(c)
		return
	}
	for _, p := range r.all {
		switch {
		case !c.asked(p.field):
		case p.column == "":
			if !c.filled(p.field) || r.denies(c, p) {
				c.missing(p.field, RowRef{}, "", nil)
			}
		default:
			for i, row := range c.d.Fields[p.field].Rows {
				if v := row.Cells[p.column]; v.Number == nil && c.placeholder(v.Text) {
					c.missing(p.field, rowRef(row, i), p.column, nil)
				}
			}
		}
	}
}

// besideDenial is how many words may stand beside a denial before the text says something else as well.
const besideDenial = 4

// denies says whether a field holds a denial and hardly a word beside it.
func (r *presence) denies(c *checker, at place) bool {
	texts, denied := 0, 0
	if r.none != "" {
		c.inPlaces([]place{at}, func(p *passage) {
			texts++
			text := c.folded(p)
			for _, m := range c.marksOf(p) {
				if c.in(r.none, m) && wordsAbout(text[:m.start])+wordsAbout(text[m.end:]) <= besideDenial {
					denied++
					return
				}
			}
		})
	}
	return denied > 0 && denied == texts
}

func (r *presence) checkAny(c *checker) {
	first := ""
	for _, p := range r.any {
		if !c.asked(p.field) {
			continue
		}
		if first == "" {
			first = p.field
		}
		if p.column == "" && c.filled(p.field) || p.column != "" && slices.ContainsFunc(c.d.Fields[p.field].Rows, filledCell(p.column)) {
			return
		}
	}
	if first != "" {
		c.missing(first, RowRef{}, "", nil)
	}
}

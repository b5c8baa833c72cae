package principles

import "slices"

// messengerCare asks for the consent and the protection of those who speak. It tells messengers whom speaking
// can harm (survivors, former members, children, people of a minority) by the kind that was chosen, by a phrase
// of a family in the name or the reason, and, for friends of an audience that is wholly under eighteen, by its
// age. Where none of them speaks the whole principle weighs less.
type messengerCare struct {
	ruleHead
	in         string
	exposed    bool // asks about these, or about all others
	kinds      []string
	peers      []string
	family     string
	ageTo      string
	column     string
	answers    []string // answers that are not enough in a column of choices
	filledOnly bool     // says nothing of an empty cell, which another rule asks about
	protection string   // a list: what is written has to have one of its words
}

func newMessengerCare(h ruleHead, s *settings) rule {
	r := &messengerCare{ruleHead: h}
	if n := s.need("who"); n != nil {
		r.exposed = s.OneOf(n, "who", "exposed", "others") == "exposed"
	}
	at := s.column("in")
	r.in, r.column = at.field, at.column
	kind := place{at.field, "kind"}
	r.kinds, r.peers = s.options("kinds", kind), s.options("peers", kind)
	if f := s.families("family"); len(f) > 0 {
		r.family = f[0]
	}
	if n := s.need("age"); n != nil {
		r.ageTo, _ = s.field(n, "age")
	}
	if s.values["not_enough"] != nil {
		r.answers = s.options("not_enough", at)
	}
	if s.values["protection"] != nil {
		r.protection = s.wordList("protection")
	}
	if n := s.get("filled_only"); n != nil {
		r.filledOnly = s.Truth(n, "filled_only")
	}
	s.asked = append(s.asked, "not_enough", "protection")
	s.done("messenger-care")
	return r
}

func (r *messengerCare) check(c *checker) {
	if !c.asked(r.in) {
		return
	}
	minors := false
	if to := c.d.Fields[r.ageTo].Number; to != nil && c.asked(r.ageTo) {
		minors = *to > 0 && *to < 1800
	}
	some := false
	for i, row := range c.d.Fields[r.in].Rows {
		kind := row.Cells["kind"].Text
		if c.empty(row, "name") && kind == "" {
			continue
		}
		exposed := slices.Contains(r.kinds, kind) || minors && slices.Contains(r.peers, kind) ||
			c.hit(place{r.in, "name"}, i, r.family) != nil || c.hit(place{r.in, "why"}, i, r.family) != nil
		some = some || exposed
		if exposed != r.exposed {
			continue
		}
		cell := row.Cells[r.column].Text
		switch {
		case r.protection != "":
			r.checkProtection(c, i)
		case slices.Contains(r.answers, cell), !r.filledOnly && c.empty(row, r.column):
			c.missing(r.in, rowRef(row, i), r.column, nil)
		}
	}
	if r.exposed && !some && len(c.found) == 0 && c.weight.weight() > Should.weight() {
		c.weight = Should
	}
}

// checkProtection asks that the cell names something that protects, where its language can be told.
func (r *messengerCare) checkProtection(c *checker, row int) {
	of := c.row(r.in, row)
	for i := range of {
		p := &of[i]
		if p.column != r.column || c.placeholder(p.text) || !c.speaks(r.protection, p) {
			continue
		}
		if !slices.ContainsFunc(c.marksOf(p), func(m mark) bool { return c.in(r.protection, m) }) {
			c.whole(p, nil)
		}
	}
}

package principles

import (
	"bytes"
	"slices"
)

// minors asks for a field once the audience is, by its ages or by its name, under a given age.
type minors struct {
	ruleHead
	field    string
	from, to string
	named    []place
	list     string
	under    int
}

func newMinors(h ruleHead, s *settings) rule {
	r := &minors{ruleHead: h, named: s.places("named"), list: s.wordList("list"), under: s.number("under", 18, 1, 30)}
	for key, into := range map[string]*string{"field": &r.field, "from": &r.from, "to": &r.to} {
		if n := s.need(key); n != nil {
			*into, _ = s.field(n, key)
		}
	}
	s.done("minors")
	return r
}

func (r *minors) check(c *checker) {
	if !c.asked(r.field) || c.filled(r.field) {
		return
	}
	young := false
	from, to := c.d.Fields[r.from].Number, c.d.Fields[r.to].Number
	limit := int64(r.under) * 100
	switch {
	case from != nil:
		young = int64(*from) < limit
	case to != nil && int64(*to) < limit:
		young = true
	default:
		c.inPlaces(r.named, func(p *passage) {
			young = young || r.says(c, p)
		})
	}
	if young {
		c.missing(r.field, RowRef{}, "", nil)
	}
}

// says says whether a name of an audience has a word for minors, or begins a range of ages below the limit.
func (r *minors) says(c *checker, p *passage) bool {
	text := c.folded(p)
	ages := numbersIn(text)
	for _, m := range c.marksOf(p) {
		if c.in("age-words", m) {
			// "aged 14 to 17": the first number behind the word.
			for _, n := range ages {
				if n.from >= int(m.end) && n.from-int(m.end) < 10 {
					return n.value >= 5 && n.value < r.under
				}
			}
		}
	}
	for _, m := range c.marksOf(p) {
		if c.in(r.list, m) && !slices.ContainsFunc(ages, func(n numberAt) bool { return n.value >= r.under && n.value < 30 }) {
			before := bytes.TrimRight(text[:m.start], " ")
			if !bytes.HasSuffix(before, []byte(" of")) && !bytes.HasSuffix(before, []byte("with")) {
				return true // but mothers of children are no minors
			}
		}
	}
	return false
}

// numberAt is a whole number of at most two digits and where it stands.
type numberAt struct{ from, value int }

func numbersIn(text []byte) []numberAt {
	var out []numberAt
	for i := 0; i < len(text); i++ {
		if !digit(text[i]) {
			continue
		}
		from, n := i, 0
		for ; i < len(text) && digit(text[i]); i++ {
			n = min(n*10+int(text[i]-'0'), 10000)
		}
		if i-from <= 2 {
			out = append(out, numberAt{from, n})
		}
	}
	return out
}

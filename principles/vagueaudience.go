package principles

import "unicode/utf8"

// vagueAudience reports an audience that names nobody: a word for everybody (strong) with at most two words
// besides small words and countries, or a bare word for a kind of people (weak: "youth") with none. "Young
// people in hostels in Yala who arrived this semester" says more than that and passes.
type vagueAudience struct {
	ruleHead
	in                   place
	strong, weak, filler string
}

func newVagueAudience(h ruleHead, s *settings) rule {
	r := &vagueAudience{ruleHead: h, strong: s.wordList("strong"), weak: s.wordList("weak"), filler: s.wordList("filler")}
	if n := s.need("in"); n != nil {
		r.in.field, r.in.column = s.field(n, "in")
	}
	s.done("vague-audience")
	return r
}

func (r *vagueAudience) check(c *checker) {
	c.inPlaces([]place{r.in}, func(p *passage) {
		var first *mark
		strong, kinds, until := false, 0, int32(-1)
		covered := make([]bool, p.to-p.from+1)
		for i, m := range c.marksOf(p) {
			s, w := c.in(r.strong, m), c.in(r.weak, m)
			if s || w || c.in(r.filler, m) {
				for k := m.start; k < m.end; k++ {
					covered[k] = true
				}
			}
			if w && !s && m.start >= until {
				kinds, until = kinds+1, m.end
			}
			if s && !strong || w && first == nil {
				first, strong = &c.marksOf(p)[i], strong || s
			}
		}
		if first == nil {
			return
		}
		rest, letters, in := 0, 0, false
		for i, text := 0, c.folded(p); i < len(text); {
			ch, size := utf8.DecodeRune(text[i:])
			switch {
			case covered[i]:
				in = false
			case unspaced(ch):
				if unspacedLetter(ch) {
					letters++
				}
			case wordRune(ch):
				if !in {
					rest++
				}
				in = true
			default:
				in = false
			}
			i += size
		}
		rest += (letters + lettersAWord - 1) / lettersAWord
		if rest == 0 && (strong || kinds == 1) || strong && kinds == 0 && rest <= 2 {
			c.span(p, int(first.start), int(first.end), nil).Language = c.listLanguage(r.strong, r.weak, *first)
		}
	})
}

// listLanguage returns the language whose list has a mark's term; "" where several do.
func (c *checker) listLanguage(a, b string, m mark) string {
	for _, list := range [...]string{a, b} {
		if words := c.p.words.lists[list]; words != nil {
			if l := words.language(m.term); l != "" {
				return l
			}
		}
	}
	return ""
}

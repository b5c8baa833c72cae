package principles

import "strings"

// severalAudiences reports a field that lists three audiences or more: three parts, cut at commas, slashes and
// "and", each of a few words and each with a word for people of its own.
type severalAudiences struct {
	ruleHead
	in   place
	list string
}

func newSeveralAudiences(h ruleHead, s *settings) rule {
	r := &severalAudiences{ruleHead: h, list: s.wordList("list")}
	if n := s.need("in"); n != nil {
		r.in.field, r.in.column = s.field(n, "in")
	}
	s.done("several-audiences")
	return r
}

func (r *severalAudiences) check(c *checker) {
	c.inPlaces([]place{r.in}, func(p *passage) {
		text := string(c.folded(p))
		n, from := 0, 0
		part := func(to int) {
			words := strings.Fields(text[from:to])
			last := int32(-1)
			for _, m := range c.marksOf(p) {
				if int(m.start) >= from && int(m.end) <= to && c.in(r.list, m) {
					last = max(last, m.end)
				}
			}
			// The people stand at the end of the part, or it is short: "students in Pattani".
			if last >= 0 && len(words) <= 4 && (strings.TrimSpace(text[last:to]) == "" || len(words) <= 3) {
				n++
			}
		}
		for i := 0; i < len(text); i++ {
			for _, cut := range [...]string{", and ", ",", ";", "/", "&", "+", "\n", " and ", " dan ", " và ", " at "} {
				if strings.HasPrefix(text[i:], cut) {
					part(i)
					i += len(cut) - 1
					from = i + 1
					break
				}
			}
		}
		part(len(text))
		if n >= 3 {
			c.whole(p, &values{n: n, limit: 1})
		}
	})
}

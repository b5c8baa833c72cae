package principles

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

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
		n, leading, from := 0, 0, 0
		kindsFirst, seen := vietnamese(p.text), map[int32]bool{} // học sinh cấp ba: what kind they are follows
		part := func(to int) {
			words := strings.Fields(text[from:to])
			last, first := int32(-1), int32(-1)
			for _, m := range c.marksOf(p) {
				if int(m.start) >= from && int(m.end) <= to && c.in(r.list, m) {
					if first < 0 && plural(text[from:m.start]) {
						first = m.term
					}
					last = max(last, m.end)
				}
			}
			if kindsFirst && first >= 0 && len(words) <= 6 && !seen[first] {
				seen[first] = true
				leading++
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
		n = max(n, leading, r.unspacedKinds(c, p))
		if n >= 3 {
			c.whole(p, &values{n: n, limit: 1})
		}
	})
}

// plural says whether nothing stands before the word for people but what makes it many: các bà nội trợ.
func plural(before string) bool {
	switch strings.TrimSpace(before) {
	case "", "các", "những", "mấy", "nhóm":
		return true
	}
	return false
}

// beforeKinds are small words between the members of a list in scripts that write no spaces between words.
var beforeKinds = []string{"และ", "หรือ", "กับ", "รวมถึง", "รวมทั้ง", "ตลอดจน", "ไปจนถึง", "กลุ่ม", "ทั้ง", "និង", "ឬ", "ព្រមទាំង"}

// unspacedKinds counts the audiences of a list where words are not parted: the people stand at the beginning of
// a part, which a blank, a comma or an "and" opens, and three words at most follow them.
func (r *severalAudiences) unspacedKinds(c *checker, p *passage) int {
	text := c.folded(p)
	n, last := 0, int32(-1)
	for _, m := range c.marksOf(p) {
		if first, _ := utf8.DecodeRune(text[m.start:]); !c.in(r.list, m) || !unspaced(first) || m.start <= last {
			continue
		}
		last = m.start
		before, opened := text[:m.start], m.start == 0
		for again := true; again; {
			again = false
			for _, w := range beforeKinds {
				if bytes.HasSuffix(before, []byte(w)) {
					before, opened, again = bytes.TrimSuffix(before, []byte(w)), true, true
				}
			}
		}
		if len(before) == 0 || bytes.IndexByte([]byte(" ,;/&+\n"), before[len(before)-1]) >= 0 {
			opened = true
		}
		to := len(text)
		if at := bytes.IndexAny(text[m.end:], " ,;/&+\n"); at >= 0 {
			to = int(m.end) + at
		}
		for _, w := range beforeKinds {
			if at := bytes.Index(text[m.end:to], []byte(w)); at >= 0 {
				to = int(m.end) + at
			}
		}
		if opened && lettersIn(text[m.end:to]) <= 3*lettersAWord {
			n++
		}
	}
	return n
}

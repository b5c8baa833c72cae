package principles

import (
	"unicode/utf8"
)

// echo reports where a field repeats another: words words in a row, two of them with content; in scripts
// without spaces three characters for each word. With once_if, an answer to a claim may repeat it once,
// after it has said something of its own.
type echo struct {
	ruleHead
	of     string
	in     []place
	words  int
	onceIf []string // values of message.approach
}

func newEcho(h ruleHead, s *settings) rule {
	r := &echo{ruleHead: h}
	if n := s.need("of"); n != nil {
		r.of, _ = s.field(n, "of")
	}
	r.in = s.places("in")
	r.words = s.number("words", 4, 3, 12)
	if n := s.get("once_if_approach"); n != nil {
		r.onceIf = s.List(n, "once_if_approach")
	}
	s.done("echo")
	return r
}

func (r *echo) check(c *checker) {
	if !c.asked(r.of) {
		return
	}
	seen := map[uint64]bool{}
	c.passagesOf(r.of, func(p *passage) {
		for _, g := range c.grams(p, r.words) {
			if g.content {
				seen[g.key] = true
			}
		}
	})
	if len(seen) == 0 {
		return
	}
	type echoed struct {
		p        *passage
		from, to int
	}
	var all []echoed
	c.inPlaces(r.in, func(p *passage) {
		from, to := -1, -1
		for _, g := range c.grams(p, r.words) {
			if !seen[g.key] {
				continue
			}
			if from >= 0 && g.from <= to {
				to = max(to, g.to)
				continue
			}
			if from >= 0 {
				all = append(all, echoed{p, from, to})
			}
			from, to = g.from, g.to
		}
		if from >= 0 {
			all = append(all, echoed{p, from, to})
		}
	})
	if len(all) == 1 && all[0].from > 0 {
		for _, a := range r.onceIf {
			if c.d.Text("message.approach") == a {
				return
			}
		}
	}
	for i, e := range all {
		longest := true
		for j, o := range all {
			longest = longest && (o.p != e.p || o.to-o.from < e.to-e.from || o.to-o.from == e.to-e.from && j >= i)
		}
		if longest { // one question a text is enough
			c.span(e.p, e.from, e.to, nil)
		}
	}
}

// gram is some words in a row.
type gram struct {
	key      uint64 // a hash of the words
	from, to int
	content  bool // two of the words or more carry meaning
}

// grams returns every run of n words of a passage; in scripts without spaces, runs of 4n letters.
func (c *checker) grams(p *passage, n int) []gram {
	text := c.folded(p)
	var ws []stretch
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case unspaced(r) && !sentenceMark(r):
			ws = append(ws, stretch{i, i + size})
			i += size
		case wordRune(r):
			from := i
			for i < len(text) {
				r, size := utf8.DecodeRune(text[i:])
				if !wordRune(r) && r != '\'' {
					break
				}
				i += size
			}
			ws = append(ws, stretch{from, i})
		default:
			i += size
		}
	}
	small := c.smallWords(p)
	var out []gram
	for i := range ws {
		need, content, last := n*lettersAWord, 0, i
		key := uint64(14695981039346656037) // FNV-1a
		for j := i; j < len(ws) && need > 0; j++ {
			w := text[ws[j].from:ws[j].to]
			if r, _ := utf8.DecodeRune(w); unspaced(r) {
				if unspacedLetter(r) {
					need--
					content++
				}
			} else {
				need -= lettersAWord
				if len(w) > 2 && !small[ws[j].from] {
					content += 6
				}
				key = (key ^ ' ') * 1099511628211
			}
			for _, b := range w {
				key = (key ^ uint64(b)) * 1099511628211
			}
			last = j
		}
		if need <= 0 {
			out = append(out, gram{key: key, from: ws[i].from, to: ws[last].to, content: content >= 12})
		}
	}
	return out
}

// smallWords tells where the small words of any language begin in a passage.
func (c *checker) smallWords(p *passage) map[int]bool {
	out := map[int]bool{}
	for _, m := range c.marksOf(p) {
		for _, f := range c.p.words.functions {
			if c.p.words.has(m.term, f.class) {
				out[int(m.start)] = true
			}
		}
	}
	return out
}

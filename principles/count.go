package principles

import (
	"bytes"
	"unicode/utf8"

	"workbench/campaign"
)

// count holds how many rows, items or words a field has against bounds. Items are lines, and inside a line
// what semicolons part, since people write "one; two" as often as one a line. It says nothing of an empty field, nor of the words of scripts
// that write none apart.
type count struct {
	ruleHead
	place     place
	of        string
	min, max  int
	unlessLow string
}

func newCount(h ruleHead, s *settings) rule {
	r := &count{ruleHead: h}
	if n := s.need("in"); n != nil {
		r.place.field, r.place.column = s.field(n, "in")
	}
	if n := s.need("of"); n != nil {
		r.of = s.OneOf(n, "of", "rows", "items", "words", "sentences")
		if f := s.lib.Field(r.place.field); f != nil && r.place.column == "" && (r.of == "rows") != (f.Kind == campaign.Rows) {
			s.Fail(n, "%s cannot be counted in %s, which is of kind %s", r.of, f.ID, f.Kind)
		}
	}
	r.min, r.max = s.number("min", 0, 1, 10000), s.number("max", 0, 1, 10000)
	if r.min == 0 && r.max == 0 {
		s.Fail(s.node, "the rule has neither min nor max; add one")
	} else if r.max > 0 && r.min > r.max {
		s.Fail(s.node, "min is larger than max; change one")
	}
	s.done("count")
	return r
}

func (r *count) check(c *checker) {
	if !c.asked(r.place.field) {
		return
	}
	if r.of == "rows" {
		n := 0
		for _, row := range c.d.Fields[r.place.field].Rows {
			for _, v := range row.Cells {
				if v.Text != "" || v.Number != nil {
					n++
					break
				}
			}
		}
		if v := r.wrong(n); v != nil && n > 0 {
			c.missing(r.place.field, RowRef{}, "", v)
		}
		return
	}
	c.inPlaces([]place{r.place}, func(p *passage) {
		if blankText(p.text) {
			return
		}
		n := 0
		switch text := c.folded(p); r.of {
		case "items":
			n = countItems(text)
		case "words":
			n = wordsOf(p, countWords(text))
		case "sentences":
			n = countSentences(text)
		}
		if v := r.wrong(n); v != nil {
			c.whole(p, v)
		}
	})
}

func (r *count) wrong(n int) *values {
	switch {
	case r.max > 0 && n > r.max:
		return &values{n: n, limit: r.max}
	case n < r.min:
		return &values{n: n, limit: r.min}
	}
	return nil
}

// countItems counts the lines and parts of lines that hold a word.
func countItems(text []byte) int {
	n := 0
	for line := range bytes.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == ';' || r == '•' || sentenceMark(r) }) {
		for _, s := range sentences(line) {
			if bytes.ContainsFunc(line[s.from:s.to], func(r rune) bool { return wordRune(r) || unspaced(r) }) {
				n++
			}
		}
	}
	return n
}

// wordsOf turns a number of words as written into one of words as meant: Vietnamese writes syllables apart.
func wordsOf(p *passage, n int) int {
	if vietnamese(p.text) {
		return (n*2 + 2) / 3
	}
	return n
}

// countWords counts words by their spaces; 0 where a script that writes none apart has the most of the text.
func countWords(text []byte) int {
	n, other, in := 0, 0, false
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		switch {
		case unspaced(r):
			other++
			in = false
		case wordRune(r):
			if !in {
				n++
			}
			in = true
		case r != '\'':
			in = false
		}
	}
	if other > 3*n {
		return 0
	}
	return n
}

func countSentences(text []byte) int {
	n := 0
	for _, s := range sentences(text) {
		if bytes.ContainsFunc(text[s.from:s.to], func(r rune) bool { return wordRune(r) || unspaced(r) }) {
			n++
		}
	}
	return n
}

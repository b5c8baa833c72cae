package principles

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// shareWords say percent in scripts without spaces, before the figure or after it.
var shareWords = []string{"ร้อยละ", "เปอร์เซ็นต์", "เปอร์เซนต์", "เปอร์เซ็น", "ភាគរយ"}

// sourcedNumbers asks about a figure in a draft that gives no proof at all: a percentage, or a number of ten
// and more before a word, that is no date, time, age, price or telephone number.
type sourcedNumbers struct {
	ruleHead
	in     []place
	proof  []place
	beside string // a list: words after a number that make it no claim (minutes, baht, years)
}

func newSourcedNumbers(h ruleHead, s *settings) rule {
	r := &sourcedNumbers{ruleHead: h, in: s.places("in"), proof: s.places("proof"), beside: s.wordList("beside")}
	s.done("sourced-numbers")
	return r
}

func (r *sourcedNumbers) check(c *checker) {
	for _, p := range r.proof {
		if p.column == "" && c.filled(p.field) || p.column != "" && slices.ContainsFunc(c.d.Fields[p.field].Rows, filledCell(p.column)) {
			return
		}
	}
	c.inPlaces(r.in, func(p *passage) {
		text := c.folded(p)
		for i := 0; i < len(text); i++ {
			if !digit(text[i]) {
				continue
			}
			from := i
			for i < len(text) && (digit(text[i]) || (text[i] == ',' || text[i] == '.') && i+1 < len(text) && digit(text[i+1])) {
				i++
			}
			if r.claim(c, p, text, from, i) {
				c.span(p, from, i, nil)
				return
			}
		}
	})
}

// claim says whether the number text[from:to] states a fact.
func (r *sourcedNumbers) claim(c *checker, p *passage, text []byte, from, to int) bool {
	after := bytes.TrimLeft(text[to:], " ")
	for _, unit := range shareWords {
		if bytes.HasPrefix(after, []byte(unit)) || bytes.HasSuffix(bytes.TrimRight(text[:from], " "), []byte(unit)) {
			return string(text[from:to]) != "100"
		}
	}
	if bytes.HasPrefix(after, []byte("%")) || bytes.HasPrefix(after, []byte("percent")) || bytes.HasPrefix(after, []byte("per cent")) {
		return string(text[from:to]) != "100"
	}
	number := bytes.ReplaceAll(text[from:to], []byte(","), nil)
	if len(number) < 2 || bytes.Contains(number, []byte(".")) || number[0] == '0' {
		return false
	}
	if len(number) == 4 && (number[0] == '1' || number[0] == '2') && bytes.IndexByte(text[from:to], ',') < 0 && !beforeCounted(after) {
		return false // a year, or a time
	}
	before, _ := utf8.DecodeLastRune(text[:from])
	next, _ := utf8.DecodeRune(text[to:])
	if from > 0 && bytes.IndexByte([]byte(" (\n"), text[from-1]) < 0 && !unspaced(before) || len(number) > 7 {
		return false // part of a code, a price or a telephone number
	}
	if !unspaced(next) && (to+1 >= len(text) || text[to] != ' ' || !wordish(text[to+1]) || digit(text[to+1])) {
		return false
	}
	for _, m := range c.marksOf(p) {
		near := int(m.start) == to+1 || int(m.end)+1 == from || unspaced(next) && int(m.start) == to || unspaced(before) && int(m.end) == from
		if near && c.in(r.beside, m) {
			return false
		}
	}
	return true
}

// beforeCounted says whether a text begins with what is counted, in scripts that write no spaces between words.
func beforeCounted(text []byte) bool {
	first, _ := utf8.DecodeRune(text)
	return slices.ContainsFunc(unspacedWords[first], func(w string) bool {
		return timeWords[w].is(counted) && bytes.HasPrefix(text, []byte(w))
	})
}

package principles

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// priced are words after a percentage that make it a price or a mixture and no share of people.
var priced = []string{"off", "on", "discount", "cheaper", "less", "extra", "cashback", "deposit", "battery", "cotton", "wool", "juice", "cocoa", "fat"}

// spans are beginnings of words that make "4 in 5" a speed and no share.
var spans = []string{"second", "minute", "hour", "day", "night", "week", "month", "year"}

// sourcedShares asks about a share of people (83 %, 9 out of 10) whose figure stands nowhere among the places
// that carry sources. A text that names its source beside the share is left alone, and so is a discount.
type sourcedShares struct {
	ruleHead
	in      []place
	sources []place
	named   string // a list: words that name a source beside the share
}

func newSourcedShares(h ruleHead, s *settings) rule {
	r := &sourcedShares{ruleHead: h, in: s.places("in"), sources: s.places("sources"), named: s.wordList("named")}
	s.done("sourced-shares")
	return r
}

func (r *sourcedShares) check(c *checker) {
	c.inPlaces(r.in, func(p *passage) {
		if r.asked(c, p) {
			return
		}
		text := c.folded(p)
		for i := 0; i < len(text); i++ {
			if !digit(text[i]) {
				continue
			}
			from := i
			for i < len(text) && (digit(text[i]) || (text[i] == '.' || text[i] == ',') && i+1 < len(text) && digit(text[i+1])) {
				i++
			}
			to := shareEnd(text, from, i)
			if to == 0 || r.source(c, p) || r.stands(c, text[from:i]) {
				continue
			}
			c.span(p, from, to, nil)
			return
		}
	})
}

// asked says whether another rule of the principle has asked about a figure in the passage: once is enough.
func (r *sourcedShares) asked(c *checker, p *passage) bool {
	for _, f := range c.found {
		if f.f.Principle == c.principle.ID && f.field == p.field && f.row == p.row && f.f.Column == p.column && f.f.Span && digit(f.f.Excerpt[0]) {
			return true
		}
	}
	return false
}

// source says whether the passage names where it knows something from.
func (r *sourcedShares) source(c *checker, p *passage) bool {
	for _, m := range c.marksOf(p) {
		if c.in(r.named, m) {
			return true
		}
	}
	return false
}

// stands says whether a figure occurs as a whole number in one of the sources.
func (r *sourcedShares) stands(c *checker, figure []byte) bool {
	found := false
	c.inPlaces(r.sources, func(p *passage) {
		text := c.folded(p)
		for at := 0; !found; {
			n := bytes.Index(text[at:], figure)
			if n < 0 {
				return
			}
			from, to := at+n, at+n+len(figure)
			found = (from == 0 || !digit(text[from-1])) && (to == len(text) || !digit(text[to]))
			at = to
		}
	})
	return found
}

// shareEnd returns where a share ends whose number is text[from:to]; 0 if it is none. A hundred percent is a
// promise and not a figure.
func shareEnd(text []byte, from, to int) int {
	if before, _ := utf8.DecodeLastRune(text[:from]); from > 0 && (wordish(text[from-1]) && !unspaced(before) || bytes.IndexByte([]byte("-/:.$"), text[from-1]) >= 0) {
		return 0
	}
	rest := text[to:]
	for _, unit := range shareWords {
		if after := bytes.TrimLeft(rest, " "); bytes.HasPrefix(after, []byte(unit)) && string(text[from:to]) != "100" {
			return len(text) - len(after) + len(unit)
		}
		if bytes.HasSuffix(bytes.TrimRight(text[:from], " "), []byte(unit)) && string(text[from:to]) != "100" {
			return to
		}
	}
	for _, unit := range [...]string{"%", " %", " percent", " per cent"} {
		if !bytes.HasPrefix(rest, []byte(unit)) {
			continue
		}
		after, _, _ := bytes.Cut(bytes.TrimLeft(rest[len(unit):], " "), []byte(" "))
		if string(text[from:to]) == "100" || bytes.HasSuffix(text[:from], []byte("save ")) || slices.Contains(priced, string(bytes.Trim(after, ".,;:!?)"))) {
			return 0
		}
		return to + len(unit)
	}
	for _, word := range [...]string{" out of ", " in ", " in every ", " out of every ", " ใน ", "ใน", " จาก ", "จาก"} {
		if !bytes.HasPrefix(rest, []byte(word)) {
			continue
		}
		whole := to + len(word)
		end := whole
		for end < len(text) && digit(text[end]) {
			end++
		}
		switch string(text[whole:end]) {
		case "3", "4", "5", "10", "20", "100":
			after, _, _ := bytes.Cut(bytes.TrimLeft(text[end:], " "), []byte(" "))
			less := to-from < end-whole || to-from == end-whole && bytes.Compare(text[from:to], text[whole:end]) < 0
			if next, _ := utf8.DecodeRune(text[end:]); less && end < len(text) && (text[end] == ' ' || unspaced(next)) && !slices.ContainsFunc(spans, func(u string) bool { return bytes.HasPrefix(after, []byte(u)) }) {
				return end
			}
		}
	}
	return 0
}

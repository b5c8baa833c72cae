package principles

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// buildsOn asks that one content word of a field comes back in another: the message takes up something that
// already holds people together. Words count as the same by their first letters, so that endings do not
// matter; in scripts without spaces four characters in a row do. It speaks only where both are in one language that it can tell.
type buildsOn struct {
	ruleHead
	of    string
	in    []place
	after string
}

func newBuildsOn(h ruleHead, s *settings) rule {
	r := &buildsOn{ruleHead: h}
	if n := s.need("of"); n != nil {
		r.of, _ = s.field(n, "of")
	}
	r.in = s.places("in")
	if n := s.need("after"); n != nil {
		r.after, _ = s.field(n, "after")
	}
	s.done("builds-on")
	return r
}

func (r *buildsOn) check(c *checker) {
	if !c.asked(r.of) || !c.filled(r.of) || !c.filled(r.after) {
		return
	}
	var language, core []string
	stems, found := map[string]bool{}, false
	c.passagesOf(r.of, func(p *passage) {
		language = c.writtenIn(p)
		c.stems(p, func(s string) { stems[s] = true })
		c.pieces(p, false, func(s string) { stems[s] = true })
	})
	if len(language) == 0 || len(stems) == 0 {
		return
	}
	c.passagesOf(r.after, func(p *passage) { core = c.writtenIn(p) })
	if len(core) > 0 && !shared(core, language) {
		return
	}
	inTheSame := shared(core, language)
	c.inPlaces(r.in, func(p *passage) {
		c.stems(p, func(s string) { found = found || stems[s] })
		c.pieces(p, true, func(s string) { found = found || stems[s] })
		inTheSame = inTheSame || shared(c.writtenIn(p), language)
	})
	if !found && inTheSame {
		c.missing(r.after, RowRef{}, "", nil)
	}
}

// writtenIn tells the languages of a passage as languages does, and where a few words hold no small word, by
// letters that only one of the pack's languages writes with.
func (c *checker) writtenIn(p *passage) []string {
	if ls := c.languages(p); len(ls) > 0 {
		return ls
	}
	by := ""
	switch text := c.folded(p); {
	case bytes.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Khmer, r) }):
		by = "km"
	case bytes.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Thai, r) }):
		by = "th"
	case vietnamese(p.text):
		by = "vi"
	}
	for _, f := range c.p.words.functions {
		if f.language == by {
			return []string{by}
		}
	}
	return nil
}

// stems calls yield with the beginnings of a passage's content words: five letters at most, and not of the
// small words, nor of words so general that they tie nothing together.
func (c *checker) stems(p *passage, yield func(string)) {
	text := c.folded(p)
	small := c.smallWords(p)
	general, hasGeneral := c.p.words.classOf["general-words"]
	if hasGeneral {
		for _, m := range c.marksOf(p) {
			if c.p.words.has(m.term, general) {
				small[int(m.start)] = true
			}
		}
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if !wordRune(r) {
			i += size
			continue
		}
		from := i
		for i < len(text) {
			r, size := utf8.DecodeRune(text[i:])
			if !wordRune(r) {
				break
			}
			i += size
		}
		w := text[from:i]
		if small[from] || len(w) < 4 && !bytes.ContainsFunc(w, func(r rune) bool { return r > 0x7F }) {
			continue
		}
		if len(w) > 4 && w[len(w)-1] == 's' {
			w = w[:len(w)-1]
		}
		yield(beginning(w))
		for _, as := range c.p.words.affixes {
			as.bare(w, func(stem []byte) { yield(beginning(stem)) })
		}
	}
}

// beginning returns the first five letters of a word.
func beginning(w []byte) string {
	n := 0
	for k := range string(w) {
		if n == 5 {
			return string(w[:k])
		}
		n++
	}
	return string(w)
}

// shared says whether two texts that may be in several languages have one in common.
func shared(a, b []string) bool {
	return slices.ContainsFunc(a, func(l string) bool { return slices.Contains(b, l) })
}

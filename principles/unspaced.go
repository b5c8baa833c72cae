package principles

import (
	"unicode"
	"unicode/utf8"
)

// lettersAWord is how many letters count as one word in scripts that write no spaces between words. Signs
// above and below a line are no letters. A Thai or Khmer word has three or four on average.
const lettersAWord = 4

// unspacedLetter says whether a character is a letter of a script without spaces between words.
func unspacedLetter(r rune) bool {
	return unspaced(r) && unicode.IsLetter(r) && r != 'ๆ' && r != 'ៗ'
}

// lettersIn counts the letters of scripts without spaces in folded text.
func lettersIn(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		if unspacedLetter(r) {
			n++
		}
	}
	return n
}

// wordsAbout counts words by their spaces, and in scripts without spaces by letters, rounded up.
func wordsAbout(text []byte) int {
	n := (lettersIn(text) + lettersAWord - 1) / lettersAWord
	in := false
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		switch {
		case !unspaced(r) && wordRune(r):
			if !in {
				n++
			}
			in = true
		case r != '\'':
			in = false
		}
	}
	return n
}

// pieces calls yield with what a word in a script without spaces can be known by: four characters in a row.
// Small and general words do not count and part what stands beside them; a rest of three characters is a
// piece as well, and of a text that is only searched (all) any three in a row are.
func (c *checker) pieces(p *passage, all bool, yield func(string)) {
	text := c.folded(p)
	out := make([]bool, len(text)+1)
	general, hasGeneral := c.p.words.classOf["general-words"]
	for _, m := range c.marksOf(p) {
		small := hasGeneral && c.p.words.has(m.term, general)
		for _, f := range c.p.words.functions {
			small = small || c.p.words.has(m.term, f.class)
		}
		if r, _ := utf8.DecodeRune(text[m.start:]); small && unspaced(r) {
			for k := m.start; k < m.end; k++ {
				out[k] = true
			}
		}
	}
	var run []int // where the characters of a run begin, and its end
	flush := func(end int) {
		run = append(run, end)
		for n := 4; n >= 3; n-- {
			if n == 3 && !all && len(run) != 4 {
				break
			}
			for i := 0; i+n < len(run); i++ {
				yield(string(text[run[i]:run[i+n]]))
			}
		}
		run = run[:0]
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if unspaced(r) && !sentenceMark(r) && !out[i] {
			run = append(run, i)
		} else if len(run) > 0 {
			flush(i)
		}
		i += size
	}
	if len(run) > 0 {
		flush(len(text))
	}
}

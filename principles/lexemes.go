package principles

import (
	"unicode/utf8"
)

// lexeme is a piece of folded text as the readers of numbers and dates see it: a run of digits, a word that
// may mean something to them, or one other character.
type lexeme struct {
	from, to int
	figure   int  // the value of a run of digits; -1 for everything else
	digits   int  // how long that run is
	mark     byte // a character that is no letter and no digit; 0 otherwise
	loose    bool // of a script that writes no spaces between words
	word     timeWord
}

// lexemes cuts folded text and appends what it finds to out. Blanks are left out: they show as a gap between two lexemes. Where a script writes
// no spaces between words, the longest known word is taken at each place.
func lexemes(out []lexeme, text []byte) []lexeme {
	for i := 0; i < len(text); {
		from := i
		switch c := text[i]; {
		case digit(c):
			n := 0
			for i < len(text) && digit(text[i]) {
				if i-from < 9 {
					n = n*10 + int(text[i]-'0')
				}
				i++
			}
			out = append(out, lexeme{from: from, to: i, figure: n, digits: i - from})
			continue
		case c == ' ' || c == '\n':
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case unspaced(r):
			l := lexeme{from: from, to: i + size, figure: -1, loose: true}
			for _, known := range unspacedWords[r] {
				if len(text)-i >= len(known) && string(text[i:i+len(known)]) == known {
					l.to, l.word = i+len(known), timeWords[known]
					break
				}
			}
			i = l.to
			out = append(out, l)
		case wordRune(r):
			for i < len(text) {
				r, size := utf8.DecodeRune(text[i:])
				if !wordRune(r) || digit(text[i]) {
					break
				}
				i += size
			}
			out = append(out, lexeme{from: from, to: i, figure: -1, word: timeWords[string(text[from:i])]})
		default:
			mark := text[i]
			if r == '–' || r == '—' || r == '−' {
				mark = '-'
			}
			i += size
			out = append(out, lexeme{from: from, to: i, figure: -1, mark: mark})
		}
	}
	return out
}

package brief

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// emphasis returns, by byte of a line, which asterisks keep their meaning: those of well-formed *emphasis*
// and **strong** (or both, ***), nested or not. It is stricter than CommonMark, so that every reader agrees:
// the two ends have equally many asterisks, and where readers classify a character differently (symbols,
// emoji) the reading that gives no emphasis wins. All other asterisks are shown as typed.
func emphasis(s string) []bool {
	if strings.Count(s, "*") < 2 {
		return nil
	}
	kept := make([]bool, len(s))
	text := typed(s)
	type run struct{ at, n int }
	var open []run
	var waiting [4]int // open runs by length
	for i := 0; i < len(s); {
		if s[i] != '*' {
			i++
			continue
		}
		at, n := i, 1
		for i+n < len(s) && s[i+n] == '*' {
			n++
		}
		i += n
		if n > 3 {
			continue
		}
		before, after := text.before(at), text.after(i)
		closes := before != blank && (before == letter || after == blank || after == punctuation)
		if closes && waiting[n] > 0 {
			for {
				last := open[len(open)-1]
				open = open[:len(open)-1]
				waiting[last.n]--
				if last.n == n {
					for k := range n {
						kept[last.at+k], kept[at+k] = true, true
					}
					break
				}
			}
			continue
		}
		opens := after != blank && (after == letter || before == blank || before == punctuation)
		// Inside another emphasis a run that could also close one would be read differently by others.
		mayClose := before != blank && (before != punctuation || after != letter)
		if opens && (len(open) == 0 || !mayClose) {
			open = append(open, run{at, n})
			waiting[n]++
		}
	}
	return kept
}

// class is what CommonMark's rules for emphasis ask of a neighbouring character.
type class int

const (
	letter class = iota
	blank
	punctuation
	symbol // punctuation to some readers, a letter to others
)

// line is a line with the bounds of what stands between the white space at its ends.
type line struct {
	s        string
	from, to int
}

func typed(s string) line {
	return line{s, len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace)), len(strings.TrimRightFunc(s, unicode.IsSpace))}
}

// before and after return the class of the character that ends or begins at byte i. The ends of a line count
// as blank.
func (l line) before(i int) class {
	r, size := utf8.DecodeLastRuneInString(l.s[:i])
	if size == 0 {
		return blank
	}
	return classOf(r, i <= l.from)
}

func (l line) after(i int) class {
	r, size := utf8.DecodeRuneInString(l.s[i:])
	if size == 0 {
		return blank
	}
	return classOf(r, i >= l.to)
}

// classOf classifies a character as it will stand in the file: white space at an end, a tab and a line
// separator stand there as references, whose ends are punctuation.
func classOf(r rune, edge bool) class {
	switch {
	case unicode.IsSpace(r) && (edge || r == '\t' || r == '\u2028' || r == '\u2029'), r == '\ufeff':
		return punctuation
	case unicode.IsSpace(r):
		return blank
	case r < utf8.RuneSelf && isPunctuation(byte(r)), unicode.IsPunct(r):
		return punctuation
	case unicode.IsSymbol(r):
		return symbol
	}
	return letter
}

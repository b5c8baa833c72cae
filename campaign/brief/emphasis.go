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
	type run struct{ at, n int }
	var open []run
	for i := 0; i < len(s); {
		if s[i] != '*' {
			i++
			continue
		}
		n := 1
		for i+n < len(s) && s[i+n] == '*' {
			n++
		}
		before, after := classBefore(s, i), classAfter(s, i+n)
		at := i
		i += n
		if n > 3 {
			continue
		}
		if before != blank && (before != punctuation && before != symbol || after == blank || after == punctuation) {
			if o := lastOf(len(open), func(k int) bool { return open[k].n == n }); o >= 0 {
				for k := range n {
					kept[open[o].at+k], kept[at+k] = true, true
				}
				open = open[:o]
				continue
			}
		}
		opens := after != blank && (after == letter || before == blank || before == punctuation)
		// Inside another emphasis a run that could also close one would be read differently by others.
		closes := before != blank && (before != punctuation || after != letter)
		if opens && (len(open) == 0 || !closes) {
			open = append(open, run{at, n})
		}
	}
	return kept
}

// lastOf returns the largest k below n for which ok holds, or -1.
func lastOf(n int, ok func(int) bool) int {
	for k := n - 1; k >= 0; k-- {
		if ok(k) {
			return k
		}
	}
	return -1
}

// class is what CommonMark's rules for emphasis ask of a neighbouring character.
type class int

const (
	letter class = iota
	blank
	punctuation
	symbol // punctuation to some readers, a letter to others
)

func classBefore(s string, i int) class {
	r, size := utf8.DecodeLastRuneInString(s[:i])
	if size == 0 {
		return blank
	}
	return classOf(s, r, strings.TrimLeftFunc(s[:i], unicode.IsSpace) == "")
}

func classAfter(s string, i int) class {
	r, size := utf8.DecodeRuneInString(s[i:])
	if size == 0 {
		return blank
	}
	return classOf(s, r, strings.TrimLeftFunc(s[i:], unicode.IsSpace) == "")
}

// classOf classifies a character as it will stand in the file: white space at an end, a tab and a line
// separator stand there as references, whose ends are punctuation.
func classOf(s string, r rune, edge bool) class {
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

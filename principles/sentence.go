package principles

import (
	"bytes"
	"unicode/utf8"
)

// stretch is a part of folded text.
type stretch struct{ from, to int }

// shortened are words whose full stop ends no sentence.
var shortened = []string{"mr", "mrs", "ms", "dr", "st", "no", "e.g", "i.e", "vs", "etc", "approx", "kg", "jl", "tn", "pn", "a.m", "p.m", "u.s", "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec"}

// sentences cuts folded text at line feeds and at the marks that end a sentence before a space. A full stop
// after a number, a single letter or a usual shortening ends none.
func sentences(text []byte) []stretch {
	var out []stretch
	from := 0
	cut := func(to int) {
		if to > from {
			out = append(out, stretch{from, to})
		}
		from = to
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		next := i + size
		switch {
		case r == '\n':
			cut(next)
		case sentenceMark(r):
			cut(next)
		case r == '.' || r == '!' || r == '?':
			for next < len(text) && bytes.IndexByte([]byte(".!?\"')"), text[next]) >= 0 {
				next++
			}
			if (next == len(text) || text[next] == ' ' || text[next] == '\n') && !(r == '.' && short(text[from:i])) {
				cut(next)
			}
		}
		i = next
	}
	cut(len(text))
	return out
}

// short says whether the last word before a full stop is one that ends no sentence.
func short(before []byte) bool {
	at := bytes.LastIndexAny(before, " \n(\"")
	word := string(before[at+1:])
	if len(word) == 1 && word >= "a" && word <= "z" || at < 0 && digits(word) {
		return true
	}
	for _, s := range shortened {
		if word == s {
			return true
		}
	}
	return false
}

func digits(s string) bool {
	for i := range len(s) {
		if !digit(s[i]) {
			return false
		}
	}
	return s != ""
}

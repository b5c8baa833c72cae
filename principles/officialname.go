package principles

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// official says whether a hit lies inside the name of a law, an office or a work that no list knows: capitalised
// words around one that such names are made with (act, convention, council …) or around a shorter name that is known,
// joined by small ones. The International
// Convention for the Suppression of Terrorist Bombings opposes nothing in a core message; it is called that.
func (s *scan) official(h hit) bool {
	for _, m := range s.near(h.start) {
		if m.start > h.end+240 {
			return false
		}
		head := s.w.nameHeads >= 0 && s.w.has(m.term, s.w.nameHeads) || s.w.names >= 0 && s.w.has(m.term, s.w.names)
		if !head || !s.capital(int(m.start)) {
			continue
		}
		if s.nameFrom(int(m.start)) <= int(h.start) && int(h.end) <= s.nameTo(int(m.end)) {
			return true
		}
	}
	return false
}

// mostLinks are the small words between two capitalised ones of a name: for the Suppression of the Financing.
const mostLinks = 3

// nameTo returns where the name ends that goes on behind a place.
func (s *scan) nameTo(end int) int {
	for at, links := end, 0; ; {
		from := at
		for from < len(s.text) && inName(s.text[from]) {
			from++
		}
		to := from + wordLength(s.text[from:])
		switch {
		case from == at || to == from:
			return end
		case s.capital(from):
			end, links = to, 0
		case links < mostLinks && s.w.nameLinks[string(s.text[from:to])]:
			links++
		default:
			return end
		}
		at = to
	}
}

// nameFrom returns where the name begins that leads up to a place. Before the word that such names are made with only
// one short word joins: "Fight Terrorism with the Youth Council" is no name.
func (s *scan) nameFrom(start int) int {
	for at, links := start, 0; ; {
		to := at
		for to > 0 && inName(s.text[to-1]) {
			to--
		}
		from := to
		for from > 0 {
			r, size := utf8.DecodeLastRune(s.text[:from])
			if !wordRune(r) && r != '\'' {
				break
			}
			from -= size
		}
		switch {
		case to == at || from == to:
			return start
		case s.capital(from):
			start, links = from, 0
		case links == 0 && to-from <= 3 && s.w.nameLinks[string(s.text[from:to])]:
			links++
		default:
			return start
		}
		at = from
	}
}

// inName says whether a character may stand between two words of a name.
func inName(c byte) bool { return c == ' ' || c == '(' || c == ')' || c == '&' }

// wordLength returns the length of the word that a text begins with.
func wordLength(text []byte) int {
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRune(text[n:])
		if !wordRune(r) && r != '\'' {
			break
		}
		n += size
	}
	return n
}

// capital says whether the word that begins at a place of the folded text was typed with a capital or is a number. Of
// words with a hyphen the first counts: the Anti-terrorism Council. Shouting is no name.
func (s *scan) capital(at int) bool {
	typed := int(s.at[at])
	if before := strings.LastIndexFunc(s.typed[:typed], func(r rune) bool { return r != '-' && !wordRune(unicode.ToLower(r)) }); before < 0 {
		typed = 0
	} else {
		_, size := utf8.DecodeRuneInString(s.typed[before:])
		typed = before + size
	}
	r, size := utf8.DecodeRuneInString(s.typed[typed:])
	return unicode.IsDigit(r) || unicode.IsUpper(r) && !shouted(s.typed[typed+size:])
}

// shouted says whether the rest of a word has more than five capitals in a row: SEARCCT is close to it, TERRORISM is.
func shouted(rest string) bool {
	n := 0
	for _, r := range rest {
		if !unicode.IsUpper(r) {
			break
		}
		n++
	}
	return n > 6
}

package principles

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// accentless finds Vietnamese as it is typed in chats, without its accents. Nearly every syllable without accents
// is several words, and many are words of other languages, so only texts that have no other letters and show
// words of the list "accentless" are read so, and what is found there has to hold a term of two syllables or more.
type accentless struct {
	once    sync.Once
	machine *automaton
	texts   []string  // what the machine looks for
	terms   [][]int32 // text -> the terms that it may be
	signs   []bool    // term -> it tells that a text is typed so
}

// signsNeeded is how many different signs tell such a text; in a draft of that language one does.
const signsNeeded = 2

// build makes the automaton when the first such text is read; most drafts have none.
func (a *accentless) build(terms []term) {
	at := map[string]int{}
	for t := range terms {
		text, ok := withoutAccents(terms[t].text)
		if !ok || terms[t].open || len(text) < 2 {
			continue
		}
		n, known := at[text]
		if !known {
			n = len(a.texts)
			at[text] = n
			a.texts, a.terms = append(a.texts, text), append(a.terms, nil)
		}
		a.terms[n] = append(a.terms[n], int32(t))
	}
	a.machine = newAutomaton(a.texts)
}

// withoutAccents takes the accents off a term; ok is false where it has none or letters that are no Latin ones.
func withoutAccents(text string) (bare string, ok bool) {
	accents := false
	var b strings.Builder
	for _, r := range norm.NFD.String(text) {
		switch {
		case r < utf8.RuneSelf:
			b.WriteRune(r)
		case r == 'đ':
			b.WriteByte('d')
			accents = true
		case unicode.Is(unicode.Mn, r) && b.Len() > 0:
			accents = true
		default:
			return "", false
		}
	}
	return b.String(), accents
}

// bare adds the marks of a text typed without accents, and says whether it is one.
func (s *scan) bare() bool {
	a := &s.w.accentless
	if len(a.signs) == 0 || bytes.ContainsFunc(s.text, func(r rune) bool { return r >= utf8.RuneSelf && unicode.IsLetter(r) }) {
		return false
	}
	need, first := signsNeeded, int32(-1)
	if s.draft == "vi" {
		need = 1
	}
	for _, m := range s.marks {
		if a.signs[m.term] && m.term != first {
			need, first = need-1, m.term
		}
	}
	if need > 0 {
		return false
	}
	a.once.Do(func() { a.build(s.w.terms) })
	a.machine.find(s.text, func(n int32, end int) {
		start := end - len(a.texts[n])
		if start > 0 && wordish(s.text[start-1]) || end < len(s.text) && wordish(s.text[end]) {
			return
		}
		for _, t := range a.terms[n] {
			s.marks = append(s.marks, mark{t, int32(start), int32(end)})
		}
	})
	return true
}

// clear keeps the hits that hold a mark of two syllables or more: "thang moi" is a new month and no slur.
func (s *scan) clear(hits []hit) []hit {
	kept := hits[:0]
	for _, h := range hits {
		for _, m := range s.marks {
			if m.start >= h.start && m.end <= h.end && bytes.IndexByte(s.text[m.start:m.end], ' ') >= 0 {
				kept = append(kept, h)
				break
			}
		}
	}
	return kept
}

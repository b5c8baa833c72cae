package principles

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// lexicon gathers terms and classes while words are loaded.
type lexicon struct {
	terms   []term
	termAt  map[string]int32 // as written and as folded -> its number
	classes [][]int32        // class -> terms
	classAt map[string]int32
	formsAt map[string]int32 // language and part as written -> class, of parts with beginnings
	lists   map[string]*wordList
	affixes affixes  // of the language whose words are read now
	after   []ending // of that language
	reads   string   // that language

	folding folding
	in      []int32 // term -> the class that took it last, counted from one
	some    []int32 // room for the terms of one class
	room    []int32 // room for the classes
}

// wordList is a list while words are loaded: the words of all languages that have a list of the name.
type wordList struct {
	written []string
	terms   []int32   // in step
	parts   []listing // one a language
	has     []uint64  // a bit a term
}

// listing is where the words of a language begin in a list.
type listing struct {
	language string
	from     int
}

// manyTerms is more than the standard pack has, so that what holds them need not grow.
const manyTerms = 40_000

func newLexicon() *lexicon {
	return &lexicon{
		terms: make([]term, 0, manyTerms), termAt: make(map[string]int32, manyTerms*5/4), in: make([]int32, 0, manyTerms),
		classAt: make(map[string]int32, manyTerms/8), formsAt: map[string]int32{}, lists: map[string]*wordList{},
	}
}

// term returns the number of a term as written in a list or a phrase.
func (l *lexicon) term(written string) (int32, error) {
	if at, ok := l.termAt[written]; ok {
		l.end(at)
		return at, nil
	}
	text, open := strings.CutSuffix(written, "*")
	key := written
	if !foldedAlready(text) {
		text = l.folding.alone(text)
		if key = text; open {
			key += "*"
		}
	}
	if text == "" || strings.ContainsAny(text, "*{}|()?\n") {
		return 0, fmt.Errorf("%q is no term; write words, with a star only at the end", written)
	}
	at, ok := l.termAt[key]
	if !ok {
		first, _ := utf8.DecodeRuneInString(text)
		last, _ := utf8.DecodeLastRuneInString(text)
		at = int32(len(l.terms))
		l.terms = append(l.terms, term{text: text, open: open, left: wordRune(first), right: wordRune(last)})
		l.in = append(l.in, 0)
		l.termAt[key] = at
	}
	if key != written {
		l.termAt[written] = at
	}
	l.end(at)
	return at, nil
}

// end gives a term the endings of the language that is read.
func (l *lexicon) end(at int32) {
	if t := &l.terms[at]; l.after != nil && !t.open && len(t.text) >= shortestEnded {
		t.after = l.after
	}
}

// class returns the number of a class of terms; key is how it was written.
func (l *lexicon) class(key string, terms []int32) int32 {
	if at, ok := l.classAt[key]; ok {
		return at
	}
	at := int32(len(l.classes))
	if cap(l.room)-len(l.room) < len(terms) {
		l.room = make([]int32, 0, max(len(terms), 1<<13))
	}
	from := len(l.room)
	for _, t := range terms {
		if l.in[t] != at+1 {
			l.in[t] = at + 1
			l.room = append(l.room, t)
		}
	}
	l.classes = append(l.classes, slices.Clip(l.room[from:]))
	l.classAt[key] = at
	return at
}

// listClass returns the class of a list, -1 if no language has one of that name.
func (l *lexicon) listClass(name string) int32 {
	list := l.lists[name]
	if list == nil {
		return -1
	}
	return l.class("{"+name+"}", list.terms)
}

// writtenIn returns the words of a list as they are written.
func (l *lexicon) writtenIn(name string) []string {
	if list := l.lists[name]; list != nil {
		return list.written
	}
	return nil
}

// list returns a list, opened for the words of a language.
func (l *lexicon) list(name, language string) *wordList {
	list := l.lists[name]
	if list == nil {
		list = new(wordList)
		l.lists[name] = list
	}
	if n := len(list.parts); n == 0 || list.parts[n-1].language != language {
		list.parts = append(list.parts, listing{language, len(list.terms)})
	}
	return list
}

// add adds a term to the language that a list has been opened for. It says whether it was there: in the list, and
// in the part of that language.
func (w *wordList) add(written string, t int32) (known, twice bool) {
	if at := int(t / 64); at >= len(w.has) {
		w.has = append(w.has, make([]uint64, at+1-len(w.has))...)
	}
	bit := uint64(1) << (t % 64)
	if w.has[t/64]&bit != 0 {
		return true, slices.Contains(w.terms[w.parts[len(w.parts)-1].from:], t)
	}
	w.has[t/64] |= bit
	w.written, w.terms = append(w.written, written), append(w.terms, t)
	return false, false
}

// language returns the language that was first to have a term in the list; "" if none has it.
func (w *wordList) language(t int32) string {
	at := slices.Index(w.terms, t)
	language := ""
	for _, p := range w.parts {
		if at >= p.from {
			language = p.language
		}
	}
	return language
}

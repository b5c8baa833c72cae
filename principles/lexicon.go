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
	table   termTable        // of the terms
	writAt  map[string]int32 // as written, where that is not as folded -> its number
	classes [][]int32        // class -> terms
	classAt map[string]int32
	formsAt map[string]int32 // language and part as written -> class, of parts with beginnings
	lists   map[string]*wordList
	endings [][]ending // of the languages that have some, from one on
	affixes affixes    // of the language whose words are read now
	after   int16      // the endings of that language, 0 for none
	reads   string     // that language

	folding folding
	in      []int32  // term -> the class that took it last, counted from one
	some    []int32  // room for the terms of one class
	room    []int32  // room for the classes
	steps   []item   // room for the items of phrases
	parts   []string // room for the parts of a phrase, and
	plain   []string // for those of them that are plain words
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
		terms: make([]term, 0, manyTerms), table: newTermTable(manyTerms), writAt: map[string]int32{}, in: make([]int32, 0, manyTerms),
		endings: make([][]ending, 1), classAt: make(map[string]int32, manyTerms/8), formsAt: map[string]int32{}, lists: map[string]*wordList{},
	}
}

// term returns the number of a term as written in a list or a phrase.
func (l *lexicon) term(written string) (int32, error) {
	text, open := strings.CutSuffix(written, "*")
	at, hash, ok := l.table.find(l.terms, text, open)
	if ok {
		l.end(at)
		return at, nil
	}
	if !foldedAlready(text) || text == "" {
		if at, ok := l.writAt[written]; ok {
			l.end(at)
			return at, nil
		}
		folded := l.folding.alone(text)
		if folded == "" || hasSigns(folded) {
			return 0, fmt.Errorf("%q is no term; write words, with a star only at the end", written)
		}
		if folded != text {
			if at, hash, ok = l.table.find(l.terms, folded, open); ok {
				l.writAt[written] = at
				l.end(at)
				return at, nil
			}
			text, l.writAt[written] = folded, int32(len(l.terms))
		}
	}
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	at = int32(len(l.terms))
	l.terms = append(l.terms, term{text: text, open: open, left: wordRune(first), right: wordRune(last)})
	l.in = append(l.in, 0)
	l.table.add(at, hash)
	l.end(at)
	return at, nil
}

// hasSigns says whether a text has one of the characters that mean something in a phrase, or a line break.
func hasSigns(text string) bool {
	for i := range len(text) {
		switch text[i] {
		case '*', '{', '}', '|', '(', ')', '?', '\n':
			return true
		}
	}
	return false
}

// endsIn says which endings the words have that are read from now on.
func (l *lexicon) endsIn(after []ending) {
	l.after = 0
	if after == nil {
		return
	}
	for i, known := range l.endings {
		if len(known) > 0 && len(after) > 0 && &known[0] == &after[0] {
			l.after = int16(i)
			return
		}
	}
	l.after = int16(len(l.endings))
	l.endings = append(l.endings, after)
}

// end gives a term the endings of the language that is read.
func (l *lexicon) end(at int32) {
	if t := &l.terms[at]; l.after != 0 && !t.open && len(t.text) >= shortestEnded {
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

// grow makes room for more terms.
func (w *wordList) grow(n int) {
	w.written, w.terms = slices.Grow(w.written, n), slices.Grow(w.terms, n)
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

package principles

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// family is one kind of wording that is worth a question, in one language.
type family struct {
	id         string
	language   string
	level      int8
	confidence string
	signed     signature
	rewrite    string
	naming     bool // talk about the words themselves takes a hit down to information
	negation   bool // a plain negation takes it down too
	positive   bool // something kind said of all takes it back
	reported   bool // what others say, quoted or told, takes it back
	official   bool // the name of a law, an office or a work around it takes it back
}

// reviewed says whether somebody who speaks the language from home has signed the list off.
func (f *family) reviewed() bool { return f.signed.by != "" }

// function is the class of a language's small words.
type function struct {
	language string
	class    int32
}

// words are the word lists of a pack, compiled.
type words struct {
	families   []family
	phrases    []phrase
	terms      []term
	edges      []edges // term -> what is asked of every place where it is found
	endings    [][]ending
	termClass  []int32  // the classes of the first term, in order, of the second, and so on
	classFrom  []int32  // term -> where its classes begin there
	someClass  []uint64 // term -> a bit for each class it belongs to, modulo 64
	starts     []int32  // the phrases that begin with the first term, in the order of its classes, with the second, and so on
	startFrom  []int32  // term -> where its phrases begin there
	machine    *automaton
	accentless accentless

	names, negator, ruling, naming, bridge, positive, refusing, telling, ownVoice int32                      // classes of the lists that decisions use; -1 if absent
	longer, wordNouns                                                             int32                      // classes of words that hold another word by chance, and of nouns that introduce a word; -1 if absent
	nameHeads                                                                     int32                      // class of the words that official names are made with; -1 if absent
	nameLinks                                                                     map[string]bool            // the small words inside such names, folded
	functions                                                                     []function                 // of the languages that have small words, in order
	affixes                                                                       []affixes                  // of the languages that are on
	classOf                                                                       map[string]int32           // list name -> class
	listIn                                                                        map[string]map[string]bool // list name -> languages that have it
	lists                                                                         map[string]*wordList
	placeholders                                                                  map[string]bool // folded
	denying                                                                       map[string]bool // the negators, folded
}

// compile finishes the lexicon into words, all but their automaton.
func (l *lexicon) compile(families []family, phrases []phrase, functions []string) *words {
	w := &words{families: families, phrases: phrases, terms: l.terms, classOf: map[string]int32{}, listIn: map[string]map[string]bool{}, lists: l.lists}
	w.names, w.negator, w.naming = l.listClass("names"), l.listClass("negators"), l.listClass("naming-verbs")
	w.ruling = l.listClass("naming-negators")
	w.longer, w.wordNouns = l.listClass("longer-words"), l.listClass("word-nouns")
	w.bridge, w.positive = l.listClass("negation-bridge"), l.listClass("positive-predicates")
	w.refusing, w.telling, w.ownVoice = l.listClass("refusing-verbs"), l.listClass("telling-verbs"), l.listClass("own-voice")
	for name, list := range l.lists {
		w.classOf[name] = l.listClass(name)
		w.listIn[name] = map[string]bool{}
		for _, p := range list.parts {
			w.listIn[name][p.language] = true
		}
	}
	for _, language := range functions {
		w.functions = append(w.functions, function{language, l.listClass("function." + language)})
	}
	w.denying = map[string]bool{}
	for _, n := range l.writtenIn("negators") {
		w.denying[strings.Clone(foldString(n))] = true
	}
	w.nameHeads, w.nameLinks = l.listClass("name-heads"), map[string]bool{}
	for _, n := range l.writtenIn("name-links") {
		w.nameLinks[foldString(n)] = true
	}
	w.placeholders = map[string]bool{}
	for _, p := range l.writtenIn("placeholders") {
		w.placeholders[strings.Clone(foldString(p))] = true
	}
	w.keep()
	w.edges, w.endings = edgesOf(w.terms), l.endings
	w.termClass, w.classFrom = l.classesOfTerms()
	w.someClass = make([]uint64, len(w.terms))
	for t := range w.someClass {
		for _, c := range w.classesOf(int32(t)) {
			w.someClass[t] |= 1 << (uint32(c) % 64)
		}
	}
	if signs := l.listClass("accentless"); signs >= 0 {
		w.accentless.signs = make([]bool, len(l.terms))
		for _, t := range l.classes[signs] {
			w.accentless.signs[t] = true
		}
	}
	denies := l.denyingClasses(w.denying)
	for i := range phrases {
		for _, it := range phrases[i].items {
			phrases[i].denies = phrases[i].denies || denies[it.class]
		}
	}
	w.starts, w.startFrom = l.startsOfTerms(phrases)
	return w
}

// startsOfTerms returns the phrases that begin with each term, one term's after the other's, and where those of each
// begin.
func (l *lexicon) startsOfTerms(phrases []phrase) (starts, from []int32) {
	next, first := make([]int32, len(phrases)), make([]int32, len(l.classes)) // phrase -> the next, class -> the first, counted from one
	for i := len(phrases) - 1; i >= 0; i-- {
		c := phrases[i].items[0].class
		next[i], first[c] = first[c], int32(i)+1
	}
	from = make([]int32, len(l.terms)+2) // as for classesOfTerms
	for c, terms := range l.classes {
		n := int32(0)
		for p := first[c]; p != 0; p = next[p-1] {
			n++
		}
		if n == 0 {
			continue
		}
		for _, t := range terms {
			from[t+2] += n
		}
	}
	for t := 2; t < len(from); t++ {
		from[t] += from[t-1]
	}
	starts = make([]int32, from[len(from)-1])
	for c, terms := range l.classes {
		if first[c] == 0 {
			continue
		}
		for _, t := range terms {
			for p := first[c]; p != 0; p = next[p-1] {
				starts[from[t+1]] = p - 1
				from[t+1]++
			}
		}
	}
	return starts, from[:len(l.terms)+1]
}

// keep lays the texts of the terms side by side, so that they do not hold the files they come from, and lets go of
// what only the loading needs.
func (w *words) keep() {
	size := 0
	for i := range w.terms {
		size += len(w.terms[i].text)
	}
	var b strings.Builder
	b.Grow(size)
	for i := range w.terms {
		b.WriteString(w.terms[i].text)
	}
	if cap(w.terms) > 2*len(w.terms) {
		w.terms = append(make([]term, 0, len(w.terms)), w.terms...) // without the room that is left
	}
	all, from := b.String(), 0
	for i := range w.terms {
		to := from + len(w.terms[i].text)
		w.terms[i].text, from = all[from:to], to
	}
	for _, list := range w.lists {
		list.written, list.has = nil, nil
	}
}

// build makes the automaton of the terms. Nothing but a check needs it.
func (w *words) build() {
	texts := make([]string, len(w.terms))
	for i := range w.terms {
		texts[i] = w.terms[i].text
	}
	w.machine = newAutomaton(texts)
}

// classesOf returns the classes that a term belongs to, in order.
func (w *words) classesOf(t int32) []int32 { return w.termClass[w.classFrom[t]:w.classFrom[t+1]] }

// classesOfTerms returns the classes of all terms, one term's after the other's, and where those of each begin.
func (l *lexicon) classesOfTerms() (classes, from []int32) {
	from = make([]int32, len(l.terms)+2) // counted one place further on, so that filling in moves them to their own
	for _, terms := range l.classes {
		for _, t := range terms {
			from[t+2]++
		}
	}
	for t := 2; t < len(from); t++ {
		from[t] += from[t-1]
	}
	classes = make([]int32, from[len(from)-1])
	for c, terms := range l.classes {
		for _, t := range terms {
			classes[from[t+1]] = int32(c)
			from[t+1]++
		}
	}
	return classes, from[:len(l.terms)+1]
}

// denyingClasses says which classes have a term with a negation in it: its own denial is what such a phrase
// asks about (nếu không, if not), so that it takes nothing back.
func (l *lexicon) denyingClasses(denying map[string]bool) []bool {
	var loose []string // the negations of scripts without spaces
	var begins, third [256]bool
	for n := range denying {
		if n == "" {
			continue
		}
		begins[n[0]] = true
		if r, _ := utf8.DecodeRuneInString(n); unspaced(r) {
			loose, third[n[2]] = append(loose, n), true // such letters have three bytes
		}
	}
	denies := make([]bool, len(l.terms))
	for i := range l.terms {
		text := l.terms[i].text
		if begins[text[0]] {
			denies[i] = denying[text] || len(text) > 2 && third[text[2]] && slices.ContainsFunc(loose, func(n string) bool { return strings.HasPrefix(text, n) })
		}
		for from := 0; from < len(text) && !denies[i]; {
			to := len(text)
			if blank := strings.IndexByte(text[from:], ' '); blank >= 0 {
				to = from + blank
			}
			denies[i] = begins[text[from]] && denying[text[from:to]]
			from = to + 1
		}
	}
	out := make([]bool, len(l.classes))
	for c, terms := range l.classes {
		out[c] = slices.ContainsFunc(terms, func(t int32) bool { return denies[t] })
	}
	return out
}

// edges are what of a term is held against every place where its bytes are found: most of those are inside words.
type edges struct {
	size  int32
	left  bool
	right bool
	open  bool
	ended bool // it may have an ending behind it
}

// edgesOf returns the edges of terms.
func edgesOf(terms []term) []edges {
	out := make([]edges, len(terms))
	for i, t := range terms {
		out[i] = edges{int32(len(t.text)), t.left, t.right, t.open, t.after != 0}
	}
	return out
}

// has says whether a term belongs to a class.
func (w *words) has(t, class int32) bool {
	if w.someClass[t]&(1<<(uint32(class)%64)) == 0 {
		return false // as for nearly all
	}
	for _, c := range w.classesOf(t) {
		if c == class {
			return true
		}
	}
	return false
}

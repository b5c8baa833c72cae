package principles

import (
	"strings"
	"unicode/utf8"
)

// family is one kind of wording that is worth a question, in one language.
type family struct {
	id         string
	language   string
	level      int8
	confidence string
	reviewedBy string
	reviewedAt string
	rewrite    string
	naming     bool // talk about the words themselves takes a hit down to information
	negation   bool // a plain negation takes it down too
	positive   bool // something kind said of all takes it back
	reported   bool // what others say, quoted or told, takes it back
}

// reviewed says whether somebody who speaks the language from home has signed the list off.
func (f *family) reviewed() bool { return f.reviewedBy != "" }

// function is the class of a language's small words.
type function struct {
	language string
	class    int32
}

// words are the word lists of a pack, compiled.
type words struct {
	families  []family
	phrases   []phrase
	terms     []term
	termClass [][]int32 // term -> classes it belongs to
	starts    [][]int32 // class -> phrases that begin with it
	machine   *automaton

	names, negator, ruling, naming, bridge, positive, refusing, telling, ownVoice int32                       // classes of the lists that decisions use; -1 if absent
	longer, wordNouns                                                             int32                       // classes of words that hold another word by chance, and of nouns that introduce a word; -1 if absent
	functions                                                                     []function                  // of the languages that have small words, in order
	affixes                                                                       []affixes                   // of the languages that are on
	classOf                                                                       map[string]int32            // list name -> class
	listIn                                                                        map[string]map[string]bool  // list name -> languages that have it
	placeholders                                                                  map[string]bool             // folded
	denying                                                                       map[string]bool             // the negators, folded
	termIn                                                                        map[string]map[int32]string // list name -> term -> its language
}

// compile finishes the lexicon into words.
func (l *lexicon) compile(families []family, phrases []phrase, functions []string) *words {
	w := &words{families: families, phrases: phrases, terms: l.terms, classOf: map[string]int32{}, listIn: l.listIn, termIn: l.termIn}
	w.names, w.negator, w.naming = l.listClass("names"), l.listClass("negators"), l.listClass("naming-verbs")
	w.ruling = l.listClass("naming-negators")
	w.longer, w.wordNouns = l.listClass("longer-words"), l.listClass("word-nouns")
	w.bridge, w.positive = l.listClass("negation-bridge"), l.listClass("positive-predicates")
	w.refusing, w.telling, w.ownVoice = l.listClass("refusing-verbs"), l.listClass("telling-verbs"), l.listClass("own-voice")
	for name := range l.lists {
		w.classOf[name] = l.listClass(name)
	}
	for _, language := range functions {
		w.functions = append(w.functions, function{language, l.listClass("function." + language)})
	}
	w.denying = map[string]bool{}
	for _, n := range l.lists["negators"] {
		w.denying[foldString(n)] = true
	}
	w.placeholders = map[string]bool{}
	for _, p := range l.lists["placeholders"] {
		w.placeholders[foldString(p)] = true
	}
	w.termClass = make([][]int32, len(l.terms))
	for c, terms := range l.classes {
		for _, t := range terms {
			w.termClass[t] = append(w.termClass[t], int32(c))
		}
	}
	w.starts = make([][]int32, len(l.classes))
	for i := range phrases {
		for _, it := range phrases[i].items {
			for _, t := range l.classes[it.class] {
				first, _, _ := strings.Cut(l.terms[t].text, " ")
				phrases[i].denies = phrases[i].denies || w.denying[first] || w.denying[l.terms[t].text] || w.deniesFirst(l.terms[t].text)
			}
		}
		c := phrases[i].items[0].class
		w.starts[c] = append(w.starts[c], int32(i))
	}
	texts := make([]string, len(l.terms))
	for i, t := range l.terms {
		texts[i] = t.text
	}
	w.machine = newAutomaton(texts)
	return w
}

// deniesFirst says whether a term of a script without spaces begins with a negation.
func (w *words) deniesFirst(term string) bool {
	if first, _ := utf8.DecodeRuneInString(term); !unspaced(first) {
		return false
	}
	for n := range w.denying {
		if r, _ := utf8.DecodeRuneInString(n); unspaced(r) && strings.HasPrefix(term, n) {
			return true
		}
	}
	return false
}

// has says whether a term belongs to a class.
func (w *words) has(t, class int32) bool {
	for _, c := range w.termClass[t] {
		if c == class {
			return true
		}
	}
	return false
}

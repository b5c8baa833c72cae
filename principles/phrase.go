package principles

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// term is a text that the automaton looks for. Open terms (written with a star) go on to the end of the word.
type term struct {
	text  string
	open  bool
	left  bool // it begins, and
	right bool // it ends with a letter of a script that has spaces, so it must stand at the boundary of a word
}

// item is one step of a phrase: one of a class of terms.
type item struct {
	class    int32
	gap      int8 // at most so many words between the item before and this one
	optional bool
	barred   bool // the class must not follow here
}

// phrase is one pattern of a family. See parsePhrase for how it is written.
type phrase struct {
	family  int32
	items   []item
	atStart bool // only at the beginning of a line
	atEnd   bool // only at the end of a sentence
	denies  bool // has a negation of its own
	except  bool // takes hits of its family back
	level   int8
	rewrite string
}

// lexicon gathers terms and classes while words are loaded.
type lexicon struct {
	terms   []term
	termAt  []int32   // folded term -> its number, counted from one
	classes [][]int32 // class -> terms
	classAt map[string]int32
	lists   map[string][]string // name -> terms as written, of all languages that are on
	listIn  map[string]map[string]bool
	termIn  map[string]map[int32]string
	affixes affixes // of the language whose words are read now
	reads   string  // that language

	folded  *foldedTerms
	listOf  map[string][]int32 // name -> its terms, in step with lists
	formsAt map[string]int32   // language and part as written -> class, of parts with beginnings
	in      []int32            // term -> the class that took it last, counted from one
}

// newLexicon returns an empty lexicon. Lexicons that read the same words may share what they have folded.
func newLexicon(folded *foldedTerms) *lexicon {
	return &lexicon{
		terms: make([]term, 0, manyTerms), termAt: make([]int32, 0, manyTerms), in: make([]int32, 0, manyTerms),
		classAt: map[string]int32{}, lists: map[string][]string{}, listIn: map[string]map[string]bool{},
		termIn: map[string]map[int32]string{}, folded: folded, formsAt: map[string]int32{}, listOf: map[string][]int32{},
	}
}

// foldedTerms are the terms that any lexicon has read, each folded once.
type foldedTerms struct {
	terms   []term
	termAt  map[term]int32
	written map[string]int32 // as written -> term
	room    folding
}

// manyTerms is about as many as the standard pack has, so that what holds them need not grow.
const manyTerms = 1 << 14

func newFoldedTerms() *foldedTerms {
	return &foldedTerms{termAt: make(map[term]int32, manyTerms), written: make(map[string]int32, manyTerms)}
}

// fold returns the number of a term as written in a list or a phrase.
func (f *foldedTerms) fold(written string) (int32, error) {
	if at, ok := f.written[written]; ok {
		return at, nil
	}
	text, open := strings.CutSuffix(written, "*")
	if !foldedAlready(text) {
		text = f.room.alone(text)
	}
	t := term{text: text, open: open}
	if t.text == "" || strings.ContainsAny(t.text, "*{}|()?\n") {
		return 0, fmt.Errorf("%q is no term; write words, with a star only at the end", written)
	}
	first, _ := utf8.DecodeRuneInString(t.text)
	last, _ := utf8.DecodeLastRuneInString(t.text)
	t.left, t.right = wordRune(first), wordRune(last)
	at, ok := f.termAt[t]
	if !ok {
		at = int32(len(f.terms))
		f.terms, f.termAt[t] = append(f.terms, t), at
	}
	f.written[written] = at
	return at, nil
}

// term returns the number that a term has in the lexicon.
func (l *lexicon) term(written string) (int32, error) {
	f, err := l.folded.fold(written)
	if err != nil {
		return 0, err
	}
	if n := len(l.folded.terms); len(l.termAt) < n {
		l.termAt = append(l.termAt, make([]int32, n-len(l.termAt))...)
	}
	if l.termAt[f] == 0 {
		l.terms, l.in = append(l.terms, l.folded.terms[f]), append(l.in, 0)
		l.termAt[f] = int32(len(l.terms))
	}
	return l.termAt[f] - 1, nil
}

// class returns the number of a class of terms; key is how it was written.
func (l *lexicon) class(key string, terms []int32) int32 {
	if at, ok := l.classAt[key]; ok {
		return at
	}
	at := int32(len(l.classes))
	once := make([]int32, 0, len(terms))
	for _, t := range terms {
		if l.in[t] != at+1 {
			l.in[t] = at + 1
			once = append(once, t)
		}
	}
	l.classes = append(l.classes, once)
	l.classAt[key] = at
	return at
}

// listClass returns the class of a list, -1 if no language has one of that name.
func (l *lexicon) listClass(name string) int32 {
	if _, ok := l.lists[name]; !ok {
		return -1
	}
	return l.class("{"+name+"}", l.listOf[name])
}

// list adds a term to a list.
func (l *lexicon) list(name, written string, t int32) {
	l.lists[name], l.listOf[name] = append(l.lists[name], written), append(l.listOf[name], t)
}

// parsePhrase reads a phrase. Its parts are separated by spaces:
//
//	general public     words, as they follow one another; a star at the end of a word stands for any ending
//	{identity}         one term of a list, in any language
//	(crush|wipe out)   one of these
//	~basmi*            with the beginnings that the language's affixes.yaml puts before it
//	the?               there or not
//	..3                up to three words between (a comma or a bracket counts as one)
//	!(of|{list})       not followed by this; stands last, or before a part that follows
//	^ and $            at the beginning of a line; at the end of a sentence
func (l *lexicon) parsePhrase(written string) (phrase, error) {
	var p phrase
	gap := 0
	words := []string{} // plain words collected so far
	flush := func() error {
		if len(words) == 0 {
			return nil
		}
		text := strings.Join(words, " ")
		c, known := l.classAt[text]
		if !known {
			t, err := l.term(text)
			if err != nil {
				return err
			}
			c = l.class(text, []int32{t})
		}
		p.items = append(p.items, item{class: c, gap: int8(gap)})
		words, gap = words[:0], 0
		return nil
	}
	for _, part := range splitParts(written) {
		optional, barred := strings.HasSuffix(part, "?"), strings.HasPrefix(part, "!")
		core := strings.TrimPrefix(strings.TrimSuffix(part, "?"), "!")
		switch {
		case part == "^":
			p.atStart = true
			continue
		case part == "$":
			p.atEnd = true
			continue
		case strings.HasPrefix(part, ".."):
			n, err := strconv.Atoi(part[2:])
			if err != nil || n < 1 || n > 20 {
				return p, fmt.Errorf("%q is no gap; write ..1 to ..20", part)
			}
			if err := flush(); err != nil {
				return p, err
			}
			gap = n
			continue
		case !optional && !barred && !strings.ContainsAny(core[:1], "({~"):
			words = append(words, core)
			if strings.HasSuffix(core, "*") {
				if err := flush(); err != nil {
					return p, err
				}
			}
			continue
		}
		if err := flush(); err != nil {
			return p, err
		}
		c, err := l.parseClass(core)
		if err != nil {
			return p, err
		}
		p.items = append(p.items, item{class: c, gap: int8(gap), optional: optional, barred: barred})
		if !barred {
			gap = 0
		}
	}
	if err := flush(); err != nil {
		return p, err
	}
	if len(p.items) == 0 || p.items[0].optional || p.items[0].barred {
		return p, fmt.Errorf("the phrase %q must begin with a part that is always there", written)
	}
	return p, nil
}

// parseClass reads (a|b|{list}), {list} or one word.
func (l *lexicon) parseClass(core string) (int32, error) {
	own := strings.Contains(core, "~") // each language has beginnings of its own
	if at, ok := l.classAt[core]; ok && !own {
		return at, nil
	}
	if at, ok := l.formsAt[l.reads+" "+core]; ok && own {
		return at, nil
	}
	alternatives := []string{core}
	if strings.HasPrefix(core, "(") && strings.HasSuffix(core, ")") {
		alternatives = strings.Split(core[1:len(core)-1], "|")
	}
	for i, a := range alternatives {
		a = strings.TrimSpace(a)
		alternatives[i] = a
		if name, ok := listName(a); ok && l.lists[name] == nil {
			return 0, fmt.Errorf("there is no word list %s; add words/LANG/lists/%s.yaml", a, name)
		}
	}
	var terms []int32
	var forms []string
	for _, a := range alternatives {
		if name, ok := listName(a); ok {
			if len(alternatives) == 1 {
				terms = l.listOf[name] // class copies them
			} else {
				terms = append(terms, l.listOf[name]...)
			}
			if own {
				forms = append(forms, l.lists[name]...)
			}
			continue
		}
		these := []string{a}
		if word, ok := strings.CutPrefix(a, "~"); ok {
			these = l.affixes.forms(word)
		}
		for _, w := range these {
			t, err := l.term(w)
			if err != nil {
				return 0, err
			}
			terms = append(terms, t)
		}
		forms = append(forms, these...)
	}
	if !own {
		return l.class(core, terms), nil
	}
	at := l.class(strings.Join(forms, "|"), terms)
	l.formsAt[l.reads+" "+core] = at
	return at, nil
}

// listName returns the name of the list that {name} stands for.
func listName(s string) (string, bool) {
	if strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}") {
		return s[1 : len(s)-1], true
	}
	return "", false
}

// splitParts cuts at spaces that are not inside brackets.
func splitParts(s string) []string {
	var out []string
	depth, from := 0, 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == ' ' && depth == 0 {
			if i > from {
				out = append(out, s[from:i])
			}
			from = i + 1
			continue
		}
		switch s[i] {
		case '(', '{':
			depth++
		case ')', '}':
			depth--
		}
	}
	return out
}

package principles

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// term is a text that the automaton looks for. Open terms (written with a star) go on to the end of the word.
type term struct {
	text  string
	open  bool
	left  bool  // it begins, and
	right bool  // it ends with a letter of a script that has spaces, so it must stand at the boundary of a word
	after int16 // the endings of the language that has it; 0 if there are none
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
	opens   bool // only at the beginning of a sentence
	atEnd   bool // only at the end of a sentence
	denies  bool // has a negation of its own
	except  bool // takes hits of its family back
	level   int8
	rewrite string
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
//	^, ^^ and $        at the beginning of a line; at the beginning and at the end of a sentence
func (l *lexicon) parsePhrase(written string) (phrase, error) {
	l.parts = splitParts(l.parts[:0], written)
	p := phrase{items: l.roomForItems(len(l.parts))}
	gap := 0
	words := l.plain[:0] // plain words collected so far
	flush := func() error {
		if len(words) == 0 {
			return nil
		}
		text := words[0]
		if len(words) > 1 {
			text = strings.Join(words, " ")
		}
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
	for _, part := range l.parts {
		optional, barred := strings.HasSuffix(part, "?"), strings.HasPrefix(part, "!")
		core := strings.TrimPrefix(strings.TrimSuffix(part, "?"), "!")
		switch {
		case part == "^":
			p.atStart = true
			continue
		case part == "^^":
			p.opens = true
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
	l.plain, l.steps = words, l.steps[len(p.items):]
	p.items = slices.Clip(p.items)
	if len(p.items) == 0 || p.items[0].optional || p.items[0].barred {
		return p, fmt.Errorf("the phrase %q must begin with a part that is always there", written)
	}
	return p, nil
}

// roomForItems returns room for n items, of which those that are used must be taken off l.steps.
func (l *lexicon) roomForItems(n int) []item {
	if len(l.steps) < n {
		l.steps = make([]item, max(n, 1<<10))
	}
	return l.steps[:0:n]
}

// parseClass reads (a|b|{list}), {list} or one word.
func (l *lexicon) parseClass(core string) (int32, error) {
	own := strings.Contains(core, "~") // each language has beginnings of its own
	if at, ok := l.classAt[core]; ok && !own {
		return at, nil
	}
	if own {
		if at, ok := l.formsAt[l.reads+" "+core]; ok {
			return at, nil
		}
	}
	alternatives := core
	if strings.HasPrefix(core, "(") && strings.HasSuffix(core, ")") {
		alternatives = core[1 : len(core)-1]
	}
	terms := l.some[:0]
	var forms []string
	for more := true; more; {
		var a string
		a, alternatives, more = strings.Cut(alternatives, "|")
		a = strings.TrimSpace(a)
		if name, ok := listName(a); ok {
			list := l.lists[name]
			if list == nil {
				return 0, fmt.Errorf("there is no word list %s; add it to words/LANG/%s", a, listFile)
			}
			terms = append(terms, list.terms...)
			if own {
				forms = append(forms, list.written...)
			}
			continue
		}
		word, inflected := strings.CutPrefix(a, "~")
		if !inflected {
			t, err := l.term(a)
			if err != nil {
				return 0, err
			}
			terms = append(terms, t)
			if own {
				forms = append(forms, a)
			}
			continue
		}
		for _, form := range l.affixes.forms(word) {
			t, err := l.term(form)
			if err != nil {
				return 0, err
			}
			terms, forms = append(terms, t), append(forms, form)
		}
	}
	l.some = terms
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

// splitParts cuts at spaces that are not inside brackets, and appends the parts to out.
func splitParts(out []string, s string) []string {
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

package principles

import (
	"cmp"
	"slices"
	"strings"
)

// automaton finds every one of many terms in one pass over folded text (Aho and Corasick, "Efficient string
// matching", 1975). Bytes that occur in no term share one class.
type automaton struct {
	class   [256]uint8
	classes int32
	rows    int32   // the states below it, the root and those right under it, have a row in near
	near    []int32 // state*classes + class: where to go, without stepping back
	first   []int32 // state -> its first child; children are numbered in a row, level by level
	byteOf  []byte  // state -> the byte that leads to it
	fail    []int32 // the longest suffix that is a state too
	outFrom []int32 // state -> first of its terms in out; the terms of suffixes are reached over link
	out     []int32
	link    []int32 // the nearest suffix state that has terms, 0 for none
}

// newAutomaton builds the automaton of the terms; what find reports are indices into them.
//
// A table of all moves would be the fastest, and with the scripts of seven languages it is fifty times as
// large. Most states are deep and have one child, so only the shallow ones, where a text mostly is, have rows.
func newAutomaton(terms []string) *automaton {
	a := &automaton{classes: 1}
	for _, t := range terms {
		for i := range len(t) {
			if a.class[t[i]] == 0 {
				a.class[t[i]] = uint8(a.classes) // at most 255 distinct bytes besides the one never used in UTF-8
				a.classes++
			}
		}
	}
	a.grow(terms)
	a.setLinks()
	a.setRows()
	return a
}

// grow numbers the states level by level and lays the terms of each side by side. Each state stands for the
// range of sorted terms that share its prefix, with those that end in it first.
func (a *automaton) grow(terms []string) {
	sorted := make([]int32, len(terms))
	for i := range sorted {
		sorted[i] = int32(i)
	}
	slices.SortFunc(sorted, func(x, y int32) int { return cmp.Or(strings.Compare(terms[x], terms[y]), cmp.Compare(x, y)) })
	states, before := 1, ""
	for _, t := range sorted {
		states += len(terms[t]) - commonPrefix(before, terms[t])
		before = terms[t]
	}
	type span struct{ from, to, depth int32 }
	spans := make([]span, 1, states)
	spans[0].to = int32(len(terms))
	a.byteOf = make([]byte, states)
	a.first, a.outFrom, a.out = make([]int32, states+1), make([]int32, states+1), make([]int32, 0, len(terms))
	for s := range states {
		a.first[s], a.outFrom[s] = int32(len(spans)), int32(len(a.out))
		r := spans[s]
		for r.from < r.to && int32(len(terms[sorted[r.from]])) == r.depth {
			a.out = append(a.out, sorted[r.from])
			r.from++
		}
		for r.from < r.to {
			b, to := terms[sorted[r.from]][r.depth], r.from+1
			for to < r.to && terms[sorted[to]][r.depth] == b {
				to++
			}
			a.byteOf[len(spans)] = b
			spans = append(spans, span{r.from, to, r.depth + 1})
			r.from = to
		}
	}
	a.first[states], a.outFrom[states] = int32(states), int32(len(a.out))
}

// commonPrefix is the length of what two texts begin with.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// child returns the state that a byte leads to from s, 0 for none.
func (a *automaton) child(s int32, b byte) int32 {
	for t := a.first[s]; t < a.first[s+1]; t++ {
		if a.byteOf[t] == b {
			return t
		}
	}
	return 0
}

// setLinks finds, level by level, the longest suffix of each state and the nearest one with terms.
func (a *automaton) setLinks() {
	a.fail = make([]int32, len(a.byteOf))
	a.link = make([]int32, len(a.byteOf))
	for s := int32(0); int(s) < len(a.byteOf); s++ {
		if f := a.fail[s]; a.outFrom[f] < a.outFrom[f+1] && f != 0 {
			a.link[s] = f
		} else if s != 0 {
			a.link[s] = a.link[f]
		}
		if s == 0 {
			continue // the children of the root fail to the root
		}
		for t := a.first[s]; t < a.first[s+1]; t++ {
			f := a.fail[s]
			for f != 0 && a.child(f, a.byteOf[t]) == 0 {
				f = a.fail[f]
			}
			a.fail[t] = a.child(f, a.byteOf[t])
		}
	}
}

// setRows fills the rows of the root and of the states right under it.
func (a *automaton) setRows() {
	a.rows = a.first[1]
	a.near = make([]int32, a.rows*a.classes)
	for s := range a.rows {
		row := a.near[s*a.classes : (s+1)*a.classes]
		copy(row, a.near[:a.classes]) // from the root, which is filled first
		for t := a.first[s]; t < a.first[s+1]; t++ {
			row[a.class[a.byteOf[t]]] = t
		}
	}
}

// step is the state after one more byte.
func (a *automaton) step(s int32, b byte) int32 {
	for s >= a.rows {
		for t := a.first[s]; t < a.first[s+1]; t++ {
			if a.byteOf[t] == b {
				return t
			}
		}
		s = a.fail[s]
	}
	return a.near[s*a.classes+int32(a.class[b])]
}

// find calls yield with every term that ends at every place of the text: the term and the offset after it.
func (a *automaton) find(text []byte, yield func(term int32, end int)) {
	s := int32(0)
	for i, b := range text {
		s = a.step(s, b)
		for o := s; o != 0; o = a.link[o] {
			for _, t := range a.out[a.outFrom[o]:a.outFrom[o+1]] {
				yield(t, i+1)
			}
		}
	}
}

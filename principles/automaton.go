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
	a.setRows()
	a.setLinks()
	return a
}

// grow numbers the states level by level and lays the terms of each side by side. Each state stands for the
// range of sorted terms that share its prefix, with those that end in it first.
func (a *automaton) grow(terms []string) {
	sorted := inOrder(terms)
	states, before := 1, ""
	for _, t := range sorted {
		states += len(t.text) - commonPrefix(before, t.text)
		before = t.text
	}
	type span struct{ from, to, depth int32 }
	spans := make([]span, 1, states)
	spans[0].to = int32(len(terms))
	a.byteOf = make([]byte, states)
	a.first, a.outFrom, a.out = make([]int32, states+1), make([]int32, states+1), make([]int32, 0, len(terms))
	for s := range states {
		a.first[s], a.outFrom[s] = int32(len(spans)), int32(len(a.out))
		r := spans[s]
		for r.from < r.to && int32(len(sorted[r.from].text)) == r.depth {
			a.out = append(a.out, sorted[r.from].at)
			r.from++
		}
		for r.from < r.to {
			b, to := sorted[r.from].text[r.depth], r.from+1
			for to < r.to && sorted[to].text[r.depth] == b {
				to++
			}
			a.byteOf[len(spans)] = b
			spans = append(spans, span{r.from, to, r.depth + 1})
			r.from = to
		}
	}
	a.first[states], a.outFrom[states] = int32(states), int32(len(a.out))
}

// ordered is a term with its place among all.
type ordered struct {
	text string
	at   int32
}

// inOrder sorts terms by their bytes: by the first eight as one number, and by the rest where those are the same.
func inOrder(terms []string) []ordered {
	type key struct {
		begins uint64
		at     int32
	}
	keys := make([]key, len(terms))
	for i, t := range terms {
		keys[i].at = int32(i)
		for k := range min(8, len(t)) {
			keys[i].begins |= uint64(t[k]) << (56 - 8*k)
		}
	}
	slices.SortFunc(keys, func(x, y key) int {
		switch {
		case x.begins < y.begins:
			return -1
		case x.begins > y.begins:
			return 1
		}
		return cmp.Or(strings.Compare(terms[x.at], terms[y.at]), cmp.Compare(x.at, y.at))
	})
	out := make([]ordered, len(terms))
	for i, k := range keys {
		out[i] = ordered{terms[k.at], k.at}
	}
	return out
}

// commonPrefix is the length of what two texts begin with.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
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
			a.fail[t] = a.step(a.fail[s], a.byteOf[t]) // of a shorter text, so its own are set
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

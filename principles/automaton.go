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
	states  []state // and one more, for where the last one's end
	byteOf  []byte  // state -> the byte that leads to it
	out     []int32 // terms
}

// state is one state; what is asked of it together stands together.
type state struct {
	first int32 // its first child; children are numbered in a row, level by level
	fail  int32 // the longest suffix that is a state too
	terms int32 // first of its terms in out; the terms of suffixes are reached over link
	link  int32 // the nearest suffix state that has terms, 0 for none
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
	size := 0
	for _, t := range terms {
		size += len(t)
	}
	// The terms in order, one behind the other, since each level looks at one byte of each.
	text, begins := make([]byte, 0, size), make([]int32, 1, len(terms)+1)
	states, before := 1, ""
	for _, t := range sorted {
		states += len(terms[t]) - commonPrefix(before, terms[t])
		before = terms[t]
		text = append(text, before...)
		begins = append(begins, int32(len(text)))
	}
	type span struct{ from, to int32 }
	level, below := make([]span, 1, len(terms)+1), make([]span, 0, len(terms)+1)
	level[0].to = int32(len(terms))
	a.byteOf = make([]byte, states)
	a.states, a.out = make([]state, states+1), make([]int32, 0, len(terms))
	s, next := 0, int32(1)
	for depth := int32(0); len(level) > 0; depth++ {
		below = below[:0]
		for _, r := range level {
			a.states[s].first, a.states[s].terms = next, int32(len(a.out))
			s++
			for r.from < r.to && begins[r.from+1]-begins[r.from] == depth {
				a.out = append(a.out, sorted[r.from])
				r.from++
			}
			for r.from < r.to {
				b, to := text[begins[r.from]+depth], r.from+1
				for to < r.to && text[begins[to]+depth] == b {
					to++
				}
				a.byteOf[next] = b
				next++
				below = append(below, span{r.from, to})
				r.from = to
			}
		}
		level, below = below, level
	}
	a.states[states].first, a.states[states].terms = int32(states), int32(len(a.out))
}

// inOrder returns the places of the terms sorted by their bytes: by the first eight as one number, and by the rest
// where those are the same.
func inOrder(terms []string) []int32 {
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
	other := make([]key, len(terms))
	for shift := 0; shift < 64; shift += 8 { // by one byte after the other, from the last: what is equal keeps its order
		var from [257]int32
		for _, k := range keys {
			from[int(uint8(k.begins>>shift))+1]++
		}
		for i := range 256 {
			from[i+1] += from[i]
		}
		for _, k := range keys {
			b := uint8(k.begins >> shift)
			other[from[b]] = k
			from[b]++
		}
		keys, other = other, keys
	}
	out := make([]int32, len(terms))
	for from := 0; from < len(keys); {
		to := from + 1
		for to < len(keys) && keys[to].begins == keys[from].begins {
			to++
		}
		if to > from+1 {
			slices.SortFunc(keys[from:to], func(x, y key) int {
				return cmp.Or(strings.Compare(terms[x.at], terms[y.at]), cmp.Compare(x.at, y.at))
			})
		}
		for ; from < to; from++ {
			out[from] = keys[from].at
		}
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
	for s := range int32(len(a.byteOf)) {
		at := &a.states[s]
		if f := at.fail; f != 0 && a.states[f].terms < a.states[f+1].terms {
			at.link = f
		} else if s != 0 {
			at.link = a.states[f].link
		}
		if s == 0 {
			continue // the children of the root fail to the root
		}
		for t := at.first; t < a.states[s+1].first; t++ {
			a.states[t].fail = a.step(at.fail, a.byteOf[t]) // of a shorter text, so its own are set
		}
	}
}

// setRows fills the rows of the root and of the states right under it.
func (a *automaton) setRows() {
	a.rows = a.states[1].first
	a.near = make([]int32, a.rows*a.classes)
	for s := range a.rows {
		row := a.near[s*a.classes : (s+1)*a.classes]
		copy(row, a.near[:a.classes]) // from the root, which is filled first
		for t := a.states[s].first; t < a.states[s+1].first; t++ {
			row[a.class[a.byteOf[t]]] = t
		}
	}
}

// step is the state after one more byte.
func (a *automaton) step(s int32, b byte) int32 {
	for s >= a.rows {
		for t := a.states[s].first; t < a.states[s+1].first; t++ {
			if a.byteOf[t] == b {
				return t
			}
		}
		s = a.states[s].fail
	}
	return a.near[s*a.classes+int32(a.class[b])]
}

// find calls yield with every term that ends at every place of the text: the term and the offset after it.
func (a *automaton) find(text []byte, yield func(term int32, end int)) {
	s := int32(0)
	for i, b := range text {
		s = a.step(s, b)
		for o := s; o != 0; o = a.states[o].link {
			for _, t := range a.out[a.states[o].terms:a.states[o+1].terms] {
				yield(t, i+1)
			}
		}
	}
}

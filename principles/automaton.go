package principles

import "slices"

// automaton finds every one of many terms in one pass over folded text (Aho and Corasick, "Efficient string
// matching", 1975). Bytes that occur in no term share one class, so the table stays small: states × classes.
type automaton struct {
	class   [256]uint8
	classes int
	next    []int32 // state*classes + class
	outFrom []int32 // state -> first of its terms in out; the terms of suffixes are reached over link
	out     []int32
	link    []int32 // the nearest suffix state that has terms, 0 for none
}

// newAutomaton builds the automaton of the terms; what find reports are indices into them.
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
	// The trie, as rows of the table; 0 stands for "none", since nothing but failing leads to the root.
	a.next = make([]int32, a.classes, a.classes*(8*len(terms)+1))
	ends := make([]int32, len(terms))
	states := int32(1)
	for i, t := range terms {
		s := int32(0)
		for j := range len(t) {
			at := int(s)*a.classes + int(a.class[t[j]])
			if a.next[at] == 0 {
				a.next[at] = states
				states++
				a.next = append(a.next, make([]int32, a.classes)...)
			}
			s = a.next[at]
		}
		ends[i] = s
	}
	a.setOutputs(ends, int(states))
	a.setLinks(int(states))
	return a
}

// setOutputs lays the terms of each state side by side.
func (a *automaton) setOutputs(ends []int32, states int) {
	order := make([]int32, len(ends))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(x, y int32) int { return int(ends[x] - ends[y]) })
	a.out = order
	a.outFrom = make([]int32, states+1)
	at := 0
	for s := range states + 1 {
		for at < len(order) && int(ends[order[at]]) < s {
			at++
		}
		a.outFrom[s] = int32(at)
	}
}

// setLinks fills the missing moves breadth first, so that finding never steps back.
func (a *automaton) setLinks(states int) {
	fail := make([]int32, states)
	a.link = make([]int32, states)
	queue := make([]int32, 0, states)
	for c := range a.classes {
		if s := a.next[c]; s != 0 {
			queue = append(queue, s)
		}
	}
	for i := 0; i < len(queue); i++ {
		s := queue[i]
		f := fail[s]
		if a.outFrom[f] < a.outFrom[f+1] {
			a.link[s] = f
		} else {
			a.link[s] = a.link[f]
		}
		row, frow := int(s)*a.classes, int(f)*a.classes
		for c := range a.classes {
			if t := a.next[row+c]; t != 0 {
				fail[t] = a.next[frow+c]
				queue = append(queue, t)
			} else {
				a.next[row+c] = a.next[frow+c]
			}
		}
	}
}

// find calls yield with every term that ends at every place of the text: the term and the offset after it.
func (a *automaton) find(text []byte, yield func(term int32, end int)) {
	s := int32(0)
	for i, b := range text {
		s = a.next[int(s)*a.classes+int(a.class[b])]
		for o := s; o != 0; o = a.link[o] {
			for _, t := range a.out[a.outFrom[o]:a.outFrom[o+1]] {
				yield(t, i+1)
			}
		}
	}
}

package principles

import "hash/maphash"

// termTable finds terms by their text and their star. It holds numbers and no texts, so that it stays small enough to
// be near while tens of thousands of terms are asked for: a map of texts took an eighth of the time to load a pack.
// Which texts meet in it changes from run to run, so that nobody can write a pack that makes it slow; what it gives
// does not.
type termTable struct {
	seed  maphash.Seed
	slots []slot // a power of two of them, at most three quarters taken
	taken int
}

// slot is a term's number, counted from one, and a part of its text's hash; zero is empty.
type slot struct {
	at   int32
	hash uint32
}

// newTermTable returns a table with room for n terms.
func newTermTable(n int) termTable {
	size := 1 << 10
	for size*3 < n*4 {
		size *= 2
	}
	return termTable{seed: maphash.MakeSeed(), slots: make([]slot, size)}
}

func (t *termTable) hash(text string, open bool) uint32 {
	h := uint32(maphash.String(t.seed, text))
	if open {
		h = ^h
	}
	return h
}

// find returns the number of a term, and the hash to add it by where there is none.
func (t *termTable) find(terms []term, text string, open bool) (at int32, hash uint32, ok bool) {
	hash = t.hash(text, open)
	for i := int(hash) & (len(t.slots) - 1); t.slots[i].at != 0; i = (i + 1) & (len(t.slots) - 1) {
		if t.slots[i].hash == hash {
			if at := t.slots[i].at - 1; terms[at].open == open && terms[at].text == text {
				return at, hash, true
			}
		}
	}
	return 0, hash, false
}

// add puts a term that is not there into the table.
func (t *termTable) add(at int32, hash uint32) {
	if t.taken++; t.taken*4 > len(t.slots)*3 {
		before := t.slots
		t.slots = make([]slot, 2*len(before))
		for _, s := range before {
			if s.at != 0 {
				t.put(s)
			}
		}
	}
	t.put(slot{at + 1, hash})
}

func (t *termTable) put(s slot) {
	i := int(s.hash) & (len(t.slots) - 1)
	for t.slots[i].at != 0 {
		i = (i + 1) & (len(t.slots) - 1)
	}
	t.slots[i] = s
}

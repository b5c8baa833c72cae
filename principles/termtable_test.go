package principles

import (
	"fmt"
	"testing"
)

func TestTermTable_FindsEveryTermByItsTextAndItsStarHoweverManyThereAre(t *testing.T) {
	table, terms := newTermTable(1), []term(nil)
	for i := range 5000 {
		for _, open := range []bool{false, true} {
			text := fmt.Sprint("river ", i)
			at, hash, ok := table.find(terms, text, open)
			if ok {
				t.Fatalf("%q is there as %d", text, at)
			}
			table.add(int32(len(terms)), hash)
			terms = append(terms, term{text: text, open: open})
		}
	}
	for i, one := range terms {
		if at, _, ok := table.find(terms, one.text, one.open); !ok || int(at) != i {
			t.Fatalf("%q is found at %d, %v; want %d", one.text, at, ok, i)
		}
	}
	if _, _, ok := table.find(terms, "river", false); ok {
		t.Error("a term that nobody has added is found")
	}
}

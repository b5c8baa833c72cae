package campaign

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// RunKind says in which of two texts a run of characters stands.
type RunKind int

// The kinds of runs.
const (
	RunKept RunKind = iota // in both
	RunGone                // in the old one alone
	RunNew                 // in the new one alone
)

// Run is a stretch of text in a comparison of two.
type Run struct {
	Kind RunKind
	Text string
}

// coeng joins a Khmer consonant below the one before it. A cluster of Unicode may end with it, but nobody reads
// the two apart.
const coeng = '\u17D2'

// Runs compares two texts as people read them: what both have, and what one has alone, in order. Those kept and
// gone make the old text, those kept and new the new one. Runs end at grapheme boundaries (DiffText), and never
// between a Khmer consonant and the one below it.
func Runs(old, new string) []Run {
	var runs []Run
	at := 0 // bytes of old
	put := func(kind RunKind, text string) {
		if text != "" {
			runs = append(runs, Run{kind, text})
		}
	}
	gone, fresh := "", "" // what a difference holds before it is put
	splices := DiffText(old, new)
	for i, s := range splices {
		from, _ := UTF16ToByte(old, s.From)
		to, _ := UTF16ToByte(old, s.To)
		kept := old[at:from]
		if gone+fresh != "" { // a difference that was widened to the right
			head := openEnd(gone, fresh, kept)
			gone, fresh, kept = gone+head, fresh+head, kept[len(head):]
		}
		tail := ""
		if strings.HasSuffix(kept, string(coeng)) {
			tail = lastStack(kept)
		}
		kept = kept[:len(kept)-len(tail)]
		if kept != "" {
			put(RunGone, gone)
			put(RunNew, fresh)
			put(RunKept, kept)
			gone, fresh = "", ""
		}
		gone, fresh = gone+tail+old[from:to], fresh+tail+s.Insert
		at = to
		if i == len(splices)-1 {
			rest := old[at:]
			head := openEnd(gone, fresh, rest)
			gone, fresh, at = gone+head, fresh+head, at+len(head)
		}
	}
	put(RunGone, gone)
	put(RunNew, fresh)
	put(RunKept, old[at:])
	return runs
}

// openEnd is what of the kept text behind a difference belongs to it, because one of its sides ends with a coeng.
func openEnd(gone, fresh, kept string) string {
	if !strings.HasSuffix(gone, string(coeng)) && !strings.HasSuffix(fresh, string(coeng)) {
		return ""
	}
	n := 0
	for c := graphemes.FromString(kept); c.Next(); {
		n += len(c.Value())
		if !strings.HasSuffix(c.Value(), string(coeng)) {
			break
		}
	}
	return kept[:n]
}

// lastStack is the end of a text from the consonant that its last stack begins with.
func lastStack(s string) string {
	from := len(s)
	var starts []int
	at := 0
	var values []string
	for c := graphemes.FromString(s); c.Next(); {
		starts, values = append(starts, at), append(values, c.Value())
		at += len(c.Value())
	}
	for i := len(values) - 1; i >= 0 && strings.HasSuffix(values[i], string(coeng)); i-- {
		from = starts[i]
	}
	return s[from:]
}

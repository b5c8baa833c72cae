package campaign

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// shortKept is how many graphemes between two splices are replaced with them: a letter that two words happen
// to share is not worth two splices.
const shortKept = 2

// DiffText returns splices that turn old into new. They begin and end at grapheme boundaries and are few and
// small rather than least: lines are compared first, then the graphemes of the lines that differ.
func DiffText(old, new string) []Splice {
	if old == new {
		return nil
	}
	a, b := clusters(old), clusters(new)
	aLines, bLines := linesOf(a), linesOf(b)
	var hunks []hunk
	for _, h := range diff(aLines.text, bLines.text) {
		from, into := aLines.start[h.a0], bLines.start[h.b0]
		for _, k := range diff(a[from:aLines.start[h.a1]], b[into:bLines.start[h.b1]]) {
			hunks = append(hunks, hunk{from + k.a0, from + k.a1, into + k.b0, into + k.b1})
		}
	}
	var splices []Splice
	at, units := 0, 0
	for _, h := range joinNear(hunks) {
		units += unitsOf(a[at:h.a0])
		from := units
		units += unitsOf(a[h.a0:h.a1])
		at = h.a1
		splices = append(splices, Splice{From: from, To: units, Insert: strings.Join(b[h.b0:h.b1], "")})
	}
	return splices
}

func clusters(s string) []string {
	list := make([]string, 0, len(s))
	for c := graphemes.FromString(s); c.Next(); {
		list = append(list, c.Value())
	}
	return list
}

func unitsOf(clusters []string) int {
	n := 0
	for _, c := range clusters {
		n += UTF16Len(c)
	}
	return n
}

// lines are the lines of a list of clusters, each with its line feed, and where they start in the list;
// start has one more, the end.
type lines struct {
	text  []string
	start []int
}

func linesOf(clusters []string) lines {
	l := lines{start: []int{0}}
	for i, c := range clusters {
		if c == "\n" || i == len(clusters)-1 {
			l.text = append(l.text, strings.Join(clusters[l.start[len(l.start)-1]:i+1], ""))
			l.start = append(l.start, i+1)
		}
	}
	return l
}

// joinNear joins hunks that have at most shortKept clusters between them.
func joinNear(hunks []hunk) []hunk {
	var list []hunk
	for _, h := range hunks {
		if k := len(list) - 1; k >= 0 && h.a0-list[k].a1 <= shortKept {
			list[k].a1, list[k].b1 = h.a1, h.b1
		} else {
			list = append(list, h)
		}
	}
	return list
}

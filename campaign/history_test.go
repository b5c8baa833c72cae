package campaign

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// histories is how many random histories the properties below are tried on: WORKBENCH_HISTORIES, or 2,000.
func histories(t *testing.T) int {
	n, err := strconv.Atoi(or(os.Getenv("WORKBENCH_HISTORIES"), "2000"))
	if err != nil || n < 1 {
		t.Fatal("WORKBENCH_HISTORIES must be a number above 0")
	}
	return n
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// check runs a property with a number of random cases.
func check(t *testing.T, n int, property func(*rapid.T)) {
	t.Helper()
	was := flag.Lookup("rapid.checks").Value.String()
	if err := flag.Set("rapid.checks", strconv.Itoa(n)); err != nil {
		t.Fatal(err)
	}
	defer flag.Set("rapid.checks", was)
	rapid.Check(t, property)
}

// fingerprint is everything in a state, bin and places included, as one text.
func fingerprint(l *Library, s State) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", s.Canvas, s.Language)
	for _, id := range slices.Sorted(maps.Keys(s.Fields)) {
		data, err := l.EncodeFieldState(id, s.Fields[id])
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(&b, "%s %s\n", id, data)
	}
	for _, id := range []string{partAsides, partSelfChecks} {
		data, _, err := l.EncodePart(s, id)
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(&b, "%s %s\n", id, data)
	}
	return b.String()
}

// allText is every text of a state, the bin included.
func allText(s State) string {
	var b strings.Builder
	for _, fs := range s.Fields {
		b.WriteString(fs.Value.Text)
		for _, row := range fs.Rows {
			for _, v := range row.Cells {
				b.WriteString(v.Text)
			}
		}
	}
	return b.String()
}

func TestHistories_PagesConvergeAndNobodysWordsAreLost(t *testing.T) {
	check(t, histories(t), func(t *rapid.T) {
		r := newRoom(t)
		steps := rapid.SliceOfN(rapid.IntRange(0, 9), 5, 40).Draw(t, "steps")
		for _, step := range steps {
			p := r.pages[rapid.IntRange(0, len(r.pages)-1).Draw(t, "page")]
			switch {
			case step < 4:
				r.edit(p)
			case step < 6:
				r.send(p)
			case step < 8:
				r.arrive(p)
			default:
				r.hear(p)
			}
		}
		r.settle()
		for _, p := range r.pages {
			if len(p.pending) > 0 {
				t.Fatalf("%s still has %+v", p.id, p.pending)
			}
			if print := fingerprint(r.lib, p.confirmed); print != r.print {
				t.Fatalf("%s shows\n%s\nthe server holds\n%s", p.id, print, r.print)
			}
		}
		final := allText(r.state)
		for mark := rune(firstMark + 1); mark <= r.marks; mark++ {
			if there := strings.ContainsRune(final, mark); there == r.removed[mark] {
				t.Fatalf("insert %U: in the text %v, removed by somebody who saw it %v", mark, there, r.removed[mark])
			}
		}
		r.checkStorage()
	})
}

// checkStorage holds the stored form to keeping all of a state.
func (r *room) checkStorage() {
	back := State{Canvas: r.state.Canvas, Language: r.state.Language, Fields: map[string]FieldState{}}
	for id, fs := range r.state.Fields {
		data, err := r.lib.EncodeFieldState(id, fs)
		if err != nil {
			r.t.Fatal(err)
		}
		if back.Fields[id], err = r.lib.DecodeFieldState(id, data); err != nil {
			r.t.Fatal(err)
		}
	}
	for _, id := range []string{partAsides, partSelfChecks} {
		data, there, err := r.lib.EncodePart(r.state, id)
		if err != nil {
			r.t.Fatal(err)
		}
		if there {
			if err := r.lib.DecodePart(&back, id, data); err != nil {
				r.t.Fatal(err)
			}
		}
	}
	if print := fingerprint(r.lib, back); print != r.print {
		r.t.Fatalf("stored and read:\n%s\nwas\n%s", print, r.print)
	}
}

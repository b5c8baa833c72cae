package campaign

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"slices"
	"testing"
)

// oracleCase is one line of ui/client/oracle/changes.cjs: what @codemirror/state makes of some splices.
type oracleCase struct {
	Doc           string       `json:"doc"`
	A             []tripleMade `json:"a"`
	B             []tripleMade `json:"b"`
	C             []tripleMade `json:"c"`
	After         string       `json:"after"`
	Positions     [][3]int     `json:"positions"`
	Normal        []tripleMade `json:"normal"`
	AOverB        []tripleMade `json:"aOverB"`
	AOverBFirst   []tripleMade `json:"aOverBFirst"`
	BOverA        []tripleMade `json:"bOverA"`
	BOverAFirst   []tripleMade `json:"bOverAFirst"`
	Composed      []tripleMade `json:"composed"`
	ComposedAfter string       `json:"composedAfter"`
}

// tripleMade is a splice as the oracle writes it: [from, to, insert].
type tripleMade Splice

func (s *tripleMade) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&s.From, &s.To, &s.Insert})
}

func made(list []tripleMade) []Splice {
	out := make([]Splice, len(list))
	for i, s := range list {
		out[i] = Splice(s)
	}
	return out
}

// checkOracle compares every case of r with this package and returns how many there were.
func checkOracle(t *testing.T, r io.Reader) int {
	t.Helper()
	n, lines := 0, bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c oracleCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatalf("case %d: %v", n+1, err)
		}
		n++
		same := func(what string, got []Splice, want []tripleMade) {
			if !slices.Equal(got, made(want)) {
				t.Fatalf("case %d: %s\n%s\n got %+v\nwant %+v", n, what, lines.Bytes(), got, made(want))
			}
		}
		a, b, after := made(c.A), made(c.B), made(c.C)
		length := UTF16Len(c.Doc)
		same("normal", normal(a), c.Normal)
		same("a over b", MapSplices(a, b, length, false), c.AOverB)
		same("a over b, a first", MapSplices(a, b, length, true), c.AOverBFirst)
		same("b over a", MapSplices(b, a, length, false), c.BOverA)
		same("b over a, b first", MapSplices(b, a, length, true), c.BOverAFirst)
		same("composed", ComposeSplices(a, after, length), c.Composed)
		sameText := func(what string, splices []Splice, want string) {
			got, err := ApplySplices(c.Doc, splices)
			if err != nil || got != want {
				t.Fatalf("case %d: %s\n%s\n got %q, %v\nwant %q", n, what, lines.Bytes(), got, err, want)
			}
		}
		sameText("after a", a, c.After)
		sameText("after a and c", made(c.Composed), c.ComposedAfter)
		for _, p := range c.Positions {
			if got := MapPosition(p[0], p[1], a); got != p[2] {
				t.Fatalf("case %d: position %d, assoc %d: got %d, want %d\n%s", n, p[0], p[1], got, p[2], lines.Bytes())
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return n
}

// The committed sample is made by: node ui/client/oracle/changes.cjs 400 7 > campaign/testdata/oracle.jsonl
func TestOracle_SampleAgrees(t *testing.T) {
	f, err := os.Open("testdata/oracle.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if n := checkOracle(t, f); n < 400 {
		t.Fatalf("the sample holds %d cases, not 400", n)
	}
}

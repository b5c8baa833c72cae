package principles

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAutomaton_FindsEveryTermAtEveryPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := rapid.SliceOfN(rapid.StringMatching(`[abč]{1,5}`), 1, 400).Draw(t, "terms")
		text := rapid.StringMatching(`[abčx]{0,60}`).Draw(t, "text")
		var got, want []string
		newAutomaton(terms).find([]byte(text), func(term int32, end int) { got = append(got, fmt.Sprint(end, " ", term)) })
		for i, term := range terms {
			for from := range len(text) {
				if strings.HasPrefix(text[from:], term) {
					want = append(want, fmt.Sprint(from+len(term), " ", i))
				}
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func TestAutomaton_OfNoTermsFindsNothing(t *testing.T) {
	newAutomaton(nil).find([]byte("river"), func(term int32, end int) { t.Errorf("found %d before %d", term, end) })
}

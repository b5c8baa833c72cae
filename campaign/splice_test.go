package campaign

import (
	"math"
	"slices"
	"testing"
)

// Splices from outside are refused when they are applied; until then the algebra meets them as they come.
func TestSplices_DisorderedListsDoNoHarm(t *testing.T) {
	offsets := []int{math.MinInt, -1, 0, 1, 3, 1 << 40, math.MaxInt - 1, math.MaxInt}
	var lists [][]Splice
	for _, from := range offsets {
		for _, to := range offsets {
			lists = append(lists, []Splice{{from, to, ""}}, []Splice{{from, to, "x"}, {to, from, "y"}})
		}
	}
	for _, a := range lists {
		for _, b := range lists {
			for _, length := range offsets {
				MapSplices(a, b, length, false) // it ends
				ComposeSplices(a, b, length)
			}
		}
		for _, p := range normal(a) {
			if p.From < 0 || p.To < p.From {
				t.Errorf("%+v is pulled to %+v", a, p)
			}
		}
	}
}

func TestMapPosition_StaysOrGoesBehindAnInsert(t *testing.T) {
	s := []Splice{{2, 2, "xy"}, {4, 6, "z"}}
	for _, c := range []struct{ pos, assoc, want int }{
		{0, 1, 0}, {2, -1, 2}, {2, 1, 4}, {3, 1, 5}, {4, -1, 6}, {4, 1, 6}, {5, -1, 6}, {5, 1, 7}, {6, -1, 7}, {6, 1, 7}, {9, 1, 10},
	} {
		if got := MapPosition(c.pos, c.assoc, s); got != c.want {
			t.Errorf("%d, %d: %d, want %d", c.pos, c.assoc, got, c.want)
		}
	}
}

func TestComposeSplices_NothingComposedIsTheOther(t *testing.T) {
	s := []Splice{{1, 2, "x"}}
	if got := ComposeSplices(nil, s, 3); !slices.Equal(got, s) {
		t.Errorf("%+v", got)
	}
	if got := ComposeSplices(s, nil, 3); !slices.Equal(got, s) {
		t.Errorf("%+v", got)
	}
}

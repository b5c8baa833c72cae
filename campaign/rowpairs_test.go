package campaign

import (
	"fmt"
	"strings"
	"testing"
)

func TestPairRows_TellsWhatCameWentAndMoved(t *testing.T) {
	rows := func(ids string) (list []Row) {
		for _, id := range strings.Fields(ids) {
			list = append(list, Row{ID: id})
		}
		return list
	}
	for _, c := range []struct{ then, later, want string }{
		{"", "", ""},
		{"a b", "a b", "a b"},
		{"", "a", "+a"},
		{"a", "", "-a"},
		{"a b c", "a c", "a -b c"},
		{"a b c", "c a b", "~c a b"},
		{"a b c", "b c a", "b c ~a"},
		{"a b c d", "x d a c", "+x ~d a -b c"},
		{"a b", "x y", "+x +y -a -b"},
		{"a b c", "c x", "-a -b c +x"},
	} {
		then, later := rows(c.then), rows(c.later)
		var got []string
		for _, p := range PairRows(then, later) {
			switch {
			case p.Was < 0:
				got = append(got, "+"+later[p.Is].ID)
			case p.Is < 0:
				got = append(got, "-"+then[p.Was].ID)
			case then[p.Was].ID != later[p.Is].ID:
				got = append(got, fmt.Sprint(p))
			case p.Moved:
				got = append(got, "~"+later[p.Is].ID)
			default:
				got = append(got, later[p.Is].ID)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q and then %q: %q, should be %q", c.then, c.later, s, c.want)
		}
	}
}

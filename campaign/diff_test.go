package campaign

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// letters has what makes offsets hard: several bytes, surrogate pairs, clusters of several characters.
var letters = []string{"a", "b", " ", "\n", "é", "e\u0301", "ก", "ที่", "น้ำ", "ស្ត្រី", "ក្រុម", "မြန်", "😀", "🧕🏽", "👨‍👩‍👧", "🇹🇭", "𝄞"}

func drawText(t *rapid.T, label string, most int) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(letters), 0, most).Draw(t, label), "")
}

// onBoundary says whether a UTF-16 offset in s stands between two graphemes.
func onBoundary(s string, units int) bool {
	at := 0
	for _, c := range clusters(s) {
		if at == units {
			return true
		}
		at += UTF16Len(c)
	}
	return at == units
}

func TestDiffText_GivesTheNewTextAtGraphemeBoundaries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, new := drawText(t, "old", 40), drawText(t, "new", 40)
		if rapid.Bool().Draw(t, "related") { // mostly what a form brings: a part replaced
			c := clusters(old)
			i := rapid.IntRange(0, len(c)).Draw(t, "i")
			j := rapid.IntRange(i, len(c)).Draw(t, "j")
			new = strings.Join(c[:i], "") + drawText(t, "put", 4) + strings.Join(c[j:], "")
		}
		s := DiffText(old, new)
		if got, err := ApplySplices(old, s); err != nil || got != new {
			t.Fatalf("%+v over %q: %q, %v; want %q", s, old, got, err, new)
		}
		for _, p := range s {
			if !onBoundary(old, p.From) || !onBoundary(old, p.To) {
				t.Fatalf("%+v cuts a grapheme of %q", p, old)
			}
		}
	})
}

func TestDiffText_IsSmall(t *testing.T) {
	long := strings.Repeat("line of words\n", 900)
	for _, c := range []struct {
		name, old, new string
		want           []Splice
	}{
		{"equal", "a", "a", nil},
		{"all new", "", "abc", []Splice{{0, 0, "abc"}}},
		{"all gone", "abc", "", []Splice{{0, 3, ""}}},
		{"a word in the middle", "one two three", "one 2 three", []Splice{{4, 7, "2"}}},
		{"two places", "first line\nsecond line", "1st line\nsecond row", []Splice{{0, 3, "1"}, {18, 22, "row"}}},
		{"a line of many", long + "x" + long, long + "y" + long, []Splice{{len(long), len(long) + 1, "y"}}},
		{"a whole cluster", "ស្ត្រី", "ស្ត្រ", []Splice{{0, 6, "ស្ត្រ"}}},
		{"a surrogate pair", "a😀b", "a😁b", []Splice{{1, 3, "😁"}}},
	} {
		got := DiffText(c.old, c.new)
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
			}
		}
	}
}

func TestDiffText_StrangersAreReplacedAsAWhole(t *testing.T) {
	old, new := strings.Repeat("abc def ", 1000), strings.Repeat("ក្រុម ghi ", 1000)
	s := DiffText(old, new)
	if got, err := ApplySplices(old, s); err != nil || got != new {
		t.Fatalf("%d splices do not give the new text: %v", len(s), err)
	}
	if len(s) > 2 {
		t.Errorf("%d splices for texts that share nothing", len(s))
	}
}

package ui

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// paper is the size of paper that a page is made for.
type paper struct{ Size string }

// The sizes of paper. What has none is for A4.
const (
	paperA4 = "a4"
	paperA3 = "a3"
)

// paperOf reads ?size=a3.
func paperOf(c echo.Context) (paper, error) {
	switch size := c.QueryParam("size"); size {
	case "", paperA4:
		return paper{paperA4}, nil
	case paperA3:
		return paper{size}, nil
	default:
		return paper{}, campaign.Fail(campaign.NotFound, "size", "There is no paper of the size “%s” here. Choose a4 or a3.", size)
	}
}

// breadth is about how much room a text takes when it is printed, lines being higher where signs stand above and below
// the letters: 1 for a common Latin letter.
func breadth(text string) float64 {
	sum := 0.0
	for all := graphemes.FromString(text); all.Next(); {
		sum += graphemeBreadth(all.Value())
	}
	return sum
}

func graphemeBreadth(cluster string) float64 {
	r := []rune(cluster)[0]
	switch {
	case unicode.In(r, unicode.Khmer, unicode.Myanmar):
		return 2.2
	case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) || r >= 0x1f000:
		return 2.4
	case unicode.In(r, unicode.Thai, unicode.Lao, unicode.Arabic, unicode.Tamil, unicode.Devanagari):
		return 1.5
	case unicode.IsUpper(r):
		return 1.4
	}
	return 1
}

// fitted gives a text in one line of words, cut between graphemes where there is no room for all of it, the last sign
// being "…" then.
func fitted(text string, room float64) (shown string, cut bool) {
	text = strings.Join(strings.Fields(text), " ")
	if breadth(text) <= room {
		return text, false
	}
	sum, end := 1.0, 0
	for all := graphemes.FromString(text); all.Next(); end = all.End() {
		if sum += graphemeBreadth(all.Value()); sum > room {
			break
		}
	}
	return strings.TrimSpace(text[:end]) + "…", true
}

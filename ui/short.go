package ui

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// short cuts a text to at most so many graphemes, the last of them "…" where something was left out.
func short(text string, most int) string {
	rest := graphemes.FromString(text)
	for n, end := 0, 0; rest.Next(); n++ {
		if n == most-1 {
			if end = rest.Start(); rest.End() == len(text) {
				return text
			}
			return strings.TrimSpace(text[:end]) + "…"
		}
	}
	return text
}

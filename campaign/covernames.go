package campaign

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Cover is put over a name in a comparison without names.
const Cover = "▒▒▒"

// coverLeast is the least number of letters of a name that is covered inside a longer word too, as in "Malaysian".
const coverLeast = 4

// CoverNames returns what puts Cover over every one of the names in a text, however it is capitalised. A short name is
// covered where it stands as a word of its own, in scripts without spaces everywhere.
func CoverNames(names []string) func(text string) string {
	pattern := namesPattern(names)
	if pattern == nil {
		return func(text string) string { return text }
	}
	return func(text string) string { return pattern.ReplaceAllLiteralString(text, Cover) }
}

// namesPattern is one expression for all the names, the longest first, so that no part of a name stays; nil for none.
func namesPattern(names []string) *regexp.Regexp {
	names = slices.Clone(names)
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	var ways []string
	for _, name := range slices.Compact(names) {
		parts := strings.Fields(name)
		if len(parts) == 0 {
			continue
		}
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		way := strings.Join(parts, `[\s\p{Z}]+`)
		if u := units(name); utf8.RuneCountInString(name) < coverLeast && len(u) > 0 && u[0].spaced {
			way = `\b` + way + `\b`
		}
		ways = append(ways, way)
	}
	if len(ways) == 0 {
		return nil
	}
	return regexp.MustCompile(`(?i)` + strings.Join(ways, "|"))
}

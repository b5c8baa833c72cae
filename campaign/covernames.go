package campaign

import (
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
	patterns := namePatterns(names)
	return func(text string) string {
		for _, pattern := range patterns {
			text = pattern.ReplaceAllString(text, Cover)
		}
		return text
	}
}

// namePatterns are the names as expressions, the longest first, so that no part of a name stays.
func namePatterns(names []string) []*regexp.Regexp {
	names = slices.Clone(names)
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	var patterns []*regexp.Regexp
	for _, name := range slices.Compact(names) {
		parts := strings.Fields(name)
		if len(parts) == 0 {
			continue
		}
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		expression := `(?i)` + strings.Join(parts, `[\s\p{Z}]+`)
		if utf8.RuneCountInString(name) < coverLeast && units(name) != nil && units(name)[0].spaced {
			expression = `(?i)\b` + strings.Join(parts, `[\s\p{Z}]+`) + `\b`
		}
		patterns = append(patterns, regexp.MustCompile(expression))
	}
	return patterns
}

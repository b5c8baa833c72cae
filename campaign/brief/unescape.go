package brief

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// unescape returns what a reader sees of a line of Markdown: a backslash before punctuation and character
// references are resolved, once, from left to right. Everything else is taken as it stands.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\\' && i+1 < len(s) && isPunctuation(s[i+1]):
			b.WriteByte(s[i+1])
			i += 2
		case s[i] == '&':
			n := referenceLength(s[i:])
			if n == 0 {
				n = 1
			}
			b.WriteString(dereference(s[i : i+n]))
			i += n
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	return b.String()
}

// dereference returns the character that a reference stands for, or the reference itself where there is none.
func dereference(ref string) string {
	if len(ref) < 4 || ref[1] != '#' {
		return html.UnescapeString(ref)
	}
	digits, base := ref[2:len(ref)-1], 10
	if digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	switch {
	case err != nil:
		return ref
	case n == 0 || n > utf8.MaxRune || n >= 0xd800 && n < 0xe000:
		return string(utf8.RuneError)
	}
	return string(rune(n))
}

// hardBreak says whether a line ends in a backslash that is not itself escaped, which breaks the line.
func hardBreak(s string) bool {
	n := len(s) - len(strings.TrimRight(s, `\`))
	return n%2 == 1
}

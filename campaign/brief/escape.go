package brief

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// place is where a piece of text stands, which decides what Markdown could take it for.
type place int

const (
	atLineStart place = iota // the first character could begin a block
	inCell                   // a pipe ends the cell
	inLine                   // in the middle of a line
)

// escape returns one line of text so that Markdown, with or without the extensions of GitHub, shows it as
// typed. light keeps *emphasis* and **strong**. White space at the ends, tabs and line separators become
// character references, because readers of Markdown drop or change them; everything that could become an
// element is broken with a backslash.
func escape(s string, at place, light bool) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8 + 8)
	var kept []bool
	if light {
		kept = emphasis(s)
	}
	text := typed(s)
	marker := -1 // the byte that ends a list number
	if at == atLineStart {
		marker = numberEnd(s)
	}
	for i, r := range s {
		switch {
		case (i < text.from || i >= text.to) && unicode.IsSpace(r), r == '\t', r == '\u2028', r == '\u2029', r == '\ufeff':
			reference(&b, r)
		case i == marker, i == 0 && at == atLineStart && opensBlock(s), breaksAutolink(s, i):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '|' && at == inCell:
			reference(&b, r)
		case r == '\\' && i == len(s)-1:
			reference(&b, r) // a backslash before the one of a hard break confuses readers
		case strings.ContainsRune("\\`<[_~", r), r == '*' && (kept == nil || !kept[i]):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '&' && referenceLength(s[i:]) > 0:
			b.WriteString("&amp;")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// reference writes a character as a decimal character reference.
func reference(b *strings.Builder, r rune) {
	b.WriteString("&#")
	b.WriteString(strconv.Itoa(int(r)))
	b.WriteByte(';')
}

// opensBlock says whether the first character of a line could begin a heading, a quotation, a list, a rule,
// the underline of a heading, a table or a definition. Those that are broken wherever they stand are left out.
func opensBlock(s string) bool {
	switch s[0] {
	case '>', '+', '-', '=', '|', ':':
		return true
	case '#':
		rest := strings.TrimLeft(s, "#")
		return rest == "" || rest[0] == ' ' || rest[0] == '\t'
	}
	return false
}

// numberEnd returns the index of the point or bracket of a list number at the start of s, or -1.
func numberEnd(s string) int {
	n := 0
	for n < len(s) && n < 10 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n == 0 || n == len(s) || s[n] != '.' && s[n] != ')' {
		return -1
	}
	if n+1 < len(s) && s[n+1] != ' ' && s[n+1] != '\t' {
		return -1
	}
	return n
}

// breaksAutolink says whether a backslash before the character at i keeps an address from becoming a link:
// the colon of https://, the point of www., the at sign of an e-mail address.
func breaksAutolink(s string, i int) bool {
	switch s[i] {
	case ':':
		return i > 0 && isLetter(s[i-1]) && strings.HasPrefix(s[i:], "://")
	case '.':
		return i >= 3 && strings.EqualFold(s[i-3:i], "www")
	case '@':
		return i > 0 && i+1 < len(s) && s[i-1] != ' ' && s[i+1] != ' '
	}
	return false
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// referenceLength returns the length of the character reference that s begins with, as Markdown reads one
// (&amp; &#38; &#x26;), whether or not the name is known, and 0 where there is none.
func referenceLength(s string) int {
	if len(s) < 3 || s[0] != '&' {
		return 0
	}
	i := 1
	if s[1] == '#' {
		i = 2
		if s[2]|0x20 == 'x' {
			i = 3
		}
	}
	start := i
	for i < len(s) && (isLetter(s[i]) || isDigit(s[i])) {
		i++
	}
	if i == start || i == len(s) || s[i] != ';' {
		return 0
	}
	return i + 1
}

// isPunctuation says whether c is one of the characters that a backslash makes literal.
func isPunctuation(c byte) bool {
	return c < utf8.RuneSelf && c > ' ' && c != 0x7f && !isLetter(c) && !isDigit(c)
}

package campaign

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// The limits of one text. A grapheme is what a reader takes for one character, so a Khmer syllable or an
// emoji counts once; the limit in bytes keeps a text of endless combining marks from growing for ever.
const (
	LineGraphemes = 500
	LineBytes     = 4 << 10
	TextGraphemes = 20_000
	TextBytes     = 160 << 10
)

// CleanText returns s as it is kept in a value of the kind line or text: CR LF and lone CR become LF, nothing
// else is changed. It refuses invalid UTF-8, control characters other than tab and LF, LF in a line, and a
// text over the kind's limits. The error is an *Error without a field.
func CleanText(kind Kind, s string) (string, error) {
	s, err := cleanInsert(kind, s)
	if err != nil {
		return "", err
	}
	if err := checkLength(kind, s); err != nil {
		return "", err
	}
	return s, nil
}

// cleanInsert is CleanText without the limits: what is allowed in a piece of a text.
func cleanInsert(kind Kind, s string) (string, error) {
	if plainASCII(s) {
		return s, nil
	}
	if !utf8.ValidString(s) {
		return "", Fail(Invalid, "", "The text is not valid UTF-8 after %q; save or send it as UTF-8.", tail(validPrefix(s)))
	}
	s = unixLines(s)
	for i, r := range s {
		switch {
		case r == '\n' && kind != Text:
			return "", Fail(Invalid, "", "A line break stands after %q, and this takes one line; put a space in its place.", tail(s[:i]))
		case r == '\n' || r == '\t':
		case r < 0x20 || r >= 0x7f && r < 0xa0:
			return "", Fail(Invalid, "", "The control character U+%04X stands after %q; take it out.", r, tail(s[:i]))
		}
	}
	return s, nil
}

// checkLength refuses a text that is over the limits of its kind. Graphemes are counted only where there are
// more bytes than graphemes allowed.
func checkLength(kind Kind, s string) error {
	clusters, size, what := LineGraphemes, LineBytes, "A line"
	if kind == Text {
		clusters, size, what = TextGraphemes, TextBytes, "A text"
	}
	if len(s) <= clusters {
		return nil
	}
	if UTF16Len(s) > clusters { // never fewer than the graphemes, and much quicker to count
		if n := Graphemes(s); n > clusters {
			return Fail(Invalid, "", "%s holds at most %d characters, and this one has %d; shorten it.", what, clusters, n)
		}
	}
	if len(s) > size {
		return Fail(Invalid, "", "%s holds at most %d bytes, and this one has %d; shorten it.", what, size, len(s))
	}
	return nil
}

// plainASCII says whether s is ASCII without any control character: what most lines are.
func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c >= 0x7f {
			return false
		}
	}
	return true
}

func unixLines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// tail returns the last few characters of s, to say in a sentence where something stands.
func tail(s string) string {
	start := len(s)
	for n := 0; start > 0 && n < 12; n++ {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	return s[start:]
}

func validPrefix(s string) string {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			return s[:i]
		}
		i += size
	}
	return s
}

// Graphemes returns the number of extended grapheme clusters of s (Unicode Annex 29).
func Graphemes(s string) int {
	if plainASCII(s) {
		return len(s)
	}
	n := 0
	for clusters := graphemes.FromString(s); clusters.Next(); {
		n++
	}
	return n
}

// UTF16Len returns the length of s in UTF-16 code units. s is valid UTF-8.
func UTF16Len(s string) int {
	n, i := 0, 0
	for ; i+8 <= len(s); i += 8 {
		n += unitsOfWord(word(s, i))
	}
	for ; i < len(s); i++ {
		n += unitsOfByte(s[i])
	}
	return n
}

// UTF16ToByte returns the byte offset in s of an offset in UTF-16 code units. It reports false for an offset
// before the start, past the end, or between the two halves of a surrogate pair.
func UTF16ToByte(s string, units int) (int, bool) { return skipUnits(s, 0, units) }

// ByteToUTF16 returns the offset in UTF-16 code units of a byte offset in s, which is at most len(s) and at
// the start of a character.
func ByteToUTF16(s string, b int) int { return UTF16Len(s[:b]) }

// skipUnits returns the byte offset that is a number of UTF-16 code units behind the byte offset from.
func skipUnits(s string, from, units int) (int, bool) {
	if units < 0 {
		return from, false
	}
	i := from
	// A word of eight bytes holds at most nine units: seven letters and the first byte of a pair. It may end
	// within a character, whose remaining bytes then count as nothing; they are stepped over below.
	for units >= 9 && i+8 <= len(s) {
		units -= unitsOfWord(word(s, i))
		i += 8
	}
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	for units > 0 {
		if i >= len(s) {
			return len(s), false
		}
		switch c := s[i]; {
		case c < utf8.RuneSelf:
			i, units = i+1, units-1
		case c < 0xe0:
			i, units = i+2, units-1
		case c < 0xf0:
			i, units = i+3, units-1
		default:
			if units == 1 {
				return i, false
			}
			i, units = i+4, units-2
		}
	}
	if i > len(s) {
		return len(s), false // the text ends within a character
	}
	return i, true
}

// word returns the eight bytes of s at i as one number.
func word(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// unitsOfWord counts the UTF-16 code units that eight bytes of UTF-8 begin: one for each byte that begins a
// character, and one more for each that begins a character outside the basic plane.
func unitsOfWord(w uint64) int {
	const high = 0x8080808080808080
	if w&high == 0 {
		return 8
	}
	continuing := w & ^(w << 1) & high                  // 10xxxxxx
	paired := w & (w << 1) & (w << 2) & (w << 3) & high // 1111xxxx
	return 8 - bits.OnesCount64(continuing) + bits.OnesCount64(paired)
}

func unitsOfByte(c byte) int {
	switch {
	case c&0xc0 == 0x80:
		return 0
	case c >= 0xf0:
		return 2
	}
	return 1
}

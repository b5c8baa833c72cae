package principles

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folding is text made comparable, with a map back to the text as typed. buf and at grow in step: at[i] is
// the byte offset, in the text as typed, of what became buf[i]. Several texts share one folding; each is
// closed by a line feed that belongs to none of them, so that at has an entry for the end of each.
type folding struct {
	buf []byte
	at  []int32
	seg []byte

	doubled bool // a repetition mark stood before: the blank after it parts nothing
}

// add folds a text and returns where it begins and ends in buf. What folding does: compatibility composition
// (full-width and styled letters, decomposed accents, Thai sara am in its two spellings), lower case, decimal
// digits of the region's scripts as ASCII, zero-width characters dropped, runs of blanks as one space,
// hyphens between letters as a space, curly quotes straight, a hashtag cut into the words its capitals show,
// repetition marks dropped, the orders of Thai tone marks and of Khmer subscripts that look alike made one, the Thai
// vowel ae that is typed as two e, and so are the old and the new
// place of a Vietnamese tone mark (hòa, hoà) and the letters that are taken for đ.
func (f *folding) add(s string) (from, to int) {
	from, f.doubled = len(f.buf), false
	tag := false // inside a hashtag
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
			f.ascii(s, i, from, &tag)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if next, _ := utf8.DecodeRuneInString(s[i+size:]); settled(r) && (i+size == len(s) || settled(next)) {
			if r < utf8.RuneSelf {
				f.ascii(s, i, from, &tag)
			} else {
				f.letter(s, r, i, from, tag)
			}
			i += size
			continue
		}
		if ignorable(r) {
			i += size
			continue
		}
		n := norm.NFKC.NextBoundaryInString(s[i:], true)
		if n <= 0 {
			n = size
		}
		if c < utf8.RuneSelf && n == 1 {
			f.ascii(s, i, from, &tag)
			i++
			continue
		}
		f.seg = norm.NFKC.AppendString(f.seg[:0], s[i:i+n])
		for seg := f.seg; len(seg) > 0; {
			r, size := utf8.DecodeRune(seg)
			seg = seg[size:]
			f.letter(s, r, i, from, tag)
		}
		i += n
	}
	to = len(f.buf)
	f.buf = append(f.buf, '\n')
	f.at = append(f.at, int32(len(s)))
	return from, to
}

// settled says whether a character is composed already, and stands for itself between others like it: most of what
// people type. Only what is not settled has to go through the tables of Unicode.
func settled(r rune) bool {
	switch {
	case r < utf8.RuneSelf,
		r >= 0xC0 && r <= 0xFF, r >= 0x1EA0 && r <= 0x1EF9, // the letters of Vietnamese, and those of western Europe
		r >= 0x0E01 && r <= 0x0E37 && r != 0x0E33, r >= 0x0E3F && r <= 0x0E47, // Thai, without what can change places
		r >= 0x1780 && r <= 0x17B3, r >= 0x17B6 && r <= 0x17D1: // Khmer, the same
		return true
	case r >= 0x0102 && r <= 0x01B0:
		return r == 'ă' || r == 'Ă' || r == 'đ' || r == 'Đ' || r == 'ĩ' || r == 'Ĩ' || r == 'ũ' || r == 'Ũ' || r == 'ơ' || r == 'Ơ' || r == 'ư' || r == 'Ư'
	}
	return false
}

// letter folds one composed character.
func (f *folding) letter(s string, r rune, i, from int, tag bool) {
	if tag && i > 0 && unicode.IsUpper(r) && endsLower(s[:i]) {
		f.put(' ', int32(i))
	}
	f.rune(r, int32(i), from)
}

// ascii folds one ASCII character.
func (f *folding) ascii(s string, i, from int, tag *bool) {
	c := s[i]
	switch {
	case c == '#':
		*tag = true
	case *tag && !asciiWord(c):
		*tag = false
	case *tag && i > 0 && upper(c) && (endsLower(s[:i]) || digit(s[i-1]) || upper(s[i-1]) && i+1 < len(s) && lower(s[i+1])),
		*tag && i > 0 && digit(c) && lower(s[i-1]):
		f.put(' ', int32(i))
	}
	switch {
	case upper(c):
		c += 'a' - 'A'
	case c == ' ' || c == '\t' || c == '\r' || c == '_':
		f.blank(int32(i), from)
		return
	case c == '-' && i > 0 && i+1 < len(s) && wordish(s[i-1]) && wordish(s[i+1]):
		f.blank(int32(i), from)
		return
	}
	f.put(c, int32(i))
}

// rune folds one character of a composed segment that began at a byte of the text as typed.
func (f *folding) rune(r rune, at int32, from int) {
	switch {
	case ignorable(r):
		return
	case r == 'ๆ' || r == 'ៗ':
		// The mark that doubles a Thai or Khmer word changes no word; people write it with blanks or without.
		for len(f.buf) > from && f.buf[len(f.buf)-1] == ' ' {
			f.buf, f.at = f.buf[:len(f.buf)-1], f.at[:len(f.at)-1]
		}
		f.doubled = true
		return
	case r == '‐' || r == '‑' || isSpace(r):
		f.blank(at, from)
		return
	case r == '’' || r == '‘' || r == 'ʼ':
		f.put('\'', at)
		return
	case r == '“' || r == '”' || r == '„' || r == '«' || r == '»':
		f.put('"', at)
		return
	}
	if d, ok := regionalDigit(r); ok {
		f.put(d, at)
		return
	}
	if r >= 0x0E48 && r <= 0x0E4B && f.endsWith("\u0e4d", from) { // nikhahit, tone: the tone stands first
		var tone [4]byte
		utf8.EncodeRune(tone[:], r)
		copy(f.buf[len(f.buf)-3:], tone[:3])
		r = 0x0E4D
	} else if r != 0x179A && r >= 0x1780 && r <= 0x17A2 && f.endsWith("\u17d2\u179a\u17d2", from) { // subscript ro stands last
		var letter [4]byte
		utf8.EncodeRune(letter[:], r)
		copy(f.buf[len(f.buf)-6:], letter[:3])
		r = 0x179A
	}
	switch {
	case r == 'เ' && f.endsWith("เ", from): // typed twice for แ
		f.buf[len(f.buf)-1]++
		return
	case (r == 0x0E31 || r >= 0x0E34 && r <= 0x0E39) && (f.endsWith("\u0e48", from) || f.endsWith("\u0e49", from) || f.endsWith("\u0e4a", from) || f.endsWith("\u0e4b", from)):
		tone := f.buf[len(f.buf)-1] // typed before the vowel that it stands above
		var vowel [4]byte
		utf8.EncodeRune(vowel[:], r)
		copy(f.buf[len(f.buf)-3:], vowel[:3])
		r = 0x0E40 + rune(tone&0x3F)
	}
	r = toLower(r)
	if r == 'ð' || r == 'ɖ' {
		r = 'đ'
	}
	if r >= 0xC0 && len(f.buf) > from {
		if first, second, ok := newTone(f.buf[len(f.buf)-1], r); ok {
			began := f.at[len(f.at)-1]
			f.buf, f.at = f.buf[:len(f.buf)-1], f.at[:len(f.at)-1]
			var b [utf8.UTFMax]byte
			for _, c := range b[:utf8.EncodeRune(b[:], first)] {
				f.put(c, began)
			}
			f.put(second, at)
			return
		}
	}
	var b [utf8.UTFMax]byte
	n := utf8.EncodeRune(b[:], r)
	for _, c := range b[:n] {
		f.put(c, at)
	}
}

// The Vietnamese vowels that carry a tone in open syllables, a row a letter: grave, acute, hook, tilde, dot.
var (
	toned = [...][]rune{[]rune("àáảãạ"), []rune("èéẻẽẹ"), []rune("ỳýỷỹỵ")}
	moved = map[byte][]rune{'o': []rune("òóỏõọ"), 'u': []rune("ùúủũụ")}
)

// newTone moves the tone of oa, oe and uy from the second letter, where the new way puts it, to the first. Every
// text is written so, closed syllables too: folded texts are only compared.
func newTone(before byte, r rune) (first rune, second byte, ok bool) {
	if before != 'o' && before != 'u' {
		return 0, 0, false
	}
	for i, letters := range toned {
		if (before == 'u') != (i == 2) {
			continue
		}
		if k := slices.Index(letters, r); k >= 0 {
			return moved[before][k], "aey"[i], true
		}
	}
	return 0, 0, false
}

func (f *folding) put(c byte, at int32) {
	f.buf = append(f.buf, c)
	f.at = append(f.at, at)
	f.doubled = false
}

// blank adds one space, unless one stands there already or the text has only begun.
func (f *folding) blank(at int32, from int) {
	if len(f.buf) > from && f.buf[len(f.buf)-1] != ' ' && !f.doubled {
		f.put(' ', at)
	}
}

func (f *folding) endsWith(s string, from int) bool {
	return len(f.buf)-from >= len(s) && string(f.buf[len(f.buf)-len(s):]) == s
}

// foldString folds a text alone, for word lists.
func foldString(s string) string {
	if foldedAlready(s) {
		return s
	}
	return new(folding).alone(s)
}

// alone folds a text in room that is used again.
func (f *folding) alone(s string) string {
	f.buf, f.at = f.buf[:0], f.at[:0]
	from, to := f.add(s)
	for to > from && f.buf[to-1] == ' ' {
		to--
	}
	if string(f.buf[from:to]) == s {
		return s
	}
	return string(f.buf[from:to])
}

// foldedAlready says whether a text is small ASCII letters and digits with single spaces between.
func foldedAlready(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !lower(c) && !digit(c) && (c != ' ' || i == 0 || i+1 == len(s) || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

// endsLower says whether a text ends with a small letter, in any script that has them.
func endsLower(s string) bool {
	if c := s[len(s)-1]; c < utf8.RuneSelf {
		return lower(c)
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLower(r) || unicode.IsMark(r)
}

func upper(c byte) bool     { return c >= 'A' && c <= 'Z' }
func lower(c byte) bool     { return c >= 'a' && c <= 'z' }
func digit(c byte) bool     { return c >= '0' && c <= '9' }
func asciiWord(c byte) bool { return upper(c) || lower(c) || digit(c) || c == '_' }
func wordish(c byte) bool   { return asciiWord(c) || c >= utf8.RuneSelf }

// ignorable says whether a character is there for the eye or the line breaker and not part of a word.
func ignorable(r rune) bool {
	switch {
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069,
		r == 0xFEFF, r == 0x00AD, r == 0x034F, r == 0x0640, r == 0x17B4, r == 0x17B5, r >= 0xFE00 && r <= 0xFE0F:
		return true
	}
	return false
}

// isSpace is unicode.IsSpace, without its tables for the letters of the region.
func isSpace(r rune) bool {
	return (r < 0x100 || r == 0x1680 || r >= 0x2000) && !unspaced(r) && unicode.IsSpace(r)
}

// toLower is unicode.ToLower, without its tables for the letters of the region.
func toLower(r rune) rune {
	switch {
	case r >= 0x1EA0 && r <= 0x1EFF: // Vietnamese: each small letter right after its capital
		return r | 1
	case unspaced(r):
		return r
	}
	return unicode.ToLower(r)
}

// regionalDigit returns the ASCII digit for a decimal digit of Thai, Lao, Burmese or Khmer.
func regionalDigit(r rune) (byte, bool) {
	if r < 0x0E50 || r > 0x17E9 {
		return 0, false
	}
	for _, zero := range [...]rune{0x0E50, 0x0ED0, 0x1040, 0x17E0} {
		if r >= zero && r <= zero+9 {
			return byte('0' + r - zero), true
		}
	}
	return 0, false
}

// unspaced says whether a character belongs to a script that writes no spaces between words.
func unspaced(r rune) bool {
	return r >= 0x0E00 && r <= 0x0EFF || r >= 0x1000 && r <= 0x109F || r >= 0x1780 && r <= 0x17FF ||
		r >= 0x3040 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF
}

// wordRune says whether a character is part of a word in a script that has spaces between words.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiWord(byte(r))
	}
	return !unspaced(r) && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r))
}

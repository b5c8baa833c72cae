package campaign

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"
)

// unit is the least piece of a text that a comparison of several texts looks at: a word where words are written
// apart, and what is read in one where they are not (Thai, Lao, Khmer, Burmese, Chinese, Japanese).
type unit struct {
	from, to int    // bytes of the text
	key      string // the same for two units that read the same
	weight   int    // how much it says: the graphemes of a word
	spaced   bool   // a word
}

// unspaced are the scripts that put no spaces between words.
var unspaced = []*unicode.RangeTable{unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Han, unicode.Hiragana, unicode.Katakana}

// units parts a text. What stands between them (spaces, marks, zero-width characters) belongs to none.
func units(text string) []unit {
	var list []unit
	at, open := 0, false // the last unit may be joined by what follows it at once
	for c := graphemes.FromString(text); c.Next(); {
		cluster := c.Value()
		from, to := at, at+len(cluster)
		at = to
		r, _ := utf8.DecodeRuneInString(cluster)
		switch apart := unicode.In(r, unspaced...); {
		case !unicode.In(r, unicode.L, unicode.N, unicode.M):
			open = false
		case open && apart && !list[len(list)-1].spaced && (leads(text[:from]) || follows(r)):
			list[len(list)-1].to = to
		case open && !apart && list[len(list)-1].spaced:
			list[len(list)-1].to = to
			list[len(list)-1].weight++
		default:
			weight := 1
			if unicode.In(r, unicode.Han) {
				weight = 2
			}
			list, open = append(list, unit{from: from, to: to, weight: weight, spaced: !apart}), true
		}
	}
	for i := range list {
		list[i].key = folded(text[list[i].from:list[i].to])
	}
	return list
}

// leads says whether a text ends with what is read with the cluster behind it: a vowel that Thai and Lao write in
// front of its consonant, or the sign that puts the next consonant below (Khmer's coeng, Burmese's virama).
func leads(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return r >= 'เ' && r <= 'ไ' || r >= 'ເ' && r <= 'ໄ' || r == coeng || r == '\u1039'
}

// follows says whether a cluster that begins with the rune is read with the one in front of it, though Unicode
// counts it apart: vowels that stand behind their consonant.
func follows(r rune) bool { return strings.ContainsRune("ะาๅະາ\u102b\u102c\u1038", r) }

// folded makes two spellings of the same letters one: composed, without capitals and zero-width characters.
func folded(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= '\u200b' && r <= '\u200f' || r == '\u2060' || r == '\ufeff' || r == '\u00ad' {
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(strings.ToLower(s))
}

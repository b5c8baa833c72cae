package principles

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"workbench/campaign"
)

// passage is one text of a draft: a field or a cell that holds words.
type passage struct {
	field    int // index in the vocabulary
	id       string
	voice    campaign.Voice
	row      int // -1 where the field has no rows
	rowRef   RowRef
	column   string
	columnAt int
	text     string

	from, to         int // the folded text in the folding
	marksAt, marksTo int
	hitsAt, hitsTo   int
}

// units converts byte offsets of a text into UTF-16 units. Offsets have to come in rising order to be cheap.
type units struct {
	text string
	at   int
	n    int
}

func (u *units) to(b int) int {
	if b < u.at {
		u.at, u.n = 0, 0
	}
	for u.at < b && u.at < len(u.text) {
		if u.text[u.at] < utf8.RuneSelf {
			u.at++
			u.n++
			continue
		}
		r, size := utf8.DecodeRuneInString(u.text[u.at:])
		u.at += size
		u.n++
		if r > 0xFFFF {
			u.n++
		}
	}
	return u.n
}

// widen moves both ends of a span outwards to boundaries of graphemes, after taking blanks and zero-width
// characters off its ends.
func widen(text string, from, to int) (int, int) {
	for to > from {
		r, size := utf8.DecodeLastRuneInString(text[from:to])
		if r != ' ' && r != '\t' && r != '\n' && r != 0x200B && r != 0xFEFF && r != 0x2060 {
			break
		}
		to -= size
	}
	for from < to && (text[from] == ' ' || text[from] == '\n' || text[from] == '\t') {
		from++
	}
	// A place between two ASCII characters is a boundary (line feeds are never part of CR LF here).
	safe := from
	for safe > 0 && (text[safe-1] >= utf8.RuneSelf || safe < len(text) && text[safe] >= utf8.RuneSelf) {
		safe--
	}
	start, end := from, to
	g := graphemes.FromString(text[safe:])
	for at := safe; g.Next(); {
		next := at + len(g.Value())
		if at <= from && from < next {
			start = at
		}
		if at < to && to <= next {
			end = next
		}
		if at = next; at >= to && at > from {
			break
		}
	}
	return start, end
}

// blankText says whether a text is nothing: empty, blank, or a placeholder such as "-" or "…".
func blankText(s string) bool {
	return strings.TrimFunc(s, func(r rune) bool {
		return r <= ' ' || r == '-' || r == '–' || r == '—' || r == '.' || r == '…' || r == '?' || r == '_' || r == '/' || ignorable(r) || r == 0xA0
	}) == ""
}

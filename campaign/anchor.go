package campaign

import "strings"

// Anchor is a passage of a text: the UTF-16 units [From, To) of what stood there after the entry Seq of the log Log,
// and its words.
type Anchor struct {
	Log   string `json:"log,omitempty"`
	Seq   int64  `json:"seq,omitempty"`
	From  int    `json:"from,omitempty"`
	To    int    `json:"to,omitempty"`
	Quote string `json:"quote,omitempty"`
}

// Follow carries the anchor of a passage at a place over entries that came after it. What was inserted at its ends
// does not belong to it. Where all its words are gone, From is To.
func (a Anchor) Follow(at string, entries []Entry) Anchor {
	for _, e := range entries {
		if e.Seq <= a.Seq {
			continue
		}
		a.Seq = e.Seq
		for _, edit := range e.Edits {
			if edit.Kind != EditText || edit.At != at {
				continue
			}
			if a.From == a.To {
				a.From = MapPosition(a.From, -1, edit.Splices)
				a.To = a.From
				continue
			}
			from, to := MapPosition(a.From, 1, edit.Splices), MapPosition(a.To, -1, edit.Splices)
			a.From, a.To = from, max(from, to)
		}
	}
	return a
}

// Find looks for the anchor's words where the log does not lead to them: words that were deleted and came back, or a
// log that a backup has replaced. They are found where they stand exactly once in the text.
func (a Anchor) Find(text string) Anchor {
	a.From, a.To = min(a.From, UTF16Len(text)), min(a.To, UTF16Len(text))
	if a.From < a.To || a.Quote == "" || strings.Count(text, a.Quote) != 1 {
		return a
	}
	a.From = ByteToUTF16(text, strings.Index(text, a.Quote))
	a.To = a.From + UTF16Len(a.Quote)
	return a
}

// Words are those of the text that the anchor stands on; empty where it stands on none.
func (a Anchor) Words(text string) string {
	from, ok := UTF16ToByte(text, a.From)
	to, fits := UTF16ToByte(text, a.To)
	if !ok || !fits || to <= from {
		return ""
	}
	return text[from:to]
}

// Splices turn the quoted words into others, in the text that the anchor was made in. Letters that both have stay, so
// that nothing is removed that need not be.
func (a Anchor) Splices(replacement string) []Splice {
	splices := DiffText(a.Quote, replacement)
	for i := range splices {
		splices[i].From += a.From
		splices[i].To += a.From
	}
	return splices
}

// LateWords are the passage and its replacement that make one text of another, cut where both are alike.
func LateWords(was, now string) (a Anchor, replacement string) {
	splices := DiffText(was, now)
	if len(splices) == 0 {
		return Anchor{}, ""
	}
	a.From, a.To = splices[0].From, splices[len(splices)-1].To
	a.Quote = a.Words(was)
	from, _ := UTF16ToByte(now, a.From)
	to, _ := UTF16ToByte(now, UTF16Len(now)-(UTF16Len(was)-a.To))
	return a, now[from:to]
}

// TextAt is the text at a place of the state, false where there is none: the row is deleted, or the place holds no text.
func (l *Library) TextAt(s State, at string) (string, bool) {
	p, err := l.place(at)
	if err != nil || !p.isText() {
		return "", false
	}
	fs := s.Fields[p.field.ID]
	if p.row == "" {
		return fs.Value.Text, true
	}
	for _, r := range fs.Rows {
		if r.ID == p.row {
			return r.Cells[p.column.ID].Text, !r.Deleted
		}
	}
	return "", false
}

// HasPlace says whether a place is in the state: a field, or a cell of a row that is not deleted.
func (l *Library) HasPlace(s State, at string) bool {
	p, err := l.place(at)
	if err != nil || p.row != "" && p.column == nil {
		return false
	}
	if p.row == "" {
		return true
	}
	for _, r := range s.Fields[p.field.ID].Rows {
		if r.ID == p.row {
			return !r.Deleted
		}
	}
	return false
}

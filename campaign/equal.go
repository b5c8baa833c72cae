package campaign

import "slices"

// Empty says whether the value is nothing: no text, no number, no choices, and no row with a value.
func (v Value) Empty() bool {
	return v.Text == "" && v.Number == nil && len(v.Choices) == 0 && !slices.ContainsFunc(v.Rows, Row.filled)
}

// filled says whether any cell of the row has a value.
func (r Row) filled() bool {
	for _, v := range r.Cells {
		if !v.Empty() {
			return true
		}
	}
	return false
}

// Equal says whether two values are the same to a reader: row ids and rows without any value are ignored.
func Equal(a, b Value) bool {
	if a.Text != b.Text || !slices.Equal(a.Choices, b.Choices) {
		return false
	}
	if (a.Number == nil) != (b.Number == nil) || a.Number != nil && *a.Number != *b.Number {
		return false
	}
	if len(a.Rows) == 0 && len(b.Rows) == 0 {
		return true
	}
	return slices.EqualFunc(filledRows(a.Rows), filledRows(b.Rows), func(a, b Row) bool { return sameByKey(a.Cells, b.Cells) })
}

// Equal says whether two drafts hold the same: canvas, language, group and values, as Equal of values says.
func (d *Draft) Equal(o *Draft) bool {
	return d.Canvas == o.Canvas && d.Language == o.Language && d.Group == o.Group && sameByKey(d.Fields, o.Fields)
}

// sameByKey compares two maps of values; nothing is the same as absent.
func sameByKey(a, b map[string]Value) bool {
	for id, v := range a {
		if !Equal(v, b[id]) {
			return false
		}
	}
	for id, v := range b {
		if _, ok := a[id]; !ok && !v.Empty() {
			return false
		}
	}
	return true
}

func filledRows(rows []Row) []Row {
	if !slices.ContainsFunc(rows, func(r Row) bool { return !r.filled() }) {
		return rows
	}
	var list []Row
	for _, r := range rows {
		if r.filled() {
			list = append(list, r)
		}
	}
	return list
}

package campaign

import "slices"

// Common is a thing that several drafts have in one field: an option, a number, a date, or the name in a row. Column
// is empty for the field itself. Value is as the first of them has it.
type Common struct {
	Column string
	Key    string // as KeyOf gives it
	Value  Value
	By     []int // the drafts that have it, at least two, ascending
}

// Common finds what several drafts have in the field; values are theirs, nothing where a draft has nothing. It comes
// in the order in which it first stands. Of a row count its first column, which names it, and the columns that are
// chosen from a list, but for those that say how far a thing is (agreement, level). Texts are compared by
// SharedPassages instead.
func (f *Field) Common(values []Value) []Common {
	var all []Common
	put := func(draft int, column string, kind Kind, v Value) {
		key := KeyOf(kind, v)
		if key == "" {
			return
		}
		i := slices.IndexFunc(all, func(c Common) bool { return c.Column == column && c.Key == key })
		if i < 0 {
			i, all = len(all), append(all, Common{Column: column, Key: key, Value: v})
		}
		if n := len(all[i].By); n == 0 || all[i].By[n-1] != draft {
			all[i].By = append(all[i].By, draft)
		}
	}
	for draft, v := range values {
		switch f.Kind {
		case Line, Text:
		case Choices:
			for _, id := range v.Choices {
				put(draft, "", Choice, Value{Text: id})
			}
		case Rows:
			for _, row := range v.Rows {
				for _, col := range f.Compared() {
					put(draft, col.ID, col.Kind, row.Cells[col.ID])
				}
			}
		default:
			put(draft, "", f.Kind, v)
		}
	}
	return slices.DeleteFunc(all, func(c Common) bool { return len(c.By) < 2 })
}

// Compared are the columns whose values are compared between drafts.
func (f *Field) Compared() []Column {
	var columns []Column
	for i, col := range f.Columns {
		if i == 0 || col.Kind == Choice && !slices.Contains([]string{"agreement", "level", "currency"}, col.OptionSet) {
			columns = append(columns, col)
		}
	}
	return columns
}

// KeyOf names a value so that two that mean the same have the same name, empty for nothing. Of words it is the letters
// without capitals, spaces and marks.
func KeyOf(kind Kind, v Value) string {
	switch {
	case kind == Amount && v.Number != nil:
		return v.Number.String()
	case kind == Line || kind == Text:
		return keyOf(units(v.Text))
	}
	return v.Text
}

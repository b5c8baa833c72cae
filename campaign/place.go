package campaign

import "strings"

// place is what an edit's "at" names: a field, one of its rows, or one cell of a row.
type place struct {
	at     string
	field  *Field
	row    string  // empty for a field
	column *Column // nil but for a cell
}

// place reads FIELD, FIELD/ROW or FIELD/ROW/COLUMN. Whether the row exists is not its concern.
func (l *Library) place(at string) (place, error) {
	id, rest, deep := strings.Cut(at, "/")
	p := place{at: at, field: l.Field(id)}
	if p.field == nil {
		return p, l.unknownField(id)
	}
	if !deep {
		return p, nil
	}
	if p.field.Kind != Rows {
		return p, Fail(Invalid, id, "%s has no rows; name the field alone.", id)
	}
	row, column, deep := strings.Cut(rest, "/")
	if p.row = row; !validRowID(row) {
		return p, Fail(Invalid, id, "%q is not the id of a row; an id is 1 to %d of A-Z, a-z, 0-9, _ and -.", shown(row), RowIDLength)
	}
	if deep {
		if p.column = p.field.Column(column); p.column == nil {
			return p, inField(shown(at), p.field.unknownColumn(column))
		}
	}
	return p, nil
}

// value returns the kind and the options of the one value at the place. A rows field or a whole row has
// none, and is refused with what to use instead.
func (p place) value() (Kind, []string, error) {
	switch {
	case p.column != nil:
		return p.column.Kind, p.column.Options, nil
	case p.row != "":
		return "", nil, Fail(Invalid, p.at, "%s is a whole row; name a column too, as in %s/%s, or use move_row, delete_row or restore_row.", p.at, p.at, p.field.Columns[0].ID)
	case p.field.Kind == Rows:
		return "", nil, Fail(Invalid, p.at, "%s holds rows; use insert_row, move_row, delete_row and restore_row, or name one cell as FIELD/ROW/COLUMN.", p.at)
	}
	return p.field.Kind, p.field.Options, nil
}

// rows refuses a place that is not a rows field, or with whole not one row of it.
func (p place) rows(kind EditKind, whole bool) error {
	switch {
	case p.field.Kind != Rows:
		return Fail(Invalid, p.at, "%s has no rows, so %s cannot be used; %s", p.at, kind, useFor(p.field.Kind))
	case p.column != nil || whole != (p.row != ""):
		if whole {
			return Fail(Invalid, p.at, "%s takes one row as FIELD/ROW, and this is %q.", kind, shown(p.at))
		}
		return Fail(Invalid, p.at, "%s takes the field alone, and this is %q; the new row's id goes into \"row\".", kind, shown(p.at))
	}
	return nil
}

// useFor says which edit changes a value of the kind.
func useFor(kind Kind) string {
	switch kind {
	case Line, Text:
		return "a " + string(kind) + " changes by an edit of kind text, with splices."
	case Choices:
		return "choices change by an edit of kind choose, with add and remove, or by set with a list."
	}
	return "a " + string(kind) + " changes by an edit of kind set, with a value."
}

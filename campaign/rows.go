package campaign

import (
	"encoding/json"
	"maps"
	"slices"
)

// RowsEver is how many rows a field can have had, those in the bin included.
const RowsEver = 2000

// cell is the one value at a place of the state that is being made.
type cell struct {
	value  Value
	hidden bool // it is in a row in the bin
	put    func(Value)
}

// cell returns the value at a place that has one. A row that never was is refused.
func (f *fold) cell(p place) (cell, error) {
	if p.row == "" {
		fs := f.field(p.field.ID)
		return cell{value: fs.Value, put: func(v Value) { fs.Value = v }}, nil
	}
	r, err := f.row(p)
	if err != nil {
		return cell{}, err
	}
	return cell{value: r.Cells[p.column.ID], hidden: r.Deleted, put: func(v Value) {
		cells := maps.Clone(r.Cells) // the old state has the map too
		if cells == nil {
			cells = map[string]Value{}
		}
		if v.Empty() {
			delete(cells, p.column.ID)
		} else {
			cells[p.column.ID] = v
		}
		r.Cells = cells
	}}, nil
}

// row returns the row at a place, in the bin or not.
func (f *fold) row(p place) (*RowState, error) {
	fs := f.field(p.field.ID)
	if i := fs.index(p.row); i >= 0 {
		return &fs.Rows[i], nil
	}
	return nil, Fail(Invalid, p.at, "%s never had a row %q; read the draft again.", p.field.ID, p.row)
}

// index returns where the row with the id is, or -1.
func (fs *FieldState) index(id string) int {
	for i := range fs.Rows {
		if fs.Rows[i].ID == id {
			return i
		}
	}
	return -1
}

func (f *fold) insertRow(p place, e Edit) (Edit, error) {
	if err := p.rows(e.Kind, false); err != nil {
		return Edit{}, err
	}
	if !validRowID(e.Row) {
		return Edit{}, Fail(Invalid, p.at, "%q cannot be the id of a row; an id is 1 to %d of A-Z, a-z, 0-9, _ and -.", shown(e.Row), RowIDLength)
	}
	fs := f.field(p.field.ID)
	if fs.index(e.Row) >= 0 {
		return Edit{}, Fail(Conflict, p.at, "%s has or had a row %q; give the new row an id of its own.", p.at, e.Row)
	}
	if len(fs.Rows) >= RowsEver {
		return Edit{}, Fail(Invalid, p.at, "%s has had %d rows, those in the bin included, and takes no more; restore one and use it.", p.at, RowsEver)
	}
	row := RowState{ID: e.Row, Placed: f.seq}
	done := Edit{Kind: e.Kind, At: e.At, Row: e.Row}
	for _, id := range slices.Sorted(maps.Keys(e.Values)) {
		c := p.field.Column(id)
		if c == nil {
			return Edit{}, p.field.unknownColumn(id)
		}
		v, err := parseGiven(c.Kind, c.Options, e.Values[id])
		if err != nil {
			return Edit{}, inField(p.at+"/"+e.Row+"/"+id, err)
		}
		if v.Empty() {
			continue
		}
		if row.Cells == nil {
			row.Cells, done.Values = map[string]Value{}, map[string]json.RawMessage{}
		}
		row.Cells[id], done.Values[id] = v, EncodeValue(c.Kind, v)
	}
	var err error
	if done.After, err = f.put(p, fs, row, e.After); err != nil {
		return Edit{}, err
	}
	f.gotRow(p.field)
	return done, nil
}

// moveRow does move_row, and restore_row, which also takes the row out of the bin. Moving a row that is in
// the bin moves the place where it stood.
func (f *fold) moveRow(p place, e Edit) (Edit, error) {
	if err := p.rows(e.Kind, true); err != nil {
		return Edit{}, err
	}
	if _, err := f.row(p); err != nil {
		return Edit{}, err
	}
	fs := f.field(p.field.ID)
	i := fs.index(p.row)
	row := fs.Rows[i]
	if e.After == p.row {
		if e.Kind == EditRestoreRow {
			return f.restoreInPlace(p, e, fs, i), nil
		}
		return Edit{}, Fail(Invalid, p.at, "A row cannot stand after itself; name another row, or none for the top.")
	}
	fs.Rows = slices.Delete(fs.Rows, i, i+1)
	row.Placed = f.seq
	if e.Kind == EditRestoreRow {
		row.Deleted, row.Binned = false, 0
		f.gotRow(p.field)
	}
	after, err := f.put(p, fs, row, e.After)
	if err != nil {
		return Edit{}, err
	}
	return Edit{Kind: e.Kind, At: e.At, After: after, Hidden: row.Deleted}, nil
}

// restoreInPlace takes row i out of the bin where it stood: a row in the bin names the place where it stood,
// its own too. One that somebody else restored meanwhile stays where it is. As in put, it comes to stand directly behind a visible row.
func (f *fold) restoreInPlace(p place, e Edit, fs *FieldState, i int) Edit {
	row := fs.Rows[i]
	row.Deleted, row.Binned, row.Placed = false, 0, f.seq
	fs.Rows = slices.Delete(fs.Rows, i, i+1)
	for i > 0 && fs.Rows[i-1].Deleted {
		i--
	}
	fs.Rows = slices.Insert(fs.Rows, i, row)
	f.gotRow(p.field)
	done := Edit{Kind: e.Kind, At: e.At}
	if i > 0 {
		done.After = fs.Rows[i-1].ID
	}
	return done
}

func (f *fold) deleteRow(p place, e Edit) (Edit, error) {
	if err := p.rows(e.Kind, true); err != nil {
		return Edit{}, err
	}
	r, err := f.row(p)
	if err != nil {
		return Edit{}, err
	}
	hidden := r.Deleted
	if !hidden {
		r.Deleted, r.Binned = true, f.seq
	}
	return Edit{Kind: e.Kind, At: e.At, Hidden: hidden}, nil
}

// put places a row behind the row after, or behind the top for "", and returns the visible row that it came
// to stand behind. It steps over the rows that others put there since the base, so that of two put at one
// place the first accepted stands first, and not over those that this batch put there. It then goes directly
// behind a visible row, before those in the bin: naming that row is enough to put it there again.
func (f *fold) put(p place, fs *FieldState, row RowState, after string) (string, error) {
	i := 0
	if after != "" {
		if i = fs.index(after) + 1; i == 0 {
			return "", Fail(Invalid, p.at, "%s never had the row %q that the row is to stand after; read the draft again.", p.field.ID, shown(after))
		}
	}
	for i < len(fs.Rows) && fs.Rows[i].Placed > f.base && fs.Rows[i].Placed < f.seq {
		i++
	}
	for i > 0 && fs.Rows[i-1].Deleted {
		i--
	}
	fs.Rows = slices.Insert(fs.Rows, i, row)
	if i == 0 {
		return "", nil
	}
	return fs.Rows[i-1].ID, nil
}

func (f *fold) gotRow(field *Field) {
	f.grew = true
	if !slices.Contains(f.moreRows, field) {
		f.moreRows = append(f.moreRows, field)
	}
}

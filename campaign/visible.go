package campaign

import (
	"maps"
	"slices"
)

// Draft returns the visible content of the state, with row ids. Rows without any value are in it, since
// somebody may be about to fill them. It shares nothing that may be written to.
func (s State) Draft(group string) *Draft {
	d := &Draft{Canvas: s.Canvas, Language: s.Language, Group: group, Fields: make(map[string]Value, len(s.Fields))}
	for id, fs := range s.Fields {
		v := fs.Value
		for i := range fs.Rows {
			if r := &fs.Rows[i]; !r.Deleted {
				v.Rows = append(v.Rows, Row{ID: r.ID, Cells: maps.Clone(r.Cells)})
			}
		}
		if !v.Empty() || len(v.Rows) > 0 {
			d.Fields[id] = v
		}
	}
	d.Asides, d.SelfChecks = s.visibleAsides(), slices.Clone(s.SelfChecks)
	return d
}

// Seed returns a state that holds the values of a draft, as if they had always been there. A row keeps its
// id if it could be one and is not taken in its field; the others get one from newRowID, which never gives
// the same id twice.
func (l *Library) Seed(d *Draft, newRowID func() string) State {
	s := State{Canvas: d.Canvas, Language: d.Language, Fields: make(map[string]FieldState, len(d.Fields))}
	for _, f := range l.Fields() {
		v := d.Fields[f.ID]
		fs := FieldState{Value: v}
		fs.Value.Rows = nil
		if f.Kind == Rows {
			for _, r := range v.Rows {
				id := r.ID
				for !validRowID(id) || fs.index(id) >= 0 {
					id = newRowID()
				}
				fs.Rows = append(fs.Rows, RowState{ID: id, Cells: maps.Clone(r.Cells)})
			}
		}
		if !fs.Value.Empty() || len(fs.Rows) > 0 {
			s.Fields[f.ID] = fs
		}
	}
	for _, a := range d.Asides {
		if a.Row != "" {
			i := rowIndex(d.Fields[a.Field].Rows, a.Row)
			if i < 0 {
				continue
			}
			a.Row = s.Fields[a.Field].Rows[i].ID
		}
		s.Asides = append(s.Asides, a)
	}
	s.SelfChecks = slices.Clone(d.SelfChecks)
	return s
}

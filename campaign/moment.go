package campaign

import "slices"

// MomentEntries is how many entries of a log are read at a time to fold it.
const MomentEntries = 1000

// StateAt folds a draft's log over the state from, which is the state after the entry at, up to and with the entry
// seq. read gives at most limit entries after a seq, ascending and without gaps, and no more than that of the log
// is held at a time. A log that ends before seq gives the state at its end. from is not changed.
//
// A log does not tell which canvas and language its draft began with, so those of from stay until an entry
// changes the canvas.
func (l *Library) StateAt(from State, at, seq int64, read func(after int64, limit int) ([]Entry, error)) (State, error) {
	s := from
	for at < seq {
		entries, err := read(at, int(min(MomentEntries, seq-at)))
		if err != nil {
			return State{}, err
		}
		if len(entries) == 0 {
			break
		}
		for _, e := range entries {
			if e.Seq > seq {
				return s, nil
			}
			if s, _, err = l.Apply(s, e.Edits, e.Seq); err != nil {
				return State{}, err
			}
			at = e.Seq
		}
	}
	return s, nil
}

// RestoreEdits returns the edits that make the named fields of the draft, all of them where none is named, what
// they are in then, an earlier moment of the same draft. Rows are told by their ids: those that were deleted since come
// back out of the bin, and those that were added go into it. The canvas and what the group says of the check stay as
// they are. Accept of the edits to now gives a state that shows the fields as then does.
func (l *Library) RestoreEdits(now State, then *Draft, fields ...string) []Edit {
	var edits []Edit
	for i := range l.Fields() {
		f := &l.Fields()[i]
		if len(fields) > 0 && !slices.Contains(fields, f.ID) {
			continue
		}
		if f.Kind != Rows {
			if e, ok := valueEdit(f.Kind, f.ID, now.Fields[f.ID].Value, then.Fields[f.ID]); ok {
				edits = append(edits, e)
			}
			continue
		}
		var was []Row // as it shows once the wanted rows are out of the bin, each where it stood
		wanted := then.Fields[f.ID].Rows
		for _, r := range now.Fields[f.ID].Rows {
			if r.Deleted {
				if rowIndex(wanted, r.ID) < 0 {
					continue
				}
				at := f.ID + "/" + r.ID
				edits = append(edits, Edit{Kind: EditRestoreRow, At: at, After: r.ID})
			}
			was = append(was, Row{ID: r.ID, Cells: r.Cells})
		}
		edits = append(edits, f.rowEdits(was, wanted)...)
	}
	return edits
}

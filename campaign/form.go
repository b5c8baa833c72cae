package campaign

import (
	"encoding/json"
	"slices"
)

// FormEdits returns the edits that turn the visible draft was into now: splices for texts, and rows matched
// by their ids, so that each row of was needs one. A row of now whose id is not in was is inserted and must
// bring a fresh id; a row of was that is not in now is deleted; as few rows as can be are moved. The canvas,
// the language and the group are not looked at. Accept of the edits to a state that shows was gives one that
// shows now.
func (l *Library) FormEdits(was, now *Draft) []Edit {
	var edits []Edit
	for i := range l.Fields() {
		f := &l.Fields()[i]
		a, b := was.Fields[f.ID], now.Fields[f.ID]
		if f.Kind == Rows {
			edits = append(edits, f.rowEdits(a.Rows, b.Rows)...)
		} else if e, ok := valueEdit(f.Kind, f.ID, a, b); ok {
			edits = append(edits, e)
		}
	}
	return edits
}

// valueEdit returns the edit that turns a value at a place into another, if they differ.
func valueEdit(kind Kind, at string, a, b Value) (Edit, bool) {
	if Equal(a, b) {
		return Edit{}, false
	}
	switch kind {
	case Line, Text:
		return Edit{Kind: EditText, At: at, Splices: DiffText(a.Text, b.Text)}, true
	case Choices:
		return Edit{Kind: EditChoose, At: at, Add: without(b.Choices, a.Choices), Remove: without(a.Choices, b.Choices)}, true
	}
	return Edit{Kind: EditSet, At: at, Value: EncodeValue(kind, b)}, true
}

// without returns what is in a and not in b.
func without(a, b []string) []string {
	var list []string
	for _, s := range a {
		if !slices.Contains(b, s) {
			list = append(list, s)
		}
	}
	return list
}

func (f *Field) rowEdits(was, now []Row) []Edit {
	var edits []Edit
	position := map[string]int{} // in was
	for i, r := range was {
		position[r.ID] = i
		if !slices.ContainsFunc(now, func(n Row) bool { return n.ID == r.ID }) {
			edits = append(edits, Edit{Kind: EditDeleteRow, At: f.ID + "/" + r.ID})
		}
	}
	var order []int // the old positions of the rows that stay, in their new order
	for _, r := range now {
		if i, ok := position[r.ID]; ok {
			order = append(order, i)
		}
	}
	stay := longestRising(order)
	after := ""
	for _, r := range now {
		at := f.ID + "/" + r.ID
		i, old := position[r.ID]
		switch {
		case !old:
			edits = append(edits, Edit{Kind: EditInsertRow, At: f.ID, Row: r.ID, After: after, Values: f.cellValues(r)})
		case !stay[i]:
			edits = append(edits, Edit{Kind: EditMoveRow, At: at, After: after})
		}
		for _, c := range f.Columns {
			if !old {
				break
			}
			if e, ok := valueEdit(c.Kind, at+"/"+c.ID, was[i].Cells[c.ID], r.Cells[c.ID]); ok {
				edits = append(edits, e)
			}
		}
		after = r.ID
	}
	return edits
}

func (f *Field) cellValues(r Row) map[string]json.RawMessage {
	values := map[string]json.RawMessage{}
	for _, c := range f.Columns {
		if v := r.Cells[c.ID]; !v.Empty() {
			values[c.ID] = EncodeValue(c.Kind, v)
		}
	}
	return values
}

// longestRising returns the members of a longest rising subsequence of distinct numbers, by patience sorting
// (Fredman 1975).
func longestRising(order []int) map[int]bool {
	var ends []int                          // ends[k] is the smallest number that ends a rising run of k+1
	before := make(map[int]int, len(order)) // the number before it in its run, or -1
	for _, n := range order {
		k, _ := slices.BinarySearch(ends, n)
		before[n] = -1
		if k > 0 {
			before[n] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, n)
		} else {
			ends[k] = n
		}
	}
	rising := map[int]bool{}
	if len(ends) > 0 {
		for n := ends[len(ends)-1]; n >= 0; n = before[n] {
			rising[n] = true
		}
	}
	return rising
}

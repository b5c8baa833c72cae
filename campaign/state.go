package campaign

// State is everything that later edits depend on: the visible values and the bin. It is the fold of a
// draft's log, and what storage keeps beside the log, field by field.
type State struct {
	Canvas   string
	Language string
	Fields   map[string]FieldState

	Asides     []Aside     // in the order they were set aside
	SelfChecks []SelfCheck // by principle
	Locks      []Lock      // of sections, in the order they were locked
}

// FieldState is the state of one field. Value is used by every kind but rows.
type FieldState struct {
	Value Value
	Rows  []RowState // rows only: in order, deleted rows standing where they stood
}

// RowState is a row with what rebasing needs to know of it.
type RowState struct {
	ID      string
	Placed  int64 // the seq that last put it at its place (insert, move, restore)
	Deleted bool  // in the bin
	Binned  int64 // the seq that put it into the bin; 0 where it is in none, and for logs kept before this was
	Cells   map[string]Value
}

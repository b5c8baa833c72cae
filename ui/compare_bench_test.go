package ui_test

import "testing"

// BenchmarkCompare_FortyGroups opens the views of a comparison of forty groups with full drafts. "first" is with every
// draft edited since it was last checked, as at "time's up".
func BenchmarkCompare_FortyGroups(b *testing.B) {
	f := fortyGroups(b)
	at := "/workshops/" + f.room.ID + "/compare"
	matrix := at + "?section=message"
	four := ""
	for _, g := range f.room.Groups[:4] {
		four += "&groups=" + g.ID
	}
	for _, page := range []struct {
		name, path string
		edited     bool
	}{
		{"matrix", matrix, false},
		{"matrix_first", matrix, true},
		{"matrix_blind", matrix + "&blind=seedseed", false},
		{"principles", at + "/principles?open=all", false},
		{"coverage", at + "/coverage", false},
		{"projector", at + "/projector?section=message", false},
		{"workbook", at + ".xlsx?section=message", false},
		{"beside", matrix + four, false},
	} {
		b.Run(page.name, func(b *testing.B) { f.opens(b, page.path, page.edited) })
	}
}

package ui_test

import (
	"strings"
	"testing"
)

// BenchmarkWall_FortyGroups opens the wall of forty groups with full drafts, and reads its tiles anew as an open wall
// does: all of them, of drafts that were edited since and of others, and one alone.
func BenchmarkWall_FortyGroups(b *testing.B) {
	f := fortyGroups(b)
	var drafts []string
	for _, g := range f.room.Groups {
		drafts = append(drafts, g.DraftID)
	}
	wall := "/workshops/" + f.room.ID + "/groups"
	all := wall + "?tiles=" + strings.Join(drafts, ",")
	for _, page := range []struct {
		name, path string
		edited     bool
	}{
		{"opened", wall, false},
		{"all_tiles", all, false},
		{"all_tiles_edited", all, true},
		{"one_tile", wall + "?tiles=" + drafts[0], false},
	} {
		b.Run(page.name, func(b *testing.B) { f.opens(b, page.path, page.edited) })
	}
}

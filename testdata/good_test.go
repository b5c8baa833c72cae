package testdata_test

import (
	"path/filepath"
	"testing"

	"workbench/principles"
)

// TestGood_WholeDraftsAreLeftInPeace checks whole drafts that meet every principle their canvas asks for: whatever
// the check finds in them above information annoys a group without need.
func TestGood_WholeDraftsAreLeftInPeace(t *testing.T) {
	paths, err := filepath.Glob("good/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d files: %v", len(paths), err)
	}
	for _, path := range paths {
		var file outsideSet
		readLabelled(t, filepath.Join("..", path), &file)
		file.Base = map[string]any{}
		for _, d := range file.Drafts {
			report := principles.Check(outsideAt(t, file, d), principles.Standard())
			for _, f := range report.Findings {
				if f.Severity == principles.Info {
					continue
				}
				t.Errorf("%s, %s: %s %s (%s) at %s %q: %s", path, d.Name, f.Principle, f.Status, f.Rule, f.Field, f.Excerpt, f.Message)
			}
		}
	}
}

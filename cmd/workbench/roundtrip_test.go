package main

import (
	"os"
	"path/filepath"
	"testing"

	"workbench/campaign"
)

// TestImport_ReadsBackEveryBrief takes each draft of the repository through a brief and back, as two calls
// of the program with a file between them.
func TestImport_ReadsBackEveryBrief(t *testing.T) {
	lib := campaign.Standard()
	for _, pattern := range []string{"../../testdata/drafts/*.json", "demo/*.json"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: no drafts (%v)", pattern, err)
		}
		for _, name := range names {
			t.Run(filepath.Base(name), func(t *testing.T) {
				file := filepath.Join(t.TempDir(), "brief.md")
				if r := callHere(t, nil, "", "brief", name, "--out", file); r.code != exitDone || r.out != "" || r.err != "" {
					t.Fatalf("brief: %+v", r)
				}
				r := callHere(t, nil, "", "import", file)
				if r.code != exitDone || r.err != "" {
					t.Fatalf("import: %d %s", r.code, r.err)
				}
				got, err := lib.ParseDraft([]byte(r.out))
				if err != nil {
					t.Fatal(err)
				}
				if !got.Equal(draftFile(t, name)) {
					t.Error("the brief does not read back to the same draft")
				}
			})
		}
	}
}

func draftFile(t *testing.T, name string) *campaign.Draft {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := campaign.Standard().ParseDraft(data)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

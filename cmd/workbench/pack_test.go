package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workbench/principles"
)

func writeFile(t *testing.T, data []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "pack.zip")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestPack_AZipIsCheckedAndUsedAsItsFolderIs(t *testing.T) {
	folder, err := filepath.Abs("../../principles/packs/pve-sea")
	if err != nil {
		t.Fatal(err)
	}
	data, err := principles.Zip(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	packed, draft := writeFile(t, data), "../../testdata/drafts/quick-four-en.json"
	if r := callHere(t, nil, "", "pack", "check", packed); r.code != exitDone || !strings.Contains(r.out, "pve-sea") || r.err != "" {
		t.Errorf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	want := callHere(t, nil, "", "check", "--format", "json", draft)
	for _, name := range []string{packed, folder, "pve-sea", "pve-sea@" + principles.Standard().Version} {
		if got := callHere(t, nil, "", "check", "--format", "json", "--pack", name, draft); got != want {
			t.Errorf("--pack %s gives another report: exit code %d, want %d\n%s", name, got.code, want.code, got.err)
		}
	}
}

func TestPack_AZipThatIsNoneIsRefusedInOneLine(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.Create("../pack.yaml"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	draft := "../../testdata/drafts/quick-four-en.json"
	for says, data := range map[string][]byte{"no zip": []byte("pack"), "leads out of the folder": b.Bytes(), "5 MiB": make([]byte, principles.MaxZip+1)} {
		name := writeFile(t, data)
		for _, args := range [][]string{{"pack", "check", name}, {"check", "--pack", name, draft}} {
			r := callHere(t, nil, "", args...)
			if r.code != 2 || r.out != "" || !strings.Contains(r.err, says) || !strings.Contains(r.err, name) || strings.Count(r.err, "\n") != 1 {
				t.Errorf("%v: exit code %d\n%s%s, should say %q", args, r.code, r.out, r.err, says)
			}
		}
	}
}

package campaign

import (
	"io/fs"
	"testing"
)

func standardFiles(t testing.TB) fs.FS {
	t.Helper()
	files, err := fs.Sub(data, "data")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestLoadLibrary_WhatShipsIsWhole(t *testing.T) {
	l, err := LoadLibrary(standardFiles(t))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(l.Fields()); n != 60 {
		t.Errorf("%d fields, want 60", n)
	}
	if n := len(l.Canvases()); n != 5 {
		t.Errorf("%d canvases, want 5", n)
	}
}

func BenchmarkLoadLibrary(b *testing.B) {
	files := standardFiles(b)
	for b.Loop() {
		if _, err := LoadLibrary(files); err != nil {
			b.Fatal(err)
		}
	}
}

// What the program pays before a check from the command line.
func BenchmarkLoadSkeleton(b *testing.B) {
	files := standardFiles(b)
	for b.Loop() {
		bad := new(mistakes)
		loadSkeleton(files, bad)
		if err := bad.err(); err != nil {
			b.Fatal(err)
		}
	}
}

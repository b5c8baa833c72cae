package brief

import (
	"os"
	"path/filepath"
	"testing"

	"workbench/campaign"
	"workbench/principles"
)

// drafts reads the drafts that all packages test with.
func drafts(t testing.TB) map[string]*campaign.Draft {
	t.Helper()
	files, err := filepath.Glob("../../testdata/drafts/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no drafts: %v", err)
	}
	out := map[string]*campaign.Draft{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := campaign.Standard().ParseDraft(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[filepath.Base(name)] = d
	}
	return out
}

// Checked drafts, annex and all, come back and show what was typed.
func TestImport_GivesBackCheckedDrafts(t *testing.T) {
	lib := campaign.Standard()
	for name, d := range drafts(t) {
		doc := documentOf(d)
		doc.Pack = principles.Standard()
		doc.Report = principles.Check(d, doc.Pack)
		file := Markdown(lib, doc)
		got, err := Import(lib, file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := difference(lib, d, got.Draft); diff != "" || len(got.Notices) > 0 {
			t.Errorf("%s: %s %v", name, diff, got.Notices)
		}
		checkTree(t, newOutline(lib, d, "en"), campaignPart(file))
	}
}

func BenchmarkMarkdown(b *testing.B) { bench(b, Markdown) }

func BenchmarkPage(b *testing.B) { bench(b, Page) }

func BenchmarkImport(b *testing.B) {
	bench(b, func(lib *campaign.Library, doc Document) []byte {
		file := Markdown(lib, doc)
		if _, err := Import(lib, file); err != nil {
			b.Fatal(err)
		}
		return file
	})
}

// bench writes the largest of the drafts that all packages test with.
func bench(b *testing.B, write func(*campaign.Library, Document) []byte) {
	lib := campaign.Standard()
	d := drafts(b)["big.json"]
	doc := documentOf(d)
	doc.Pack = principles.Standard()
	doc.Report = principles.Check(d, doc.Pack)
	b.ReportAllocs()
	for b.Loop() {
		b.SetBytes(int64(len(write(lib, doc))))
	}
}

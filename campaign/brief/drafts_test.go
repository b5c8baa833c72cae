package brief

import (
	"os"
	"path/filepath"
	"strings"
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

// A language that the library lacks is not claimed: the headings are what stands in its place.
func TestMarkdown_NamesTheLanguageThatTheHeadingsAreIn(t *testing.T) {
	lib := campaign.Standard()
	d := &campaign.Draft{Canvas: "quick-four", Language: "tlh", Fields: map[string]campaign.Value{"campaign.title": {Text: "x"}}}
	file := string(Markdown(lib, Document{Draft: d}))
	if !strings.Contains(file, "\nlanguage: \"tlh\"\nheadings: \"en\"\n") || !strings.Contains(file, "\ndate: \"\"\n") {
		t.Errorf("front matter:\n%s", file)
	}
	if !strings.Contains(file, wordsIn("en").Unchecked) {
		t.Errorf("the annex does not say that the draft was not checked:\n%s", file)
	}
}

// The annex says how the campaign stands, what is open, what was set aside and what all that rests on.
func TestMarkdown_AnnexSaysHowTheCampaignStands(t *testing.T) {
	doc, lib := example(t, "kitchen")
	doc.Pack = principles.Standard()
	aside := principles.Check(doc.Draft, doc.Pack).Findings[0].About()
	aside.Reason, aside.Note = campaign.DoesNotApply, "She *grew up* there | and agreed."
	doc.Draft.Asides = []campaign.Aside{aside}
	doc.Draft.SelfChecks = []campaign.SelfCheck{{Principle: "hrg-rights", Answer: campaign.AnswerYes, Evidence: "Four of us read # it."}}
	doc.Report = principles.Check(doc.Draft, doc.Pack)
	file := string(Markdown(lib, doc))
	_, annex, _ := strings.Cut(file, "\n## "+wordsIn("en").Annex.Title+"\n")
	texts := doc.Pack.Texts("en")
	for _, j := range doc.Report.Principles {
		want := "| " + escape(texts.Principle(j.ID).Title, inCell, false) + " | " + string(j.Severity) + " | " + wordsIn("en").Statuses[string(j.Status)] + " |"
		if !strings.Contains(annex, want) {
			t.Errorf("%q is not in the annex", want)
		}
		if j.Status == principles.NotAsked {
			continue
		}
		for _, key := range doc.Pack.Principle(j.ID).Sources {
			if s := doc.Pack.Source(key); !strings.Contains(annex, escape(citation(s), atLineStart, false)) {
				t.Errorf("source %s is not in the annex", key)
			}
		}
	}
	for _, f := range doc.Report.Findings {
		if !strings.Contains(annex, escape(oneLine(f.Message), inLine, false)) {
			t.Errorf("%q is not in the annex", f.Message)
		}
	}
	for _, want := range []string{"not a document of the United Nations", doc.Pack.Version, "it does not apply here. " + `She \*grew up\* there`,
		texts.Principle("hrg-rights").SelfCheck + " Four of us read # it."} {
		if !strings.Contains(annex, want) {
			t.Errorf("%q is not in the annex", want)
		}
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

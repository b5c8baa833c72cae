package brief

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"workbench/campaign"
	"workbench/principles"
)

var update = flag.Bool("update", false, "write the golden files anew")

// report is a fixed report, so that the golden files change with the brief and not with the rules. There is no
// pack to go with it: principles stand there by their ids.
func report() *principles.Report {
	return &principles.Report{
		Format: principles.ReportFormat, Canvas: "quick-four", Pack: principles.PackRef{ID: "pve-sea", Version: "1.0.0"},
		Principles: []principles.Judged{
			{ID: "aud-specific", Group: "audience", Severity: principles.Must, Status: principles.Met},
			{ID: "msg-positive", Group: "message", Severity: principles.Must, Status: principles.Partly},
			{ID: "chn-why", Group: "channels", Severity: principles.Should, Status: principles.NotMet},
			{ID: "dnh-no-stigma", Group: "safeguards", Severity: principles.Must, Status: principles.Review,
				SelfCheck: &principles.SelfCheck{Answer: campaign.AnswerPartly, Evidence: "Two of *us* <asked>."}},
			{ID: "mea-outcome", Group: "measurement", Severity: principles.Should, Status: principles.NotAsked},
		},
		Findings: []principles.Finding{
			{Principle: "msg-positive", Severity: principles.Must, Status: principles.Partly, Field: "message.core", Span: true, End: 9,
				Excerpt: "stop <b>hate</b>", Message: "Say what you stand for.", Suggestion: "Begin with the table.", Sources: []string{"C3"}},
			{Principle: "chn-why", Severity: principles.Should, Status: principles.NotMet, Field: "channels.list",
				Row: principles.RowRef{Index: 1, Set: true}, Column: "why", Message: "Say why people there see it."},
			{Principle: "dnh-no-stigma", Severity: principles.Info, Status: principles.Review, Field: "context.situation",
				Span: true, Excerpt: "those people", Message: "Who exactly is meant?"},
			{Principle: "chn-why", Severity: principles.Should, Status: principles.Review, Field: "messengers.list",
				Span: true, Excerpt: "a famous singer", Message: "Do they trust him?",
				Aside: &campaign.Aside{Reason: campaign.Agreed, Note: "She *grew up* there | and agreed."}},
		},
		Counts: principles.Count{Met: 1, Partly: 1, NotMet: 1, Review: 1, NotAsked: 1},
	}
}

// example is the document of a golden file.
func example(t testing.TB, name string) (Document, *campaign.Library) {
	t.Helper()
	lib := campaign.Standard()
	data, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := lib.ParseDraft(data)
	if err != nil {
		t.Fatal(err)
	}
	return Document{
		Draft: d, Report: report(), Workshop: "Regional meeting, Kuala Lumpur", Language: "en",
		Edited: time.Date(2024, 5, 16, 15, 4, 0, 0, time.UTC), Seq: 57,
	}, lib
}

func TestGolden(t *testing.T) {
	for _, name := range []string{"kitchen", "typed"} {
		doc, lib := example(t, name)
		for _, format := range []struct {
			suffix string
			write  func(*campaign.Library, Document) []byte
		}{{".md", Markdown}, {".html", HTML}} {
			path := filepath.Join("testdata", name+format.suffix)
			got := format.write(lib, doc)
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s is not what is written now; run go test ./campaign/brief -update and read the difference. Now:\n%s", path, got)
			}
		}
	}
}

// The golden Markdown, as it stands in the folder, is a brief that can be read back.
func TestImport_GoldenFilesComeBack(t *testing.T) {
	for _, name := range []string{"kitchen", "typed"} {
		doc, lib := example(t, name)
		data, err := os.ReadFile(filepath.Join("testdata", name+".md"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Import(lib, data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := difference(lib, doc.Draft, got.Draft); diff != "" || len(got.Notices) > 0 {
			t.Errorf("%s: %s %v", name, diff, got.Notices)
		}
		checkTree(t, newOutline(lib, doc.Draft, "en"), campaignPart(data))
	}
}

package brief

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"workbench/campaign"
)

// documentOf surrounds a draft with what a brief needs, without a report.
func documentOf(d *campaign.Draft) Document {
	return Document{Draft: d, Workshop: "Kuala Lumpur", Edited: time.Date(2024, 5, 16, 9, 0, 0, 0, time.UTC), Seq: 57, Language: "en"}
}

func TestImport_GivesBackEveryDraft(t *testing.T) {
	lib := campaign.Standard()
	checkMany(t, func(t *rapid.T) {
		d := someDraft(lib).Draw(t, "draft")
		doc := documentOf(d)
		if rapid.Bool().Draw(t, "checked") {
			doc.Report = reportOf(d, someText(campaign.Text).Draw(t, "said"))
		}
		comesBack(t, lib, doc, d)
	})
}

// comesBack demands that the Markdown of a document gives its draft back, with nothing to be said about it.
func comesBack(t *rapid.T, lib *campaign.Library, doc Document, d *campaign.Draft) {
	t.Helper()
	file := Markdown(lib, doc)
	got, err := Import(lib, file)
	if err != nil {
		t.Fatalf("%v in\n%s", err, file)
	}
	if diff := difference(lib, d, got.Draft); diff != "" {
		t.Fatalf("%s in\n%s", diff, file)
	}
	if len(got.Notices)+len(got.Unplaced) > 0 {
		t.Fatalf("notices %v, unplaced %v in\n%s", got.Notices, got.Unplaced, file)
	}
}

// Every hostile piece alone, and every pair of them in one text, comes back in a text, a line and a cell.
func TestImport_GivesBackEveryHostilePiece(t *testing.T) {
	lib := campaign.Standard()
	for _, a := range hostile {
		for _, b := range append([]string{""}, hostile...) {
			for _, joint := range []string{"", "\n"} {
				text := allowed(campaign.Text, a+joint+b)
				if got := readProse(linesOf(text)); got != text {
					t.Fatalf("%q became %q", text, got)
				}
			}
		}
		line := allowed(campaign.Line, a)
		row := campaign.Row{Cells: map[string]campaign.Value{"audience": {Text: line}, "wording": {Text: allowed(campaign.Text, a)}}}
		d := &campaign.Draft{Canvas: "pve-campaign", Language: "en", Group: line, Fields: map[string]campaign.Value{
			"campaign.title": {Text: line}, "message.variants": {Rows: []campaign.Row{row, row}},
		}}
		got, err := Import(lib, Markdown(lib, documentOf(d)))
		if err != nil {
			t.Fatalf("%q: %v", a, err)
		}
		if diff := difference(lib, d, got.Draft); diff != "" {
			t.Fatalf("%q: %s", a, diff)
		}
	}
}

package ui_test

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"workbench/campaign"
)

// The pages of the projector hold every group and every field once, and never more than can be read.
func TestProjector_ShowsEverythingOnPagesThatCanBeRead(t *testing.T) {
	a := newApp(t)
	w := campaign.Workshop{Title: "Twenty", Language: "en", Canvas: campaign.DefaultCanvas, Pack: "pve-sea", Joining: campaign.JoinOpen}
	for i := range 20 {
		w.Groups = append(w.Groups, campaign.Group{Name: fmt.Sprintf("Table %02d", i+1)})
	}
	w, err := a.store.CreateWorkshop(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	lead := a.leader()
	seen := map[string]int{}
	path, pages := "/workshops/"+w.ID+"/compare/projector?section=audience", 0
	for path != "" {
		root := shown(t, a.call(lead, "GET", path, nil).expect(200))
		path, pages = "", pages+1
		var groups, fields []string
		for n := range root.Descendants() {
			switch {
			case n.Type == html.ElementNode && n.Data == "th" && attribute(n, "scope") == "row":
				groups = append(groups, strings.TrimSpace(text(n)))
			case n.Type == html.ElementNode && n.Data == "th" && text(n) != "Group":
				fields = append(fields, text(n))
			case attribute(n, "rel") == "next":
				path = attribute(n, "href")
			case n.Data == "header" && attribute(n, "class") == "top", attribute(n, "class") == "weave":
				t.Error("there is something around the page")
			}
		}
		if len(groups) == 0 || len(groups) > 8 || len(fields) == 0 || len(fields) > 4 {
			t.Errorf("page %d has %d groups and %d fields", pages, len(groups), len(fields))
		}
		for _, g := range groups {
			for _, f := range fields {
				seen[g+" "+f]++
			}
		}
		if pages > 100 {
			t.Fatal("the pages have no end")
		}
	}
	if want := 20 * len(campaign.Standard().Canvas(w.Canvas).Section("audience").Fields); len(seen) != want {
		t.Errorf("the pages show %d values, should be %d", len(seen), want)
	}
	for value, n := range seen {
		if n != 1 {
			t.Errorf("%s stands on %d pages", value, n)
		}
	}
}

// From the workshop's page to the wall: Compare, and Show on the projector.
func TestProjector_IsTwoClicksFromTheWorkshop(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	link := func(path, label string) string {
		for n := range shown(t, a.call(lead, "GET", path, nil).expect(200)).Descendants() {
			if n.Data == "a" && strings.TrimSpace(text(n)) == label {
				return attribute(n, "href")
			}
		}
		t.Fatalf("%s has no link %q", path, label)
		return ""
	}
	to := link(link("/workshops/"+a.room.ID, "Compare"), "Show on the projector")
	got := a.call(lead, "GET", to, nil).expect(200)
	if !strings.Contains(string(got.body), "<html lang=\"en\" data-light>") || !strings.Contains(words(t, got), "Malaysia") {
		t.Errorf("%s is not the matrix for the wall: %.300s", to, got.body)
	}
}

func TestCompareExport_KeepsEveryWordAndRunsNothing(t *testing.T) {
	a := newApp(t)
	w, _ := compared(a)
	lead := a.leader()
	got := a.call(lead, "GET", "/workshops/"+w.ID+"/compare.csv?section=partners", nil).expect(200)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(got.body), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 6 || !strings.HasPrefix(string(got.body), "\ufeff") {
		t.Fatalf("%d rows, %v: %s", len(rows), err, got.body)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("a spreadsheet would run %q", cell)
			}
		}
	}
	if !slices.ContainsFunc(rows, func(row []string) bool { return row[0] == "ไทย" && strings.Contains(row[2], "=1+1") }) {
		t.Errorf("the Thai group's partner is not there: %q", rows)
	}
	p := a.open(a.member(a.room, 0, "Hafiz"), "page")
	p.submit(0, write("message.core", 0, 0, "=HYPERLINK(\"http://x\")"), write("message.values", 0, 0, "＝1"), write("message.story", 0, 0, "# no heading\n<b>no tag</b>\n1. no list\n| no | table |\n*no* _stress_"))
	table := string(a.call(lead, "GET", "/workshops/"+a.room.ID+"/compare.csv?section=message&groups="+a.room.Groups[0].ID, nil).expect(200).body)
	for _, want := range []string{`"'=HYPERLINK(""http://x"")"`, "'＝1"} {
		if !strings.Contains(table, want) {
			t.Errorf("the table has no %s: %s", want, table)
		}
	}
	if strings.Contains(table, "Thailand") {
		t.Error("the table has a group that was not asked for")
	}
	md := string(a.call(lead, "GET", "/workshops/"+a.room.ID+"/compare.md?section=message", nil).expect(200).body)
	for _, want := range []string{"# Side by side: Kampung meeting", "\n### Malaysia\n", "\n\\# no heading\n", "\n\\<b\\>no tag\\</b\\>\n", "\n1\\. no list\n", "\n\\| no \\| table \\|\n", "\n\\*no\\* \\_stress\\_\n", "\n\\=HYPERLINK"} {
		if !strings.Contains(md, want) {
			t.Errorf("the Markdown has no %q: %s", want, md)
		}
	}
}

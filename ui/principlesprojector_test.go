package ui_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"workbench/principles"
)

// The pages hold every group and every group of principles once; one that is opened holds its principles.
func TestPrinciplesProjector_ShowsHowEveryGroupStandsOnPagesThatCanBeRead(t *testing.T) {
	a := newApp(t)
	w, _ := compared(a)
	lead, at := a.leader(), "/workshops/"+w.ID+"/compare/principles/projector"
	pack := principles.Standard()
	walk := func(path string, most int) (groups, rows []string) {
		t.Helper()
		for pages := 0; path != ""; pages++ {
			got := a.call(lead, "GET", path, nil).expect(200)
			root := shown(t, got)
			path = ""
			here := 0
			for n := range root.Descendants() {
				switch {
				case attribute(n, "scope") == "row":
					here, rows = here+1, append(rows, strings.TrimSpace(text(n)))
				case n.Type == html.ElementNode && attribute(n, "class") == "projected-group":
					groups = append(groups, strings.TrimSpace(text(n)))
				case attribute(n, "rel") == "next":
					path = attribute(n, "href")
				}
			}
			if here == 0 || here > most || pages > 20 {
				t.Fatalf("page %d has %d rows", pages+1, here)
			}
		}
		slices.Sort(groups)
		return slices.Compact(groups), slices.Compact(rows)
	}
	groups, rows := walk(at, 6)
	if want := "Brunei|Cambodia|Malaysia|Philippines|ไทย"; strings.Join(groups, "|") != want || len(rows) != len(pack.Groups()) {
		t.Errorf("the groups are %q, the groups of principles %q", groups, rows)
	}
	for _, group := range pack.Groups() {
		if _, rows := walk(at+"?open="+group.ID, 4); len(rows) != len(group.Principles) {
			t.Errorf("%s has %d principles: %q", group.ID, len(group.Principles), rows)
		}
	}
	if groups, _ := walk(at+"?blind=seedseed", 6); strings.Join(groups, "") != "ABCDE" {
		t.Errorf("without names the groups are %q", groups)
	}
	blind := string(a.call(lead, "GET", at+"?blind=seedseed&open=message", nil).expect(200).body)
	for _, g := range w.Groups {
		for _, tells := range []string{g.Name, g.ID, g.DraftID} {
			if strings.Contains(blind, tells) {
				t.Errorf("without names it tells %q", tells)
			}
		}
	}
	a.call(lead, "GET", at+"?open=nothing", nil).expect(404)
	a.call(lead, "GET", at+"?page=99", nil).expect(303)
	if got := a.call(lead, "GET", "/workshops/"+w.ID+"/compare/principles", nil).expect(200); !strings.Contains(string(got.body), `href="`+at) {
		t.Error("the view of principles does not lead to it")
	}
}

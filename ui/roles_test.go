package ui

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"workbench/campaign"
)

// TestRoles_TheReadmeSaysWhatTheRoutesDo reads the README's table of who may do what. Each row names one route, for all
// that are of its access.
func TestRoles_TheReadmeSaysWhatTheRoutesDo(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "## Who may do what\n")
	if !found {
		t.Fatal("the README has no such table")
	}
	table, _, _ = strings.Cut(table, "\n## ")

	member := func(draft string, host bool) campaign.Caller {
		return campaign.Caller{Role: campaign.MemberRole, WorkshopID: "room", DraftID: draft, Host: host}
	}
	roles := []campaign.Caller{{}, member("theirs", true), member("own", false), member("own", true), {Role: campaign.Facilitator}, {Role: campaign.Trainer}}
	routes := (&Server{}).routes()
	named := regexp.MustCompile("`((?:GET|POST) )?(/[^`]*)`")
	told := map[access]bool{}
	for _, line := range strings.Split(table, "\n") {
		m := named.FindStringSubmatch(line)
		if m == nil || !strings.HasPrefix(line, "|") {
			continue
		}
		method := strings.TrimSpace(m[1])
		if method == "" {
			method = "GET"
		}
		i := slices.IndexFunc(routes, func(r route) bool { return r.method == method && r.path == m[2] })
		if i < 0 {
			t.Errorf("there is no route %s %s", method, m[2])
			continue
		}
		needs := routes[i].access
		if told[needs] {
			t.Errorf("a second row says the same as %s", m[0])
		}
		told[needs] = true
		cells := strings.Split(strings.Trim(line, "| "), " | ")[1:]
		if len(cells) != len(roles) {
			t.Fatalf("%d cells in %s", len(cells), line)
		}
		id := "own"
		if strings.HasPrefix(m[2], "/workshops/") {
			id = "room"
		}
		for k, who := range roles {
			want := "–"
			if needs.lets(who, id, func() bool { return true }) {
				want = "here"
			}
			if needs.lets(who, id, func() bool { return false }) {
				want = "yes"
			}
			if cells[k] != want {
				t.Errorf("%s: cell %d says %q, the routes %q", m[0], k+1, cells[k], want)
			}
		}
	}
	for _, r := range routes {
		if !told[r.access] {
			t.Errorf("no row says who may call %s %s and what is like it", r.method, r.path)
			told[r.access] = true
		}
	}
}

// TestRoles_OfAnotherWorkshopIsAStranger holds it for every route that is about a workshop or a draft.
func TestRoles_OfAnotherWorkshopIsAStranger(t *testing.T) {
	elsewhere := campaign.Caller{Role: campaign.MemberRole, WorkshopID: "another", DraftID: "theirs", Host: true}
	for _, r := range (&Server{}).routes() {
		if about := strings.Contains(r.path, "/:id"); about && r.access.lets(elsewhere, "room", func() bool { return true }) {
			t.Errorf("%s %s is for everybody", r.method, r.path)
		}
	}
}

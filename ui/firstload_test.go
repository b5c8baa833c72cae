package ui_test

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What a page may load at first of script, style and font, compressed, in bytes.
const (
	draftBudget = 150_000
	otherBudget = 40_000
)

var (
	assetAddress = regexp.MustCompile(`/assets/[0-9a-f]+/[A-Za-z0-9._/-]+`)
	assetName    = regexp.MustCompile(`[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.(?:js|css|woff2?|ttf|otf)\b`)
)

// firstLoad sums what a page asks for, as it is served to a browser that takes compressed files: all that its HTML
// names, in whatever attribute, and all that those files name in turn, also what is loaded only on some devices.
func firstLoad(a *app, page []byte) (total int, files []string) {
	a.t.Helper()
	due := assetAddress.FindAllString(string(page), -1)
	seen := map[string]bool{}
	for len(due) > 0 {
		address := due[0]
		due = due[1:]
		if seen[address] {
			continue
		}
		seen[address] = true
		got := a.call(person{}, "GET", address, nil, "Accept-Encoding", "gzip, deflate, br")
		if got.status == 404 {
			continue // a name that a script only speaks of
		}
		got.expect(200)
		switch path.Ext(address) {
		case ".js", ".css":
			text := string(got.body)
			if got.header.Get("Content-Encoding") == "gzip" {
				text = string(unpacked(a.t, got.body))
			} else {
				a.t.Errorf("%s is not compressed", address)
			}
			due = append(due, assetAddress.FindAllString(text, -1)...)
			for _, name := range assetName.FindAllString(text, -1) { // as in import("./name.js")
				due = append(due, path.Join(path.Dir(address), name))
			}
		case ".woff2", ".woff", ".ttf", ".otf":
		default:
			continue // pictures are no part of the budget
		}
		total += len(got.body)
		files = append(files, path.Base(address))
	}
	slices.Sort(files)
	return total, files
}

func TestFirstLoad_OfEveryPageIsWithinItsBudget(t *testing.T) {
	printed := map[string]bool{}
	largest := map[bool]int{}
	a, lead, member := furnish(t)
	if !a.handler.ScriptsBuilt() {
		t.Fatal("The page scripts are not built, so what a page loads cannot be weighed. Run make scripts first.")
	}
	anyone, leaders, group := pagesOf(a)
	show := func(p person, paths []string) {
		for _, where := range paths {
			got := a.call(p, "GET", where, nil)
			if !strings.Contains(string(got.body), "<html") {
				continue // a part of a page, or on to another one
			}
			total, files := firstLoad(a, got.body)
			draft := strings.Contains(string(got.body), "data-draft=")
			budget := otherBudget
			if draft {
				budget = draftBudget
			}
			if total > budget {
				t.Errorf("%s loads %d bytes, at most %d: %v", where, total, budget, files)
			}
			if total == 0 || draft && !slices.Contains(files, "draft.js") {
				t.Errorf("%s loads %v", where, files)
			}
			largest[draft] = max(largest[draft], total)
			root, err := html.Parse(strings.NewReader(string(got.body)))
			if err != nil {
				t.Fatal(err)
			}
			if line := strings.Join(files, " "); !printed[line] { // pages that load the same are one line
				printed[line] = true
				t.Logf("%7d bytes of %d: %s (%s)", total, budget, line, titleOf(root))
			}
		}
	}
	show(person{}, anyone)
	show(member, append(anyone, group...))
	show(lead, append(append(anyone, leaders...), group...))
	t.Logf("a draft page loads at most %d bytes, any other %d", largest[true], largest[false])
	if largest[true] == 0 || largest[false] == 0 {
		t.Error("no page of a draft or no other page was weighed")
	}
}

func titleOf(root *html.Node) string {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "title" {
			return text(n)
		}
	}
	return ""
}

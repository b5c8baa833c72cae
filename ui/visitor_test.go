package ui_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"workbench/campaign"
	"workbench/ui"
)

// room is a running workbench with one workshop of two tables, over a real database.
type room struct {
	t *testing.T
	workbench
	server   *httptest.Server
	workshop campaign.Workshop
}

func newRoom(t *testing.T) *room {
	t.Helper()
	began := time.Now()
	clock := func() time.Time { return began } // stands still: how fast the test runs plays no part
	all := newWorkbench(t, ui.Config{Addresses: func() []string { return []string{"http://192.0.2.7:8080"} }}, slog.New(slog.DiscardHandler), clock)
	w, err := all.store.CreateWorkshop(t.Context(), campaign.Workshop{
		Title: "Kampung meeting", Place: "Kuala Lumpur", Language: "en", Canvas: campaign.DefaultCanvas, Pack: "pve-sea", Joining: campaign.JoinOpen,
		Groups: []campaign.Group{{Name: "Malaysia", Country: "MY"}, {Name: "Thailand", Country: "TH", Sign: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(all.handler)
	t.Cleanup(server.Close)
	return &room{t, all, server, w}
}

// draft is a table's draft as it stands, by the table's place in the list.
func (r *room) draft(group int) *campaign.Draft {
	r.t.Helper()
	head, err := r.desk.Read(r.t.Context(), r.workshop.Groups[group].DraftID)
	if err != nil {
		r.t.Fatal(err)
	}
	return head.State.Draft(r.workshop.Groups[group].Name)
}

// visitor is one person with one browser that runs no scripts.
type visitor struct {
	room   *room
	client *http.Client
}

func (r *room) visitor() *visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return &visitor{r, &http.Client{Jar: jar}}
}

// seated is a visitor who has joined a table.
func (r *room) seated(group int, name string) *visitor {
	r.t.Helper()
	v := r.visitor()
	p := v.post("/join", url.Values{"code": {r.workshop.JoinCode}, "group_id": {r.workshop.Groups[group].ID}, "name": {name}})
	p.expect(http.StatusOK)
	return v
}

// sections is the address of a section of a table's draft.
func (r *room) section(group int, section string) string {
	return "/drafts/" + r.workshop.Groups[group].DraftID + "/sections/" + section
}

// seen is a page that came back, after following redirects.
type seen struct {
	t      *testing.T
	status int
	path   string
	header http.Header
	source string
	root   *html.Node
}

func (v *visitor) do(req *http.Request) *seen {
	v.room.t.Helper()
	res, err := v.client.Do(req)
	if err != nil {
		v.room.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		v.room.t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(string(b)))
	if err != nil {
		v.room.t.Fatal(err)
	}
	return &seen{v.room.t, res.StatusCode, res.Request.URL.Path, res.Header, string(b), root}
}

func (v *visitor) get(path string) *seen {
	v.room.t.Helper()
	req, err := http.NewRequest(http.MethodGet, v.room.server.URL+path, nil)
	if err != nil {
		v.room.t.Fatal(err)
	}
	return v.do(req)
}

func (v *visitor) post(path string, form url.Values) *seen {
	v.room.t.Helper()
	req, err := http.NewRequest(http.MethodPost, v.room.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.room.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", v.room.server.URL)
	return v.do(req)
}

// each calls f with every element of the page.
func (p *seen) each(f func(n *html.Node)) {
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode {
			f(n)
		}
	}
}

// attribute returns an element's attribute, "" where it has none.
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// text is what one reads of an element.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// find returns the first element with an attribute of that value, or nil.
func (p *seen) find(name, value string) *html.Node {
	var found *html.Node
	p.each(func(n *html.Node) {
		if found == nil && has(n, name) && attribute(n, name) == value {
			found = n
		}
	})
	return found
}

// form returns what a browser would send of the page's form with an action, no button pressed.
func (p *seen) form(action string) url.Values {
	p.t.Helper()
	var form *html.Node
	p.each(func(n *html.Node) {
		if n.Data == "form" && attribute(n, "action") == action {
			form = n
		}
	})
	if form == nil {
		p.t.Fatalf("%s has no form with the action %s:\n%s", p.path, action, p.source)
	}
	values := url.Values{}
	for n := range form.Descendants() {
		if n.Type != html.ElementNode || attribute(n, "name") == "" || inTemplate(n) {
			continue
		}
		name := attribute(n, "name")
		switch kind := attribute(n, "type"); {
		case n.Data == "textarea":
			values.Add(name, strings.ReplaceAll(text(n), "\n", "\r\n"))
		case n.Data == "select":
			chosen, first := "", true
			for o := range n.Descendants() {
				if o.Type == html.ElementNode && o.Data == "option" && (first || has(o, "selected")) {
					chosen, first = attribute(o, "value"), false
				}
			}
			values.Add(name, chosen)
		case n.Data == "input" && (kind == "checkbox" || kind == "radio"):
			if has(n, "checked") {
				values.Add(name, attribute(n, "value"))
			}
		case n.Data == "input":
			values.Add(name, strings.ReplaceAll(attribute(n, "value"), "\n", "\r\n"))
		}
	}
	return values
}

func inTemplate(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && p.Data == "template" {
			return true
		}
	}
	return false
}

func (p *seen) expect(status int) {
	p.t.Helper()
	if p.status != status {
		p.t.Fatalf("%s answered %d, should be %d:\n%s", p.path, p.status, status, p.source)
	}
}

// says reports whether one reads all of the words on the page.
func (p *seen) says(words ...string) {
	p.t.Helper()
	all := strings.Join(strings.Fields(text(p.root)), " ")
	for _, w := range words {
		if !strings.Contains(all, w) {
			p.t.Errorf("%s does not say %q:\n%s", p.path, w, all)
		}
	}
}

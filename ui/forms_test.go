package ui_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"workbench/campaign"
	"workbench/ui"
)

// shown parses a page that came back of a form.
func shown(t testing.TB, got *answer) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(string(got.body)))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// field finds the control with a name and returns what it holds.
func field(root *html.Node, name string) (n *html.Node, value string) {
	for d := range root.Descendants() {
		if d.Type != html.ElementNode || attribute(d, "name") != name {
			continue
		}
		if d.Data == "select" {
			for o := range d.Descendants() {
				if has(o, "selected") {
					value = attribute(o, "value")
				}
			}
			return d, value
		}
		if attribute(d, "type") == "radio" {
			if has(d, "checked") {
				return d, attribute(d, "value")
			}
			continue
		}
		return d, attribute(d, "value")
	}
	return nil, ""
}

func TestForms_RefusedOnesComeBackAsTyped(t *testing.T) {
	a := newApp(t, func(c *ui.Config) { c.InsecureSignIn = true })
	lead := a.leader()
	if err := a.store.CreateInvite(t.Context(), campaign.Invite{Hash: ui.HashCode("23456789"), Kind: "facilitator", Role: campaign.Facilitator, Expires: a.now.Now().Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	room := "/workshops/" + a.room.ID
	meeting := url.Values{"title": {`A "meeting" <1>`}, "place": {"Kuala Lumpur"}, "from": {"2024-05-16"}, "to": {"2024-05-14"}, "language": {"ms"}, "canvas": {"oasis"}}
	groups := url.Values{"title": {"Meeting"}, "group_name": {"Malaysia", strings.Repeat("x", 121)}, "group_country": {"MY", ""}}
	for _, row := range []struct {
		name, path string
		who        person
		form       url.Values
		status     int
		wrong      string // the control that is marked, "" where the page marks none
	}{
		{"a workshop that ends before it begins", "/workshops", lead, meeting, 400, "to"},
		{"a workshop without a title", "/workshops", lead, url.Values{"title": {"  "}, "place": {"Kuala Lumpur"}}, 400, "title"},
		{"a group with an endless name", "/workshops", lead, groups, 400, ""},
		{"a country that is none", "/workshops", lead, url.Values{"title": {"Meeting"}, "group_name": {"Malaysia"}, "group_country": {"ZZ"}}, 400, ""},
		{"settings that end before they begin", room + "/settings", lead, meeting, 400, "to"},
		{"settings with a canvas that is none", room + "/settings", lead, url.Values{"title": {"Meeting"}, "canvas": {"none"}}, 400, ""},
		{"a wrong password", "/sign-in", person{}, url.Values{"name": {`Fa"rah`}, "password": {"wrong"}}, 401, "password"},
		{"no password", "/sign-in", person{}, url.Values{"name": {"Farah"}}, 400, "password"},
		{"an account with a short password", "/invited", person{}, url.Values{"code": {"23456789"}, "name": {"Budi"}, "password": {"short"}}, 400, "password"},
		{"an account with a wrong code", "/invited", person{}, url.Values{"code": {"99999999"}, "name": {"Budi"}, "password": {leadPassword}}, 404, "code"},
		{"an account whose name is taken", "/invited", person{}, url.Values{"code": {"23456789"}, "name": {"farah"}, "password": {leadPassword}}, 409, "name"},
		{"a table that nobody chose", "/join", person{}, url.Values{"code": {a.room.JoinCode}, "name": {"Aisyah"}}, 400, ""},
		{"a code that opens nothing", "/join", person{}, url.Values{"code": {"ZZZZZZ"}}, 404, "code"},
		{"a seat that nobody has", "/seat", person{}, url.Values{"code": {a.room.JoinCode}, "seat_code": {"ZZZZZZ"}}, 404, "seat_code"},
	} {
		t.Run(row.name, func(t *testing.T) {
			root := shown(t, a.call(row.who, "POST", row.path, row.form).expect(row.status))
			alert := false
			for n := range root.Descendants() {
				alert = alert || n.Type == html.ElementNode && attribute(n, "role") == "alert" && strings.TrimSpace(text(n)) != ""
				if n.Type == html.ElementNode && attribute(n, "type") == "password" && attribute(n, "value") != "" {
					t.Error("a password comes back")
				}
			}
			if !alert {
				t.Error("nothing says what is wrong")
			}
			for name, values := range row.form {
				control, value := field(root, name)
				if name == "password" || name == "canvas" && values[0] == "none" || name == "group_country" {
					continue
				}
				if control == nil || value != values[0] {
					t.Errorf("%s comes back as %q, should be %q", name, value, values[0])
				}
			}
			if control, _ := field(root, row.wrong); row.wrong != "" && (control == nil || attribute(control, "aria-invalid") != "true") {
				t.Errorf("%s is not marked", row.wrong)
			}
		})
	}
	// Without a good code nothing is told of who has an account.
	a.call(person{}, "POST", "/invited", url.Values{"code": {"99999999"}, "name": {"farah"}, "password": {leadPassword}}).expect(404)
	// None of it made anything, and the invite is still good.
	if ws, err := a.store.Workshops(t.Context()); err != nil || len(ws) != 2 {
		t.Errorf("there are %d workshops, %v", len(ws), err)
	}
	a.call(person{}, "POST", "/invited", url.Values{"code": {" 2345 6789 "}, "name": {"Budi"}, "password": {leadPassword}}).expect(303)
	a.call(person{}, "POST", "/invited", url.Values{"code": {"23456789"}, "name": {"Citra"}, "password": {leadPassword}}).expect(404)
}

func TestFirst_TheLinkMakesOneFacilitatorOnThisMachine(t *testing.T) {
	a := newApp(t)
	const code = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	if err := a.store.CreateInvite(t.Context(), campaign.Invite{Hash: ui.HashCode(code), Kind: "first", Role: campaign.Facilitator}); err != nil {
		t.Fatal(err)
	}
	form := url.Values{"name": {"Budi"}, "password": {leadPassword}}
	a.call(person{}, "GET", "/first/"+code, nil).expect(403)
	a.call(person{}, "POST", "/first/"+code, form).expect(403)
	// Nor does its code work on the page for codes from a screen, which other devices may use.
	a.call(person{}, "POST", "/invited", url.Values{"code": {code}, "name": {"Budi"}, "password": {leadPassword}}).expect(404)
	a.call(person{from: here}, "GET", "/first/"+code, nil).expect(200)
	a.call(person{from: here}, "POST", "/first/"+code, url.Values{"name": {"Budi"}, "password": {"short"}}).expect(400)
	made := a.call(person{from: here}, "POST", "/first/"+code, form).expect(303)
	cookie, _, _ := strings.Cut(strings.TrimPrefix(made.header.Get("Set-Cookie"), "workbench="), ";")
	a.call(person{token: cookie, cookie: true}, "GET", "/workshops", nil).expect(200)
	form.Set("name", "Citra")
	a.call(person{from: here}, "POST", "/first/"+code, form).expect(404)
}

func TestInvite_ItsCodeIsShownOnceAndMakesAFacilitator(t *testing.T) {
	a := newApp(t)
	got := a.call(a.leader(), "POST", "/invites", url.Values{}).expect(200)
	var code string
	for n := range shown(t, got).Descendants() {
		if n.Type == html.ElementNode && strings.Contains(attribute(n, "class"), "code") && len(strings.TrimSpace(text(n))) == 8 {
			code = strings.TrimSpace(text(n))
		}
	}
	if code == "" {
		t.Fatalf("no code is shown: %s", got.body)
	}
	late := newApp(t)
	form := url.Values{"code": {strings.ToLower(code)}, "name": {"Budi"}, "password": {leadPassword}}
	late.call(person{}, "POST", "/invited", form).expect(404) // another installation's
	a.call(person{}, "POST", "/invited", form).expect(303)

	got = a.call(a.leader(), "POST", "/invites", url.Values{}).expect(200)
	a.now.pass(31 * time.Minute)
	for n := range shown(t, got).Descendants() {
		if n.Type == html.ElementNode && strings.Contains(attribute(n, "class"), "code") && len(strings.TrimSpace(text(n))) == 8 {
			form.Set("code", strings.TrimSpace(text(n)))
		}
	}
	form.Set("name", "Citra")
	a.call(person{}, "POST", "/invited", form).expect(404) // its time is over
}

// A plain form holds up to 4 MiB and a batch 256 KiB: the form is saved all the same.
func TestSection_AFormLargerThanABatchIsSaved(t *testing.T) {
	a := newApp(t)
	member := a.member(a.room, 0, "Aisyah")
	path := "/drafts/" + member.draft + "/sections/audience"
	form := url.Values{"seq": {"0"}, "log": {""}, "was.audience.primary": {""}, "f.audience.primary": {"youth"}, "action": {"add:audience.media"}}
	long := strings.Repeat("ខ្មែរ ", 6_000) // 108 KB in 24,000 graphemes or fewer
	for campaign.Graphemes(long) > campaign.TextGraphemes {
		long = long[:len(long)/2]
	}
	fields := []string{"audience.insight", "audience.barriers", "audience.evidence", "audience.influencers", "audience.secondary", "audience.left_out"}
	for _, f := range fields {
		form.Set("was."+f, "")
		form.Set("f."+f, f+" "+long)
	}
	if size := len(long) * len(fields); size < campaign.BatchBytes {
		t.Fatalf("the form has only %d bytes of text", size)
	}
	a.call(member, "POST", path, form).expect(http.StatusSeeOther)
	var d struct {
		Seq    int64
		Fields map[string]any
	}
	a.call(member, "GET", a.draft(0), nil).expect(200).read(&d)
	for _, f := range fields {
		if d.Fields[f] != f+" "+long {
			t.Errorf("%s was not saved whole", f)
		}
	}
	if d.Fields["audience.primary"] != "youth" || d.Seq < 2 {
		t.Errorf("seq %d, primary %v", d.Seq, d.Fields["audience.primary"])
	}
	head, err := a.desk.Read(t.Context(), member.draft)
	if err != nil || len(head.State.Fields["audience.media"].Rows) != 1 {
		t.Errorf("the row that a button asked for is not there: %v", err)
	}
}

// What goes beyond the draft's own limit is not lost: it comes back as it was typed, and the rest is saved.
func TestSection_WhatNoLongerFitsTheDraftComesBackAsTyped(t *testing.T) {
	a := newApp(t)
	member := a.member(a.room, 0, "Aisyah")
	p := a.open(member, "page")
	wide := strings.Repeat("e\u0301\u0301\u0301", campaign.TextGraphemes) // 140 KB
	seq, full := int64(0), false
	for _, f := range campaign.Standard().Fields() {
		if f.Kind != campaign.Text || strings.HasPrefix(f.ID, "audience.") || full {
			continue
		}
		got := p.call(member, "POST", p.path+"/edits", p.next(seq, write(f.ID, 0, 0, wide)))
		if full = got.status == http.StatusRequestEntityTooLarge; !full {
			got.expect(200)
			seq++
		}
	}
	if !full {
		t.Fatal("the draft did not become full")
	}
	form := url.Values{"seq": {"0"}, "was.audience.primary": {""}, "f.audience.primary": {"youth"}, "was.audience.insight": {""}, "f.audience.insight": {wide}, "was.audience.place": {""}, "f.audience.place": {"Kota Bharu"}}
	root := shown(t, a.call(member, "POST", "/drafts/"+member.draft+"/sections/audience", form).expect(400))
	control, _ := field(root, "f.audience.insight")
	if control == nil || strings.TrimPrefix(text(control), "\n") != wide || attribute(control, "aria-invalid") != "true" {
		t.Error("the text that does not fit does not come back as typed, marked")
	}
	if got := p.fields(); got["audience.primary"] != "youth" || got["audience.place"] != "Kota Bharu" || got["audience.insight"] != nil {
		t.Errorf("saved are %v, %v", got["audience.primary"], got["audience.place"])
	}
}

func TestGroups_ARefusedNameComesBackAsTyped(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	long := strings.Repeat("ก", 121)
	for _, to := range []string{"/groups", "/groups/" + a.room.Groups[0].ID} {
		page := a.call(lead, "POST", "/workshops/"+a.room.ID+to, url.Values{"name": {long}, "country": {"TH"}}).expect(400)
		if !strings.Contains(string(page.body), `value="`+long+`"`) || !strings.Contains(string(page.body), `aria-invalid="true"`) {
			t.Errorf("%s: the name is not there as typed, or not marked", to)
		}
	}
}

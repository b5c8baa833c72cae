package ui_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

func TestCheckpoint_NamesAMomentThatIsFoundAgain(t *testing.T) {
	p := newPage(t)
	path := "/drafts/" + p.who.draft + "/history"
	p.call(p.who, "GET", path, nil).expect(200).says("None yet.")
	p.submit(0, write("message.core", 0, 0, "Ask first"))
	for range 2 { // pressed twice
		p.call(p.who, "POST", path, url.Values{"name": {" ก่อนพัก <b> "}}).expect(303)
	}
	p.submit(1, write("message.core", 0, 9, "Shout"))
	_, moment := p.moment(0)
	p.call(p.who, "POST", path, url.Values{"name": {"Empty"}, "seq": {moment.field("seq")}}).expect(303)
	got := p.call(p.who, "GET", path, nil).expect(200)
	body := string(got.body)
	named, empty := fmt.Sprintf(`href="%s/1" dir="auto">ก่อนพัก &lt;b&gt;</a>`, path), fmt.Sprintf(`href="%s/0" dir="auto">Empty</a>`, path)
	if strings.Count(body, named) != 1 || strings.Count(body, empty) != 1 || strings.Index(body, named) > strings.Index(body, empty) {
		t.Errorf("the page lists\n%s", body)
	}
	got.says("Aisyah")
	other := p.member(p.room, 1, "Ploy")
	p.call(other, "GET", "/drafts/"+other.draft+"/history", nil).expect(200).says("None yet.")
}

func TestCheckpoint_ARefusedNameComesBackAsTyped(t *testing.T) {
	p := newPage(t)
	path := "/drafts/" + p.who.draft + "/history"
	long := strings.Repeat("ก", 81)
	for name, form := range map[string]url.Values{
		"empty": {"name": {"  "}}, "long": {"name": {long}}, "of no moment": {"name": {"x"}, "seq": {"7"}}, "of none": {"name": {"x"}, "seq": {"-1"}},
	} {
		got := p.call(p.who, "POST", path, form).expect(400)
		if _, typed := field(shown(t, got), "name"); typed != form.Get("name") || !strings.Contains(string(got.body), `role="alert"`) {
			t.Errorf("%s: it comes back as %q", name, typed)
		}
	}
	p.call(p.who, "GET", path, nil).expect(200).says("None yet.")
	p.call(p.who, "POST", path, url.Values{"name": {long[3:]}}).expect(303)
}

// kept reads the names of a draft's checkpoints from the database.
func (a *app) kept(draft string) (names []string) {
	a.t.Helper()
	list, err := a.store.Checkpoints(a.t.Context(), draft)
	if err != nil {
		a.t.Fatal(err)
	}
	for _, k := range list {
		names = append(names, k.Name)
	}
	return names
}

func TestCheckpoint_WhoNamedItOrAFacilitatorRenamesAndRemovesIt(t *testing.T) {
	p := newPage(t)
	path, change := "/drafts/"+p.who.draft+"/history", "/drafts/"+p.who.draft+"/checkpoints/"
	mate, lead := p.member(p.room, 0, ""), p.leader()
	p.call(p.who, "POST", path, url.Values{"name": {"ก่อนพัก"}}).expect(303)
	form := func(was, to string) url.Values { return url.Values{"seq": {"0"}, "was": {was}, "to": {to}} }

	if got := said(p.call(mate, "GET", path, nil)); strings.Contains(got, "/checkpoints/rename") || !strings.Contains(got, "ก่อนพัก") {
		t.Error("somebody else is offered to rename it, or does not see it")
	}
	p.call(mate, "POST", change+"rename", form("ก่อนพัก", "Mine")).expect(403)
	p.call(mate, "POST", change+"remove", form("ก่อนพัก", "")).expect(403)
	p.call(p.who, "GET", path, nil).says("/checkpoints/rename")
	p.call(p.who, "POST", change+"rename", form("ก่อนพัก", " หลังพัก <b> ")).expect(303)
	p.call(p.who, "GET", path, nil).says("หลังพัก <b>", "Aisyah")
	p.call(p.who, "POST", change+"rename", form("ก่อนพัก", "x")).expect(404)
	p.call(lead, "POST", change+"rename", form("หลังพัก <b>", "Lunch")).expect(303)
	if got := fmt.Sprint(p.kept(p.who.draft)); got != "[Lunch]" {
		t.Errorf("kept are %s", got)
	}
	p.call(p.who, "POST", path, url.Values{"name": {"Tea"}}).expect(303)
	for name, to := range map[string]string{"empty": " ", "long": strings.Repeat("ก", 81), "of another": "Tea"} {
		got := p.call(p.who, "POST", change+"rename", form("Lunch", to))
		if got.status != 400 && got.status != 409 || !strings.Contains(string(got.body), `role="alert"`) {
			t.Errorf("a name that is %s is answered %d", name, got.status)
		}
		if to != " " && !strings.Contains(string(got.body), `value="`+to+`"`) {
			t.Errorf("a name that is %s does not come back as typed", name)
		}
	}

	// Removed by mistake, it is kept again by one press.
	var to string
	for range 2 { // pressed twice
		if at := p.call(p.who, "POST", change+"remove", form("Lunch", "")).expect(303).header.Get("Location"); to == "" {
			to = at
		}
	}
	if got := fmt.Sprint(p.kept(p.who.draft)); got != "[Tea]" {
		t.Errorf("kept are %s", got)
	}
	p.call(p.who, "GET", to, nil).expect(200).says("Keep the name again", `name="name" value="Lunch"`)
	p.call(p.who, "POST", path, url.Values{"name": {"Lunch"}, "seq": {"0"}}).expect(303)
	if got := len(p.kept(p.who.draft)); got != 2 {
		t.Errorf("%d are kept", got)
	}
	p.call(lead, "POST", change+"remove", form("Lunch", "")).expect(303)
	for _, forged := range []string{"?again=&seq=0", "?again=x&seq=9", "?again=" + strings.Repeat("x", 81) + "&seq=0", "?again=%00&seq=0"} {
		if got := said(p.call(p.who, "GET", path+forged, nil).expect(200)); strings.Contains(got, "Keep the name again") {
			t.Errorf("%s is offered to be kept", forged)
		}
	}
}

func TestCheckpoint_OfAllGroupsIsTheFacilitatorsAlone(t *testing.T) {
	p := newPage(t)
	lead, room := p.leader(), "/workshops/"+p.room.ID
	lead.cookie = true // the notice is the browser's
	p.submit(0, write("message.core", 0, 0, "Ask first"))
	p.call(lead, "GET", room, nil).expect(200).says("Keep a checkpoint of all groups now")
	p.call(lead, "POST", room+"/checkpoints", url.Values{"name": {" ដំណាក់កាលទី ១ "}}).expect(303)
	p.call(lead, "GET", room, nil).expect(200).says("ដំណាក់កាលទី ១", "2 drafts")
	p.call(lead, "POST", room+"/checkpoints", url.Values{"name": {""}}).expect(303)
	for i, g := range p.room.Groups {
		names := p.kept(g.DraftID)
		if len(names) != 2 || !strings.Contains(strings.Join(names, "|"), "All groups, "+p.now.Now().Local().Format("2 January 2006")) || !strings.Contains(strings.Join(names, "|"), "ដំណាក់កាលទី ១") {
			t.Errorf("group %d has %q", i, names)
		}
	}
	if got := p.kept(p.other.Groups[0].DraftID); len(got) > 0 {
		t.Errorf("another workshop has %q", got)
	}
	path := "/drafts/" + p.who.draft
	got := said(p.call(p.who, "GET", path+"/history", nil).expect(200))
	if !strings.Contains(got, "kept for all groups") || !strings.Contains(got, leadName) || strings.Contains(got, "/checkpoints/rename") {
		t.Error("the group does not see what it is, or may change it")
	}
	p.call(p.who, "POST", path+"/checkpoints/remove", url.Values{"seq": {"1"}, "was": {"ដំណាក់កាលទី ១"}}).expect(403)
	p.call(p.who, "GET", path+"/history/1", nil).expect(200).says("ដំណាក់កាលទី ១")
	long := strings.Repeat("ก", 81)
	p.call(lead, "POST", room+"/checkpoints", url.Values{"name": {long}}).expect(400).says(long, `role="alert"`)
	p.call(lead, "POST", "/workshops/none/checkpoints", url.Values{"name": {"x"}}).expect(404)
}

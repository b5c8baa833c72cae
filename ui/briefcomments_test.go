package ui_test

import (
	"net/url"
	"strings"
	"testing"

	"workbench/campaign"
	"workbench/campaign/brief"
)

func TestBrief_HasOpenCommentsWhereTheyAreAskedFor(t *testing.T) {
	p, lead := atWork(t)
	api, draft := "/api/v1/drafts/"+p.who.draft, "/drafts/"+p.who.draft
	p.submit(0, write("message.core", 0, 0, "เรากินข้าวด้วยกัน"))
	p.call(lead, "POST", api+"/comments", obj{"at": "message.core", "text": "Who is <b>we</b>?", "quote": "เรา"}).expect(201)
	p.call(p.who, "POST", api+"/comments", obj{"at": "message.core", "suggests": true, "quote": "ข้าว", "replacement": "អាហារ"}).expect(201)
	p.call(p.who, "POST", api+"/comments", obj{"at": "message.core", "text": "settled long ago"}).expect(201)
	list := p.comments(lead).Comments
	p.call(p.who, "POST", draft+"/comments", url.Values{"action": {"reply"}, "thread": {list[0].ID}, "text": {"Everybody at the table"}}).expect(303)
	p.call(p.who, "POST", draft+"/comments", url.Values{"action": {"resolve"}, "id": {list[2].ID}}).expect(303)
	for _, path := range []string{api + "/brief?format=md", api + "/brief?format=html", draft + "/brief", draft + "/brief.md"} {
		if body := string(p.call(p.who, "GET", path, nil).expect(200).body); strings.Contains(body, "Everybody at the table") || strings.Contains(body, "អាហារ") {
			t.Errorf("%s has comments that nobody asked for", path)
		}
		asked := path + "?comments=yes"
		if strings.Contains(path, "?") {
			asked = path + "&comments=yes"
		}
		got := p.call(p.who, "GET", asked, nil).expect(200)
		got.says("Open comments and suggestions", leadName+" ", "Aisyah", "អាហារ", "Everybody at the table")
		if body := string(got.body); strings.Contains(body, "settled long ago") || strings.Contains(body, "<b>we") && !strings.Contains(path, "md") {
			t.Errorf("%s: %s", asked, body)
		}
	}
	with, err := brief.Import(campaign.Standard(), p.call(p.who, "GET", draft+"/brief.md?comments=yes", nil).body)
	if err != nil {
		t.Fatal(err)
	}
	without, err := brief.Import(campaign.Standard(), p.call(p.who, "GET", draft+"/brief.md", nil).body)
	if err != nil || !with.Draft.Equal(without.Draft) || len(with.Notices) > 0 {
		t.Errorf("%v, %+v", err, with.Notices)
	}
}

func TestBrief_CommentsNameNobodyWhereNothingIsKept(t *testing.T) {
	a, lead, one, _ := nameless(t)
	a.call(one, "POST", "/api/v1/drafts/"+one.draft+"/comments", obj{"at": "message.core", "text": "Too long"}).expect(201)
	a.call(lead, "POST", "/api/v1/drafts/"+one.draft+"/comments", obj{"at": "message.core", "text": "Indeed"}).expect(201)
	body := string(a.call(lead, "GET", "/drafts/"+one.draft+"/brief.md?comments=yes", nil).expect(200).says("Seat 1", "Too long", "Indeed").body)
	if strings.Contains(body, "Aisyah") || strings.Contains(body, leadName) || strings.Contains(body, one.member) {
		t.Error(body)
	}
}

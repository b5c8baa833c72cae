package ui_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// nudge has a facilitator say a word to a group at a field.
func (p *page) nudge(who person, group int, once, at, text string, more ...string) *answer {
	p.t.Helper()
	form := url.Values{"action": {"say"}, "once": {once}, "at": {at}, "text": {text}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return p.call(who, "POST", "/drafts/"+p.room.Groups[group].DraftID+"/nudge", form)
}

// at is what one reads in the part of a page about a field.
func (a *app) at(got *answer, field string) string {
	a.t.Helper()
	for n := range shown(a.t, got).Descendants() {
		if n.Type == html.ElementNode && attribute(n, "data-course-part") == "at-"+field {
			return strings.Join(strings.Fields(text(n)), " ")
		}
	}
	a.t.Fatalf("the page has no place for what is said at %s", field)
	return ""
}

func TestNudge_ReachesItsGroupAloneAtTheField(t *testing.T) {
	p := newPage(t)
	other, lead := p.member(p.room, 1, "Ploy"), p.leader()
	lead.cookie, p.who.cookie = true, true
	page := func(who person, section string) *answer {
		return p.call(who, "GET", "/drafts/"+who.draft+"/sections/"+section, nil).expect(200)
	}
	if got := string(page(p.who, "message").body); strings.Contains(got, "/nudge") {
		t.Error("a member is offered to nudge")
	}
	p.call(lead, "GET", "/drafts/"+p.who.draft+"/sections/message", nil).expect(200).says("/nudge?at=message.core")
	for range 2 { // pressed twice
		to := p.nudge(lead, 0, "n1", "message.core", " ใคร? <b> ").expect(303).header.Get("Location")
		if to != "/drafts/"+p.who.draft+"/sections/message#at-message.core" {
			t.Errorf("it goes to %s", to)
		}
	}
	if got := p.at(page(p.who, "message"), "message.core"); !strings.Contains(got, leadName+": ใคร? <b>") || strings.Count(got, "ใคร") != 1 {
		t.Errorf("at the field it says %q", got)
	}
	if got := p.at(page(p.who, "message"), "message.story"); got != "" {
		t.Errorf("at another field it says %q", got)
	}
	strip := page(p.who, "audience").says(`href="/drafts/` + p.who.draft + `/sections/message#at-message.core"`)
	if got := said(strip); !strings.Contains(got, "ใคร?") || !strings.Contains(got, "to this table alone") {
		t.Errorf("in another section it says %q", got)
	}
	for _, path := range []string{"/sections/message", "/course?section=message", "/history"} {
		if got := string(p.call(other, "GET", "/drafts/"+other.draft+path, nil).expect(200).body); strings.Contains(got, "ใคร") {
			t.Errorf("another group reads it at %s", path)
		}
	}
	p.call(p.who, "GET", "/drafts/"+p.who.draft+"/course?section=message", nil).expect(200).says(`data-course-part="at-message.core"`, `data-message-at="n1"`)
	if got := string(p.call(p.who, "GET", "/drafts/"+p.who.draft+"/comments", nil).body); !strings.Contains(got, "Comments and suggestions will be listed here") {
		t.Error("it became a comment")
	}
	if c, err := p.store.Course(t.Context(), p.room.ID); err != nil || len(c.Messages) != 1 || c.Messages[0].Who != p.lead.ID || c.Messages[0].By != "" {
		t.Errorf("kept is %+v, %v", c.Messages, err)
	}
	p.call(p.who, "POST", "/drafts/"+p.who.draft+"/dismiss", url.Values{"id": {"n1"}, "section": {"message"}}).expect(303)
	if got := page(p.who, "message"); p.at(got, "message.core") != "" || strings.Contains(said(got), "ใคร") {
		t.Error("what was dismissed is still shown")
	}
}

func TestNudge_IsToldToItsGroupsPagesAlone(t *testing.T) {
	p := newPage(t)
	other, lead := p.member(p.room, 1, "Ploy"), p.leader()
	server := p.serve()
	mine, theirs := p.listen(server, p.who, p.path+"/events"), p.listen(server, other, p.draft(1)+"/events")
	mine.next("hello")
	theirs.next("hello")
	p.nudge(lead, 0, "n1", "message.core", "Who?").expect(303)
	if got := mine.next("workshop"); !strings.Contains(got.data, `"what":"nudge"`) || strings.Contains(got.data, "Who") {
		t.Errorf("the group hears %s", got.data)
	}
	p.hub.Disconnect(other.member)
	for e := range theirs.events {
		if e.name == "workshop" {
			t.Errorf("another group hears %s", e.data)
		}
	}
}

func TestNudge_IsTakenBackAndRefusedAsTyped(t *testing.T) {
	p := newPage(t)
	lead := p.leader()
	lead.cookie, p.who.cookie = true, true
	wall := "/workshops/" + p.room.ID + "/groups"
	p.call(lead, "GET", wall, nil).says(`/drafts/` + p.who.draft + `/nudge?from=wall`)
	p.call(lead, "GET", "/drafts/"+p.who.draft+"/nudge?from=wall", nil).expect(200).says("<optgroup", `value="message.core"`)
	if to := p.nudge(lead, 0, "n1", "message.core", "ใคร?", "from", "wall").expect(303).header.Get("Location"); to != wall {
		t.Errorf("it goes to %s", to)
	}
	p.call(lead, "GET", wall, nil).says("It is sent to " + p.room.Groups[0].Name + " alone.")
	p.nudge(lead, 1, "n2", "message.core", "อะไร?").expect(303)
	page := p.call(lead, "GET", "/drafts/"+p.who.draft+"/nudge", nil).expect(200).says("ใคร?", "Take back")
	if strings.Contains(string(page.body), "อะไร") {
		t.Error("what another group was told is listed too")
	}
	p.nudge(lead, 0, "", "", "", "action", "unsay:n2").expect(303) // another group's
	p.nudge(lead, 0, "", "", "", "action", "unsay:n1").expect(303)
	if c, err := p.store.Course(t.Context(), p.room.ID); err != nil || len(c.Messages) != 1 || c.Messages[0].ID != "n2" {
		t.Errorf("left is %+v, %v", c.Messages, err)
	}
	for name, form := range map[string][]string{
		"empty": {"n3", "message.core", " "}, "no field": {"n3", "", "ใคร"}, "too long": {"n3", "message.core", strings.Repeat("ก", 301)}, "of no page": {"", "message.core", "ใคร"},
	} {
		for _, part := range []string{"", "1"} {
			got := p.nudge(lead, 0, form[0], form[1], form[2], "fragment", part)
			if got.status != http.StatusBadRequest || !strings.Contains(string(got.body), `role="alert"`) || !strings.Contains(string(got.body), `value="`+form[2]+`"`) || strings.Contains(string(got.body), "<html") != (part == "") {
				t.Errorf("%s: %d %.300s", name, got.status, got.body)
			}
		}
	}
	p.nudge(lead, 0, "n3", "no.field", "x").expect(400)
	if got := p.nudge(lead, 0, "n3", "message.core", "x", "fragment", "1"); got.status != http.StatusNoContent {
		t.Errorf("a dialog gets %d", got.status)
	}
}

// A facilitator who opens a group's draft, reads on and goes is seen by nobody there, and leaves nothing.
func TestDraft_AFacilitatorWhoReadsDisturbsNobody(t *testing.T) {
	p := newPage(t)
	lead := p.leader()
	p.submit(0, write("message.core", 0, 0, "Ours"))
	group := p.listen(p.serve(), p.who, p.path+"/events?after=1")
	group.next("hello")
	p.call(p.who, "POST", p.path+"/presence", obj{"client": "page", "section": "message"}).expect(204)
	group.next("presence")
	before := p.hub.Presence(p.who.draft)
	infos, err := p.store.DraftInfos(t.Context(), p.room.ID)
	if err != nil {
		t.Fatal(err)
	}

	for _, path := range []string{"", "/sections/message", "/findings", "/history", "/comments", "/brief", "/nudge?at=message.core", "/marks", "/course"} {
		p.call(lead, "GET", "/drafts/"+p.who.draft+path, nil)
	}
	p.call(lead, "GET", p.path+"/events", nil)
	for _, said := range []obj{{"client": "lead", "at": "message.core", "from": 1, "to": 2, "section": "audience", "seen": 1}, {"client": "lead", "unsent": 2}, {"client": "lead", "unsent": 2, "leaving": true, "batch": 4}} {
		p.call(lead, "POST", p.path+"/presence", said).expect(204)
	}

	if now := p.hub.Presence(p.who.draft); len(now) != 1 || now[0] != before[0] {
		t.Errorf("present are %+v", now)
	}
	if crowd := p.hub.Crowd(p.who.draft); crowd.Present != 1 || crowd.Section != "message" || crowd.Away != 0 || crowd.Silent != 0 || len(p.hub.Absent(p.who.draft)) != 0 {
		t.Errorf("the wall counts %+v", crowd)
	}
	if now, err := p.store.DraftInfos(t.Context(), p.room.ID); err != nil || now[0] != infos[0] {
		t.Errorf("the draft was %+v and is %+v, %v", infos[0], now[0], err)
	}
	p.call(lead, "POST", p.path+"/edits", obj{"client": "lead", "batch": 1, "base": 1, "edits": []obj{write("message.core", 0, 0, "Theirs ")}}).expect(200)
	for e := range group.events { // who writes is seen, and that is the first that the group hears of a facilitator
		if e.name == "edits" {
			if !strings.Contains(e.data, p.lead.ID) {
				t.Errorf("the entry is %s", e.data)
			}
			break
		}
		if e.name != "beat" && e.name != "findings" {
			t.Errorf("the group heard %s %s", e.name, e.data)
		}
	}
}

package ui_test

import (
	"net/url"
	"strings"
	"testing"
)

func TestMessages_ReachWhomTheyAreForUntilDismissed(t *testing.T) {
	p := newPage(t)
	lead, other := p.leader(), p.member(p.room, 1, "Ploy")
	lead.cookie, p.who.cookie = true, true
	mine := p.room.Groups[0]
	for range 2 { // pressed twice
		p.press(lead, "say", "once", "m1", "to", mine.ID, "text", " ขอบคุณ <b> ", "section", "audience").expect(303)
	}
	p.press(lead, "say", "once", "m2", "to", "", "text", "Tea is ready").expect(303)
	page, theirs := "/drafts/"+p.who.draft+"/sections/message", "/drafts/"+other.draft+"/sections/message"
	got := said(p.call(p.who, "GET", page, nil).expect(200).says("ขอบคุณ <b>", "Come to “Audience”", "Tea is ready", leadName))
	if strings.Count(got, "ขอบคุณ") != 1 || strings.Contains(got, "<b>ขอบ") {
		t.Error("it is said twice")
	}
	if got := said(p.call(other, "GET", theirs, nil).says("Tea is ready")); strings.Contains(got, "ขอบคุณ") {
		t.Error("another group reads what was said to one")
	}
	p.call(lead, "GET", "/workshops/"+p.room.ID+"/phases", nil).says("ขอบคุณ", mine.Name, "Take back")
	if to := p.call(p.who, "POST", "/drafts/"+p.who.draft+"/dismiss", url.Values{"id": {"m1"}, "section": {"message"}}).expect(303).header.Get("Location"); to != page {
		t.Errorf("it goes to %s", to)
	}
	if got := said(p.call(p.who, "GET", "/drafts/"+p.who.draft+"/course", nil).says("Tea is ready")); strings.Contains(got, "ขอบคุณ") {
		t.Error("what was dismissed is still shown")
	}
	p.press(lead, "unsay:m2").expect(303)
	if got := said(p.call(other, "GET", theirs, nil)); strings.Contains(got, "Tea is ready") {
		t.Error("what was taken back is still shown")
	}
	for name, form := range map[string][]string{
		"empty": {"once", "m3", "text", " "}, "no such group": {"once", "m3", "text", "x", "to", "none"},
		"no such section": {"once", "m3", "section", "none"}, "too long": {"once", "m3", "text", strings.Repeat("ก", 301)}, "of no page": {"text", "x"},
	} {
		if got := p.press(lead, "say", form...); got.status != 400 || !strings.Contains(string(got.body), `role="alert"`) || name == "too long" && !strings.Contains(string(got.body), strings.Repeat("ก", 301)) {
			t.Errorf("%s: %d", name, got.status)
		}
	}
}

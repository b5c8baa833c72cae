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
		p.press(lead, "say", "once", "m1", "to", mine.ID, "text", " ขอบคุณ <b> ", "place", "section:audience").expect(303)
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
		"no such section": {"once", "m3", "place", "section:none"}, "nothing is revealed": {"once", "m3", "place", "room:all"}, "no such place": {"once", "m3", "place", "moon"}, "too long": {"once", "m3", "text", strings.Repeat("ก", 301)}, "of no page": {"text", "x"},
	} {
		if got := p.press(lead, "say", form...); got.status != 400 || !strings.Contains(string(got.body), `role="alert"`) || name == "too long" && !strings.Contains(string(got.body), strings.Repeat("ก", 301)) {
			t.Errorf("%s: %d", name, got.status)
		}
	}
}

func TestMessages_BringPeopleToAFieldToTheTimerAndToWhatIsRevealed(t *testing.T) {
	p := newPage(t)
	lead, other := p.leader(), p.member(p.room, 1, "Ploy")
	lead.cookie, other.cookie = true, true
	home, theirs := "/workshops/"+p.room.ID, p.room.Groups[0]
	p.press(lead, "canvas").expect(303)
	p.press(lead, "next").expect(303)
	p.press(lead, "say", "once", "b1", "place", "field:message.core").expect(303)
	if to := p.press(lead, "say", "once", "b2", "place", "timer", "from_place", "timer").expect(303).header.Get("Location"); to != home+"/timer" {
		t.Errorf("it leads back to %s", to)
	}
	p.press(lead, "reveal:message").expect(303)
	p.press(lead, "say", "once", "b3", "place", "room:all").expect(303)
	if to := p.press(lead, "say", "once", "b4", "place", "room:"+theirs.ID, "from_place", "room:"+theirs.ID).expect(303).header.Get("Location"); to != home+"/room/"+theirs.ID {
		t.Errorf("it leads back to %s", to)
	}
	p.press(lead, "say", "once", "b5", "place", "room:A").expect(400) // they have names
	page := string(p.call(other, "GET", "/drafts/"+other.draft+"/sections/audience", nil).expect(200).body)
	for _, link := range []string{`/drafts/` + other.draft + `/sections/message#at-message.core">Come to “Core message”`, home + `/timer">Come to the timer`, home + `/room">Come and read what the groups wrote`, home + `/room/` + theirs.ID + `">Come and read what “` + theirs.Name + `” wrote`} {
		if !strings.Contains(page, link) {
			t.Errorf("the draft's page does not lead to %s", link)
		}
	}
	for _, at := range []string{home + "/timer", home + "/room", home + "/room/" + theirs.ID} {
		p.call(other, "GET", at, nil).expect(200).says("Come to the timer")
	}
	p.call(lead, "GET", home+"/phases", nil).says("Come to the timer", "Come to “Core message”")
	p.call(lead, "GET", home+"/room", nil).says("Bring everyone here")

	// Without names a message names nobody, and what is hidden again is no place to come to.
	p.press(lead, "reveal:message", "unnamed", "yes").expect(303)
	p.press(lead, "say", "once", "b6", "place", "room:"+theirs.ID).expect(400)
	p.press(lead, "say", "once", "b7", "place", "room:B").expect(303)
	line := string(p.call(other, "GET", "/drafts/"+other.draft+"/course", nil).expect(200).body)
	if !strings.Contains(line, home+`/room/B">Come and read what “B” wrote`) || strings.Contains(line, theirs.Name) || strings.Contains(line, theirs.ID) {
		t.Errorf("without names it says %s", line)
	}
	p.press(lead, "hide:message").expect(303)
	if line := string(p.call(other, "GET", "/drafts/"+other.draft+"/course", nil).expect(200).body); strings.Contains(line, home+"/room") {
		t.Errorf("it leads to what is hidden: %s", line)
	}
}

package ui_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"workbench/campaign"
)

func TestLocks_ALockedSectionIsReadAndWhatCameLateIsTaken(t *testing.T) {
	p, lead := atWork(t)
	p.submit(0, write("message.core", 0, 0, "Eat together"))
	for range 2 { // pressed twice
		p.press(lead, "lock:message").expect(303)
	}
	section := "/drafts/" + p.who.draft + "/sections/message"
	when := p.now.Now().Local().Format("15:04")
	p.call(p.who, "GET", section, nil).expect(200).says("“Message” is locked.", leadName, when, "until a facilitator opens it again")
	p.call(p.who, "GET", "/drafts/"+p.who.draft+"/course?section=message", nil).expect(200).says("“Message” is locked.")
	for page, closed := range map[string]int{section: 1, "/drafts/" + p.who.draft + "/sections/audience": 0} {
		got := string(p.call(p.who, "GET", page, nil).body)
		open := regexp.MustCompile(`<(?:textarea|input) class="input[^>]* data-at=[^>]*>`).FindAllString(got, -1)
		if len(open) == 0 {
			t.Fatalf("%s has no fields", page)
		}
		for _, control := range open {
			if strings.Contains(control, " readonly") != (closed == 1) {
				t.Errorf("%s: %s", page, control)
			}
		}
		if n := strings.Count(got, "data-locked"); n != closed {
			t.Errorf("%s says %d times that it is locked", page, n)
		}
		if strip := regexp.MustCompile(`(?s)data-course-part="strip-message">.*?</a>`).FindString(got); !strings.Contains(strip, ">locked<") {
			t.Errorf("%s: the strip says %s", page, strip)
		}
	}
	if got := said(p.call(p.who, "GET", "/drafts/"+p.who.draft+"/sections/audience", nil).expect(200)); strings.Contains(got, "is locked") {
		t.Error("another section says that it is locked")
	}

	p.now.pass(59 * time.Second)
	p.submit(1, write("message.core", 0, 0, "We "))
	if got := p.refuse(403, campaign.Locked, "message.core", 3, write("message.core", 0, 0, "Oh, ")); !strings.Contains(got, leadName) || !strings.Contains(got, when) {
		t.Errorf("it says %q", got)
	}
	p.now.pass(2 * time.Second)
	p.refuse(403, campaign.Locked, "message.core", 1, write("message.core", 0, 0, "Oh, "))
	p.submit(1, obj{"kind": "set", "at": "audience.age_from", "value": 18})
	if got := p.fields()["message.core"]; got != "We Eat together" {
		t.Errorf("the message is %q", got)
	}
	// A plain form comes back as it was typed, with the reason at the field.
	form := p.call(p.who, "POST", section, url.Values{"seq": {"4"}, "was.message.core": {"We Eat together"}, "f.message.core": {"We shout"}})
	form.expect(400).says("We shout", "is locked")
	// A page cannot lock or open, and a group cannot take its draft elsewhere.
	p.refuse(400, campaign.Invalid, "kind", 4, obj{"kind": "unlock", "at": "message"})
	p.refuse(400, campaign.Invalid, "kind", 4, obj{"kind": "lock", "at": "audience", "value": obj{}})
	p.call(p.who, "PUT", "/api/v1/drafts/"+p.who.draft+"/canvas", obj{"canvas": "rapid-response"}).refused(403, campaign.Locked, "canvas")
	p.call(p.who, "GET", "/drafts/"+p.who.draft+"/history", nil).expect(200).says("Sections were locked or opened")

	// A group that comes later finds the same.
	p.call(lead, "POST", "/workshops/"+p.room.ID+"/groups", url.Values{"name": {"Laos"}}).expect(303)
	w, err := p.store.Workshop(t.Context(), p.room.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range w.Groups {
		if head, err := p.desk.Read(t.Context(), g.DraftID); err != nil || head.State.Lock("message") == nil {
			t.Errorf("%s is open: %v", g.Name, err)
		}
	}
	// What a locked page cannot send is not taken for emptied.
	p.press(lead, "open:message").expect(303)
	p.call(p.who, "POST", section, url.Values{"seq": {"5"}, "was.message.core": {"We Eat together"}, "was.message.values": {"respect"}}).expect(303)
	p.submit(5, write("message.core", 0, 0, "Oh, "))
	if got := p.fields()["message.core"]; got != "Oh, We Eat together" {
		t.Errorf("the message is %q", got)
	}
	p.press(lead, "lock:nothing").expect(400)
}

func TestLocks_FollowThePhases(t *testing.T) {
	p, lead := atWork(t)
	edit := write("message.core", 0, 0, "x")
	seq := func() int64 {
		head, err := p.desk.Read(t.Context(), p.who.draft)
		if err != nil {
			t.Fatal(err)
		}
		return head.Seq
	}
	p.submit(seq(), edit) // ahead is open unless somebody says otherwise
	p.press(lead, "ahead", "closed", "yes").expect(303)
	p.refuse(403, campaign.Locked, "message.core", seq(), edit)
	p.call(p.who, "GET", "/drafts/"+p.who.draft+"/sections/message", nil).says("is not open yet", "“Message”")
	p.press(lead, "open:message").expect(303)
	p.submit(seq(), edit)
	p.press(lead, "ahead", "closed", "yes").expect(303)
	p.press(lead, "start:p4").expect(303) // the message's own
	p.submit(seq(), edit)
	phase := p.course().Now()
	p.press(lead, "save", "title.p4", phase.Title, "minutes.p4", "20", "members.p4", "read", "sections.p4", "message").expect(303)
	p.refuse(403, campaign.Locked, "message.core", seq(), edit)
	p.press(lead, "open:message").expect(409).says("only read")
	p.press(lead, "save", "title.p4", phase.Title, "minutes.p4", "20", "members.p4", "shout").expect(400)
	p.press(lead, "end", "from", "p4").expect(303)
	p.submit(seq(), edit)
}

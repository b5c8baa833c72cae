package ui_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func TestReview_GroupsCommentOnWhatIsRevealedAndNothingElse(t *testing.T) {
	a := newApp(t)
	lead, own, other := secretive(a)
	a.call(lead, "POST", "/workshops/"+a.room.ID+"/groups", url.Values{"name": {"Laos"}, "country": {"LA"}}).expect(303)
	w, err := a.store.Workshop(t.Context(), a.room.ID)
	if err != nil {
		t.Fatal(err)
	}
	third := a.joined(obj{"code": w.Groups[2].Code, "group_id": w.Groups[2].ID, "name": "Minh"})
	third.cookie = true
	room := "/workshops/" + a.room.ID + "/room/" + a.room.Groups[0].ID
	say := func(who person, form url.Values) *answer { return a.call(who, "POST", room, form) }
	about := func(at, quote string) url.Values {
		return url.Values{"action": {"add"}, "at": {at}, "quote": {quote}, "text": {"Who exactly?"}}
	}
	missing := string(say(other, about("message.core", unmistakable)).expect(404).body)
	if strings.Contains(missing, unmistakable) || strings.Contains(missing, "Who exactly?") {
		t.Error(missing)
	}
	a.press(lead, "reveal:message").expect(303)
	a.call(other, "GET", room, nil).expect(200).says("Write a comment")
	for _, at := range []string{"audience.primary", "nothing.here", "message.supports/nothing/point"} {
		for _, quote := range []string{"", notShown} {
			say(other, about(at, quote)).expect(404)
		}
	}
	if list, err := a.store.Comments(t.Context(), own.draft); err != nil || len(list) > 0 {
		t.Fatalf("%+v, %v", list, err)
	}

	say(other, about("message.core", unmistakable)).expect(303)
	say(other, url.Values{"action": {"add"}, "at": {"message.supports/r1/point"}, "suggests": {"true"}, "replacement": {"ระเบียงควอกกา"}}).expect(303)
	say(lead, url.Values{"action": {"add"}, "at": {"message.core"}, "text": {"A lead says so"}}).expect(303)
	say(other, about("message.core", "never written")).expect(400).says("never written", "Who exactly?")
	a.call(own, "POST", "/api/v1/drafts/"+own.draft+"/comments", obj{"at": "message.core", "text": "among ourselves"}).expect(201)
	a.call(own, "GET", "/drafts/"+own.draft+"/comments", nil).expect(200).says("Somchai", "Thailand", "Who exactly?", "A lead says so")
	a.call(other, "GET", room, nil).expect(200).says("Who exactly?", "ระเบียงควอกกา", "You")
	a.call(own, "GET", room, nil).expect(200).says("Who exactly?", "Somchai")
	a.call(lead, "GET", room, nil).expect(200).says("Who exactly?", "Somchai")
	if body := string(a.call(other, "GET", room, nil).body); strings.Contains(body, "among ourselves") || strings.Contains(body, "A lead says so") || strings.Contains(body, own.draft) {
		t.Error("what a group says among itself is shown to others")
	}
	if body := string(a.call(third, "GET", room, nil).expect(200).body); strings.Contains(body, "Who exactly?") {
		t.Error("one group's comments are shown to a third")
	}
	list, err := a.store.Comments(t.Context(), own.draft)
	if err != nil || len(list) != 4 || list[0].Reviewer != a.room.Groups[1].ID || list[2].Reviewer != "" {
		t.Fatalf("%+v, %v", list, err)
	}
	say(third, url.Values{"action": {"reply"}, "thread": {list[0].ID}, "text": {"Me too"}}).expect(404)
	say(other, url.Values{"action": {"reply"}, "thread": {list[3].ID}, "text": {"I hear you"}}).expect(404)
	a.call(own, "POST", "/drafts/"+own.draft+"/comments", url.Values{"action": {"reply"}, "thread": {list[0].ID}, "text": {"The young"}}).expect(303)
	a.call(own, "POST", "/drafts/"+own.draft+"/comments", url.Values{"action": {"accept"}, "id": {list[1].ID}}).expect(303)
	a.call(other, "GET", room, nil).says("The young", "taken this over", "ระเบียงควอกกา")
	say(other, url.Values{"action": {"reply"}, "thread": {list[0].ID}, "text": {"Thank you"}}).expect(303)
	a.call(own, "GET", "/drafts/"+own.draft+"/comments", nil).says("Thank you")
	say(other, url.Values{"action": {"withdraw"}, "id": {list[2].ID}}).expect(404)
	say(lead, url.Values{"action": {"withdraw"}, "id": {list[0].ID}}).expect(403)
	say(other, url.Values{"action": {"withdraw"}, "id": {list[0].ID}}).expect(303)
	if body := string(a.call(own, "GET", "/drafts/"+own.draft+"/comments", nil).body); strings.Contains(body, "Who exactly?") {
		t.Error("what was taken back is shown")
	}
	say(other, url.Values{"action": {"return"}, "id": {list[0].ID}}).expect(303)
	say(other, url.Values{"action": {"accept"}, "id": {list[0].ID}}).expect(400)

	a.press(lead, "hide:message").expect(303)
	say(other, about("message.core", "")).expect(404)
	say(other, url.Values{"action": {"reply"}, "thread": {list[0].ID}, "text": {"x"}}).expect(404)
	a.call(other, "GET", "/drafts/"+own.draft+"/comments", nil).expect(404)
}

func TestReview_FollowsWhatThePhaseAllows(t *testing.T) {
	p, lead := atWork(t)
	other := p.joined(obj{"code": p.room.Groups[1].Code, "group_id": p.room.Groups[1].ID, "name": "Somchai"})
	p.submit(0, write("message.core", 0, 0, "We eat together"))
	room := "/workshops/" + p.room.ID + "/room/" + p.room.Groups[0].ID
	p.press(lead, "reveal:message").expect(303)
	for members, want := range map[string]int{"read": 403, "comment": 303, "write": 303} {
		p.press(lead, "save", "title.p4", "Message", "minutes.p4", "20", "members.p4", members, "sections.p4", "message").expect(303)
		p.press(lead, "start:p4").expect(303)
		got := p.call(other, "POST", room, url.Values{"action": {"add"}, "at": {"message.core"}, "text": {"x"}}).expect(want)
		if want == 403 {
			got.says(leadName)
			p.call(other, "GET", room, nil).expect(200).says(leadName)
		}
	}
	p.press(lead, "lock:message").expect(303) // what is written stands, and others may say what they think of it
	p.call(other, "POST", room, url.Values{"action": {"add"}, "at": {"message.core"}, "text": {"Good"}}).expect(303)
}

func TestReview_WithoutNamesNobodyIsNamed(t *testing.T) {
	a := newApp(t)
	lead, own, other := secretive(a)
	a.press(lead, "reveal:message", "unnamed", "yes").expect(303)
	rooms := "/workshops/" + a.room.ID + "/room/"
	room := ""
	for _, key := range []string{"A", "B"} {
		if body := string(a.call(other, "GET", rooms+key, nil).expect(200).body); strings.Contains(body, unmistakable) {
			room = rooms + key
		}
	}
	say := func(who person, form url.Values) *answer { return a.call(who, "POST", room, form) }
	if !regexp.MustCompile(`/room/[A-Z]$`).MatchString(room) {
		t.Fatal(room)
	}
	// Malaysia stands in the field, covered: nobody can find that out by trying.
	for _, name := range []string{"Malaysia", "Thailand"} {
		say(other, url.Values{"action": {"add"}, "at": {"message.core"}, "quote": {name}, "text": {"x"}}).expect(400).says("do not stand in this field")
	}
	say(other, url.Values{"action": {"add"}, "at": {"message.core"}, "suggests": {"true"}, "replacement": {"x"}}).expect(400).says("Names are covered")
	say(other, url.Values{"action": {"add"}, "at": {"message.supports/r1/point"}, "text": {"x"}}).expect(404)
	say(other, url.Values{"action": {"add"}, "at": {"message.core"}, "quote": {unmistakable}, "suggests": {"true"}, "replacement": {"clear words"}, "text": {"For the young"}}).expect(303)
	list, err := a.store.Comments(t.Context(), own.draft)
	if err != nil || len(list) != 1 || !list[0].Unnamed {
		t.Fatalf("%+v, %v", list, err)
	}
	a.call(own, "POST", "/drafts/"+own.draft+"/comments", url.Values{"action": {"reply"}, "thread": {list[0].ID}, "text": {"We of Malaysia thank you"}}).expect(303)
	tells := []string{"Malaysia", "Aisyah", own.draft, own.member, a.room.Groups[0].ID}
	for _, tell := range tells {
		if body := string(a.call(other, "GET", room, nil).expect(200).says("clear words", "thank you", "This group").body); strings.Contains(body, tell) {
			t.Errorf("the page tells %q", tell)
		}
	}
	a.call(own, "POST", "/drafts/"+own.draft+"/comments", url.Values{"action": {"accept"}, "id": {list[0].ID}}).expect(303)
	a.press(lead, "hide:message").expect(303) // nor later
	for _, path := range []string{"/drafts/" + own.draft + "/comments", "/drafts/" + own.draft + "/history", "/drafts/" + own.draft + "/sections/message", "/api/v1/drafts/" + own.draft + "/comments", "/drafts/" + own.draft + "/brief?comments=yes"} {
		body := string(a.call(own, "GET", path, nil).expect(200).body)
		body, _, _ = strings.Cut(body, "<h3>Sources</h3>") // of the principles, which name countries
		for _, tell := range []string{"Somchai", "Thailand", other.member, other.draft, a.room.Groups[1].ID} {
			if strings.Contains(body, tell) {
				t.Errorf("%s tells %q", path, tell)
			}
		}
	}
	a.call(own, "GET", "/drafts/"+own.draft+"/comments", nil).says("Another group")
	a.call(lead, "GET", "/drafts/"+own.draft+"/comments", nil).says("Somchai")
	var got heard
	a.call(own, "GET", "/api/v1/drafts/"+own.draft+"/comments", nil).expect(200).read(&got)
	if got.Comments[0].Who != "" || got.Comments[0].Reviewer != "other" {
		t.Errorf("%+v", got.Comments[0])
	}
}

func TestReview_KeepsNobodyWhereNothingIsKept(t *testing.T) {
	a, lead, one, _ := nameless(t)
	other := a.member(a.room, 1, "Somchai")
	other.cookie = true
	a.press(lead, "reveal:message").expect(303)
	a.call(other, "POST", "/workshops/"+a.room.ID+"/room/"+a.room.Groups[0].ID, url.Values{"action": {"add"}, "at": {"message.core"}, "text": {"Why?"}}).expect(303)
	seat, err := a.store.Member(t.Context(), other.member)
	if err != nil {
		t.Fatal(err)
	}
	list, err := a.store.Comments(t.Context(), one.draft)
	if err != nil || len(list) != 1 || list[0].Who != seat.Pseudonym || list[0].Who == other.member {
		t.Errorf("%+v, %v", list, err)
	}
	if body := string(a.call(one, "GET", "/drafts/"+one.draft+"/comments", nil).expect(200).says("Why?").body); strings.Contains(body, "Somchai") || strings.Contains(body, other.member) {
		t.Error("the page tells who somebody is")
	}
}

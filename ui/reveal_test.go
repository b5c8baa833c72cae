package ui_test

import (
	"regexp"
	"strings"
	"testing"
)

// The words of one group in two sections, of which nobody else may learn but by a reveal.
const (
	unmistakable = "zanzibarquux"
	inARow       = "quokkaterrace"
	notShown     = "wombatfjord"
)

// secretive fills the first group's draft of a workshop with unmistakable words.
func secretive(a *app) (lead, own, other person) {
	lead = a.leader()
	lead.cookie = true
	own, other = a.member(a.room, 0, "Aisyah"), a.member(a.room, 1, "Somchai")
	own.cookie, other.cookie = true, true
	p := a.open(own, "page")
	p.submit(0, write("message.core", 0, 0, unmistakable+" of Malaysia"), write("audience.primary", 0, 0, notShown),
		obj{"kind": "insert_row", "at": "message.supports", "row": "r1", "after": "", "values": obj{"point": inARow}})
	return lead, own, other
}

func TestReveal_OnlyWhatIsRevealedCanBeRead(t *testing.T) {
	a := newApp(t)
	lead, own, other := secretive(a)
	room := "/workshops/" + a.room.ID + "/room"
	a.call(other, "GET", room, nil).expect(404)
	a.call(other, "GET", room+"/"+a.room.Groups[0].ID, nil).expect(404)
	a.call(lead, "GET", room, nil).expect(200).says("Nothing is revealed")
	if line := string(a.call(other, "GET", "/drafts/"+other.draft+"/course", nil).expect(200).body); strings.Contains(line, room) {
		t.Error("a link before the reveal")
	}

	a.press(lead, "reveal:none").expect(400)
	a.press(lead, "reveal:message").expect(303)
	a.call(lead, "GET", "/workshops/"+a.room.ID+"/phases", nil).says("Revealed at", "Hide again")
	a.call(other, "GET", "/drafts/"+other.draft+"/course?section=message", nil).expect(200).says(room, "All groups of the workshop can read this section now.")
	a.call(other, "GET", "/drafts/"+other.draft+"/sections/message", nil).says("All groups of the workshop can read this section now.")
	a.call(other, "GET", "/drafts/"+other.draft+"/sections/audience", nil).says("Other groups do not.")
	for _, path := range []string{room, room + "?section=audience", room + "/" + a.room.Groups[0].ID} {
		got := a.call(other, "GET", path, nil).expect(200)
		got.says(unmistakable, inARow, "Malaysia")
		if body := string(got.body); strings.Contains(body, notShown) || strings.Contains(body, own.draft) {
			t.Errorf("%s says more than is revealed", path)
		}
	}
	a.call(person{}, "GET", room, nil).expect(401)
	a.call(a.member(a.other, 0, "Minh"), "GET", room, nil).expect(404)

	a.press(lead, "hide:message").expect(303)
	a.call(other, "GET", room, nil).expect(404)
	a.call(other, "GET", room+"/"+a.room.Groups[0].ID, nil).expect(404)
}

func TestReveal_WithoutNamesNothingTellsWhoseItIs(t *testing.T) {
	a := newApp(t)
	lead, own, other := secretive(a)
	room := "/workshops/" + a.room.ID + "/room"
	a.press(lead, "reveal:message", "unnamed", "yes").expect(303)
	a.call(own, "GET", "/drafts/"+own.draft+"/sections/message", nil).says("without your group’s name")
	body := string(a.call(other, "GET", room, nil).expect(200).says(unmistakable).body)
	key := regexp.MustCompile(room + `/([A-Z])"`).FindStringSubmatch(body)
	if key == nil {
		t.Fatal(body)
	}
	body += string(a.call(other, "GET", room+"/"+key[1], nil).expect(200).body)
	for _, tell := range []string{"Malaysia", "Thailand", "Aisyah", a.room.Groups[0].ID, a.room.Groups[1].ID, own.draft, a.room.Title, `class="sign`} {
		if strings.Contains(body, tell) {
			t.Errorf("the page says %q", tell)
		}
	}
	a.call(other, "GET", room+"/"+a.room.Groups[0].ID, nil).expect(404)
	if again := string(a.call(other, "GET", room, nil).body); !strings.Contains(again, key[0]) {
		t.Error("the order is another the second time")
	}
}

func TestReveal_ByAPhaseThatBegins(t *testing.T) {
	p, lead := atWork(t)
	second := p.course().Phases[1]
	p.press(lead, "save", "title."+second.ID, second.Title, "minutes."+second.ID, "5", "sections."+second.ID, second.Sections[0], "reveal."+second.ID, "yes").expect(303)
	if len(p.course().Revealed) != 0 {
		t.Fatal("revealed before the phase")
	}
	p.press(lead, "next", "from", p.course().Phase).expect(303)
	if c := p.course(); !c.Reveals(second.Sections[0]) || len(c.Revealed) != 1 {
		t.Errorf("%+v", c.Revealed)
	}
}

package ui_test

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// wall is the page of all groups as its facilitator reads it.
func (a *app) wall(lead person) string {
	a.t.Helper()
	return words(a.t, a.call(lead, "GET", "/workshops/"+a.room.ID+"/groups", nil).expect(200))
}

// marks presses one of the two buttons of a group, on the page of a section.
func (a *app) marks(who person, action, section string) *answer {
	a.t.Helper()
	who.cookie = true
	return a.call(who, "POST", "/drafts/"+who.draft+"/marks?part", url.Values{"action": {action}, "section": {section}})
}

func TestHand_IsSeenTakenAndLowered(t *testing.T) {
	a := newApp(t)
	lead, ann, ploy := a.leader(), a.member(a.room, 0, "Ann"), a.member(a.room, 1, "Ploy")
	lead.cookie = true
	hand := "/workshops/" + a.room.ID + "/groups/" + a.room.Groups[1].ID + "/hand"
	answer := func(action string) {
		a.t.Helper()
		a.call(lead, "POST", hand, url.Values{"action": {action}}).expect(303)
	}
	a.marks(ploy, "hand-raise", "audience").expect(204)
	a.now.pass(3 * time.Minute)
	if got := a.wall(lead); !strings.Contains(got, "1 group asks for help") || !strings.Contains(got, "I am coming") || strings.Index(got, "Thailand") > strings.Index(got, "Malaysia") {
		t.Errorf("a raised hand is not first on the wall: %s", got)
	}
	page := func(who person) string {
		return words(t, a.call(who, "GET", "/drafts/"+who.draft+"/sections/audience", nil).expect(200))
	}
	if got := page(ann); strings.Contains(got, "asked for help") {
		t.Error("another group sees the hand")
	}
	answer("coming")
	if got := page(ploy); !strings.Contains(got, leadName+" is coming to you") {
		t.Errorf("the group does not read who comes: %s", got)
	}
	if got := a.wall(lead); !strings.Contains(got, leadName+" is on the way") || strings.Contains(got, "group asks for help") {
		t.Errorf("the wall does not say who is on the way: %s", got)
	}
	answer("lower")
	answer("coming") // by another facilitator, a moment too late
	if got := a.wall(lead) + page(ploy); strings.Contains(got, leadName+" is on the way") || strings.Contains(got, "is coming") {
		t.Errorf("the hand is still up: %s", got)
	}
	a.call(lead, "POST", hand, url.Values{"action": {"wave"}}).expect(400)
	a.call(lead, "POST", "/workshops/"+a.room.ID+"/groups/"+a.other.Groups[0].ID+"/hand", url.Values{"action": {"coming"}}).expect(404)
}

func TestReady_IsOfOneSectionAndTakenBack(t *testing.T) {
	a := newApp(t)
	lead, ann := a.leader(), a.member(a.room, 0, "Ann")
	page := func(section string) string {
		return words(t, a.call(ann, "GET", "/drafts/"+ann.draft+"/sections/"+section, nil).expect(200))
	}
	a.call(ann, "POST", "/api/v1/drafts/"+ann.draft+"/presence", obj{"client": "page", "section": "audience"}).expect(204)
	a.marks(ann, "ready-yes", "audience").expect(204)
	if !strings.Contains(page("audience"), "You are ready with") || strings.Contains(page("message"), "You are ready with") {
		t.Error("the mark is not of its section alone")
	}
	tile := func() string {
		return string(a.call(lead, "GET", "/workshops/"+a.room.ID+"/groups?tiles="+ann.draft, nil).expect(200).body)
	}
	if got := tile(); !strings.Contains(got, `data-figure="ready"`) || strings.Contains(got, "Thailand") {
		t.Errorf("the tile is %s", got)
	}
	a.marks(ann, "ready-no", "audience").expect(204)
	if got := tile(); strings.Contains(got, `data-figure="ready"`) {
		t.Errorf("taken back, the tile is %s", got)
	}
	a.marks(ann, "ready-maybe", "audience").expect(400)
}

func TestMarks_AreTheGroupsOwn(t *testing.T) {
	a := newApp(t)
	ann := a.member(a.room, 0, "Ann")
	for name, row := range map[string]struct {
		who    person
		status int
	}{"another group": {a.member(a.room, 1, "Ploy"), 404}, "another workshop": {a.member(a.other, 0, "Linh"), 404}, "nobody": {person{}, 401}} {
		row.who.draft = ann.draft
		if got := a.marks(row.who, "hand-raise", "audience"); got.status != row.status {
			t.Errorf("%s: %d, want %d", name, got.status, row.status)
		}
	}
	if got := a.wall(a.leader()); strings.Contains(got, "group asks for help") {
		t.Error("somebody else has raised the group's hand")
	}
}

func TestMarks_WithoutScriptsSaveWhatWasTyped(t *testing.T) {
	r := newRoom(t)
	v, path := r.seated(0, "Aisyah"), r.section(0, "audience")
	form := v.get(path).form(path)
	form.Set("f.audience.insight", "They cook.")
	form.Set("action", "hand-raise")
	p := v.post(path, form)
	p.expect(200)
	if got := r.draft(0).Text("audience.insight"); got != "They cook." {
		t.Errorf("the text is %q", got)
	}
	marks, err := r.store.GroupMarks(t.Context(), r.workshop.Groups[0].ID)
	if err != nil || marks.Hand == nil {
		t.Errorf("the hand is down: %+v, %v", marks, err)
	}
}

func TestWall_FortyGroupsStandInSmallTiles(t *testing.T) {
	a := newApp(t)
	var names []string
	for range 40 {
		names = append(names, "กลุ่มปัตตานี")
	}
	forty, lead := a.workshop("Forty", names...), a.leader()
	many := func(id string) (small bool, tiles int) {
		body := string(a.call(lead, "GET", "/workshops/"+id+"/groups", nil).expect(200).body)
		return strings.Contains(body, `class="wall many"`), strings.Count(body, "<article class=\"tile")
	}
	if small, tiles := many(forty.ID); !small || tiles != 40 {
		t.Errorf("of forty groups %d tiles, small: %v", tiles, small)
	}
	if small, tiles := many(a.room.ID); small || tiles != 2 {
		t.Errorf("of two groups %d tiles, small: %v", tiles, small)
	}
}

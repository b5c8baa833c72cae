package ui_test

import (
	"net/url"
	"strings"
	"testing"

	"workbench/campaign"
)

func TestBlank_AsksForEveryFieldAndLeadsToTheGroup(t *testing.T) {
	a := newApp(t)
	member, texts := a.member(a.room, 0, "Aisyah"), campaign.Standard().Texts("en")
	canvas := campaign.Standard().Canvas(a.room.Canvas)
	pages := len(canvas.Sections)
	body := string(a.call(member, "GET", "/drafts/"+member.draft+"/blank", nil).expect(200).body)
	if got := strings.Count(body, `<article class="paper-sheet`); got != pages {
		t.Errorf("%d pages, should be %d", got, pages)
	}
	if got := strings.Count(body, "http://192.0.2.7:8080/join/"+a.room.Groups[0].Code+"</span>"); got != pages {
		t.Errorf("the way to the draft stands on %d pages of %d", got, pages)
	}
	for _, s := range canvas.Sections {
		for _, id := range s.Fields {
			if f := texts.Field(id); !strings.Contains(body, "<h3>"+f.Title+"</h3>") {
				t.Errorf("%s is not asked", id)
			}
		}
	}
	if strings.Contains(body, a.room.Groups[1].Code) || strings.Contains(body, a.room.Groups[1].Name) {
		t.Error("the page tells of another group")
	}
}

func TestBlank_AllGroupsForTheFacilitatorEachWithItsOwnCode(t *testing.T) {
	a := newApp(t)
	room := "/workshops/" + a.room.ID
	body := string(a.call(a.leader(), "GET", room+"/blank", nil).expect(200).body)
	for _, g := range a.room.Groups {
		if !strings.Contains(body, "/join/"+g.Code+"</span>") {
			t.Errorf("%s has no pages of its own", g.Name)
		}
	}
	a.call(a.leader(), "POST", room+"/settings", url.Values{"title": {"Kampung"}, "joining": {"closed"}}).expect(303)
	body = string(a.call(a.leader(), "GET", room+"/blank", nil).expect(200).body)
	if strings.Contains(body, "/join/"+a.room.Groups[0].Code) || !strings.Contains(body, "/seat?code="+a.room.Groups[0].Code) {
		t.Error("while nobody new comes in, the page does not lead back to a seat")
	}
}

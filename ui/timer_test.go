package ui_test

import (
	"strings"
	"testing"
	"time"
)

func TestTimer_ShowsEachGroupItsOwnTimeAndHowManyAreReadyToThoseWhoLead(t *testing.T) {
	p := newPage(t)
	lead, other := p.leader(), p.member(p.room, 1, "Ploy")
	lead.cookie, p.who.cookie, other.cookie = true, true, true
	p.press(lead, "canvas").expect(303)
	at := "/workshops/" + p.room.ID + "/timer"
	p.call(p.who, "GET", at, nil).expect(200).says("No phase is running. The groups write in their own order and see no timer.")
	p.press(lead, "start:p4").expect(303)
	p.press(lead, "more", "minutes", "7", "group", p.room.Groups[0].ID, "revision", "2").expect(303)
	ends := func(who person) string {
		_, rest, _ := strings.Cut(string(p.call(who, "GET", at, nil).expect(200).body), `data-ends="`)
		end, _, _ := strings.Cut(rest, `"`)
		return end
	}
	if own, others := ends(p.who), ends(other); own == others || others != ends(lead) {
		t.Errorf("the group with more time has until %s, the other until %s, the room until %s", own, others, ends(lead))
	}
	p.call(lead, "GET", at, nil).says("0 of 2 groups say that they are ready.", p.room.Groups[0].Name)
	for _, section := range p.course().Now().Sections {
		if err := p.store.SetReady(t.Context(), p.room.Groups[1].ID, section, true, p.now.Now()); err != nil {
			t.Fatal(err)
		}
	}
	p.call(lead, "GET", at, nil).says("1 of 2 groups say that they are ready.")
	if got := said(p.call(p.who, "GET", at, nil)); strings.Contains(got, "ready") || strings.Contains(got, p.room.Groups[1].Name) {
		t.Errorf("a group reads of another: %s", got)
	}
	p.now.pass(time.Hour)
	p.call(lead, "GET", at, nil).says("time is up")
}

package ui_test

import (
	"net/url"
	"strings"
	"testing"
)

func TestTable_TheFacilitatorMakesAHostAndTakesItBack(t *testing.T) {
	a := newApp(t)
	lead, m := a.leader(), a.member(a.room, 0, "Aisyah")
	host := "/workshops/" + a.room.ID + "/members/" + m.member + "/host"
	table := "/drafts/" + m.draft + "/table"
	name := func(status int) {
		t.Helper()
		a.call(m, "POST", table, url.Values{"action": {"rename"}, "name": {"Kuching"}}).expect(status)
	}
	name(403)
	if body := said(a.call(m, "GET", table, nil).expect(200)); strings.Contains(body, a.room.Groups[0].Code) || strings.Contains(body, "Let somebody in") {
		t.Error("one who is not host lets people in")
	}
	a.call(lead, "POST", host, url.Values{"host": {"yes"}}).expect(303)
	a.call(m, "GET", table, nil).expect(200).says(a.room.Groups[0].Code, "<svg", "You look after this table")
	name(303)
	a.call(m, "GET", table, nil).expect(200).says("Kuching")
	a.call(lead, "POST", host, url.Values{}).expect(303)
	name(403)
	a.call(lead, "POST", host, url.Values{"host": {"yes"}}).expect(303)
	name(303)
	a.call(lead, "POST", "/workshops/"+a.room.ID+"/members/"+m.member+"/move", url.Values{"group": {a.room.Groups[1].ID}}).expect(303)
	name(404) // another table now
	a.call(m, "POST", "/drafts/"+a.room.Groups[1].DraftID+"/table", url.Values{"action": {"rename"}, "name": {"x"}}).expect(403)
}

func TestTable_AHostRemovesAndBringsBack(t *testing.T) {
	a := newApp(t)
	host, second, m := a.host(0, "Aisyah"), a.host(0, "Mei"), a.member(a.room, 0, "Somchai")
	away := a.member(a.room, 1, "Ploy")
	table := "/drafts/" + host.draft + "/table"
	press := func(action, id string) *answer {
		t.Helper()
		return a.call(host, "POST", table, url.Values{"action": {action + ":" + id}})
	}
	press("remove", m.member).expect(303)
	a.call(m, "GET", table, nil).expect(401)
	a.call(host, "GET", table, nil).expect(200).says("Bring back", "Somchai")
	a.call(second, "GET", table, nil).expect(200).says("Bring back")
	press("return", m.member).expect(303)
	a.call(m, "GET", table, nil).expect(200) // with the token that there was
	if got := said(a.call(m, "GET", table, nil)); strings.Contains(got, "Bring back") {
		t.Error("it is offered to one who may not, or is still offered")
	}
	press("remove", second.member).expect(403).says("Only a facilitator can remove a host")
	for _, who := range []string{away.member, "none", ""} {
		press("remove", who).expect(400).says("Here is who does now")
		press("return", who).expect(400)
	}
	a.call(away, "GET", "/drafts/"+away.draft+"/table", nil).expect(200)
	press("dance", "").expect(400)
	a.call(a.leader(), "POST", table, url.Values{"action": {"remove:" + second.member}}).expect(303)
}

func TestTable_ARefusedNameComesBackAsTyped(t *testing.T) {
	a := newApp(t)
	host := a.host(0, "Aisyah")
	long := strings.Repeat("ก", 121)
	a.call(host, "POST", "/drafts/"+host.draft+"/table", url.Values{"action": {"rename"}, "name": {long}}).expect(400).says(long)
	a.call(host, "GET", "/drafts/"+host.draft+"/table", nil).expect(200).says("Malaysia")
}

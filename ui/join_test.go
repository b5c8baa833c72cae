package ui_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"workbench/campaign"
)

func TestJoin_ByCodeOneChoosesATableAndSitsDown(t *testing.T) {
	r := newRoom(t)
	v := r.visitor()
	p := v.get("/")
	p.expect(http.StatusOK)
	if p.find("name", "code") == nil {
		t.Error("the front door does not ask for the code")
	}
	p = v.get("/join?code=" + strings.ToLower(r.workshop.JoinCode))
	p.expect(http.StatusOK)
	p.says("Kampung meeting", "Kuala Lumpur", "Malaysia", "Thailand")
	form := p.form("/join")
	form.Set("group_id", r.workshop.Groups[1].ID)
	form.Set("name", "Somchai")
	p = v.post("/join", form)
	p.expect(http.StatusOK)
	if want := "/drafts/" + r.workshop.Groups[1].DraftID; !strings.HasPrefix(p.path, want) {
		t.Errorf("after sitting down one is at %s, should be in %s", p.path, want)
	}
	members, err := r.store.Members(t.Context(), r.workshop.ID)
	if err != nil || len(members) != 1 {
		t.Fatalf("%v members, %v", members, err)
	}
	p.says("Thailand", "Somchai", members[0].SeatCode)

	r.visitor().get("/join/" + r.workshop.JoinCode).says("1 here")
}

func TestJoin_NoNameIsAGuestAndMarkupInOneIsText(t *testing.T) {
	r := newRoom(t)
	r.seated(0, "").get("/drafts/" + r.workshop.Groups[0].DraftID).says("Guest 1")
	p := r.seated(0, `<b onclick="x">Mei</b>`).get("/drafts/" + r.workshop.Groups[0].DraftID)
	p.says(`<b onclick="x">Mei</b>`)
	if strings.Contains(p.source, "<b onclick") {
		t.Error("a name became markup")
	}
}

func TestJoin_AWrongCodeComesBackAsTyped(t *testing.T) {
	r := newRoom(t)
	p := r.visitor().get("/join?code=" + url.QueryEscape(`zz"<zz`))
	p.expect(http.StatusNotFound)
	field := p.find("name", "code")
	if field == nil || attribute(field, "value") != `zz"<zz` || attribute(field, "aria-invalid") != "true" {
		t.Errorf("the code does not come back as typed: %s", p.source)
	}
	if p.find("role", "alert") == nil {
		t.Error("nothing says what is wrong")
	}
}

func TestJoin_ManyWrongCodesHaveToWait(t *testing.T) {
	r := newRoom(t)
	v := r.visitor()
	for range 60 {
		v.get("/join/222222").expect(http.StatusNotFound)
	}
	v.get("/join/222222").expect(http.StatusTooManyRequests)
}

func TestJoin_WhoMayComeIn(t *testing.T) {
	r := newRoom(t)
	group := r.workshop.Groups[1]
	for _, test := range []struct {
		joining       campaign.Joining
		code          string
		status        int
		mayJoin, both bool
	}{
		{campaign.JoinOpen, r.workshop.JoinCode, http.StatusOK, true, true},
		{campaign.JoinOpen, group.Code, http.StatusOK, true, false},
		{campaign.JoinByGroupCode, r.workshop.JoinCode, http.StatusForbidden, false, false},
		{campaign.JoinByGroupCode, group.Code, http.StatusOK, true, false},
		{campaign.JoinClosed, r.workshop.JoinCode, http.StatusForbidden, false, false},
		{campaign.JoinClosed, group.Code, http.StatusForbidden, false, false},
	} {
		w := r.workshop
		w.Joining = test.joining
		if err := r.store.UpdateWorkshop(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		v := r.visitor()
		p := v.get("/join/" + test.code)
		p.expect(http.StatusOK)
		if asked := p.find("name", "group_id") != nil; asked != test.mayJoin {
			t.Errorf("%s with %s: asks for a table: %v", test.joining, test.code, asked)
		}
		if both := strings.Contains(p.source, "Malaysia") && strings.Contains(p.source, "Thailand"); test.mayJoin && both != test.both {
			t.Errorf("%s with %s: all tables to choose from: %v", test.joining, test.code, both)
		}
		if p = v.post("/join", url.Values{"code": {test.code}, "group_id": {group.ID}}); p.status != test.status {
			t.Errorf("%s with %s: %d, should be %d", test.joining, test.code, p.status, test.status)
		}
	}
}

func TestSeat_ItsCodeBringsOneBackEvenWhenJoiningIsClosed(t *testing.T) {
	r := newRoom(t)
	r.seated(0, "Aisyah")
	members, err := r.store.Members(t.Context(), r.workshop.ID)
	if err != nil {
		t.Fatal(err)
	}
	w := r.workshop
	w.Joining = campaign.JoinClosed
	if err := r.store.UpdateWorkshop(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	v := r.visitor()
	p := v.post("/seat", url.Values{"code": {w.JoinCode}, "seat_code": {"222222"}})
	p.expect(http.StatusNotFound)
	if f := p.find("name", "seat_code"); f == nil || attribute(f, "value") != "222222" {
		t.Error("the seat code does not come back as typed")
	}
	p = v.post("/seat", url.Values{"code": {w.JoinCode}, "seat_code": {members[0].SeatCode}})
	p.expect(http.StatusOK)
	p.says("Aisyah")
	again, err := r.store.Members(t.Context(), r.workshop.ID)
	if err != nil || len(again) != 1 {
		t.Errorf("coming back made a new member: %v %v", again, err)
	}
}

func TestDraft_BelongsToItsTable(t *testing.T) {
	r := newRoom(t)
	v := r.seated(0, "Aisyah")
	v.get(r.section(1, "message")).expect(http.StatusNotFound)
	v.post(r.section(1, "message"), url.Values{"seq": {"0"}}).expect(http.StatusNotFound)
	r.visitor().get(r.section(0, "message")).expect(http.StatusUnauthorized)
}

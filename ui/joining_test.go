package ui_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"workbench/campaign"
	"workbench/ui"
)

// set changes the room's way of joining.
func (a *app) joinBy(j campaign.Joining) {
	a.t.Helper()
	w := a.room
	w.Joining = j
	if err := a.store.UpdateWorkshop(a.t.Context(), w); err != nil {
		a.t.Fatal(err)
	}
}

func TestSession_IsForANameAndItsPassword(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	a.call(lead, "GET", "/api/v1/workshops", nil).expect(200)
	a.call(lead, "DELETE", "/api/v1/session", nil).expect(204)
	a.call(lead, "GET", "/api/v1/workshops", nil).refused(401, campaign.Unauthenticated, "")

	laptop := person{from: here}
	for _, row := range []struct {
		body   any
		status int
		code   campaign.Code
		field  string
	}{
		{obj{"name": leadName, "password": "wrong"}, 401, campaign.Unauthenticated, "password"},
		{obj{"name": "nobody", "password": leadPassword}, 401, campaign.Unauthenticated, "password"},
		{obj{"name": "", "password": leadPassword}, 400, campaign.Invalid, "name"},
		{obj{"name": leadName}, 400, campaign.Invalid, "password"},
		{obj{"name": 7, "password": "x"}, 400, campaign.Invalid, "name"},
		{obj{"name": leadName, "password": strings.Repeat("x", 300)}, 400, campaign.Invalid, "password"},
		{"", 400, campaign.Invalid, ""},
		{"[]", 400, campaign.Invalid, ""},
	} {
		a.call(laptop, "POST", "/api/v1/session", row.body).refused(row.status, row.code, row.field)
	}
	// The name as people write it, in any case.
	a.call(laptop, "POST", "/api/v1/session", obj{"name": " FARAH ", "password": leadPassword}).expect(200)
}

func TestWorkshop_IsMadeWithItsGroupsCodesAndDrafts(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	var w struct {
		ID       string
		JoinCode string `json:"join_code"`
		Groups   []struct {
			ID, Name, Code string
			DraftID        string `json:"draft_id"`
		}
	}
	a.call(lead, "POST", "/api/v1/workshops", obj{"title": "Regional meeting", "place": "Kuala Lumpur", "from": "2024-05-14", "to": "2024-05-16",
		"canvas": "pve-campaign", "pack": a.room.Pack, "language": "ms", "groups": []obj{{"name": "Malaysia", "country": "MY"}, {"name": "กลุ่ม 2"}}}).expect(201).read(&w)
	codes := map[string]bool{w.JoinCode: true}
	for _, g := range w.Groups {
		codes[g.Code] = true
		var d struct {
			Group, Language, Canvas string
			Seq                     int64
		}
		a.call(lead, "GET", "/api/v1/drafts/"+g.DraftID, nil).expect(200).read(&d)
		if d.Group != g.Name || d.Language != "ms" || d.Canvas != "pve-campaign" || d.Seq != 0 {
			t.Errorf("the draft of %s is %+v", g.Name, d)
		}
	}
	if len(w.Groups) != 2 || len(codes) != 3 {
		t.Errorf("the workshop came back as %+v", w)
	}
	for code := range codes {
		if len(code) != campaign.CodeLength || strings.Trim(code, campaign.CodeAlphabet) != "" {
			t.Errorf("the code %q is not six of the alphabet", code)
		}
	}
	var list struct{ Workshops []struct{ ID, Title string } }
	a.call(lead, "GET", "/api/v1/workshops", nil).expect(200).read(&list)
	if len(list.Workshops) != 3 {
		t.Errorf("the list holds %+v", list)
	}
}

func TestWorkshop_EachWrongMemberIsNamed(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	good := func(change obj) obj {
		o := obj{"title": "Meeting"}
		for k, v := range change {
			o[k] = v
		}
		return o
	}
	for _, row := range []struct {
		change obj
		field  string
	}{
		{obj{"title": ""}, "title"}, {obj{"title": "  "}, "title"}, {obj{"title": 5}, "title"}, {obj{"title": strings.Repeat("x", 201)}, "title"},
		{obj{"title": "a\u0000b"}, "title"}, {obj{"title": "two\nlines"}, "title"}, {obj{"place": "bell\u0007"}, "place"}, {obj{"place": []string{}}, "place"},
		{obj{"from": "14 May"}, "from"}, {obj{"from": "2024-02-30"}, "from"}, {obj{"to": "2024-5-1"}, "to"}, {obj{"from": "2024-05-16", "to": "2024-05-14"}, "to"},
		{obj{"canvas": "none"}, "canvas"}, {obj{"pack": "none"}, "pack"}, {obj{"language": "not a language"}, "language"},
		{obj{"groups": "Malaysia"}, "groups"}, {obj{"groups": []obj{{"name": "A"}, {"name": ""}}}, "groups[1].name"},
		{obj{"groups": []obj{{"name": " "}}}, "groups[0].name"}, {obj{"groups": []obj{{"name": "A", "country": "Malaysia"}}}, "groups[0].country"},
		{obj{"groups": []obj{{"name": "A", "country": "XX"}}}, "groups[0].country"}, {obj{"groups": []obj{{"name": strings.Repeat("x", 121)}}}, "groups[0].name"},
		{obj{"groups": make([]obj, 61)}, "groups"},
	} {
		a.call(lead, "POST", "/api/v1/workshops", good(row.change)).refused(400, campaign.Invalid, row.field)
	}
}

func TestJoin_OpensByTheWorkshopsCodeAndByAGroups(t *testing.T) {
	a := newApp(t)
	group := a.room.Groups[1]
	var choices struct {
		Title  string
		Groups []struct{ ID, Name string }
	}
	a.call(person{}, "GET", "/api/v1/join/"+strings.ToLower(a.room.JoinCode), nil).expect(200).read(&choices)
	if choices.Title != a.room.Title || len(choices.Groups) != 2 {
		t.Errorf("the code opens %+v", choices)
	}
	a.call(person{}, "GET", "/api/v1/join/"+group.Code, nil).expect(200).read(&choices)
	if len(choices.Groups) != 1 || choices.Groups[0].ID != group.ID {
		t.Errorf("a group's code opens %+v", choices)
	}
	if got := a.joined(obj{"code": a.room.JoinCode, "group_id": group.ID, "name": "Ploy"}); got.draft != group.DraftID {
		t.Errorf("the seat is at %s", got.draft)
	}
	if got := a.joined(obj{"code": group.Code}); got.draft != group.DraftID {
		t.Errorf("by the group's code the seat is at %s", got.draft)
	}
	for _, row := range []struct {
		body   any
		status int
		code   campaign.Code
		field  string
	}{
		{obj{"code": a.room.JoinCode}, 400, campaign.Invalid, "group_id"},
		{obj{"code": a.room.JoinCode, "group_id": "none"}, 400, campaign.Invalid, "group_id"},
		{obj{"code": a.room.JoinCode, "group_id": a.other.Groups[0].ID}, 400, campaign.Invalid, "group_id"},
		{obj{"code": group.Code, "group_id": a.room.Groups[0].ID}, 400, campaign.Invalid, "group_id"},
		{obj{"code": "ZZZZZZ", "group_id": group.ID}, 404, campaign.NotFound, "code"},
		{obj{"group_id": group.ID}, 400, campaign.Invalid, "code"},
		{obj{"code": a.room.JoinCode, "group_id": group.ID, "name": strings.Repeat("x", 81)}, 400, campaign.Invalid, "name"},
		{obj{"code": a.room.JoinCode, "group_id": group.ID, "name": "a\u0000b"}, 400, campaign.Invalid, "name"},
		{obj{"code": a.room.JoinCode, "group_id": group.ID, "name": "a\nb"}, 400, campaign.Invalid, "name"},
		{`{"code":"` + a.room.JoinCode + `","group_id":"` + group.ID + `","name":"\ud800"}`, 400, campaign.Invalid, ""},
		{obj{"code": a.room.JoinCode, "seat_code": "222222"}, 404, campaign.NotFound, "seat_code"},
	} {
		a.call(person{}, "POST", "/api/v1/join", row.body).refused(row.status, row.code, row.field)
	}
	a.call(person{}, "GET", "/api/v1/join/ZZZZZZ", nil).refused(404, campaign.NotFound, "code")
}

func TestJoin_NamesAreTakenAndEqualOnesNumbered(t *testing.T) {
	a := newApp(t)
	for _, row := range []struct{ name, want string }{
		{"Aisyah", "Aisyah"}, {"aisyah", "aisyah 2"}, {" Aisyah ", "Aisyah 3"}, {"", "Guest 1"}, {"", "Guest 2"}, {"สมชาย", "สมชาย"}, {"<b>x</b>", "<b>x</b>"},
	} {
		m, err := a.store.Member(t.Context(), a.member(a.room, 0, row.name).member)
		if err != nil || m.Name != row.want {
			t.Errorf("“%s” is called %q, should be %q (%v)", row.name, m.Name, row.want, err)
		}
	}
}

func TestJoin_IsOpenByGroupCodeOrClosed(t *testing.T) {
	a := newApp(t)
	group := a.room.Groups[0]
	seated := a.member(a.room, 0, "Aisyah")
	for _, row := range []struct {
		joining         campaign.Joining
		byRoom, byGroup int
	}{{campaign.JoinOpen, 201, 201}, {campaign.JoinByGroupCode, 403, 201}, {campaign.JoinClosed, 403, 403}} {
		a.joinBy(row.joining)
		if got := a.call(person{}, "POST", "/api/v1/join", obj{"code": a.room.JoinCode, "group_id": group.ID}); got.status != row.byRoom {
			t.Errorf("%s: by the workshop's code %d", row.joining, got.status)
		}
		if got := a.call(person{}, "POST", "/api/v1/join", obj{"code": group.Code}); got.status != row.byGroup {
			t.Errorf("%s: by the group's code %d", row.joining, got.status)
		}
		back := a.joined(obj{"code": a.room.JoinCode, "seat_code": strings.ToLower(seated.seat)})
		if back.member != seated.member || back.draft != seated.draft || back.seat != seated.seat {
			t.Errorf("%s: the seat code brings back %+v, should be %+v", row.joining, back, seated)
		}
	}
	a.call(seated, "GET", a.draft(0), nil).expect(200) // the first device stays as well
}

func TestJoin_ARotatedCodeOpensNothing(t *testing.T) {
	a := newApp(t)
	code, err := a.store.RotateCode(t.Context(), a.room.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	a.call(person{}, "GET", "/api/v1/join/"+a.room.JoinCode, nil).refused(404, campaign.NotFound, "code")
	a.call(person{}, "GET", "/api/v1/join/"+code, nil).expect(200)
}

func TestFailures_SixtyAMinuteAndOnlyFailuresCount(t *testing.T) {
	a := newApp(t)
	for range 100 {
		a.call(person{}, "GET", "/api/v1/join/"+a.room.JoinCode, nil).expect(200)
	}
	wrong := []func() *answer{
		func() *answer { return a.call(person{}, "GET", "/api/v1/join/ZZZZZZ", nil) },
		func() *answer { return a.call(person{}, "POST", "/api/v1/join", obj{"code": "ZZZZZZ"}) },
		func() *answer {
			return a.call(person{}, "POST", "/api/v1/join", obj{"code": a.room.JoinCode, "seat_code": "ZZZZZZ"})
		},
		func() *answer { return a.call(person{}, "GET", "/join/ZZZZZZ", nil) },
	}
	for i := range 60 {
		wrong[i%len(wrong)]().expect(404)
		a.now.pass(900 * time.Millisecond) // sixty in less than a minute, however slowly they come
	}
	a.call(person{}, "GET", "/api/v1/join/ZZZZZZ", nil).refused(429, campaign.SlowDown, "")
	a.call(person{}, "GET", "/api/v1/join/"+a.room.JoinCode, nil).refused(429, campaign.SlowDown, "")
	a.call(person{}, "POST", "/api/v1/join", obj{"code": a.room.JoinCode, "seat_code": "ZZZZZZ"}).refused(429, campaign.SlowDown, "")
	a.call(person{from: "198.51.100.9:1"}, "GET", "/api/v1/join/"+a.room.JoinCode, nil).expect(200) // another network
	a.now.pass(time.Minute)
	a.call(person{}, "GET", "/api/v1/join/"+a.room.JoinCode, nil).expect(200)
}

func TestFailures_OfPasswordsCountToo(t *testing.T) {
	a := newApp(t)
	for range 60 {
		a.call(person{from: here}, "POST", "/api/v1/session", obj{"name": leadName, "password": "wrong"}).expect(401)
	}
	a.call(person{from: here}, "POST", "/api/v1/session", obj{"name": leadName, "password": leadPassword}).refused(429, campaign.SlowDown, "")
}

func TestFailures_AreOfTheCallersAddressBehindATrustedProxyAlone(t *testing.T) {
	for _, row := range []struct {
		trusted string
		apart   bool // callers with other X-Forwarded-For are told apart
	}{{"", false}, {"192.0.2.0/24", true}, {"10.0.0.0/8", false}} {
		a := newApp(t, trust(t, row.trusted))
		for i := range 60 {
			a.call(person{}, "GET", "/api/v1/join/ZZZZZZ", nil, "X-Forwarded-For", fmt.Sprintf("203.0.113.%d", i)).expect(404)
		}
		want := 429
		if row.apart {
			want = 200
		}
		a.call(person{}, "GET", "/api/v1/join/"+a.room.JoinCode, nil, "X-Forwarded-For", "203.0.113.200").expect(want)
	}
}

func TestToken_OfAJoinIsNothingButThat(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	// Whoever joins with a session of their own at hand gets a token of its own: neither does it lead, nor
	// does the session sit down.
	for _, cookie := range []bool{false, true} {
		who := lead
		who.cookie = cookie
		var got struct{ Token string }
		answer := a.call(who, "POST", "/api/v1/join", obj{"code": a.room.JoinCode, "group_id": a.room.Groups[0].ID}).expect(201).read(&got)
		if got.Token == lead.token {
			t.Errorf("with cookie %v the join's token is the facilitator's own", cookie)
		}
		if set := answer.header.Get("Set-Cookie"); set != "" {
			t.Errorf("with cookie %v the JSON interface sets the cookie %s", cookie, set)
		}
		a.call(person{token: got.Token}, "GET", "/api/v1/workshops", nil).refused(403, campaign.Forbidden, "")
		a.call(person{token: got.Token}, "GET", a.draft(1), nil).refused(404, campaign.NotFound, "")
		a.call(lead, "GET", a.draft(1), nil).expect(200)
	}
	first, second := a.member(a.room, 0, "Aisyah"), a.member(a.room, 1, "Ploy")
	if first.token == second.token {
		t.Error("two joins have one token")
	}
	a.call(first, "DELETE", "/api/v1/session", nil).expect(204)
	a.call(first, "GET", a.draft(0), nil).refused(401, campaign.Unauthenticated, "")
	a.call(second, "GET", a.draft(1), nil).expect(200)
}

func TestToken_ABadOneIsRefusedEvenWithAGoodCookie(t *testing.T) {
	a := newApp(t)
	member := a.member(a.room, 0, "Aisyah")
	for _, header := range []string{"Bearer wrong", "Bearer ", "Bearer", "Basic eDp5", "Bearer " + member.token + "x", member.token + " Bearer"} {
		req := a.request("GET", a.draft(0), nil, "Authorization", header)
		req.AddCookie(httpCookie(member.token))
		a.send(person{}, req).refused(401, campaign.Unauthenticated, "")
	}
	req := a.request("GET", "/api/v1/openapi.yaml", nil, "Authorization", "Bearer wrong")
	a.send(person{}, req).refused(401, campaign.Unauthenticated, "")
}

func TestPasswords_AreNotTakenFromOtherDevicesWithoutTLS(t *testing.T) {
	body := obj{"name": leadName, "password": leadPassword}
	for _, row := range []struct {
		name    string
		set     func(*ui.Config)
		from    string
		headers []string
		tls     bool
		status  int
	}{
		{"another device", nil, elsewhere, nil, false, 403},
		{"the laptop itself", nil, here, nil, false, 200},
		{"the laptop itself, IPv6", nil, "[::1]:99", nil, false, 200},
		{"TLS here", nil, elsewhere, nil, true, 200},
		{"allowed by the operator", func(c *ui.Config) { c.InsecureSignIn = true }, elsewhere, nil, false, 200},
		{"a header that anybody may send", nil, elsewhere, []string{"X-Forwarded-Proto", "https"}, false, 403},
		{"an address that anybody may send", nil, elsewhere, []string{"X-Forwarded-For", "127.0.0.1", "X-Real-Ip", "127.0.0.1"}, false, 403},
		{"TLS at a trusted proxy", trust(t, "192.0.2.0/24"), elsewhere, []string{"X-Forwarded-Proto", "https", "X-Forwarded-For", "203.0.113.7"}, false, 200},
		{"no TLS at a trusted proxy", trust(t, "192.0.2.0/24"), elsewhere, []string{"X-Forwarded-For", "203.0.113.7"}, false, 403},
		{"loopback made up before a trusted proxy", trust(t, "192.0.2.0/24"), elsewhere, []string{"X-Forwarded-For", "127.0.0.1, 203.0.113.7"}, false, 403},
		{"a proxy on the laptop", trust(t, "127.0.0.0/8"), here, []string{"X-Forwarded-For", "203.0.113.7"}, false, 403},
	} {
		t.Run(row.name, func(t *testing.T) {
			set := row.set
			if set == nil {
				set = func(*ui.Config) {}
			}
			a := newApp(t, set)
			req := a.request("POST", "/api/v1/session", body, row.headers...)
			if row.tls {
				req.TLS = httptest.NewRequest("GET", "https://room.test/", nil).TLS
			}
			got := a.send(person{from: row.from}, req).expect(row.status)
			if row.status == 403 && !strings.Contains(got.refused(403, campaign.Forbidden, ""), "--insecure-sign-in") {
				t.Errorf("the refusal does not say what helps: %s", got.body)
			}
		})
	}
}

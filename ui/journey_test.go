package ui_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"workbench/campaign"
	"workbench/ui"
)

// A whole day, with mistakes: neither a code nor a token nor a password nor a name nor a word of a draft is
// in the log.
func TestLog_HoldsNoCodeNoTokenAndNoWordOfAnybody(t *testing.T) {
	a := newApp(t, func(c *ui.Config) { c.InsecureSignIn = true })
	const first = "FIRSTSTARTLINKSCODEXXXXXXX"
	if err := a.store.CreateInvite(t.Context(), campaign.Invite{Hash: ui.HashCode(first), Kind: "first", Role: campaign.Facilitator}); err != nil {
		t.Fatal(err)
	}
	a.call(person{}, "POST", "/first/"+first, url.Values{"name": {"Budi"}, "password": {"budi's own password"}}).expect(303)
	a.call(person{}, "GET", "/first/"+first, nil)
	lead := a.leader()
	a.call(lead, "POST", "/workshops", url.Values{"title": {"Titled by Farah"}, "group_name": {"Quiet group"}, "wifi": {"room-network"}, "wifi_key": {"wifi-secret"}}).expect(303)
	invite := regexp.MustCompile(`>([2-9A-Z]{8})<`).FindSubmatch(a.call(lead, "POST", "/invites", url.Values{}).expect(200).body)
	if invite == nil {
		t.Fatal("no invite is shown")
	}
	member := a.member(a.room, 0, "Aisyah")
	member.cookie = true
	draft := "/drafts/" + member.draft
	for _, path := range []string{"/", "/join/" + a.room.JoinCode, "/join/" + a.room.Groups[0].Code, "/join?code=" + a.room.JoinCode, "/join/WRONGCODE1", "/seat?code=" + a.room.JoinCode, draft + "/sections/message", draft + "/nothing?token=" + member.token,
		"/api/v1/join/" + a.room.JoinCode, "/api/v1/join/WRONGCODE1", "/workshops", "/metrics"} {
		a.call(member, "GET", path, nil)
	}
	a.call(member, "POST", draft+"/sections/message", url.Values{"seq": {"0"}, "was.message.core": {""}, "f.message.core": {"A private word"}}).expect(303)
	a.call(person{}, "POST", "/seat", url.Values{"code": {a.room.JoinCode}, "seat_code": {member.seat}}).expect(303)
	a.call(person{}, "POST", "/api/v1/join", obj{"code": a.room.JoinCode, "seat_code": "WRONGSEAT"}).expect(404)
	a.call(person{}, "POST", "/sign-in", url.Values{"name": {leadName}, "password": {"a wrong password"}}).expect(401)
	a.call(person{token: "wrong-token"}, "GET", a.draft(0), nil).expect(401)
	a.call(member, "POST", a.draft(0)+"/edits", `{"client":"c","batch":1,"base":0,"edits":[{"kind":"text","at":"message.core","splices":[{"from":0,"to":0,"insert":"A private word\u0000"}]}]}`).expect(400)
	a.store.Close() // and what goes wrong is logged, but not what it was about
	a.call(member, "GET", draft+"/sections/message?token="+member.token, nil).expect(503)
	a.call(person{}, "GET", "/api/v1/join/"+a.room.JoinCode, nil).expect(503)

	log := a.log.String()
	if !strings.Contains(log, "route=/api/v1/drafts/:id") || !strings.Contains(log, "level=ERROR") {
		t.Fatalf("the log holds too little to judge:\n%s", log)
	}
	for what, secret := range map[string]string{"the first-start link": first, "a password": leadPassword, "another password": "budi's own", "a wrong password": "a wrong password", "a token": member.token, "the facilitator's token": lead.token,
		"a wrong token": "wrong-token", "an invite": string(invite[1]), "the join code": a.room.JoinCode, "a group's code": a.room.Groups[0].Code, "a seat code": member.seat, "a wrong code": "WRONGCODE1", "a wrong seat": "WRONGSEAT",
		"the WiFi's key": "wifi-secret", "a name": "Aisyah", "a word of the draft": "private"} {
		if strings.Contains(log, secret) {
			t.Errorf("%s is in the log: %s", what, regexp.MustCompile(`.*`+regexp.QuoteMeta(secret)+`.*`).FindString(log))
		}
	}
}

func TestMetrics_NameRoutesAndFewMethods(t *testing.T) {
	a := newApp(t)
	member := a.member(a.room, 0, "Aisyah")
	a.call(member, "GET", a.draft(0), nil).expect(200)
	for _, method := range []string{"MADEUP", "OTHERS"} {
		a.call(member, method, a.draft(0), nil)
	}
	a.call(person{}, "GET", "/nothing/secret-address", nil).expect(404)
	got := string(a.call(person{from: here}, "GET", "/metrics", nil).expect(200).body)
	if !strings.Contains(got, `workbench_requests_total{method="GET",route="/api/v1/drafts/:id",status="200"} 1`) {
		t.Error("the request is not counted")
	}
	for _, not := range []string{"MADEUP", "OTHERS", "secret-address", member.draft} {
		if strings.Contains(got, not) {
			t.Errorf("the figures name %s", not)
		}
	}
	a.call(person{}, "GET", "/metrics", nil, "X-Forwarded-For", "127.0.0.1").expect(401)
}

func TestHealth_NeedsNobody(t *testing.T) {
	a := newApp(t)
	for _, path := range []string{"/healthz", "/readyz"} {
		a.call(person{}, "GET", path, nil).expect(200)
		if got := a.call(person{}, "HEAD", path, nil).expect(200); len(got.body) > 3 && got.header.Get("Content-Type") == "" {
			t.Errorf("%s by HEAD: %v", path, got.header)
		}
	}
}

func TestAssets_AreKeptForEver(t *testing.T) {
	a := newApp(t)
	got := a.call(person{}, "GET", regexp.MustCompile(`/assets/[^"]*\.css`).FindString(string(a.call(person{}, "GET", "/", nil).body)), nil).expect(200)
	if got.header.Get("Cache-Control") != "public, max-age=31536000, immutable" || !strings.HasPrefix(got.header.Get("Content-Type"), "text/css") || got.header.Get("Set-Cookie") != "" {
		t.Errorf("the style sheet comes with %v", got.header)
	}
	if m := regexp.MustCompile(`(?i)@import|url\(\s*["']?(https?:|//)`).Find(got.body); m != nil {
		t.Errorf("the style sheet asks elsewhere: %s", m)
	}
}

func TestDemo_ItsAccountIsOffWithoutTheDemonstration(t *testing.T) {
	for _, on := range []bool{true, false} {
		a := newApp(t, func(c *ui.Config) { c.Demo = on })
		account, err := a.store.AccountByName(t.Context(), leadName)
		if err != nil {
			t.Fatal(err)
		}
		account.ID, account.Name, account.Demo = "", "demo", true
		if _, err := a.store.CreateAccount(t.Context(), account); err != nil {
			t.Fatal(err)
		}
		want := map[bool]int{true: 200, false: 401}[on]
		a.call(person{from: here}, "POST", "/api/v1/session", obj{"name": "demo", "password": leadPassword}).expect(want)
	}
}

func TestReach_TicksWhenTheFirstOtherDeviceArrives(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	reach := func() (got struct {
		Arrived   bool
		Addresses []string
	}) {
		a.call(lead, "GET", "/reach", nil).expect(200).read(&got)
		return got
	}
	a.call(person{from: here}, "GET", "/join/"+a.room.JoinCode, nil).expect(200)
	if got := reach(); got.Arrived || len(got.Addresses) != 1 {
		t.Errorf("after a look from the laptop itself: %+v", got)
	}
	a.call(person{}, "GET", "/join/"+a.room.JoinCode, nil).expect(200)
	if !reach().Arrived {
		t.Error("another device has come and does not count")
	}
}

func TestSession_LastsForTheWorkshopsDays(t *testing.T) {
	a := newApp(t)
	cookie := a.call(person{}, "POST", "/join", url.Values{"code": {a.room.Groups[0].Code}}).expect(303).header.Get("Set-Cookie")
	m := regexp.MustCompile(`Expires=([^;]+)`).FindStringSubmatch(cookie)
	if m == nil {
		t.Fatalf("the cookie ends with the browser: %s", cookie)
	}
	until, err := time.Parse(time.RFC1123, m[1])
	if err != nil || time.Until(until) < 14*24*time.Hour {
		t.Errorf("the cookie lasts until %s, %v", m[1], err)
	}
}

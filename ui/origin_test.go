package ui_test

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"workbench/campaign"
	"workbench/ui"
)

func httpCookie(token string) *http.Cookie { return &http.Cookie{Name: "workbench", Value: token} }

// trust is a configuration that believes proxies of a network; none where it is empty.
func trust(t *testing.T, network string) func(*ui.Config) {
	t.Helper()
	return func(c *ui.Config) {
		if network == "" {
			return
		}
		_, n, err := net.ParseCIDR(network)
		if err != nil {
			t.Fatal(err)
		}
		c.TrustProxy = []*net.IPNet{n}
	}
}

func TestOrigin_UnsafeRequestsWithACookieComeFromTheOwnPages(t *testing.T) {
	a := newApp(t, func(c *ui.Config) { c.PublicURL = "https://workbench.example.org/room" })
	member := a.member(a.room, 0, "Aisyah")
	body := obj{"client": "page"}
	for _, row := range []struct {
		origin string
		status int
	}{
		{"", 403}, {"http://room.test", 204}, {"http://ROOM.test", 204}, {"https://workbench.example.org", 204}, {"http://workbench.example.org", 403},
		{"http://evil.test", 403}, {"http://room.test.evil.test", 403}, {"http://room.test:81", 403}, {"null", 403}, {"room.test", 403}, {"://", 403},
	} {
		for _, call := range []struct{ method, path string }{{"POST", a.draft(0) + "/presence"}} {
			req := a.request(call.method, call.path, body)
			req.AddCookie(httpCookie(member.token))
			if row.origin != "" {
				req.Header.Set("Origin", row.origin)
			}
			if got := a.send(person{}, req); got.status != row.status {
				t.Errorf("%s from %q: %d, should be %d", call.path, row.origin, got.status, row.status)
			}
		}
	}
	// All unsafe methods, pages too; safe ones are free.
	for _, row := range []struct {
		method, path string
		status       int
	}{
		{"POST", "/join", 403}, {"POST", "/sign-out", 403}, {"POST", "/drafts/" + member.draft + "/sections/message", 403},
		{"PUT", a.draft(0) + "/canvas", 403}, {"DELETE", "/api/v1/session", 403}, {"PATCH", a.draft(0), 403},
		{"GET", a.draft(0), 200}, {"HEAD", a.draft(0), 200},
	} {
		req := a.request(row.method, row.path, url.Values{})
		req.AddCookie(httpCookie(member.token))
		a.send(person{}, req).expect(row.status)
	}
	// A script with a token needs no Origin; a stranger's page on another site is refused all the same.
	a.call(member, "POST", a.draft(0)+"/presence", body).expect(204)
	a.call(person{}, "POST", "/api/v1/join", obj{"code": a.room.JoinCode}, "Origin", "http://evil.test").refused(403, campaign.Forbidden, "")
}

func TestCookie_IsKeptFromScriptsAndOtherSites(t *testing.T) {
	form := url.Values{}
	for _, row := range []struct {
		name   string
		set    func(*ui.Config)
		secure bool
	}{
		{"plain HTTP", func(*ui.Config) {}, false},
		{"TLS here", func(c *ui.Config) { c.TLS = true }, true},
		{"TLS outside", func(c *ui.Config) { c.PublicURL = "https://workbench.example.org" }, true},
	} {
		a := newApp(t, row.set)
		form.Set("code", a.room.Groups[0].Code)
		cookie := a.call(person{}, "POST", "/join", form).expect(303).header.Get("Set-Cookie")
		for _, part := range []string{"workbench=", "HttpOnly", "SameSite=Lax", "Path=/"} {
			if !strings.Contains(cookie, part) {
				t.Errorf("%s: the cookie lacks %s: %s", row.name, part, cookie)
			}
		}
		if strings.Contains(cookie, "Secure") != row.secure || strings.Contains(cookie, "Domain") {
			t.Errorf("%s: %s", row.name, cookie)
		}
	}
	if got := newApp(t).call(person{}, "GET", "/", nil).header.Get("Set-Cookie"); got != "" {
		t.Errorf("a stranger who only looks gets the cookie %s", got)
	}
}

// The age counts, not the date: a phone whose clock is a year ahead keeps its seat, also when its browser was shut.
func TestCookie_LastsThirtyDaysByAnyClock(t *testing.T) {
	a := newApp(t)
	set := a.call(person{}, "POST", "/join", url.Values{"code": {a.room.Groups[0].Code}}).expect(303).header
	cookies := (&http.Response{Header: set}).Cookies()
	const month = 30 * 24 * 60 * 60
	if len(cookies) != 1 || cookies[0].MaxAge < month-60 || cookies[0].MaxAge > month+60 {
		t.Errorf("the cookie is %s", set.Get("Set-Cookie"))
	}
}

func TestCookie_IsAnotherOneAfterSigningIn(t *testing.T) {
	a := newApp(t)
	planted := a.member(a.room, 0, "Mallory")
	req := a.request("POST", "/sign-in", url.Values{"name": {leadName}, "password": {leadPassword}}, "Origin", "http://room.test")
	req.AddCookie(httpCookie(planted.token))
	got := a.send(person{from: here}, req).expect(303)
	if cookie := got.header.Get("Set-Cookie"); cookie == "" || strings.Contains(cookie, planted.token) {
		t.Errorf("after signing in the cookie is %q", cookie)
	}
	a.call(planted, "GET", "/api/v1/workshops", nil).refused(401, campaign.Unauthenticated, "")
}

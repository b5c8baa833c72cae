package ui_test

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"workbench/campaign"
	"workbench/principles"
)

// TestRoutes_AreForThoseTheyAreFor walks the whole table of routes. What the columns hold is the status for
// a stranger, somebody of another workshop, somebody of another group, a member of the group, the host of
// its table, the facilitator, and a trainer where that differs. 401: come in first. 404: it may not be known. 403: it may be known and not done.
func TestRoutes_AreForThoseTheyAreFor(t *testing.T) {
	a := newApp(t)
	group, victim := a.room.Groups[0], a.member(a.room, 1, "Somchai")
	seat := a.member(a.room, 0, "Aisyah")
	stylesheet := regexp.MustCompile(`/assets/[^"]*\.css`).FindString(string(a.call(person{}, "GET", "/", nil).body))
	if err := a.store.AddCheckpoint(t.Context(), campaign.Checkpoint{DraftID: group.DraftID, Name: "Theirs", Who: a.lead.ID}); err != nil {
		t.Fatal(err)
	}
	poll := campaign.Vote{Workshop: a.room.ID, Question: "Which?", Dots: 1, Most: 1, Minimum: 5, Opened: a.now.Now(), Choices: []campaign.VoteChoice{{Text: "a"}, {Text: "b"}}}
	if err := poll.Ask(); err != nil {
		t.Fatal(err)
	}
	poll, err := a.store.AddVote(t.Context(), poll)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.store.ChangeCourse(t.Context(), a.room.ID, func(c *campaign.Course) error {
		return c.AllocateRubric([]string{group.ID, a.room.Groups[1].ID}, 1, 2, 1, false)
	}); err != nil {
		t.Fatal(err)
	}
	place := strings.NewReplacer(
		":vote", poll.ID,
		"/assets/*", stylesheet,
		"/first/:code", "/first/ABCDEFGH",
		"/join/:code", "/join/"+a.room.JoinCode,
		"/workshops/:id", "/workshops/"+a.room.ID,
		"/drafts/:id", "/drafts/"+group.DraftID,
		"/packs/:pack/:version", "/packs/"+principles.StandardID+"/"+principles.Standard().Version,
		":group", group.ID, ":member", victim.member, ":section", "message", ":finding", a.finding(group.DraftID, "audience.primary"), ":principle", "aud-specific", ":seq", "0",
	)
	anyone := "200 200 200 200 200 200"
	rows := []struct {
		route, want string
		body        any
	}{
		{"GET /assets/*", anyone, nil},
		{"GET /healthz", anyone, nil},
		{"GET /readyz", anyone, nil},
		{"GET /metrics", "401 403 403 403 403 200", nil},

		{"GET /", "200 200 200 200 200 303", nil},
		{"GET /first/:code", "403 403 403 403 403 403", nil}, // not from another device without TLS
		{"POST /first/:code", "403 403 403 403 403 403", url.Values{"name": {"x"}}},
		{"GET /sign-in", "200 200 200 200 200 303", nil},
		{"POST /sign-in", "403 403 403 403 403 403", url.Values{"name": {leadName}, "password": {leadPassword}}},
		{"POST /sign-out", "303 303 303 303 303 303", url.Values{}},
		{"GET /invited", anyone, nil},
		{"POST /invited", "400 400 400 400 400 400", url.Values{}},
		{"GET /join", anyone, nil},
		{"GET /join/:code", anyone, nil},
		{"POST /join", "303 303 303 303 303 303", url.Values{"code": {a.room.JoinCode}, "group_id": {group.ID}}},
		{"GET /seat", anyone, nil},
		{"POST /seat", "303 303 303 303 303 303", url.Values{"code": {a.room.JoinCode}, "seat_code": {seat.seat}}},
		{"GET /handover", anyone, nil},

		{"GET /workshops", "401 403 403 403 403 200", nil},
		{"GET /workshops/new", "401 403 403 403 403 200", nil},
		{"POST /workshops", "401 403 403 403 403 303", url.Values{"title": {"A third meeting"}}},
		{"GET /workshops/:id", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/settings", "401 404 403 403 403 200", nil},
		{"POST /workshops/:id/settings", "401 404 403 403 403 303", url.Values{"title": {"Kampung meeting"}, "joining": {"open"}}},
		{"POST /workshops/:id/privacy", "401 404 403 403 403 303", url.Values{"privacy": {"names"}, "sure": {"yes"}}},
		{"GET /workshops/:id/closing", "401 404 403 403 403 409", nil}, // one that keeps names
		{"POST /workshops/:id/closing", "401 404 403 403 403 409", url.Values{"sure": {"yes"}}},
		{"POST /workshops/:id/groups", "401 404 403 403 403 303", url.Values{"name": {"Laos"}, "country": {"LA"}}},
		{"POST /workshops/:id/groups/:group", "401 404 403 403 403 303", url.Values{"name": {"Malaysia"}, "country": {"MY"}}},
		{"POST /workshops/:id/code", "401 404 403 403 403 303", url.Values{"group": {a.room.Groups[1].ID}}},
		{"POST /workshops/:id/members/:member/move", "401 404 403 403 403 303", url.Values{"group": {group.ID}}},
		{"POST /workshops/:id/members/:member/host", "401 404 403 403 403 303", url.Values{"host": {"yes"}}},
		{"POST /workshops/:id/members/:member/remove", "401 404 403 403 403 303", url.Values{}},
		{"POST /workshops/:id/checkpoints", "401 404 403 403 403 303", url.Values{"name": {"Before lunch"}}},
		{"GET /workshops/:id/phases", "401 404 403 403 403 200", nil},
		{"POST /workshops/:id/phases", "401 404 403 403 403 303", url.Values{"action": {"add"}}},
		{"GET /workshops/:id/timer", "401 404 200 200 200 200", nil},
		{"GET /workshops/:id/room", "401 404 404 404 404 200", nil},
		{"GET /workshops/:id/room/:group", "401 404 404 404 404 404", nil}, // nothing is revealed
		{"POST /workshops/:id/room/:group", "401 404 404 404 404 404", url.Values{"action": {"add"}, "at": {"message.core"}, "text": {"x"}}},
		{"GET /workshops/:id/groups", "401 404 403 403 403 200", nil},
		{"POST /workshops/:id/groups/:group/hand", "401 404 403 403 403 303", url.Values{"action": {"coming"}}},
		{"GET /workshops/:id/compare", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/compare/principles", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/compare/principles/projector", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/compare/coverage", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/compare/time", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/compare/projector", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/compare.md", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/compare.html", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/compare.xlsx", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/compare.csv", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/votes", "401 404 403 403 403 200", nil},
		{"POST /workshops/:id/votes", "401 404 403 403 403 400", url.Values{}},
		{"GET /workshops/:id/votes/:vote", "401 404 200 200 200 200", nil},
		{"POST /workshops/:id/votes/:vote", "401 404 303 303 303 403", url.Values{"on.c1": {"1"}}},
		{"POST /workshops/:id/votes/:vote/lead", "401 404 403 403 403 303", url.Values{"action": {"hands"}, "people": {"0"}}},
		{"GET /workshops/:id/votes/:vote/projector", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/votes/:vote/result.md", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/votes/:vote/result.csv", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/rubric", "401 404 403 403 403 200", nil},
		{"POST /workshops/:id/rubric", "401 404 403 403 403 303", url.Values{"action": {"open"}, "sure": {"yes"}}},
		{"GET /workshops/:id/rubric/results", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/rubric/results.md", "401 404 403 403 403 409", nil}, // while scoring is open
		{"GET /workshops/:id/rubric/results.csv", "401 404 403 403 403 409", nil},
		{"GET /workshops/:id/rubric/groups/:group", "401 404 200 404 404 200", nil}, // the other group reads it, its own does not
		{"POST /workshops/:id/rubric/groups/:group", "401 404 303 404 404 303", url.Values{}},
		{"GET /workshops/:id/principles", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/blank", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/posters", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/teaching", "401 404 403 403 403 200", nil},
		{"GET /workshops/:id/teaching/:principle", "401 404 403 403 403 200", nil},
		{"POST /workshops/:id/principles", "401 404 403 403 403 409", url.Values{}}, // the form is of no page
		{"POST /workshops/:id/principles/pack", "401 404 403 403 403 400", url.Values{}},
		{"POST /workshops/:id/principles/words", "401 404 403 403 403 400", url.Values{}},
		{"POST /workshops/:id/principles/words/remove", "401 404 403 403 403 303", url.Values{"family": {"enemy"}, "language": {"en"}, "phrase": {"x"}}},
		{"GET /reach", "401 403 403 403 403 200", nil},
		{"POST /invites", "401 403 403 403 403 200", url.Values{}},

		{"GET /packs", "401 403 403 403 403 200", nil},
		{"POST /packs", "401 403 403 403 403 403 400", url.Values{}},
		{"GET /packs/:pack/:version", "401 403 403 403 403 200", nil},
		{"POST /packs/:pack/:version/remove", "401 403 403 403 403 403 409", url.Values{}}, // it is built in

		{"GET /drafts/:id", "401 404 404 303 303 303", nil},
		{"GET /drafts/:id/course", "401 404 404 200 200 200", nil},
		{"GET /drafts/:id/nudge", "401 403 403 403 403 200", nil},
		{"POST /drafts/:id/nudge", "401 403 403 403 403 303", url.Values{"action": {"say"}, "once": {"n1"}, "at": {"message.core"}, "text": {"x"}}},
		{"POST /drafts/:id/dismiss", "401 404 404 303 303 303", url.Values{"id": {"x"}}},
		{"POST /drafts/:id/alias", "401 404 404 409 409 403", url.Values{}}, // this workshop asks for names
		{"GET /drafts/:id/table", "401 404 404 200 200 200", nil},
		{"POST /drafts/:id/table", "401 404 404 403 303 303", url.Values{"action": {"rename"}, "name": {"Malaysia"}}},
		{"GET /drafts/:id/sections/:section", "401 404 404 200 200 200", nil},
		{"POST /drafts/:id/sections/:section", "401 404 404 303 303 303", url.Values{"seq": {"0"}}},
		{"GET /drafts/:id/sections/:section/bin", "401 404 404 200 200 200", nil},
		{"GET /drafts/:id/marks", "401 404 404 200 200 200", nil},
		{"POST /drafts/:id/marks", "401 404 404 303 303 303", url.Values{"action": {"hand-raise"}}},
		{"GET /drafts/:id/findings", "401 404 404 200 200 200", nil},
		{"GET /drafts/:id/findings/:finding", "401 404 404 200 200 200", nil},
		{"POST /drafts/:id/findings/:finding", "401 404 404 303 303 303", url.Values{"action": {"aside"}, "reason": {"agreed"}}},
		{"GET /drafts/:id/principles/:principle", "401 404 404 200 200 200", nil},
		{"POST /drafts/:id/principles/:principle", "401 404 404 303 303 303", url.Values{"answer": {"yes"}}},
		{"GET /drafts/:id/blank", "401 404 404 200 200 200", nil},
		{"GET /drafts/:id/canvas", "401 404 404 200 200 200", nil},
		{"POST /drafts/:id/canvas", "401 404 404 303 303 303", url.Values{"canvas": {a.room.Canvas}}},
		{"GET /drafts/:id/history", "401 404 404 200 200 200", nil},
		{"POST /drafts/:id/history", "401 404 404 303 303 303", url.Values{"name": {"Before lunch"}}},
		{"POST /drafts/:id/checkpoints/rename", "401 404 404 403 403 303", url.Values{"seq": {"0"}, "was": {"Theirs"}, "to": {"Theirs"}}}, // the facilitator's
		{"POST /drafts/:id/checkpoints/remove", "401 404 404 403 403 303", url.Values{"seq": {"0"}, "was": {"Theirs"}}},
		{"GET /drafts/:id/history/compare", "401 404 404 200 200 200", nil},
		{"GET /drafts/:id/history/time", "401 404 404 200 200 200", nil},
		{"GET /drafts/:id/history/:seq", "401 404 404 200 200 200", nil},
		{"POST /drafts/:id/history/:seq", "401 404 404 303 303 303", url.Values{"base": {"0"}, "client": {"page"}}},
		{"GET /drafts/:id/comments", "401 404 404 200 200 200", nil},
		{"POST /drafts/:id/comments", "401 404 404 303 303 303", url.Values{"action": {"add"}, "at": {"message.core"}, "text": {"Who?"}}},
		{"GET /drafts/:id/rubric", "401 404 404 200 200 200", nil},
		{"GET /drafts/:id/brief", "401 404 404 200 200 200", nil},
		{"GET /drafts/:id/poster", "401 404 404 200 200 200", nil},
		{"GET /drafts/:id/brief.md", "401 404 404 200 200 200", nil},
		{"GET /principles", anyone, nil},
		{"GET /principles/not-useful", "401 403 403 403 403 200", nil},
		{"GET /principles/:principle", anyone, nil},
		{"POST /guidance", "303 303 303 303 303 303", url.Values{"language": {"en"}}},

		{"GET /api/v1/openapi.yaml", anyone, nil},
		{"POST /api/v1/session", "403 403 403 403 403 403", obj{"name": leadName, "password": leadPassword}},
		{"DELETE /api/v1/session", "204 204 204 204 204 204", nil},
		{"GET /api/v1/workshops", "401 403 403 403 403 200", nil},
		{"POST /api/v1/workshops", "401 403 403 403 403 201", obj{"title": "A fourth meeting"}},
		{"GET /api/v1/workshops/:id", "401 404 200 200 200 200", nil},
		{"GET /api/v1/workshops/:id/compare", "401 404 403 403 403 200", nil},
		{"GET /api/v1/workshops/:id/events", "401 404 403 403 403 200", nil},
		{"GET /api/v1/join/:code", anyone, nil},
		{"POST /api/v1/join", "201 201 201 201 201 201", obj{"code": a.room.JoinCode, "group_id": group.ID}},
		{"GET /api/v1/drafts/:id", "401 404 404 200 200 200", nil},
		{"GET /api/v1/drafts/:id/edits", "401 404 404 200 200 200", nil},
		{"POST /api/v1/drafts/:id/edits", "401 404 404 200 200 200", obj{"client": "page", "batch": 1, "base": 0, "edits": []obj{{"kind": "set", "at": "audience.age_from", "value": 18}}}},
		{"GET /api/v1/drafts/:id/events", "401 404 404 200 200 200", nil},
		{"POST /api/v1/drafts/:id/presence", "401 404 404 204 204 204", obj{"client": "page"}},
		{"GET /api/v1/drafts/:id/findings", "401 404 404 200 200 200", nil},
		{"GET /api/v1/drafts/:id/comments", "401 404 404 200 200 200", nil},
		{"POST /api/v1/drafts/:id/comments", "401 404 404 201 201 201", obj{"at": "message.core", "text": "Who?"}},
		{"GET /api/v1/drafts/:id/brief", "401 404 404 200 200 200", nil},
		{"PUT /api/v1/drafts/:id/canvas", "401 404 404 200 200 200", obj{"canvas": a.room.Canvas}},
	}
	callers := []struct {
		who   string
		enter func() person
	}{
		{"a stranger", func() person { return person{} }},
		{"somebody of another workshop", func() person { return a.member(a.other, 0, "Minh") }},
		{"somebody of another group", func() person { return a.member(a.room, 1, "Ploy") }},
		{"a member", func() person { return a.member(a.room, 0, "Hafiz") }},
		{"the table's host", func() person { return a.host(0, "Mei") }},
		{"the facilitator", a.leader},
		{"a trainer", a.trainer},
	}
	var walked []string
	for _, row := range rows {
		walked = append(walked, row.route)
		method, path, _ := strings.Cut(row.route, " ")
		path = place.Replace(path)
		wants := strings.Fields(row.want)
		if len(wants) == 6 {
			wants = append(wants, wants[5]) // a trainer may do what a facilitator may
		}
		for i, want := range wants {
			for _, cookie := range []bool{false, true} {
				who := callers[i].enter()
				who.cookie = cookie
				if got := fmt.Sprint(a.call(who, method, path, row.body).status); got != want {
					t.Errorf("%s (%s): %s with cookie %v gets %s, should get %s", row.route, path, callers[i].who, cookie, got, want)
				}
			}
		}
	}
	table := a.handler.Routes()
	slices.Sort(table)
	slices.Sort(walked)
	if !slices.Equal(table, walked) {
		t.Errorf("the table of routes:\n%s\nwhat is walked here:\n%s", strings.Join(table, "\n"), strings.Join(walked, "\n"))
	}
}

func TestRoutes_WhatIsNotThereIsNotFound(t *testing.T) {
	a := newApp(t)
	lead, member := a.leader(), a.member(a.room, 0, "Aisyah")
	for _, path := range []string{"/nothing", "/api/v1/nothing", "/api/v2/workshops", "/workshops/none", "/workshops/none/compare", "/drafts/none/brief",
		"/drafts/" + member.draft + "/sections/none", "/principles/none", "/assets/none.css", "/assets/../openapi.yaml",
		"/api/v1/workshops/none", "/api/v1/workshops/none/compare", "/api/v1/workshops/none/events", "/api/v1/drafts/none", "/api/v1/drafts/none/edits",
		"/api/v1/drafts/none/events", "/api/v1/drafts/none/findings", "/api/v1/drafts/none/brief", "/api/v1/drafts/%00", "/api/v1/drafts/%ff%fe"} {
		a.call(lead, "GET", path, nil).expect(404)
	}
	a.call(lead, "PUT", "/api/v1/drafts/none/canvas", obj{"canvas": a.room.Canvas}).refused(404, "not_found", "")
	a.call(lead, "POST", "/api/v1/drafts/none/edits", obj{"client": "c", "batch": 1, "base": 0, "edits": []obj{{"kind": "set", "at": "audience.age_from", "value": 1}}}).refused(404, "not_found", "")
	a.call(member, "GET", "/api/v1/drafts/none", nil).refused(404, "not_found", "")
	for _, path := range []string{"/members/none/remove", "/members/none/move", "/groups/none"} {
		a.call(lead, "POST", "/workshops/"+a.room.ID+path, url.Values{"name": {"x"}, "group": {"none"}}).expect(404)
	}
	// A member of one workshop is nobody in another.
	a.call(lead, "POST", "/workshops/"+a.other.ID+"/members/"+member.member+"/remove", url.Values{}).expect(404)
}

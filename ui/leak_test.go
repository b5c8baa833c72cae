package ui_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// keptName is what the group calls a moment of its draft; nobody else is to learn of it either.
const keptName = "narwhalpavilion"

// leak is a room in which one group writes what another must not learn of.
type leak struct {
	*app
	lead, own, other person
	row              string // id of a row of the group
	finding          string // id of a finding of the group
	log              string // id of the group's log
}

// eavesdropped gives a room in which nothing is written yet.
func eavesdropped(t *testing.T) *leak {
	a := newApp(t)
	l := &leak{app: a, lead: a.leader(), own: a.member(a.room, 0, "Aisyah"), other: a.host(1, "Somchai"), row: "r1"}
	l.lead.cookie, l.own.cookie, l.other.cookie = true, true, true
	l.finding = a.finding(l.own.draft, "audience.primary")
	var got struct{ Log string }
	a.call(l.own, "GET", a.draft(0), nil).expect(200).read(&got)
	l.log = got.Log
	return l
}

// work has the group do all that leaves a trace: words in two sections, a row in the bin, a kept moment, a finding set
// aside, an answer, a raised hand, a ready mark, a cursor; and a facilitator say a word to it alone.
func (l *leak) work() {
	l.t.Helper()
	p := l.open(l.own, "page")
	p.submit(0, write("message.core", 0, 0, unmistakable+" of Malaysia"), write("audience.primary", 0, 0, "The general public "+notShown),
		obj{"kind": "insert_row", "at": "message.supports", "row": l.row, "after": "", "values": obj{"point": inARow}},
		obj{"kind": "insert_row", "at": "channels.list", "row": "binned", "after": "", "values": obj{"why": notShown}}, obj{"kind": "delete_row", "at": "channels.list/binned"})
	draft := "/drafts/" + l.own.draft
	l.call(l.own, "POST", draft+"/history", url.Values{"name": {keptName}}).expect(303)
	l.finding = l.app.finding(l.own.draft, "audience.primary")
	l.call(l.own, "POST", draft+"/findings/"+l.finding, url.Values{"action": {"aside"}, "reason": {"other"}, "other": {notShown}})
	l.call(l.own, "POST", draft+"/marks", url.Values{"action": {"hand-raise"}}).expect(303)
	l.call(l.lead, "POST", draft+"/nudge", url.Values{"action": {"say"}, "once": {"n1"}, "at": {"message.core"}, "text": {notShown}}).expect(303)
	l.call(l.own, "POST", "/api/v1"+draft+"/presence", obj{"client": "page", "at": "message.core", "from": 1, "to": 2}).expect(204)
}

// asked lists every route of a method as the other group would ask it: its own ids, the group's in their place, ids of
// another kind, and ids that there are not.
func (l *leak) asked(methods ...string) (paths [][2]string) {
	theirs, mine := l.room.Groups[0], l.room.Groups[1]
	drafts := []string{mine.DraftID, theirs.DraftID, theirs.ID, l.room.ID, "none", "%00"}
	workshops := []string{l.room.ID, l.app.other.ID, theirs.DraftID, "none"}
	rest := [][]string{
		{":group", theirs.ID, ":member", l.own.member, ":section", "message", ":finding", l.finding, ":principle", "msg-positive", ":seq", "1", ":vote", "none", ":code", l.room.JoinCode, ":pack", "pve-sea", ":version", "none", "/assets/*", "/assets/none.css"},
		{":group", "A", ":member", "none", ":section", "audience", ":finding", "none", ":principle", "none", ":seq", "0", ":vote", theirs.DraftID, ":code", "none", ":pack", "none", ":version", "1.0.0", "/assets/*", "/assets/none.js"},
		{":group", theirs.DraftID, ":member", l.other.member, ":section", "none", ":finding", theirs.DraftID, ":principle", "aud-specific", ":seq", "none", ":vote", l.row, ":code", mine.Code, ":pack", "%ff", ":version", "%ff", "/assets/*", "/assets/"},
	}
	queries := []string{"", "?section=message&groups=" + theirs.ID + "&field=message.core&fragment=message&after=0&from=0&to=now&format=md&id=" + theirs.DraftID + "&draft=" + theirs.DraftID}
	for _, route := range l.handler.Routes() {
		method, path, _ := strings.Cut(route, " ")
		if !slices.Contains(methods, method) {
			continue
		}
		ids := []string{""}
		switch {
		case strings.Contains(path, "/drafts/:id"):
			ids = drafts
		case strings.Contains(path, "/workshops/:id"):
			ids = workshops
		}
		for _, id := range ids {
			for _, r := range rest {
				at := strings.NewReplacer(append([]string{"/:id", "/" + id}, r...)...).Replace(path)
				for _, q := range queries {
					if p := [2]string{method, at + q}; !slices.Contains(paths, p) {
						paths = append(paths, p)
					}
				}
			}
		}
	}
	return paths
}

// wholly is all of an answer that reaches the one who asked, without what is random in it.
func wholly(got *answer) string {
	var head strings.Builder
	for _, k := range slices.Sorted(mapKeys(got.header)) {
		if k == "X-Request-Id" {
			continue
		}
		fmt.Fprintf(&head, "%s: %s\n", k, strings.Join(got.header[k], "; "))
	}
	return random.ReplaceAllString(fmt.Sprintf("%d\n%s\n%s", got.status, head.String(), got.body), "…")
}

// random is the nonce of a page, what makes a form sent twice one, and how often those who lead have changed where the
// workshop stands or said something.
var random = regexp.MustCompile(`nonce[-=]"?[^'" ;]+|name="(once|client|batch)" value="[^"]*"|workbench=[^;]*|data-revision="\d+"|"revision":\d+`)

func mapKeys(h http.Header) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range h {
			if !yield(k) {
				return
			}
		}
	}
}

// tells fails where an answer holds a word of the group's, or what its draft, row, log or member is called by.
func (l *leak) tells(where, text string, but ...string) {
	l.t.Helper()
	for _, word := range []string{unmistakable, inARow, notShown, keptName, l.room.Groups[0].DraftID, l.log, l.own.member, l.own.seat, l.room.Groups[0].Code} {
		if strings.Contains(text, word) && !slices.Contains(but, word) {
			l.t.Errorf("%s tells of the other group: %q", where, word)
		}
	}
}

// TestLeak_WhatAGroupWritesChangesNothingThatAnotherCanRead asks every page, stream and export of the table of routes before
// one group works and after: not a byte of an answer to the other may differ, so that not even how far they are shows.
func TestLeak_WhatAGroupWritesChangesNothingThatAnotherCanRead(t *testing.T) {
	l := eavesdropped(t)
	paths := l.asked("GET")
	before := make([]string, len(paths))
	for i, p := range paths {
		before[i] = wholly(l.call(l.other, p[0], p[1], nil))
	}
	l.work()
	for i, p := range paths {
		after := wholly(l.call(l.other, p[0], p[1], nil))
		if after != before[i] {
			at := 0
			for at < min(len(after), len(before[i])) && after[at] == before[i][at] {
				at++
			}
			t.Errorf("GET %s is another: was %.200q, is %.200q", p[1], before[i][max(at-40, 0):], after[max(at-40, 0):])
		}
		l.tells("GET "+p[1], after, l.saidBack(p[1])...)
	}
	if len(paths) < 400 {
		t.Errorf("only %d addresses were asked", len(paths))
	}
}

// TestLeak_NoRefusalTellsOfAnotherGroup sends what changes something, with the other group's ids wherever one fits.
func TestLeak_NoRefusalTellsOfAnotherGroup(t *testing.T) {
	l := eavesdropped(t)
	l.work()
	was := l.open(l.own, "check").fields()
	theirs := l.room.Groups[0]
	form := url.Values{"id": {theirs.DraftID}, "draft": {theirs.DraftID}, "group": {theirs.ID}, "client": {"page"}, "batch": {"1"}, "seq": {"1"}, "base": {"1"}, "log": {l.log}, "was": {keptName}, "name": {"x"},
		"to": {keptName}, "action": {"restore"}, "row": {l.row}, "field": {"message.supports"}, "reason": {"agreed"}, "canvas": {"none"}, "answer": {"yes"}, "message.core": {"mine"}}
	batch := func(at string) obj {
		return obj{"client": "page", "batch": 1, "log": l.log, "base": 1, "edits": []obj{{"kind": "restore_row", "at": at, "after": l.row}}}
	}
	bodies := []any{form, url.Values{}, batch("message.supports/" + l.row), batch("channels.list/binned"), obj{}, "{"}
	ends := []string{"/sign-out", "/join", "/api/v1/session", "/api/v1/join", "/seat"} // they end the session, or choose another table
	n := 0
	for _, p := range l.asked("POST", "PUT", "DELETE") {
		path, _, query := strings.Cut(p[1], "?")
		if query || slices.Contains(ends, path) {
			continue
		}
		for _, body := range bodies {
			n++
			got := l.call(l.other, p[0], path, body)
			l.tells(p[0]+" "+path, wholly(got), broughtBy(path, body)...)
		}
	}
	if n < 500 {
		t.Errorf("only %d requests were sent", n)
	}
	if now := l.open(l.own, "again").fields(); fmt.Sprint(now) != fmt.Sprint(was) {
		t.Errorf("the other group changed %v to %v", was, now)
	}
}

// saidBack is the id that the query itself brings: pages lead back to the whole address that was asked.
func (l *leak) saidBack(path string) []string {
	if id := l.room.Groups[0].DraftID; strings.Contains(path, "&id="+id) {
		return []string{id}
	}
	return nil
}

// broughtBy are the words that the request itself brings and an answer may say back.
func broughtBy(path string, body any) []string {
	if form, ok := body.(url.Values); ok && form.Has("was") {
		return []string{keptName}
	}
	return nil
}

// TestLeak_AStreamSaysNothingOfAnotherGroup keeps the other group's stream open while the group works.
func TestLeak_AStreamSaysNothingOfAnotherGroup(t *testing.T) {
	l := eavesdropped(t)
	server := l.serve()
	stream := l.listen(server, l.other, "/api/v1/drafts/"+l.other.draft+"/events")
	stream.next("hello")
	l.work()
	l.open(l.other, "mine").submit(0, write("message.core", 0, 0, "the end"))
	for e := range stream.events {
		l.tells("event "+e.name, e.id+e.data)
		if strings.Contains(e.data, l.room.Groups[0].ID) {
			t.Errorf("event %s tells of the group: %s", e.name, e.data)
		}
		if e.name == "edits" {
			return
		}
	}
	t.Error("the stream ended")
}

// TestLeak_AfterARevealOnlyWhatIsRevealed asks everything again when one section is revealed.
func TestLeak_AfterARevealOnlyWhatIsRevealed(t *testing.T) {
	l := eavesdropped(t)
	l.work()
	l.press(l.lead, "reveal:message").expect(303)
	room, found := "/workshops/"+l.room.ID+"/room", 0
	for _, p := range l.asked("GET") {
		may := l.saidBack(p[1])
		if strings.HasPrefix(p[1], room) {
			may = append(may, unmistakable, inARow)
		}
		text := wholly(l.call(l.other, p[0], p[1], nil))
		l.tells("GET "+p[1], text, may...)
		if strings.Contains(text, unmistakable) {
			found++
		}
	}
	if found == 0 {
		t.Error("what is revealed is nowhere to be read")
	}
	l.press(l.lead, "hide:message").expect(303)
	for _, p := range l.asked("GET") {
		if strings.HasPrefix(p[1], room) {
			l.tells("GET "+p[1]+", hidden again", wholly(l.call(l.other, p[0], p[1], nil)))
		}
	}
}

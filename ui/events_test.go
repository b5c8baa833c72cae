package ui_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"workbench/campaign"
)

// event is one event of a stream as a browser reads it.
type event struct{ id, name, data string }

// listener is one open event stream over a real connection.
type listener struct {
	t      testing.TB
	events chan event // closed when the stream ends
	stop   func()
}

// patience is how long a test waits for what should come at once, and never does where something is broken.
const patience = 20 * time.Second

func (a *app) listen(server string, who person, path string, headers ...string) *listener {
	a.t.Helper()
	ctx, stop := context.WithCancel(a.t.Context())
	a.t.Cleanup(stop)
	req, err := http.NewRequestWithContext(ctx, "GET", server+path, nil)
	if err != nil {
		a.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+who.token)
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Cache-Control") != "no-store" {
		a.t.Fatalf("%s answered %d with %v", path, res.StatusCode, res.Header)
	}
	l := &listener{t: a.t, events: make(chan event, 1000), stop: stop}
	go func() {
		defer close(l.events)
		defer res.Body.Close()
		var e event
		lines := bufio.NewScanner(res.Body)
		lines.Buffer(nil, 4<<20)
		for lines.Scan() {
			key, value, _ := strings.Cut(lines.Text(), ": ")
			switch key {
			case "id":
				e.id = value
			case "event":
				e.name = value
			case "data":
				e.data = value
			case "":
				l.events <- e
				e = event{}
			}
		}
	}()
	return l
}

// next waits for the next event of a name; others are passed over.
func (l *listener) next(name string) event {
	l.t.Helper()
	for {
		select {
		case e, ok := <-l.events:
			if !ok {
				l.t.Fatalf("the stream ended before %s", name)
			}
			if e.name == name {
				return e
			}
		case <-time.After(patience):
			l.t.Fatalf("no %s came", name)
		}
	}
}

// ended waits for the end of the stream and says how long it took.
func (l *listener) ended() time.Duration {
	l.t.Helper()
	began := time.Now()
	for {
		select {
		case _, ok := <-l.events:
			if !ok {
				return time.Since(began)
			}
		case <-time.After(patience):
			l.t.Fatal("the stream did not end")
		}
	}
}

func TestEvents_HelloThenAllEntriesThenWhatHappens(t *testing.T) {
	p := newPage(t)
	server := p.serve()
	for i := range 4 {
		p.submit(int64(i), write("message.core", 0, 0, "x"))
	}
	l := p.listen(server, p.who, p.path+"/events?after=1")
	var hello struct {
		Log      string
		Seq      int64
		Workshop struct{ ID string }
		Presence []obj
		Findings struct {
			Seq    int64
			Format string
		}
	}
	first := <-l.events
	if err := json.Unmarshal([]byte(first.data), &hello); err != nil || first.name != "hello" || first.id != "" {
		t.Fatalf("the first event is %+v", first)
	}
	if hello.Seq != 4 || hello.Log == "" || hello.Workshop.ID != p.room.ID || hello.Presence == nil || hello.Findings.Seq != 4 || hello.Findings.Format != "check-report/1" {
		t.Errorf("hello is %+v", hello)
	}
	for want := 2; want <= 4; want++ {
		if e := l.next("edits"); e.id != fmt.Sprint(want) || !strings.Contains(e.data, `"client":"page-1"`) {
			t.Errorf("entry %d came as %+v", want, e)
		}
	}
	p.submit(4, write("audience.primary", 0, 0, "everyone"))
	if e := l.next("edits"); e.id != "5" {
		t.Errorf("the new entry came as %+v", e)
	}
	var report struct{ Seq int64 }
	if err := json.Unmarshal([]byte(l.next("findings").data), &report); err != nil || report.Seq != 5 {
		t.Errorf("findings of %d, %v", report.Seq, err)
	}
	p.call(p.who, "POST", p.path+"/presence", obj{"client": "page-1", "at": "message.core", "from": 1, "to": 2, "unsent": 3, "seen": 4, "section": "message"}).expect(204)
	if e := l.next("presence"); !strings.Contains(e.data, `"name":"Aisyah","at":"message.core","from":1,"to":2,"unsent":3,"seen":4,"section":"message"`) {
		t.Errorf("presence came as %+v", e)
	}
}

func TestEvents_LastEventIDWinsOverAfter(t *testing.T) {
	p := newPage(t)
	server := p.serve()
	for i := range 4 {
		p.submit(int64(i), write("message.core", 0, 0, "x"))
	}
	for _, row := range []struct{ query, last, first string }{{"?after=0", "3", "4"}, {"?after=3", "1", "2"}, {"", "2", "3"}, {"?after=2", "", "3"}, {"?after=2", "odd", "3"}} {
		l := p.listen(server, p.who, p.path+"/events"+row.query, "Last-Event-ID", row.last)
		if e := l.next("edits"); e.id != row.first {
			t.Errorf("%s with Last-Event-ID %q begins at %s, should at %s", row.query, row.last, e.id, row.first)
		}
		l.stop()
	}
	// Past the end of the log: hello tells where it stands.
	if e := p.listen(server, p.who, p.path+"/events?after=99").next("hello"); !strings.Contains(e.data, `"seq":4`) {
		t.Errorf("past the end: %s", e.data)
	}
	p.call(p.who, "GET", p.path+"/events?after=-1", nil).refused(400, campaign.Invalid, "after")
}

func TestEvents_BeatWhileNothingHappens(t *testing.T) {
	t.Parallel() // it takes the eight seconds that a beat takes
	p := newPage(t)
	server := p.serve()
	draft := p.listen(server, p.who, p.path+"/events")
	room := p.listen(server, p.leader(), "/api/v1/workshops/"+p.room.ID+"/events")
	draft.next("beat")
	room.next("beat")
}

func TestEvents_AJoinIsToldToItsGroupAndTheFacilitatorAlone(t *testing.T) {
	p := newPage(t)
	server := p.serve()
	lead := p.leader()
	group := p.listen(server, p.who, p.path+"/events")
	neighbour := p.listen(server, p.member(p.room, 1, "Ploy"), p.draft(1)+"/events")
	room := p.listen(server, lead, "/api/v1/workshops/"+p.room.ID+"/events")
	for _, l := range []*listener{group, neighbour, room} {
		l.next("hello")
	}
	hafiz := p.member(p.room, 0, "Hafiz")
	for _, l := range []*listener{group, room} {
		if e := l.next("workshop"); e.data != `{"what":"joined","name":"Hafiz","group":"`+p.room.Groups[0].ID+`"}` {
			t.Errorf("the join is told as %s", e.data)
		}
	}
	members := "/workshops/" + p.room.ID + "/members/" + hafiz.member
	p.call(lead, "POST", members+"/remove", url.Values{}).expect(303)
	for _, l := range []*listener{group, room} {
		if e := l.next("workshop"); !strings.Contains(e.data, `"removed","name":"Hafiz"`) {
			t.Errorf("the removal is told as %s", e.data)
		}
	}
	// What the neighbours hear first is the next thing that concerns them.
	p.call(lead, "POST", "/workshops/"+p.room.ID+"/settings", url.Values{"title": {p.room.Title}, "joining": {"closed"}}).expect(303)
	for _, l := range []*listener{neighbour, group, room} {
		if e := l.next("workshop"); e.data != `{"what":"settings"}` {
			t.Errorf("the settings are told as %s", e.data)
		}
	}
}

func TestEvents_OfARemovedOrMovedMemberEndWithinASecond(t *testing.T) {
	a := newApp(t)
	server := a.serve()
	lead := a.leader()
	for _, what := range []string{"remove", "move"} {
		gone, stays := a.member(a.room, 0, "Hafiz"), a.member(a.room, 0, "Aisyah")
		l, other := a.listen(server, gone, a.draft(0)+"/events"), a.listen(server, stays, a.draft(0)+"/events")
		l.next("hello")
		other.next("hello")
		a.call(lead, "POST", "/workshops/"+a.room.ID+"/members/"+gone.member+"/"+what, url.Values{"group": {a.room.Groups[1].ID}}).expect(303)
		if took := l.ended(); took > time.Second {
			t.Errorf("%s: the stream ended after %s", what, took)
		}
		if what == "remove" {
			a.call(gone, "GET", a.draft(0), nil).refused(401, campaign.Unauthenticated, "")
			a.call(person{}, "POST", "/api/v1/join", obj{"code": a.room.JoinCode, "seat_code": gone.seat}).refused(404, campaign.NotFound, "seat_code")
		} else {
			a.call(gone, "GET", a.draft(0), nil).refused(404, campaign.NotFound, "")
			a.call(gone, "GET", a.draft(1), nil).expect(200)
			if e := other.next("workshop"); !strings.Contains(e.data, `"moved"`) {
				t.Errorf("the move is told as %s", e.data)
			}
		}
		a.call(stays, "GET", a.draft(0), nil).expect(200)
	}
}

func TestEvents_TheFacilitatorLooksOnUnseen(t *testing.T) {
	p := newPage(t)
	p.call(p.leader(), "POST", p.path+"/presence", obj{"client": "wall"}).expect(204)
	if got := p.hub.Presence(p.who.draft); len(got) != 0 {
		t.Errorf("present are %+v", got)
	}
}

func TestPresence_WhatIsWrongIsNamed(t *testing.T) {
	p := newPage(t)
	for _, row := range []struct {
		body  any
		field string
	}{
		{obj{}, "client"}, {obj{"client": "has spaces"}, "client"}, {obj{"client": strings.Repeat("x", 65)}, "client"}, {obj{"client": "c", "at": strings.Repeat("x", 201)}, "at"},
		{obj{"client": "c", "from": -1}, "from"}, {obj{"client": "c", "to": -1}, "to"}, {obj{"client": "c", "unsent": -1}, "unsent"}, {obj{"client": "c", "seen": -1}, "seen"}, {obj{"client": "c", "leaving": true, "batch": -1}, "batch"}, {obj{"client": "c", "section": strings.Repeat("x", 61)}, "section"}, {obj{"client": "c", "from": "x"}, "from"}, {obj{"client": "c", "from": 1.5}, "from"},
	} {
		p.call(p.who, "POST", p.path+"/presence", row.body).refused(400, campaign.Invalid, row.field)
	}
}

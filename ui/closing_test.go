package ui_test

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workbench/campaign"
)

// leftIn says which of the words stand in any byte of any file of the data folder, in the log of the program, or in the
// hub's memory.
func (a *app) leftIn(words map[string]string) (there []string) {
	a.t.Helper()
	places := map[string][]byte{"the log": []byte(a.log.String())}
	err := filepath.WalkDir(filepath.Dir(a.store.Path()), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			places[filepath.Base(path)], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		a.t.Fatal(err)
	}
	if len(places["workbench.db"]) == 0 {
		a.t.Fatalf("the database was not read: %d places", len(places))
	}
	for what, word := range words {
		for _, data := range places {
			if bytes.Contains(data, []byte(word)) {
				there = append(there, what)
				break
			}
		}
	}
	slices.Sort(there)
	return there
}

// anonymous is a workshop at which three people have done all that leaves a trace, and then closed; traces are the words
// that tied what they did to them.
func anonymous(t *testing.T) (a *app, lead person, people []person, traces map[string]string) {
	a = newApp(t)
	lead = a.leader()
	lead.cookie = true
	traces = map[string]string{}
	// One sits down while names are kept, two after.
	first := a.member(a.room, 0, "Zubaidah Unmistakable")
	a.open(first, "page-of-zubaidah").submit(0, write("audience.primary", 0, 0, "the general public"))
	traces["typed name"] = "Zubaidah Unmistakable"
	if there := a.leftIn(traces); len(there) != 1 {
		t.Fatal("the scan does not find a name that is kept")
	}
	a.call(lead, "POST", "/workshops/"+a.room.ID+"/privacy", url.Values{"privacy": {"nothing"}, "sure": {"yes"}}).expect(303)
	people = []person{first, a.member(a.room, 0, "Somchai Unmistakable"), a.member(a.room, 0, "Lina Unmistakable")}
	clients := []string{"page-of-zubaidah", "page-of-somchai", "page-of-lina"}
	draft := first.draft
	for i := range people {
		p := &people[i]
		p.cookie = true
		page := a.open(*p, clients[i])
		page.batch = 5
		page.submit(int64(1+i), write("message.core", 0, 0, "words "), obj{"kind": "set_aside", "at": "message.core", "principle": "msg-plain", "rule": "missing", "reason": "later", "note": "not yet"})
		a.call(*p, "POST", "/api/v1/drafts/"+draft+"/presence", obj{"client": clients[i], "unsent": 2}).expect(204)
		a.call(*p, "POST", "/drafts/"+draft+"/history", url.Values{"name": {"Moment " + clients[i][8:]}}).expect(303)
		a.call(*p, "POST", "/drafts/"+draft+"/findings/"+a.finding(draft, "audience.primary"), url.Values{"action": {"not_useful"}}).expect(303)
		a.call(*p, "POST", "/api/v1/drafts/"+draft+"/comments", obj{"at": "message.core", "text": "Who is this for?"}).expect(201)
		a.marks(*p, "hand-raise", "audience").expect(204)
	}
	at := a.call(lead, "POST", "/workshops/"+a.room.ID+"/votes", url.Values{"question": {"Which?"}, "choices": {"a\r\nb"}, "dots": {"1"}, "most": {"1"}, "least": {"3"}}).expect(303).header.Get("Location")
	for _, p := range people {
		a.call(p, "POST", at, url.Values{"on.c1": {"1"}}).expect(303)
	}
	a.call(people[1], "POST", "/api/v1/drafts/"+draft+"/presence", obj{"client": clients[1], "unsent": 3, "leaving": true}).expect(204)
	room := "/workshops/" + a.room.ID
	a.press(lead, "say", "text", "Come", "once", "m1")
	a.call(lead, "POST", room+"/groups/"+a.room.Groups[0].ID+"/hand", url.Values{"action": {"coming"}}).expect(303)
	a.call(lead, "POST", room+"/members/"+people[1].member+"/move", url.Values{"group": {a.room.Groups[1].ID}}).expect(303)
	a.call(lead, "POST", room+"/members/"+people[2].member+"/remove", url.Values{}).expect(303)
	for i, p := range people {
		name := clients[i][8:]
		m, err := a.store.Member(t.Context(), p.member)
		if err != nil {
			t.Fatal(err)
		}
		token := sha256.Sum256([]byte(p.token))
		traces["id of "+name], traces["pseudonym of "+name], traces["seat code of "+name] = p.member, m.Pseudonym, p.seat
		traces["session of "+name], traces["page of "+name] = base64.RawURLEncoding.EncodeToString(token[:]), clients[i]
	}
	db, err := sql.Open("sqlite", a.store.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var secret string
	if err := db.QueryRow("SELECT secret FROM workshop_keys WHERE workshop_id = ?", a.room.ID).Scan(&secret); err != nil {
		t.Fatal(err)
	}
	traces["key"] = secret
	// What the scan would have to miss were it of no use.
	for what := range traces {
		if there := a.leftIn(map[string]string{what: traces[what]}); len(there) == 0 {
			t.Errorf("before closing the scan does not find the %s", what)
		}
	}
	// What was never kept, in any form.
	never := map[string]string{"name in the mode": "Somchai Unmistakable", "another": "Lina Unmistakable"}
	for _, p := range people {
		never["token of "+p.member] = p.token
	}
	raw, err := hex.DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	never["key as bytes"], never["key in base64"] = string(raw), base64.StdEncoding.EncodeToString(raw)
	if there := a.leftIn(never); len(there) > 0 {
		t.Errorf("kept although it is said not to be: %q", there)
	}
	for what, word := range never {
		traces[what] = word
	}
	return a, lead, people, traces
}

func TestClosing_NoByteOnDiskOrInTheLogTiesTextsToPeople(t *testing.T) {
	a, lead, people, traces := anonymous(t)
	draft, closing := people[0].draft, "/workshops/"+a.room.ID+"/closing"
	a.call(lead, "POST", closing, url.Values{}).expect(400)
	a.call(lead, "POST", closing, url.Values{"sure": {"yes"}}).expect(303)
	if there := a.leftIn(traces); len(there) > 0 {
		t.Errorf("still there: %q", there)
	}
	if here, away := a.hub.Presence(draft), a.hub.Absent(draft); len(here)+len(away) > 0 {
		t.Errorf("memory still holds %v, %v", here, away)
	}
	if done := string(a.call(lead, "GET", closing, nil).expect(200).body); !strings.Contains(done, "Closed for good") || strings.Contains(done, `name="sure"`) {
		t.Error("the page does not say that it is done, or offers it again")
	}
	// Everything stays out after what people do next, and after a restart.
	for _, page := range []string{"/drafts/" + draft + "/history", "/workshops/" + a.room.ID, "/workshops/" + a.room.ID + "/settings", "/workshops/" + a.room.ID + "/groups",
		"/drafts/" + draft + "/sections/message", "/drafts/" + draft + "/comments"} {
		body := string(a.call(lead, "GET", page, nil).body)
		for what, word := range traces {
			if strings.Contains(body, word) {
				t.Errorf("%s holds the %s", page, what)
			}
		}
	}
	history := string(a.call(lead, "GET", "/drafts/"+draft+"/history", nil).expect(200).body)
	for _, want := range []string{"Person A", "Person B", "Person C", "Moment somchai"} {
		if !strings.Contains(history, want) {
			t.Errorf("the history does not say %q", want)
		}
	}
	if there := a.leftIn(traces); len(there) > 0 {
		t.Errorf("back again: %q", there)
	}
}

func TestClosing_EndsTheWorkshopWithASentence(t *testing.T) {
	a, lead, people, _ := anonymous(t)
	draft := people[0].draft
	before := a.call(lead, "GET", "/api/v1/drafts/"+draft, nil).expect(200)
	entries := len(a.authors(draft))
	a.call(lead, "POST", "/workshops/"+a.room.ID+"/closing", url.Values{"sure": {"yes"}}).expect(303)
	for _, p := range people {
		p.cookie = false
		a.call(p, "GET", "/api/v1/drafts/"+draft, nil).refused(401, campaign.Unauthenticated, "*")
	}
	// A page sends again what it has no answer to, without saying which log it read.
	led := lead
	led.draft, led.cookie = draft, false
	again := a.open(led, "page-of-zubaidah")
	again.batch = 0
	if said := again.refuse(403, campaign.Locked, "", 0, write("audience.primary", 0, 0, "the general public")); !strings.Contains(said, "closed for good") {
		t.Errorf("it says %q", said)
	}
	a.call(lead, "PUT", "/api/v1/drafts/"+draft+"/canvas", obj{"canvas": "quick-four"}).expect(403)
	if n := len(a.authors(draft)); n != entries {
		t.Errorf("%d entries of %d", n, entries)
	}
	after := a.call(lead, "GET", "/api/v1/drafts/"+draft, nil).expect(200)
	var was, is struct{ Fields map[string]any }
	before.read(&was)
	after.read(&is)
	if len(was.Fields) == 0 || len(is.Fields) != len(was.Fields) {
		t.Errorf("fields %v, were %v", is.Fields, was.Fields)
	}
	a.call(person{}, "POST", "/api/v1/join", obj{"code": a.room.JoinCode, "group_id": a.room.Groups[0].ID}).refused(403, campaign.Forbidden, "*")
	a.call(lead, "POST", "/workshops/"+a.room.ID+"/settings", url.Values{"title": {"Again"}, "joining": {"open"}}).expect(303)
	said := a.call(person{}, "POST", "/api/v1/join", obj{"code": a.room.JoinCode, "seat_code": people[0].seat}).refused(403, campaign.Forbidden, "*")
	if !strings.Contains(said, "no seats to return to") {
		t.Errorf("coming back is refused by %q", said)
	}
	if page := string(a.call(person{}, "GET", "/join/"+a.room.JoinCode, nil).expect(200).body); !strings.Contains(page, "closed for good") || strings.Contains(page, "/seat?") {
		t.Error("the page of joining does not say that it is over")
	}
	if page := string(a.call(lead, "GET", "/drafts/"+draft+"/sections/message", nil).expect(200).body); !strings.Contains(page, "closed for good. Its texts can be read") {
		t.Error("the section does not say why nothing is taken")
	}
}

func TestClosing_NamesTheCopiesThatStillTell(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	closing := "/workshops/" + a.room.ID + "/closing"
	a.call(lead, "POST", "/workshops/"+a.room.ID+"/privacy", url.Values{"privacy": {"nothing"}, "sure": {"yes"}}).expect(303)
	if page := string(a.call(lead, "GET", closing, nil).expect(200).body); !strings.Contains(page, "has made no copy") {
		t.Error("it does not say that there is no copy")
	}
	for file, at := range map[string]int{"tuesday.workbench": 0, "before-the-workshop.workbench": -2} {
		if err := a.store.NoteBackup(t.Context(), "/srv/"+file, a.room.Created.AddDate(0, 0, at).Add(1)); err != nil {
			t.Fatal(err)
		}
	}
	a.call(lead, "POST", closing, url.Values{"sure": {"yes"}}).expect(303)
	page := string(a.call(lead, "GET", closing, nil).expect(200).body)
	if !strings.Contains(page, "tuesday.workbench, made") || strings.Contains(page, "before-the-workshop") || strings.Contains(page, "/srv") {
		t.Error("the copies are not those of the workshop")
	}
}

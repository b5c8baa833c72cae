package ui_test

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

// words is what one reads on a page, white space made single.
func words(t testing.TB, got *answer) string {
	t.Helper()
	return strings.Join(strings.Fields(text(shown(t, got))), " ")
}

func TestWall_ShowsTheQuietestGroupFirstAndWhenItWasTouched(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	p := a.open(a.member(a.room, 0, "Aisyah"), "page")
	p.submit(0, write("context.place", 0, 0, "Kota Bharu"), write("campaign.title", 0, 0, "Satu kampung"))
	p.call(p.who, "POST", p.path+"/presence", obj{"client": "page"}).expect(204)
	path := "/workshops/" + a.room.ID + "/groups"
	got := words(t, a.call(lead, "GET", path, nil).expect(200))
	if quiet, busy := strings.Index(got, "Thailand"), strings.LastIndex(got, "Malaysia"); quiet < 0 || busy < quiet {
		t.Errorf("the quietest group does not come first: %s", got)
	}
	for _, part := range []string{"Satu kampung", "not begun", "just now", "1 here"} {
		if !strings.Contains(got, part) {
			t.Errorf("the wall does not say %q: %s", part, got)
		}
	}
	for _, row := range []struct {
		passes time.Duration
		says   string
	}{{time.Minute, "1 minute ago"}, {time.Minute, "2 minutes ago"}, {3 * time.Hour, "3 hours ago"}, {100 * time.Hour, "4 days ago"}} {
		a.now.pass(row.passes)
		if got := words(t, a.call(lead, "GET", path, nil).expect(200)); !strings.Contains(got, row.says) {
			t.Errorf("the wall does not say %q: %s", row.says, got)
		}
	}
}

func TestWall_ComparesEveryKindOfValueAsOneReadsIt(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	p, q := a.open(a.member(a.room, 0, "Aisyah"), "page-1"), a.open(a.member(a.room, 1, "Ploy"), "page-2")
	p.submit(0, set("audience.age_from", 18), set("audience.languages", []string{"ms", "th"}), write("audience.insight", 0, 0, "First line\n\nSecond line"),
		obj{"kind": "insert_row", "at": "audience.media", "row": "r1", "after": "", "values": obj{"channel": "radio", "use": "every morning"}},
		obj{"kind": "insert_row", "at": "audience.media", "row": "r2", "after": "r1", "values": obj{"channel": "tiktok"}})
	q.submit(0, set("audience.age_from", 25))
	room := "/workshops/" + a.room.ID + "/compare?section=audience"
	both := "&groups=" + a.room.Groups[0].ID + "&groups=" + a.room.Groups[1].ID
	for query, parts := range map[string][]string{
		"":                               {"18", "25", "First line", "+1 more"},
		both:                             {"18", "25", "First line", "Second line", "Malay", "Thai", "Radio", "every morning", "TikTok"},
		"&groups=" + a.room.Groups[0].ID: {"Choose from 2 to 4 groups"},
	} {
		got := words(t, a.call(lead, "GET", room+query, nil).expect(200))
		for _, part := range parts {
			if !strings.Contains(got, part) {
				t.Errorf("%s does not say %q: %s", query, part, got)
			}
		}
		if strings.Contains(got, "tiktok") {
			t.Errorf("%s shows an option's id: %s", query, got)
		}
	}
}

func TestWorkshop_CanBeHeldInEveryLanguageAndOnEveryCanvasThatIsOffered(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	page := shown(t, a.call(lead, "GET", "/workshops/new", nil).expect(200))
	offered := map[string]string{}
	for n := range page.Descendants() {
		switch {
		case n.Data == "option" && attribute(n.Parent, "name") == "language":
			offered[attribute(n, "value")] = "pve-campaign"
		case n.Data == "input" && attribute(n, "name") == "canvas":
			offered["en "+attribute(n, "value")] = attribute(n, "value")
		}
	}
	if len(offered) < 12 {
		t.Fatalf("offered are only %v", offered)
	}
	for language, canvas := range offered {
		language, _, _ = strings.Cut(language, " ")
		form := url.Values{"title": {"Meeting"}, "language": {language}, "canvas": {canvas}, "group_name": {"A"}, "group_country": {"MY"}}
		made := a.call(lead, "POST", "/workshops", form).expect(303).header.Get("Location")
		w, err := a.store.Workshop(t.Context(), strings.TrimPrefix(made, "/workshops/"))
		if err != nil || w.Language != language || w.Canvas != canvas || len(w.Groups) != 1 || w.Groups[0].Country != "MY" {
			t.Errorf("%s on %s became %+v, %v", language, canvas, w, err)
			continue
		}
		a.call(lead, "GET", "/drafts/"+w.Groups[0].DraftID+"/sections/"+"audience", nil)
		a.call(lead, "GET", "/api/v1/drafts/"+w.Groups[0].DraftID+"/brief?format=html", nil).expect(200)
	}
}

func TestPages_AnswerInALanguageThatThereIs(t *testing.T) {
	a := newApp(t)
	for _, wanted := range []string{"", "ms", "th-TH,th;q=0.9", "*", ";;;", strings.Repeat("en,", 5000), "\x7f"} {
		got := a.call(person{}, "GET", "/join", nil, "Accept-Language", wanted).expect(200)
		if !strings.Contains(string(got.body), `<html lang="en"`) {
			t.Errorf("asked for %.20q: %.100s", wanted, got.body)
		}
	}
}

// Two tables of four write at once, each page sending some batches twice.
func TestRoom_EverybodyWritesAtOnceAndNobodyLosesAWord(t *testing.T) {
	a := newApp(t)
	const people, batches = 4, 12
	done := make(chan error)
	drafts := map[int]*page{}
	for group := range 2 {
		for n := range people {
			p := a.open(a.member(a.room, group, ""), fmt.Sprintf("page-%d", n))
			drafts[group] = p
			go func() {
				base := int64(0)
				for i := range batches {
					batch := p.next(base, write("audience.insight", 0, 0, fmt.Sprintf("[%d.%d]", n, i)))
					for range 1 + i%2 {
						var got applied
						answer := p.call(p.who, "POST", p.path+"/edits", batch)
						if answer.status != 200 {
							done <- fmt.Errorf("batch %d of page %d: %s", i, n, answer.body)
							return
						}
						answer.read(&got)
						base = got.Seq
					}
				}
				done <- nil
			}()
		}
	}
	for range 2 * people {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	for group, p := range drafts {
		text, _ := p.fields()["audience.insight"].(string)
		for n := range people {
			for i := range batches {
				if word := fmt.Sprintf("[%d.%d]", n, i); strings.Count(text, word) != 1 {
					t.Errorf("group %d: %s stands %d times in %s", group, word, strings.Count(text, word), text)
				}
			}
		}
		var log struct{ Seq int64 }
		p.call(p.who, "GET", p.path+"/edits", nil).expect(200).read(&log)
		if log.Seq != people*batches {
			t.Errorf("group %d has %d entries, should have %d", group, log.Seq, people*batches)
		}
	}
}

// Before a facilitator ends a round, they see whose words have not come in.
func TestOverview_SaysWhichGroupsHoldUnsentWords(t *testing.T) {
	a := newApp(t)
	lead, one := a.leader(), a.member(a.room, 0, "Aisyah")
	lead.cookie = true
	at := "/api/v1/drafts/" + one.draft + "/presence"
	a.call(one, "POST", at, obj{"client": "page", "unsent": 2}).expect(204)
	if got := string(a.call(lead, "GET", "/workshops/"+a.room.ID+"/groups", nil).expect(200).body); strings.Count(got, "1 device holds words that are not here yet") != 1 {
		t.Error("the groups' page does not say that a device holds words")
	}
	a.call(one, "POST", at, obj{"client": "page", "unsent": 0}).expect(204)
	if got := string(a.call(lead, "GET", "/workshops/"+a.room.ID+"/groups", nil).expect(200).body); strings.Contains(got, "not here yet") {
		t.Error("it says so when all has come in")
	}
}

// Before a facilitator closes, they see whose device went with words, and whose went without a word.
func TestOverview_SaysWhoseDeviceIsMissed(t *testing.T) {
	a := newApp(t)
	lead, one := a.leader(), a.member(a.room, 0, "Aisyah")
	lead.cookie = true
	at := "/api/v1/drafts/" + one.draft + "/presence"
	page := func() string {
		return string(a.call(lead, "GET", "/workshops/"+a.room.ID+"/groups", nil).expect(200).body)
	}
	a.call(one, "POST", at, obj{"client": "page", "unsent": 2, "seen": 0}).expect(204)
	a.call(one, "POST", at, obj{"client": "page", "unsent": 2, "leaving": true, "batch": 4}).expect(204)
	if got := page(); !strings.Contains(got, "1 device went with words that are not here yet") || !strings.Contains(got, "<bdi>Aisyah</bdi>") || !regexp.MustCompile(`last heard of .*\d\d:\d\d`).MatchString(got) {
		t.Errorf("the groups' page does not say whose device is missed: %s", got)
	}
	a.call(one, "POST", at, obj{"client": "page", "unsent": 0}).expect(204)
	a.call(one, "POST", at, obj{"client": "page", "unsent": 0, "leaving": true}).expect(204)
	if got := page(); strings.Contains(got, "went with words") || strings.Contains(got, "silent") {
		t.Errorf("somebody is missed who took leave and left nothing: %s", got)
	}

	// A page that spoke to another instance half a minute ago, which is no more.
	peers := a.hub.Join(func(context.Context, string) error { return nil }, func(context.Context, string) (string, error) { return "Somchai", nil })
	defer peers.Close()
	peers.Hear("other", fmt.Sprintf(`[{"k":"here","d":%q,"w":%q,"m":"m9","c":"p9","o":29999},{"k":"bye"}]`, one.draft, a.room.ID))
	for began := time.Now(); len(a.hub.Absent(one.draft)) == 0; {
		if time.Since(began) > 30*time.Second {
			t.Fatal("nobody is missed")
		}
		runtime.Gosched()
	}
	if got := page(); !strings.Contains(got, "1 device is silent") || !strings.Contains(got, "<bdi>Somchai</bdi>") || !strings.Contains(got, "what it holds is not known") {
		t.Errorf("the groups' page does not say whose device is silent: %s", got)
	}
}

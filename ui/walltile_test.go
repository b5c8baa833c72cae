package ui_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"workbench/campaign"
	"workbench/principles"
)

// tileOf is what the tile of a group says, of the wall or of a part of it.
func (a *app) tileOf(lead person, group int) string {
	a.t.Helper()
	got := a.call(lead, "GET", "/workshops/"+a.room.ID+"/groups?tiles="+a.room.Groups[group].DraftID, nil).expect(200)
	_, tile, found := strings.Cut(words(a.t, got), a.room.Groups[group].Name)
	if !found {
		a.t.Fatalf("there is no tile of group %d: %s", group, got.body)
	}
	return tile
}

func TestWall_CountsFindingsBySeverityAndWhatIsSetAside(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	if got := a.tileOf(lead, 1); !strings.Contains(got, "No open questions") || strings.Contains(got, "set aside") {
		t.Errorf("a draft that nobody has begun: %s", got)
	}
	p := a.open(a.member(a.room, 0, "Aisyah"), "page")
	p.submit(0, write("campaign.title", 0, 0, "Fight the crazy extremists"), write("message.core", 0, 0, "Those people are terrorists. Never trust them."),
		write("audience.insight", 0, 0, "Everybody in the village"), write("context.place", 0, 0, "Kota Bharu"))
	report := func() (*principles.Report, map[principles.Severity]int, map[principles.Severity]int) {
		head, err := a.desk.Read(t.Context(), a.room.Groups[0].DraftID)
		if err != nil {
			t.Fatal(err)
		}
		r := principles.Check(head.State.Draft(""), principles.Standard())
		todo, open, aside := map[string]bool{}, map[principles.Severity]int{}, map[principles.Severity]int{}
		for _, j := range r.Principles {
			todo[j.ID] = j.Todo
		}
		for _, f := range r.Findings {
			if f.Aside != nil {
				aside[f.Severity]++
			} else if !todo[f.Principle] {
				open[f.Severity]++
			}
		}
		return r, open, aside
	}
	says := func(when string, counts map[principles.Severity]int) {
		t.Helper()
		got := a.tileOf(lead, 0)
		for severity, name := range map[principles.Severity]string{principles.Must: "must", principles.Should: "should", principles.Consider: "to consider"} {
			if n := counts[severity]; n > 0 && !regexp.MustCompile(fmt.Sprintf(`\b%d %s`, n, name)).MatchString(got) {
				t.Errorf("%s the tile does not say %d %s: %s", when, n, name, got)
			}
		}
	}
	r, open, _ := report()
	if open[principles.Must] == 0 {
		t.Fatalf("the text gives only %v", open)
	}
	says("at first", open)
	var one principles.Finding
	for _, f := range r.Findings {
		if f.Severity == principles.Must && f.Aside == nil && f.Field == "message.core" {
			one = f
		}
	}
	p.submit(1, obj{"kind": "set_aside", "at": one.Field, "principle": one.Principle, "rule": one.Rule, "excerpt": one.Excerpt, "reason": "agreed"})
	_, open, aside := report()
	if aside[principles.Must] == 0 {
		t.Fatalf("nothing was set aside of %+v", one)
	}
	says("then", open)
	if got := a.tileOf(lead, 0); !regexp.MustCompile(fmt.Sprintf(`%d set aside by the group ‼ %d must`, aside[principles.Must], aside[principles.Must])).MatchString(got) {
		t.Errorf("the tile does not say what was set aside: %s", got)
	}
}

func TestWall_CountsWhatIsWrittenInThePhaseThatRuns(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	p := a.open(a.member(a.room, 0, "Aisyah"), "page")
	p.submit(0, write("message.core", 0, 0, "before"))
	a.now.pass(time.Minute)
	if got := a.tileOf(lead, 0); !strings.Contains(got, "6 characters since") {
		t.Errorf("without a phase: %s", got)
	}
	if _, err := a.store.ChangeCourse(t.Context(), a.room.ID, func(c *campaign.Course) error {
		if err := c.Add(campaign.Phase{Title: "Message", Minutes: 20, Members: campaign.MayWrite}); err != nil {
			return err
		}
		return c.Start(c.Phases[0].ID, leadName, a.now.Now())
	}); err != nil {
		t.Fatal(err)
	}
	page := words(t, a.call(lead, "GET", "/workshops/"+a.room.ID+"/groups", nil).expect(200))
	if !strings.Contains(page, "Phase 1: Message") || strings.Count(page, "0 characters since") != 2 {
		t.Errorf("at the phase's start: %s", page)
	}
	a.now.pass(time.Minute)
	p.submit(1, write("message.core", 6, 6, " and after"))
	if got := a.tileOf(lead, 0); !strings.Contains(got, "10 characters since") {
		t.Errorf("in the phase: %s", got)
	}
	a.call(lead, "POST", "/workshops/"+a.room.ID+"/phases", url.Values{"action": {"end"}}).expect(303)
	if got := a.tileOf(lead, 0); !strings.Contains(got, "16 characters since") {
		t.Errorf("after it: %s", got)
	}
}

func TestWall_SaysWhoIsOnLineAndPutsFirstWhoseDeviceWentWithWords(t *testing.T) {
	a := newApp(t)
	lead, aisyah := a.leader(), a.member(a.room, 0, "Aisyah")
	somchai, ploy := a.member(a.room, 1, "สมชาย"), a.member(a.room, 1, "Ploy")
	for _, on := range []struct {
		who    person
		page   string
		unsent int
	}{{aisyah, "p1", 0}, {somchai, "p2", 0}, {ploy, "p4", 0}, {somchai, "p3", 2}} {
		a.call(on.who, "POST", "/api/v1/drafts/"+on.who.draft+"/presence", obj{"client": on.page, "unsent": on.unsent}).expect(204)
	}
	if got := a.tileOf(lead, 1); strings.Count(got, "สมชาย") != 1 || !strings.Contains(got, "สมชาย ○, Ploy") || strings.Contains(got, "Aisyah") {
		t.Errorf("of those on line the tile says %s", got)
	}
	first := func() string {
		page := string(a.call(lead, "GET", "/workshops/"+a.room.ID+"/groups", nil).expect(200).body)
		return regexp.MustCompile(`data-tile="([^"]+)"`).FindStringSubmatch(page)[1]
	}
	a.open(somchai, "p2").submit(0, write("message.core", 0, 0, "more")) // who has written more comes later
	a.call(aisyah, "POST", "/drafts/"+aisyah.draft+"/marks", url.Values{"action": {"ready-yes"}, "section": {"context"}}).expect(303)
	if first() != somchai.draft {
		t.Error("who is ready comes first")
	}
	a.call(aisyah, "POST", "/api/v1/drafts/"+aisyah.draft+"/presence", obj{"client": "p1", "unsent": 2, "leaving": true, "batch": 4}).expect(204)
	if first() != aisyah.draft {
		t.Error("a device went with words, and its group does not come first")
	}
	a.call(somchai, "POST", "/drafts/"+somchai.draft+"/marks", url.Values{"action": {"hand-raise"}}).expect(303)
	if first() != somchai.draft {
		t.Error("who asks for help does not come first")
	}
}

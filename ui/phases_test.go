package ui_test

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"workbench/campaign"
)

// press presses a button on the facilitator's page of phases.
func (a *app) press(lead person, action string, more ...string) *answer {
	a.t.Helper()
	form := url.Values{"action": {action}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Add(more[i], more[i+1])
	}
	return a.call(lead, "POST", "/workshops/"+a.room.ID+"/phases", form)
}

func (a *app) course() *campaign.Course {
	a.t.Helper()
	c, err := a.store.Course(a.t.Context(), a.room.ID)
	if err != nil {
		a.t.Fatal(err)
	}
	return &c
}

// atWork is a facilitator of a workshop whose first phase has just begun.
func atWork(t *testing.T) (*page, person) {
	p := newPage(t)
	lead := p.leader()
	lead.cookie = true
	p.press(lead, "canvas").expect(303)
	p.press(lead, "next", "from", "").expect(303)
	return p, lead
}

func TestPhases_FromTheCanvasByOnePressAndThenByHand(t *testing.T) {
	p := newPage(t)
	lead, path := p.leader(), "/workshops/"+p.room.ID+"/phases"
	lead.cookie = true
	p.call(lead, "GET", path, nil).expect(200).says("Make phases from the canvas", "No phase is running")
	for range 2 { // pressed twice
		p.press(lead, "canvas").expect(303)
	}
	canvas := campaign.Standard().Canvas(p.room.Canvas)
	if got := p.course().Phases; len(got) != len(canvas.Sections) || got[0].Minutes != canvas.Sections[0].Minutes {
		t.Fatalf("%+v", got)
	}
	first := p.course().Phases[0]
	p.press(lead, "save", "title.p1", " แนะนำ <b> ", "minutes.p1", "7", "sections.p1", "message", "sections.p1", "nothing").expect(303)
	p.press(lead, "up:p2").expect(303)
	p.press(lead, "add").expect(303)
	p.press(lead, "remove:p3").expect(303)
	p.press(lead, "down:p1").expect(303)
	got := p.course().Phases
	if got[0].ID != "p2" || got[1].ID != "p4" || got[2].Title != "แนะนำ <b>" || got[2].Minutes != 7 || strings.Join(got[2].Sections, " ") != "message" || got[len(got)-1].Title != "New phase" {
		t.Errorf("after %+v the plan is %+v", first, got)
	}
	p.call(lead, "GET", path, nil).expect(200).says("แนะนำ <b>", "The plan is saved.")

	// What is refused comes back as typed, and nothing is kept.
	for name, typed := range map[string][2]string{"no title": {"", "7"}, "no minutes": {"x", "soon"}, "too long": {strings.Repeat("ก", 81), "7"}} {
		refused := p.press(lead, "save", "title.p1", typed[0], "minutes.p1", typed[1]).expect(400)
		refused.says(`role="alert"`, `aria-invalid="true"`)
		if name == "too long" {
			refused.says(typed[0])
		}
	}
	p.press(lead, "start:none").expect(400)
	p.press(lead, "shout").expect(400)
	if now := p.course(); now.Phases[2].Title != "แนะนำ <b>" || now.Phase != "" {
		t.Errorf("it changed to %+v", now)
	}
}

func TestPhases_TheTimerIsTheServersAndEveryGroupSeesItsOwn(t *testing.T) {
	p, lead := atWork(t)
	began := p.now.Now()
	mine, theirs := p.room.Groups[0], p.room.Groups[1]
	first := p.course().Now()
	until := began.Add(time.Duration(first.Minutes) * time.Minute)
	line := "/drafts/" + p.who.draft + "/course"
	other := p.joined(obj{"code": theirs.Code, "name": "Ploy"})
	otherLine := "/drafts/" + other.draft + "/course"
	at := func(d time.Duration) string { return until.Add(d).Local().Format("15:04") } // after the day, late in the evening
	p.call(p.who, "GET", line, nil).expect(200).says("Phase 1:", first.Title, at(0))
	p.call(p.who, "GET", "/drafts/"+p.who.draft+"/sections/message", nil).expect(200).says("Phase 1:", at(0), `data-ends="`+strconv.FormatInt(until.UnixMilli(), 10)+`"`)

	p.press(lead, "more", "minutes", "5", "group", "", "revision", strconv.FormatInt(p.course().Revision, 10)).expect(303)
	stale := strconv.FormatInt(p.course().Revision, 10)
	for range 2 { // pressed twice
		p.press(lead, "more", "minutes", "3", "group", mine.ID, "revision", stale).expect(303)
	}
	p.call(p.who, "GET", line, nil).says(at(8 * time.Minute))
	p.call(other, "GET", otherLine, nil).says(at(5 * time.Minute))
	p.call(lead, "GET", "/workshops/"+p.room.ID+"/phases", nil).says(mine.Name, at(8*time.Minute))

	p.now.pass(2 * time.Minute)
	p.press(lead, "pause").expect(303)
	left := until.Add(8 * time.Minute).Sub(p.now.Now())
	p.now.pass(3 * time.Hour)
	p.call(p.who, "GET", line, nil).says("paused", strconv.Itoa(int(left.Minutes()))+":00 left", "data-paused")
	p.press(lead, "resume").expect(303)
	p.now.pass(left)
	p.call(p.who, "GET", line, nil).says("time is up", "data-up")
	for name, typed := range map[string][2]string{"no number": {"five", ""}, "none": {"0", ""}, "no such group": {"5", "none"}} {
		if got := p.press(lead, "more", "minutes", typed[0], "group", typed[1], "revision", strconv.FormatInt(p.course().Revision, 10)); got.status != 400 || !strings.Contains(string(got.body), `role="alert"`) {
			t.Errorf("%s: %d", name, got.status)
		}
	}
}

func TestPhases_NextPressedTwiceGoesOnOnceAndKeepsACheckpoint(t *testing.T) {
	p, lead := atWork(t)
	p.submit(0, write("message.core", 0, 0, "Ask first"))
	title := p.course().Now().Title
	for range 2 {
		p.press(lead, "next", "from", "p1").expect(303)
	}
	if got := p.course(); got.Number() != 2 {
		t.Errorf("it stands at %d", got.Number())
	}
	if got := p.kept(p.who.draft); len(got) != 1 || got[0] != "End of phase 1: "+title {
		t.Errorf("kept are %q", got)
	}
	p.press(lead, "back", "from", "p2").expect(303)
	p.press(lead, "end", "from", "p1").expect(303)
	p.press(lead, "end", "from", "p1").expect(303)
	p.press(lead, "end").expect(409).says("No phase is running")
	if got := p.course(); got.Now() != nil || len(p.kept(p.who.draft)) != 2 { // the first ended twice in the same place
		t.Errorf("%+v, kept are %q", got, p.kept(p.who.draft))
	}
	p.call(p.who, "GET", "/drafts/"+p.who.draft+"/course", nil).expect(200)
}

func TestPhases_FromTheFirstOnPeopleJoinByTheirGroupsCode(t *testing.T) {
	p, lead := atWork(t)
	group := p.room.Groups[0]
	p.call(person{}, "POST", "/api/v1/join", obj{"code": p.room.JoinCode, "group_id": group.ID}).refused(403, campaign.Forbidden, "code")
	p.call(person{}, "POST", "/api/v1/join", obj{"code": group.Code}).expect(201)
	p.call(person{}, "POST", "/api/v1/join", obj{"code": p.room.JoinCode, "seat_code": p.who.seat}).expect(201)
	// A facilitator who opens it again is not overruled by the next phase.
	p.call(lead, "POST", "/workshops/"+p.room.ID+"/settings", url.Values{"title": {"Kampung meeting"}, "joining": {"open"}}).expect(303)
	p.press(lead, "next", "from", "p1").expect(303)
	p.call(person{}, "POST", "/api/v1/join", obj{"code": p.room.JoinCode, "group_id": group.ID}).expect(201)
}

func TestPhases_EveryPageHearsOfThem(t *testing.T) {
	p := newPage(t)
	lead := p.leader()
	p.press(lead, "canvas").expect(303)
	l := p.listen(p.serve(), p.who, "/api/v1/drafts/"+p.who.draft+"/events?after=0")
	var hello struct {
		Workshop struct {
			Course struct {
				Revision int64
				Now      time.Time
				Phase    any
			}
		}
	}
	l.reads("hello", &hello)
	if c := hello.Workshop.Course; c.Revision != 1 || c.Phase != nil || !c.Now.Equal(p.now.Now()) {
		t.Errorf("hello says %+v", c)
	}
	p.press(lead, "next", "from", "").expect(303)
	var heard struct {
		What   string
		Course struct {
			Revision int64
			Phase    struct {
				Number int
				Title  string
				Ends   time.Time
			}
		}
	}
	for heard.What != "phase" {
		l.reads("workshop", &heard)
	}
	want := p.course()
	if c := heard.Course; c.Revision != 2 || c.Phase.Number != 1 || c.Phase.Title != want.Now().Title || !c.Phase.Ends.Equal(want.Ends) {
		t.Errorf("pages hear %+v", heard)
	}
}

// reads waits for the next event of the name and reads it.
func (l *listener) reads(name string, into any) {
	l.t.Helper()
	if err := json.Unmarshal([]byte(l.next(name).data), into); err != nil {
		l.t.Fatal(err)
	}
}

func TestPhases_OneGroupsTimeIsNotTheOthersToSee(t *testing.T) {
	p, lead := atWork(t)
	theirs := p.room.Groups[1]
	p.press(lead, "more", "minutes", "9", "group", theirs.ID, "revision", strconv.FormatInt(p.course().Revision, 10)).expect(303)
	got := said(p.call(p.who, "GET", "/drafts/"+p.who.draft+"/sections/message", nil).expect(200))
	if regexp.MustCompile(theirs.ID + "|" + theirs.Name).MatchString(got) {
		t.Error("the page names the other group")
	}
}

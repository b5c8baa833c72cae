package ui_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"workbench/campaign"
)

// nameless gives a room that keeps nothing of people, its facilitator, and two members of a table who typed names.
func nameless(t *testing.T) (a *app, lead, one, two person) {
	t.Helper()
	a = newApp(t)
	lead = a.leader()
	a.call(lead, "POST", "/workshops/"+a.room.ID+"/privacy", url.Values{"privacy": {"nothing"}, "sure": {"yes"}}).expect(303)
	return a, lead, a.member(a.room, 0, "Aisyah"), a.member(a.room, 0, "Somchai")
}

func (a *app) authors(draft string) (who []string) {
	a.t.Helper()
	entries, err := a.store.Entries(a.t.Context(), draft, 0, 100)
	if err != nil {
		a.t.Fatal(err)
	}
	for _, e := range entries {
		who = append(who, e.Who)
	}
	return who
}

func TestPrivacy_NothingIsKeptUnderAName(t *testing.T) {
	a, lead, one, two := nameless(t)
	a.open(one, "first").submit(0, write("message.core", 0, 0, "one"))
	a.open(two, "second").submit(1, write("message.core", 0, 0, "two"))
	lead.draft = one.draft
	a.open(lead, "led").submit(2, write("message.core", 0, 0, "led"))
	who := a.authors(one.draft)
	m, err := a.store.Member(t.Context(), one.member)
	if err != nil {
		t.Fatal(err)
	}
	if len(who) != 3 || who[0] != m.Pseudonym || who[1] == who[0] || slices.Contains(who, one.member) || who[2] != campaign.FacilitatorAuthor {
		t.Errorf("authors %q, the pseudonym is %q", who, m.Pseudonym)
	}
	a.call(one, "POST", "/drafts/"+one.draft+"/history", url.Values{"name": {"Before lunch"}}).expect(303)
	history := a.call(two, "GET", "/drafts/"+one.draft+"/history", nil).expect(200)
	for _, want := range []string{"Seat 1", "Seat 2", campaign.FacilitatorName} {
		if !strings.Contains(string(history.body), want) {
			t.Errorf("the history does not say %q", want)
		}
	}
	a.call(one, "POST", "/drafts/"+one.draft+"/checkpoints/remove", url.Values{"seq": {"3"}, "was": {"Before lunch"}}).expect(303) // one's own
	a.call(one, "POST", "/api/v1/drafts/"+one.draft+"/presence", obj{"client": "first"}).expect(204)
	for _, p := range a.hub.Presence(one.draft) {
		if p.Name != "Seat 1" {
			t.Errorf("present as %q", p.Name)
		}
	}
	a.press(lead, "say", "text", "Come", "once", "m1")
	for _, page := range []string{"/workshops/" + a.room.ID, "/drafts/" + one.draft + "/history", "/drafts/" + one.draft + "/sections/message"} {
		if body := string(a.call(lead, "GET", page, nil).expect(200).body); strings.Contains(body, "Aisyah") || strings.Contains(body, leadName) {
			t.Errorf("%s has a name", page)
		}
	}
	if said := a.course().Messages; len(said) != 1 || said[0].Who != campaign.FacilitatorAuthor || said[0].By != "" {
		t.Errorf("said %+v", said)
	}
	if text := a.log.String(); strings.Contains(text, one.member) || strings.Contains(text, one.draft) || strings.Contains(text, "Aisyah") || strings.Contains(text, "192.0.2") || !strings.Contains(text, "/drafts/:id") {
		t.Error("the log of the program tells who wrote where, or does not tell the routes")
	}
}

func TestPrivacy_JoiningSaysThatTheNameIsNotKept(t *testing.T) {
	a, _, _, _ := nameless(t)
	var got struct{ Name, Notice string }
	a.call(person{}, "POST", "/api/v1/join", obj{"code": a.room.JoinCode, "group_id": a.room.Groups[0].ID, "name": "Lina"}).expect(201).read(&got)
	if got.Name != "Seat 3" || !strings.Contains(got.Notice, "not kept") {
		t.Errorf("%+v", got)
	}
	if page := string(a.call(person{}, "GET", "/join/"+a.room.JoinCode, nil).expect(200).body); strings.Contains(page, `name="name"`) || !strings.Contains(page, "number of your seat") {
		t.Error("the join page asks for a name, or does not say that none is kept")
	}
	if page := string(a.call(person{}, "GET", "/join/"+a.other.JoinCode, nil).expect(200).body); !strings.Contains(page, `name="name"`) {
		t.Error("a workshop that keeps names does not ask for one")
	}
}

func TestPrivacy_AStricterModeRenamesThoseWhoArePresent(t *testing.T) {
	a := newApp(t)
	lead, aisyah := a.leader(), a.member(a.room, 0, "Aisyah")
	a.open(aisyah, "page").submit(0, write("message.core", 0, 0, "one"))
	a.call(aisyah, "POST", "/api/v1/drafts/"+aisyah.draft+"/presence", obj{"client": "page"}).expect(204)
	settings := "/workshops/" + a.room.ID + "/privacy"
	if got := a.call(lead, "POST", settings, url.Values{"privacy": {"aliases"}}).expect(400); !strings.Contains(string(got.body), "cannot be taken back") {
		t.Error("it is not said why the form was refused")
	}
	a.call(lead, "POST", settings, url.Values{"privacy": {"aliases"}, "sure": {"yes"}}).expect(303)
	here := a.hub.Presence(aisyah.draft)
	if len(here) != 1 || !slices.Contains(campaign.Aliases(), here[0].Name) {
		t.Fatalf("present %+v", here)
	}
	a.call(aisyah, "POST", "/drafts/"+aisyah.draft+"/alias", url.Values{}).expect(303)
	if now := a.hub.Presence(aisyah.draft); now[0].Name == here[0].Name {
		t.Error("another alias is the same")
	}
	history := string(a.call(aisyah, "GET", "/drafts/"+aisyah.draft+"/history", nil).expect(200).body)
	if strings.Contains(history, "Aisyah") || !strings.Contains(history, a.hub.Presence(aisyah.draft)[0].Name) {
		t.Error("what was written before is not under the alias")
	}
	a.call(lead, "POST", settings, url.Values{"privacy": {"names"}, "sure": {"yes"}}).expect(409)
	a.call(lead, "POST", settings, url.Values{"privacy": {"nothing"}, "sure": {"yes"}}).expect(303)
	if now := a.hub.Presence(aisyah.draft); now[0].Name != "Seat 1" {
		t.Errorf("present as %q", now[0].Name)
	}
}

func TestPrivacy_IsChosenWithANewWorkshop(t *testing.T) {
	a := newApp(t)
	a.call(a.leader(), "POST", "/workshops", url.Values{"title": {"Quiet"}, "privacy": {"nothing"}, "group_name": {"One"}}).expect(303)
	a.call(a.leader(), "POST", "/api/v1/workshops", obj{"title": "Loud", "privacy": "all"}).expect(400)
	all, err := a.store.Workshops(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(w campaign.Workshop) bool { return w.Title == "Quiet" })
	if i < 0 || all[i].Privacy != campaign.PrivacyNothing {
		t.Errorf("made %+v", all)
	}
}

package ui_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"workbench/campaign"
)

// vote is a vote that a facilitator has asked.
type vote struct {
	*app
	lead person
	path string
}

func asks(t *testing.T, more ...string) *vote {
	a := newApp(t)
	v := &vote{app: a, lead: a.leader()}
	v.lead.cookie = true
	form := url.Values{"question": {"ข้อความไหน?"}, "choices": {"Eat together\r\n\r\n=1+1\r\n<b>ទឹក"}, "dots": {"3"}, "most": {"2"}, "least": {"3"}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	v.path = a.call(v.lead, "POST", "/workshops/"+a.room.ID+"/votes", form).expect(303).header.Get("Location")
	return v
}

func (v *vote) voter(name string, dots ...string) person {
	v.t.Helper()
	m := v.member(v.room, 0, name)
	m.cookie = true
	v.puts(m, dots...).expect(303)
	return m
}

func (v *vote) puts(m person, dots ...string) *answer {
	form := url.Values{}
	for i := 0; i+1 < len(dots); i += 2 {
		form.Set("on."+dots[i], dots[i+1])
	}
	return v.call(m, "POST", v.path, form)
}

func (v *vote) leads(action string, more ...string) *answer {
	form := url.Values{"action": {action}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return v.call(v.lead, "POST", v.path+"/lead", form)
}

func TestVote_IsHiddenUntilItIsClosedAndThenInTheOrderOfItsChoices(t *testing.T) {
	v := asks(t)
	ann := v.voter("Ann", "c1", "1", "c2", "2")
	v.voter("Ben", "c2", "2")
	v.voter("Cham", "c3", "1")
	v.puts(ann, "c1", "1", "c3", "1").expect(303) // moved
	v.call(ann, "GET", v.path, nil).expect(200).says("You have put 2.", `name="on.c3" value="1" checked`, "<b>ទឹក")
	v.call(ann, "GET", "/drafts/"+ann.draft+"/sections/message", nil).expect(200).says("Put your dots:", "ข้อความไหน?")
	for _, path := range []string{"", "/projector", "/result.md", "/result.csv"} {
		v.call(v.lead, "GET", v.path+path, nil).expect(200).lacks("vote-bars", "counted by hand|", "| 2 |", ",2,")
	}
	v.call(v.lead, "GET", v.path, nil).says("3 people have put dots so far.")
	v.call(v.lead, "GET", v.path+"?sure=close", nil).expect(200).says("Close the vote?")
	v.leads("close").expect(303)
	v.leads("close").expect(303) // pressed twice
	v.leads("hands", "people", "2", "on.c1", "3").expect(303)
	for _, who := range []person{ann, v.lead} {
		body := said(v.call(who, "GET", v.path, nil).expect(200).says("3 people voted on a device.", "2 people were counted by hand.", "3 of them counted by hand"))
		first, second, third := strings.Index(body, "Eat together"), strings.Index(body, "=1+1"), strings.Index(body, "ទឹក")
		if first < 0 || second < first || third < second {
			t.Error("the choices do not stand in their order")
		}
		for _, bar := range []string{`width="4" height="10"/></svg> <b>4</b>`, `<b>2</b>`} {
			if !strings.Contains(body, bar) {
				t.Errorf("there is no bar %s", bar)
			}
		}
	}
	v.puts(ann, "c1", "1").expect(409).says("This vote is closed")
	v.call(ann, "GET", "/drafts/"+ann.draft+"/sections/message", nil).says("See the result:")
	v.call(v.lead, "GET", v.path+"/projector", nil).says("vote-bars")
	v.call(v.lead, "GET", v.path+"/result.csv", nil).says("'=1+1,,2,0", "Eat together,,4,3")
	v.call(v.lead, "GET", v.path+"/result.md", nil).says(`| Eat together | 4 | 3 |`, `| \=1+1 | 2 | 0 |`)
	v.leads("delete").expect(303)
	v.call(ann, "GET", v.path, nil).expect(404)
	v.call(ann, "GET", "/drafts/"+ann.draft+"/sections/message", nil).lacks("See the result:")
}

func TestVote_UnderTheMinimumShowsNothingToAnybody(t *testing.T) {
	v := asks(t)
	ann := v.voter("Ann", "c1", "2")
	v.voter("Ben", "c2", "1")
	v.leads("close").expect(303)
	for _, path := range []string{"", "/projector", "/result.md", "/result.csv"} {
		v.call(v.lead, "GET", v.path+path, nil).expect(200).says("so few voted there that it would give away who chose what").lacks("vote-bars", "| --- |", "Eat together,")
	}
	v.call(ann, "GET", v.path, nil).says("Too few to show without giving away who chose what.").lacks("vote-bars")
	v.leads("hands", "people", "9", "on.c1", "5").expect(303)
	v.call(v.lead, "GET", v.path, nil).says("vote-bars", "5 of them counted by hand", "so few voted there")
	v.call(v.lead, "GET", v.path+"/result.csv", nil).says("Eat together,,5,5", "ទឹក,,0,0")
}

func TestVote_WhatIsRefusedComesBackAsTyped(t *testing.T) {
	v := asks(t)
	ann := v.voter("Ann", "c1", "1")
	v.puts(ann, "c1", "2", "c2", "2").expect(400).says("That makes 4 dots, and you have 3.", `name="on.c2" value="2" checked`)
	v.puts(ann, "c1", "many").expect(400).says("“many” is no number of dots")
	v.call(ann, "GET", v.path, nil).says("You have put 1.")
	v.leads("hands", "people", "1", "on.c2", "9").expect(400).says("With 1 counted by hand, one choice has at most 2 dots", `value="9"`)
	list := "/workshops/" + v.room.ID + "/votes"
	v.call(v.lead, "POST", list, url.Values{"question": {"Why <so>?"}, "choices": {"one"}, "dots": {"3"}, "most": {"1"}, "least": {"5"}}).
		expect(400).says("A vote needs two choices at least", `value="Why <so>?"`, ">\none</textarea>")
	v.call(v.lead, "POST", list, url.Values{"question": {"Why?"}, "choices": {"one\ntwo"}, "dots": {"3"}, "most": {"1"}, "least": {"2"}}).expect(400).says("Results are shown from 3 to 20 voters on")
	v.leads("shuffle").expect(400)
}

func TestVote_OnWhatTheGroupsWroteNeedsTheSectionRevealed(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	lead.cookie = true
	for i, words := range []string{"เรากินด้วยกัน", "We eat\ntogether in Thailand"} {
		m := a.member(a.room, i, "Ann")
		a.call(m, "POST", "/api/v1/drafts/"+m.draft+"/edits", obj{"client": "page", "batch": 1, "base": 0,
			"edits": []obj{{"kind": "text", "at": "message.story", "splices": []obj{{"from": 0, "to": 0, "insert": words}}}}}).expect(200)
	}
	ploy := a.member(a.room, 1, "Ploy")
	form := url.Values{"question": {"Which?"}, "field": {"message.story"}, "dots": {"1"}, "most": {"1"}, "least": {"5"}}
	list := "/workshops/" + a.room.ID + "/votes"
	a.call(lead, "GET", list, nil).expect(200).says("No section is revealed to all groups").lacks(`value="message.story"`)
	a.call(lead, "POST", list, form).expect(400).says("Reveal its section first")
	phases := url.Values{"action": {"reveal:message"}}
	a.call(lead, "POST", "/workshops/"+a.room.ID+"/phases", phases).expect(303)
	a.call(lead, "GET", list, nil).expect(200).says(`value="message.story"`).lacks(`value="audience.primary"`)
	path := a.call(lead, "POST", list, form).expect(303).header.Get("Location")
	a.call(ploy, "GET", path, nil).expect(200).says("เรากินด้วยกัน", "We eat together in Thailand", a.room.Groups[0].Name)
	form.Set("field", "channels.list")
	a.call(lead, "POST", list, form).expect(400).says("no such field to choose from")
	form.Set("field", "audience.primary")
	a.call(lead, "POST", list, form).expect(400).says("Reveal its section first")

	phases.Set("unnamed", "yes")
	a.call(lead, "POST", "/workshops/"+a.room.ID+"/phases", phases).expect(303)
	form.Set("field", "message.story")
	path = a.call(lead, "POST", list, form).expect(303).header.Get("Location")
	a.call(ploy, "GET", path, nil).expect(200).says("เรากินด้วยกัน", "We eat together in").lacks(a.room.Groups[0].Name, "in "+a.room.Groups[1].Name)
}

func TestVotes_AreBounded(t *testing.T) {
	v := asks(t)
	form := url.Values{"question": {"Which?"}, "choices": {"a\nb"}, "dots": {"1"}, "most": {"1"}, "least": {"5"}}
	for i := 1; i < campaign.VoteOpen; i++ {
		v.call(v.lead, "POST", "/workshops/"+v.room.ID+"/votes", form).expect(303)
	}
	v.call(v.lead, "POST", "/workshops/"+v.room.ID+"/votes", form).expect(409).says(fmt.Sprint(campaign.VoteOpen) + " votes are open already")
	v.call(v.lead, "GET", "/workshops/"+v.other.ID+v.path[strings.Index(v.path, "/votes/"):], nil).expect(404)
}

// lacks demands that a page does not hold any of the words.
func (r *answer) lacks(words ...string) *answer {
	r.t.Helper()
	for _, w := range words {
		if strings.Contains(string(r.body), w) {
			r.t.Errorf("%s holds %q", r.asked, w)
		}
	}
	return r
}

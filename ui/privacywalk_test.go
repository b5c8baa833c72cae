package ui_test

import (
	"net/url"
	"strings"
	"testing"
)

// TestPrivacy_WhatIsTypedAsANameIsNowhereToBeReadWhereItIsNotKept has two people work who typed their names, asks every
// page, stream and export as a facilitator, as one of them and as the other, and looks for the names. Where names are
// kept the history tells them, so that the walk would find them elsewhere too.
func TestPrivacy_WhatIsTypedAsANameIsNowhereToBeReadWhereItIsNotKept(t *testing.T) {
	const aisyah, somchai = "Aisyahtypedthis", "Somchaitypedthat"
	for _, mode := range []string{"names", "aliases", "nothing"} {
		t.Run(mode, func(t *testing.T) {
			a := newApp(t)
			l := &leak{app: a, lead: a.leader(), row: "r1"}
			l.lead.cookie = true
			if mode != "names" {
				a.call(l.lead, "POST", "/workshops/"+a.room.ID+"/privacy", url.Values{"privacy": {mode}, "sure": {"yes"}}).expect(303)
			}
			l.own, l.other = a.member(a.room, 0, aisyah), a.member(a.room, 1, somchai)
			l.own.cookie, l.other.cookie = true, true
			var head struct{ Log string }
			a.call(l.own, "GET", a.draft(0), nil).expect(200).read(&head)
			l.log = head.Log
			l.work()
			a.call(l.own, "POST", a.draft(0)+"/comments", obj{"at": "message.core", "text": "Who hears it?"}).expect(201)
			a.call(l.own, "POST", a.draft(0)+"/comments", obj{"at": "message.core", "suggests": true, "replacement": "We eat together"}).expect(201)
			a.press(l.lead, "reveal:message").expect(303)
			told := map[string]bool{}
			for _, p := range l.asked("GET") {
				for who, reader := range map[string]person{"a facilitator": l.lead, "the one": l.own, "the other": l.other} {
					text := wholly(a.call(reader, p[0], p[1], nil))
					for _, name := range []string{aisyah, somchai} {
						if !strings.Contains(text, name) {
							continue
						}
						told[strings.Split(p[1], "?")[0]] = true
						if mode != "names" {
							t.Errorf("%s reads %s at GET %s", who, name, p[1])
						}
					}
				}
			}
			if history := "/drafts/" + a.room.Groups[0].DraftID + "/history"; told[history] != (mode == "names") {
				t.Errorf("the history tells names: %v", told[history])
			}
		})
	}
}

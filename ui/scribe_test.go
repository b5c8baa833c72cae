package ui_test

import (
	"strings"
	"testing"
)

func TestScribe_SeesForWhomAndTheHistorySaysIt(t *testing.T) {
	p := newPage(t)
	lead, section := p.leader(), "/drafts/"+p.who.draft+"/sections/message"
	p.call(lead, "GET", section, nil).expect(200).says("You write for Malaysia.", "a facilitator wrote it for the table")
	for who, path := range map[string]string{"a member": section, "a facilitator who reads": "/drafts/" + p.who.draft + "/brief"} {
		by := p.who
		if who != "a member" {
			by = lead
		}
		if got := words(t, p.call(by, "GET", path, nil).expect(200)); strings.Contains(got, "You write for") {
			t.Errorf("%s is told to write for somebody: %s", who, got)
		}
	}
	p.call(lead, "POST", p.path+"/edits", obj{"client": "lead", "batch": 1, "base": 0, "edits": []obj{write("message.core", 0, 0, "Kita makan bersama")}}).expect(200)
	p.call(p.who, "GET", "/drafts/"+p.who.draft+"/history", nil).expect(200).says(leadName, "(facilitator, for the table)")
	// A table where nobody sits is offered to be written for.
	room := words(t, p.call(lead, "GET", "/workshops/"+p.room.ID, nil).expect(200))
	if n := strings.Count(room, "Write for this table"); n != len(p.room.Groups)-1 {
		t.Errorf("%d tables are offered to be written for, in %s", n, room)
	}
}

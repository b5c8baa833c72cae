package ui_test

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// From the page of phases, and from the groups, one click leads to what the groups have just been writing.
func TestCompare_BeginsWithTheSectionOfThePhase(t *testing.T) {
	a := newApp(t)
	w, _ := compared(a)
	lead, room := a.leader(), "/workshops/"+w.ID
	a.call(lead, "POST", room+"/phases", url.Values{"action": {"canvas"}}).expect(303)
	for range 2 {
		a.call(lead, "POST", room+"/phases", url.Values{"action": {"next"}}).expect(303)
	}
	to := room + "/compare/projector"
	for _, page := range []string{"/phases", "/groups"} {
		if !strings.Contains(string(a.call(lead, "GET", room+page, nil).expect(200).body), `href="`+to+`"`) {
			t.Errorf("%s does not lead to the projector", page)
		}
	}
	check := func(when string) {
		t.Helper()
		if got := words(t, a.call(lead, "GET", to, nil).expect(200)); !strings.Contains(got, "Audience") || !strings.Contains(got, "the general public") {
			t.Errorf("%s the projector does not show the phase's section: %s", when, got)
		}
	}
	a.now.pass(10 * time.Minute)
	check("while the phase runs")
	a.call(lead, "POST", room+"/phases", url.Values{"action": {"next"}}).expect(303)
	check("when the next one has just begun")
	a.call(lead, "POST", room+"/phases", url.Values{"action": {"back"}}).expect(303)
	a.call(lead, "POST", room+"/phases", url.Values{"action": {"end"}}).expect(303)
	check("once it has ended")
	if got := words(t, a.call(lead, "GET", to+"?section=message", nil).expect(200)); !strings.Contains(got, "We eat together") {
		t.Errorf("a section that is asked for is not shown: %s", got)
	}
}

//go:build browser

package main

import (
	"fmt"
	"testing"
)

// TestJourney_Wall has a facilitator look at the wall while two groups work: an edit, a raised hand and a ready mark
// come without loading the page anew, the group reads who comes, and the order changes on a press alone.
func TestJourney_Wall(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "Harbour", "Market")
	browser := startBrowser(t)
	rosa := &writingTab{newTab(t, browser, s.url, device{1440, 900, false, "localhost", true})}
	ann := &writingTab{newTab(t, browser, s.url, device{360, 740, true, lanHost, true})}
	ben := &writingTab{newTab(t, browser, s.url, device{1280, 800, true, lanHost, true})}
	rosa.open("/sign-in")
	rosa.write("#name", demoName)
	rosa.write("#password", demoPassword)
	rosa.follow("main form .btn.main")
	for i, w := range []*writingTab{ann, ben} {
		w.joinBy(r.JoinCode, r.Groups[i].Name, "Ploy")
		w.openSection(r.Groups[i].DraftID, "message")
	}
	rosa.open("/workshops/" + r.ID + "/groups")
	look[bool](rosa.tab, "window.same = true")
	tile := func(group int) string {
		return fmt.Sprintf(`document.querySelector('[data-tile="%s"]')`, r.Groups[group].DraftID)
	}

	ann.write(place(coreField), youths)
	ann.save()
	rosa.await("what was written", "/characters? since/.test(%s.innerText)", tile(0))
	ben.press(`button[value="hand-raise"]`)
	rosa.await("the hand, in the tile and first of all", "%s.classList.contains('wants') && document.querySelector('[data-wall-hands]').innerText.includes('Market')", tile(1))
	ann.press(`button[value="ready-yes"]`)
	rosa.await("the ready mark", "%s.querySelector('[data-figure=ready]')", tile(0))
	first := fmt.Sprintf(`document.querySelector('[data-tile]').dataset.tile === '%s'`, r.Groups[1].DraftID)
	rosa.press("[data-wall-sort]")
	rosa.await("who asks for help stands first", "%s", first)
	rosa.press(`[data-tile] button[value="coming"]`)
	rosa.await("that somebody is on the way", "%s.innerText.includes('is on the way')", tile(1))
	ben.await("who comes", "document.querySelector('#marks').innerText.includes(%s)", quoted(demoName+" is coming to you"))
	ben.press(`button[value="hand-lower"]`)
	rosa.await("the hand is down", "!%s.querySelector('.tile-hand')", tile(1))
	if !look[bool](rosa.tab, "window.same === true") {
		t.Error("the page was loaded anew")
	}
	rosa.looksRight(t, "the wall")
	ann.looksRight(t, "a group's own marks")
}

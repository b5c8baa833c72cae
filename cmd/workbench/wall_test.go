//go:build browser

package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// TestJourney_Wall has a facilitator look at the wall while two groups work: an edit, a raised hand and a ready mark
// come without loading the page anew, the group reads who comes, a device that is off line is seen to be, and the order
// changes on a press, or where nobody looks.
func TestJourney_Wall(t *testing.T) {
	st := openStage(t, device{1440, 900, false, "localhost", true}, "Harbour", "Market")
	r, rosa := st.room, st.rosa
	cable := newWire(t, st.url)
	ann := st.group(0, "Ploy", "message", device{360, 740, true, lanHost, true})
	ben := &writingTab{newTab(t, st.browser, cable.url, device{1280, 800, true, lanHost, true})}
	ben.joinBy(r.JoinCode, r.Groups[1].Name, "បេន")
	ben.openSection(r.Groups[1].DraftID, "message")
	rosa.open("/workshops/" + r.ID + "/groups")
	look[bool](rosa.tab, "window.same = true")
	tile := func(group int) string {
		return fmt.Sprintf(`document.querySelector('[data-tile="%s"]')`, r.Groups[group].DraftID)
	}
	first := func(group int) string {
		return fmt.Sprintf(`document.querySelector('[data-tile]').dataset.tile === '%s'`, r.Groups[group].DraftID)
	}

	ann.write(place(coreField), youths)
	ann.save()
	rosa.await("what was written", "/characters? since/.test(%s.innerText)", tile(0))
	rosa.await("who is there", "%s.innerText.includes('Ploy') && %s.innerText.includes('បេន') && %s.querySelector('.link-good')", tile(0), tile(1), tile(1))
	ben.press(`button[value="hand-raise"]`)
	rosa.await("the hand, in the tile and first of all", "%s.classList.contains('wants') && document.querySelector('[data-wall-hands]').innerText.includes('Market')", tile(1))
	ann.press(`button[value="ready-yes"]`)
	rosa.await("the ready mark", "%s.querySelector('[data-figure=ready]')", tile(0))
	rosa.press("[data-wall-sort]")
	rosa.await("who asks for help stands first", "%s", first(1))
	rosa.press(`[data-tile] button[value="coming"]`)
	rosa.await("that somebody is on the way", "%s.innerText.includes('is on the way')", tile(1))
	ben.await("who comes", "document.querySelector('#marks').innerText.includes(%s)", quoted(demoName+" is coming to you"))
	ben.press(`button[value="hand-lower"]`)
	rosa.await("the hand is down", "!%s.querySelector('.tile-hand')", tile(1))

	// Ann's hand is up, and the facilitator puts it down. The tiles stay while the pointer is over one of them.
	rosa.point(tile(1))
	ann.press(`button[value="ready-no"]`)
	ann.press(`button[value="hand-raise"]`)
	rosa.await("another order by now", "!document.querySelector('[data-wall-order]').hidden")
	rosa.waits()
	if !look[bool](rosa.tab, "%s", first(1)) {
		t.Error("the order has changed under the pointer")
	}
	rosa.point("document.querySelector('h1')")
	rosa.waits()
	rosa.await("the order where nobody points", "%s", first(0))
	rosa.press(`[data-tile] button[value="coming"]`)
	ann.await("who comes", "document.querySelector('#marks').innerText.includes(%s)", quoted(demoName+" is coming to you"))
	rosa.press(`[data-tile] button[value="lower"]`)
	ann.await("the hand is down", "document.querySelector('#marks button[value=\"hand-raise\"]')")
	rosa.await("the hand is down", "!%s.querySelector('.tile-hand')", tile(0))

	cable.cut()
	rosa.await("that nobody is there", "%s.innerText.includes('0 here')", tile(1))
	rosa.waits() // a device may be back within half a minute, and is not missed before
	rosa.await("that a device is silent", "%s.querySelector('.link-lost') && %s.querySelector('details').textContent.includes('បេន')", tile(1), tile(1))
	cable.mend()
	look[bool](ben.tab, "(window.dispatchEvent(new Event('online')), true)")
	rosa.await("that it is back", "%s.querySelector('.link-good')", tile(1))
	if !look[bool](rosa.tab, "window.same === true") {
		t.Error("the page was loaded anew")
	}
	rosa.looksRight(t, "the wall")
	ann.looksRight(t, "a group's own marks")
}

// TestJourney_Nudge has a facilitator read in two groups' drafts and say a word to each at a field: each has its own,
// at the field and above the draft, without loading the page anew, and nobody notices the reader.
func TestJourney_Nudge(t *testing.T) {
	st := openStage(t, device{1280, 800, false, "localhost", true}, "Harbour", "Market")
	r, rosa := st.room, st.rosa
	ann := st.group(0, "Ann", "message", device{360, 740, true, lanHost, true})
	amy := st.group(0, "Amy", "audience", device{1024, 768, false, lanHost, true})
	ben := st.group(1, "Ben", "message", device{1280, 800, false, lanHost, true})
	for _, w := range []*writingTab{ann, amy, ben} {
		look[bool](w.tab, "window.same = true")
	}
	const said = "document.querySelector('[data-course-part=\"at-" + coreField + "\"]').innerText"

	rosa.openSection(r.Groups[0].DraftID, "message")
	rosa.press(place(coreField)) // the caret stands there
	rosa.press(`.nudge-open[href$="` + coreField + `"]`)
	rosa.await("the dialog", "document.querySelector('dialog[open] #nudge-text')")
	rosa.write("#nudge-text", "ใครพูดประโยคนี้?")
	rosa.press("dialog .btn.main")
	rosa.await("the dialog is closed", "!document.querySelector('dialog[open]')")
	ann.await("the word at the field", said+".includes('ใครพูดประโยคนี้?') && "+said+".includes(%s)", quoted(demoName))
	amy.await("the word above, with a way to the field", "document.querySelector('[data-message]')?.innerText.includes('ใครพูดประโยคนี้?') && document.querySelector('[data-message] a[href$=\"/sections/message#at-%s\"]')", coreField)
	if found := look[string](ann.tab, "[...document.querySelectorAll('[data-presence-for]')].map(e => e.textContent).join('')"); found != "" {
		t.Errorf("the reader is seen as %q", found)
	}

	rosa.open("/workshops/" + r.ID + "/groups")
	rosa.follow(fmt.Sprintf(`[data-tile="%s"] .tile-nudge`, r.Groups[1].DraftID))
	look[string](rosa.tab, "document.querySelector('#nudge-at').value = %s", quoted(coreField))
	rosa.write("#nudge-text", "Begin with the person")
	rosa.looksRight(t, "a word to one group")
	rosa.follow("main form .btn.main")
	rosa.await("the wall, which says that it is sent", "document.querySelector('[data-wall]') && document.querySelector('.notice').innerText.includes('Market alone')")
	ben.await("the word at the field", said+".includes('Begin with the person')")
	if all := look[string](ben.tab, "document.body.innerText"); strings.Contains(all, "ใครพูด") {
		t.Error("the other group reads it too")
	}
	if all := look[string](ann.tab, "document.body.innerText"); strings.Contains(all, "Begin with the person") {
		t.Error("the other group reads it too")
	}
	ben.looksRight(t, "a word at a field")

	ann.press("[data-message-at] button")
	ann.await("it is gone", "!document.querySelector('[data-message-at]') && !document.querySelector('[data-message]') && document.activeElement.matches(%s)", quoted(place(coreField)))
	if !look[bool](amy.tab, "!!document.querySelector('[data-message]')") {
		t.Error("it is gone for others too")
	}
	for _, w := range []*writingTab{ann, amy, ben} {
		if !look[bool](w.tab, "window.same === true") {
			t.Error("the page was loaded anew")
		}
	}
}

// point puts the pointer on the middle of an element.
func (b *tab) point(element string) {
	b.t.Helper()
	at := look[[2]float64](b, "(r => [r.left + r.width / 2, r.top + r.height / 2])(%s.getBoundingClientRect())", element)
	b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1]))
}

// waits lets a minute pass for the wall, as far as its order is concerned, and comes back when it has had beats since:
// with them it looks whether to sort.
func (b *tab) waits() {
	b.t.Helper()
	look[bool](b, `(() => {
		const really = performance.now.bind(performance), stream = new EventSource(document.querySelector('[data-wall]').dataset.wall);
		performance.now = () => really() + 60000;
		window.beats = 0;
		stream.addEventListener('beat', () => { if (++window.beats === 2) stream.close(); });
		return true;
	})()`)
	b.await("two beats", "window.beats === 2")
}

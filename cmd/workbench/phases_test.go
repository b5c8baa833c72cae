//go:build browser

package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestJourney_Phases has a facilitator lead two groups: a phase begins, one group gets more time, a section is locked
// while both have it open, and is opened again.
func TestJourney_Phases(t *testing.T) {
	st := openStage(t, device{1280, 800, false, "localhost", true}, "Harbour", "Market")
	r, rosa := st.room, st.rosa
	ann := st.group(0, "Ploy", "message", device{360, 740, true, lanHost, true})
	ben := st.group(1, "Ploy", "message", device{1280, 800, true, lanHost, true})
	for _, w := range []*writingTab{ann, ben} {
		look[bool](w.tab, "window.same = true")
	}

	phases := "/workshops/" + r.ID + "/phases"
	rosa.open(phases)
	rosa.follow("button[value=canvas]")
	rosa.follow("button[value=next]")
	for _, w := range append([]*writingTab{ann, ben}, rosa) {
		w.await("the phase and a time that goes down", "/^Phase 1: .+ · \\d+:\\d\\d left$/.test(document.querySelector('[data-course]').innerText.replace(/\\s+/g, ' '))")
	}
	first := look[string](ann.tab, "document.querySelector('[data-left]').textContent")
	ann.await("it counts", "document.querySelector('[data-left]').textContent !== %s", quoted(first))

	rosa.write("#more", "7")
	look[string](rosa.tab, "document.querySelector('#more-for').value = %s", quoted(r.Groups[0].ID))
	rosa.follow("button[value=more]")
	ends := func(w *writingTab) float64 {
		return look[float64](w.tab, "Number(document.querySelector('[data-course]').dataset.ends)")
	}
	bens := ends(ben)
	ann.await("seven minutes more", "Math.abs(Number(document.querySelector('[data-course]').dataset.ends) - %f - 7 * 60000) < 2000", bens)
	ben.await("the other group hears of it without getting them", "document.querySelector('[data-course]').dataset.revision === '3' && Math.abs(Number(document.querySelector('[data-course]').dataset.ends) - %f) < 2000", bens)

	ann.write(place(coreField), youths)
	ann.save()
	rosa.follow(`button[value="lock:message"]`)
	for _, w := range []*writingTab{ann, ben} {
		w.await("who has locked it, and until when", "/is locked.+until a facilitator opens it/s.test(document.querySelector('[data-course-part=lock]').innerText)")
	}
	rosa.looksRight(t, "the facilitator's phases")
	ben.looksRight(t, "a locked section")
	for _, w := range []*writingTab{ann, ben} {
		w.await("it can be read and not written in", "document.querySelector(%s).readOnly && (document.querySelector('[data-editor=\"%s\"] .cm-content')?.ariaReadOnly ?? 'true') === 'true'", quoted(place(coreField)), coreField)
		before := look[string](w.tab, "document.querySelector(%s).value", quoted(place(coreField)))
		w.caret(coreField, 0)
		w.key("x")
		w.key(kb.Backspace)
		if now := look[string](w.tab, "document.querySelector(%s).value", quoted(place(coreField))); now != before {
			t.Errorf("%q became %q", before, now)
		}
	}
	look[bool](ann.tab, "(document.querySelector(%s).readOnly = false, true)", quoted(place(coreField))) // as in the moment before it hears of it
	ann.write(place(coreField), women)
	ann.await("the words stay, with the reason", "document.querySelector(%s).value === %s && document.querySelector('[data-status-for=\"%s\"]').dataset.where === 'refused' && /is locked/.test(document.querySelector('[data-status-for=\"%s\"]').textContent)", quoted(place(coreField)), quoted(women), coreField, coreField)
	ben.openSection(r.Groups[1].DraftID, "message") // and without a script it says so too
	if said := ben.text("[data-course-part=lock]"); !strings.Contains(said, demoName) {
		t.Errorf("it says %q", said)
	}
	rosa.write("#say-text", "ខ្ញុំមកឆាប់ៗ")
	look[string](rosa.tab, "document.querySelector('#say-to').value = %s", quoted(r.Groups[0].ID))
	look[string](rosa.tab, "document.querySelector('#say-place').value = 'section:audience'")
	rosa.follow("button[value=say]")
	ann.await("the message, and a way to where they are asked to come", "document.querySelector('[data-message]')?.innerText.includes('ខ្ញុំមកឆាប់ៗ') && document.querySelector('[data-message] a[href$=\"/sections/audience\"]')")
	ann.looksRight(t, "a message")
	ann.press("[data-message] button")
	ann.await("it is gone", "!document.querySelector('[data-message]')")
	rosa.write("#say-text", "Tea is ready")
	rosa.follow("button[value=say]")
	for _, w := range []*writingTab{ann, ben} {
		w.await("the message to all alone", "[...document.querySelectorAll('[data-message]')].map(m => m.innerText).join().includes('Tea is ready') && document.querySelectorAll('[data-message]').length === 1")
	}
	rosa.open("/workshops/" + r.ID + "/timer")
	rosa.await("the time goes down", "/^\\d+:\\d\\d$/.test(document.querySelector('[data-left]').textContent) && Number(document.querySelector('[data-bar]').getAttribute('width')) > 0")
	rosa.looksRight(t, "the timer")
	rosa.follow("button[value=say]") // everybody is to come here
	for _, w := range []*writingTab{ann, ben} {
		w.await("the way to the timer", "document.querySelector('[data-message] a[href$=\"/timer\"]')")
	}
	rosa.open(phases)
	look[string](rosa.tab, "document.querySelector('#say-place').value = 'field:%s'", coreField)
	rosa.follow("button[value=say]")
	ann.await("the way to a field", "document.querySelector('[data-message] a[href$=\"/sections/message#at-%s\"]')", coreField)
	rosa.follow(`button[value="open:message"]`)
	ann.await("it is open", "!document.querySelector('[data-course-part=lock]').innerText.trim()")
	ann.write(place(coreField), women+".")
	ann.save()
	ben.await("it is open", "!document.querySelector('[data-course-part=lock]').innerText.trim()")
	if !look[bool](ann.tab, "window.same === true") {
		t.Error("the page was loaded anew")
	}
	ann.openSection(r.Groups[0].DraftID, "message")
	ann.sees(coreField, women+".")
}

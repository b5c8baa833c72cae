//go:build browser

package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// stopHere says where the Tab key has led: whether the element that is looked for has the focus, what has it, whether
// that can be seen, and whether the key has led on at all. A ring may stand around what holds the control.
const stopHere = `(selector => {
	const a = document.activeElement, before = window.stop;
	window.stop = a;
	if (!a || a === document.body) return JSON.stringify({round: true});
	const ring = (e, part) => { const s = getComputedStyle(e, part); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0; };
	const around = [a, a.nextElementSibling, a.closest("label"), a.closest(".editor")].filter(Boolean);
	const r = a.getBoundingClientRect();
	return JSON.stringify({
		here: a.matches(selector), what: a.outerHTML.slice(0, 160), stuck: a === before,
		seen: around.some(e => ring(e) || ring(e, "::after")) && r.bottom > 0 && r.top < innerHeight,
	});
})(%s)`

// tabsTo goes on by Tab until it is at an element, and demands that it can be seen wherever it is on its way.
func (w *writingTab) tabsTo(selector string) {
	w.t.Helper()
	w.await("there is "+selector, "document.querySelector(%s)", quoted(selector))
	rounds := 0
	for range 400 {
		w.key(kb.Tab)
		var stop struct {
			Here, Stuck, Seen, Round bool
			What                     string
		}
		if err := json.Unmarshal([]byte(look[string](w.tab, stopHere, quoted(selector))), &stop); err != nil {
			w.t.Fatal(err)
		}
		switch {
		case stop.Round:
			if rounds++; rounds == 2 {
				w.t.Fatalf("%s: Tab does not lead to %s", w.where(), selector)
			}
			continue
		case stop.Stuck:
			w.t.Fatalf("%s: Tab does not lead on from %s", w.where(), stop.What)
		case !stop.Seen:
			w.t.Errorf("%s: nobody sees that this has the focus: %s", w.where(), stop.What)
		}
		if stop.Here {
			return
		}
	}
	w.t.Fatalf("%s: %s is further than anybody would go", w.where(), selector)
}

// enters goes to an element by Tab, presses Enter, and waits for the page that it leads to.
func (w *writingTab) enters(selector string) {
	w.t.Helper()
	w.tabsTo(selector)
	look[bool](w.tab, "window.before = true")
	w.key(kb.Enter)
	w.await("the page after "+selector, "window.before === undefined && document.readyState === 'complete'")
}

// types goes to a field by Tab and types over what is in it.
func (w *writingTab) types(selector, text string) {
	w.t.Helper()
	w.tabsTo(selector)
	look[bool](w.tab, "(document.activeElement.select?.(), true)") // as Tab itself does for a line
	for _, r := range text {
		w.key(string(r))
	}
	w.await(selector+" holds "+text, "document.querySelector(%s).value === %s", quoted(selector), quoted(text))
}

// TestJourney_Keyboard leads a workshop by the keyboard alone: the wall, a group's draft and what is said about it,
// phases and a reveal, a comparison on the projector, a vote, a rubric.
func TestJourney_Keyboard(t *testing.T) {
	laptop := device{1280, 800, false, "localhost", true}
	st := openStage(t, laptop, "Harbour", "Market")
	r, rosa := st.room, st.rosa
	ann := st.group(0, "Ann", "message", device{1280, 800, false, lanHost, true})
	ben := st.group(1, "Ben", "message", device{1280, 800, false, lanHost, true})
	ann.write(place(coreField), "We eat alone")
	ann.save()
	ben.write(place(coreField), "We eat")
	ben.save()
	at := "/workshops/" + r.ID

	rosa.open(at + "/groups")
	rosa.enters(`.tile a.cover[href="/drafts/` + r.Groups[0].DraftID + `"]`)
	rosa.enters(`.strip a[href$="/sections/message"], nav a[href$="/sections/message"]`)

	rosa.tabsTo(`[data-comments-on="` + coreField + `"]`)
	rosa.key(kb.Enter)
	rosa.await("the form is open, and one is in it", "document.activeElement.id === 'comment-text'")
	for _, k := range "Who?" {
		rosa.key(string(k))
	}
	rosa.enters(`[data-comments-new] button[value=add]`)
	rosa.enters(`.thread button[value=resolve]`)
	rosa.tabsTo(`[data-comments-on="` + coreField + `"]`)
	rosa.key(kb.Enter)
	rosa.await("the form again", "document.activeElement.id === 'comment-text'")
	rosa.tabsTo(`[data-comments-new] [name=suggests]`)
	rosa.key(" ")
	rosa.types("#comment-replacement", "We eat together")
	rosa.enters(`[data-comments-new] button[value=add]`)
	ann.await("the suggestion", "document.querySelector('#comments ins')?.innerText === 'We eat together'")
	ann.enters(`.thread button[value=accept]`)
	ann.sees(coreField, "We eat together")

	rosa.open(at + "/phases")
	rosa.enters("button[value=canvas]")
	rosa.enters("button[value=next]")
	rosa.types("#more", "7")
	rosa.tabsTo("#more-for")
	rosa.key(kb.ArrowDown)
	rosa.enters("button[value=more]")
	rosa.enters(`button[value="lock:message"]`)
	rosa.types("#say-text", "Come together")
	rosa.enters("button[value=say]")
	ann.await("the lock and the message", "/is locked/.test(document.querySelector('[data-course-part=lock]').innerText) && document.querySelector('[data-message]')?.innerText.includes('Come together')")
	rosa.tabsTo(`details.reveal:has(button[value="reveal:message"]) summary`)
	rosa.key(kb.Enter)
	rosa.enters(`button[value="reveal:message"]`)
	ben.await("it is revealed", "document.querySelector('[data-course-part=room] a')")
	ben.enters("[data-course-part=room] a")
	ben.enters(`.matrix a[href$="/` + r.Groups[0].ID + `"]`)
	ben.enters(`a[href*="at=` + coreField + `"]`)
	ben.types("#comment-text", "Where do you eat?")
	ben.enters("#comment-new button[value=add]")
	ann.await("what the other group says", "document.querySelector('#comments')?.innerText.includes('Where do you eat?')")

	rosa.open(at + "/compare?section=message")
	for _, g := range r.Groups[:2] {
		rosa.tabsTo(`input[name=groups][value="` + g.ID + `"]`)
		rosa.key(" ")
	}
	rosa.enters(".read-chosen button")
	rosa.await("both side by side", "document.querySelector('.beside-2')")
	rosa.tabsTo(".compare-choices summary")
	rosa.key(kb.Enter)
	rosa.enters(`.compare-choices a[href*="blind=new"]`)
	if said := rosa.text("main"); strings.Contains(said, "Harbour") {
		t.Errorf("without names it says %q", said)
	}
	rosa.enters(`a[href*="/compare/projector"]`)
	rosa.key(kb.ArrowRight)
	rosa.await("the second page", "location.search.includes('page=2') && document.readyState === 'complete'")
	rosa.key(kb.Escape)
	rosa.await("back from the projector", "!location.pathname.endsWith('/projector')")

	rosa.open(at + "/votes")
	rosa.types("#question", "Which?")
	rosa.tabsTo("#choices")
	for _, k := range []string{"a", kb.Enter, "b"} {
		rosa.key(k)
	}
	rosa.enters("form.form .btn.main")
	vote := look[string](rosa.tab, "location.pathname")
	ann.open(vote)
	ann.tabsTo(`input[name="on.c1"]`)
	ann.key(kb.ArrowRight)
	ann.enters("main form .btn.main")
	if put := look[string](ann.tab, `document.querySelector('input[name="on.c1"]:checked').value`); put != "1" {
		t.Errorf("%s dots are put", put)
	}
	ann.tabsTo(`input[name="on.c1"]`)
	ann.key(kb.ArrowLeft)
	ann.enters("main form .btn.main")
	if put := look[string](ann.tab, `document.querySelector('input[name="on.c1"]:checked').value`); put != "0" {
		t.Errorf("%s dots are put after they were taken away", put)
	}

	rosa.open(at + "/rubric")
	rosa.enters("button[value=allocate]")
	rosa.enters(`a[href$="sure=open"]`)
	rosa.enters("form.notice button[value=open]")
	rosa.open(at + "/rubric/groups/" + r.Groups[0].ID)
	rosa.tabsTo(`input[name="step.care"]`)
	rosa.key(kb.ArrowUp)
	mark := look[string](rosa.tab, `document.querySelector('input[name="step.care"]:checked').value`)
	if mark == "" {
		t.Error("one key does not mark")
	}
	rosa.types("#note-care", "Kind")
	rosa.enters(".rubric-keep .btn")
	if kept := look[string](rosa.tab, `document.querySelector('input[name="step.care"]:checked').value + document.querySelector('#note-care').value.trim()`); kept != mark+"Kind" {
		t.Errorf("it keeps %q", kept)
	}
}

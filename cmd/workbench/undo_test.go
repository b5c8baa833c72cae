//go:build browser

package main

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

const (
	coreField = "message.core"
	callField = "message.call"
)

// TestJourney_UndoTakesBackOnesOwnAlone has two people write in one draft. One takes steps back and does them again, by
// keys and by buttons and across fields; the other's words stay.
func TestJourney_UndoTakesBackOnesOwnAlone(t *testing.T) {
	axe, err := os.ReadFile("../../ui/client/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("axe is not installed. Run make scripts first. %v", err)
	}
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "Harbour")
	browser := startBrowser(t)
	ann := &writingTab{newTab(t, browser, s.url, device{1280, 800, false, lanHost, true})}
	ben := &writingTab{newTab(t, browser, s.url, device{360, 740, true, lanHost, true})}
	if _, err := chromedp.Call(ann.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: string(axe)}); err != nil {
		t.Fatal(err)
	}
	draft := r.Groups[0].DraftID
	for name, w := range map[string]*writingTab{"Ann": ann, "Ben": ben} {
		w.joinBy(r.JoinCode, "Harbour", name)
		w.openSection(draft, "message")
		w.await("the buttons", "document.querySelector('[data-step=undo]')?.checkVisibility()")
	}
	if !look[bool](ann.tab, "document.querySelector('[data-step=undo]').disabled && document.querySelector('[data-step=redo]').disabled") {
		t.Error("there is something to undo before anything was done")
	}

	ann.put(coreField, 0, "We eat together.")
	ann.put(callField, 0, "Bring one friend.")
	ann.save()
	ben.sees(coreField, "We eat together.")
	ben.sees(callField, "Bring one friend.")
	ben.put(coreField, 7, "and drink ")
	ann.sees(coreField, "We eat and drink together.")

	ann.keys("z", chromedp.ModifierCtrl)
	ben.sees(callField, "")
	ann.at(callField, 0)
	ann.await("it is said what was undone", "document.querySelector('[data-live]').textContent.includes('Undone') && document.querySelector('[data-live]').textContent.includes(document.querySelector('#at-%s label').firstChild.textContent.trim())", escaped(callField))
	ann.keys("z", chromedp.ModifierCtrl)
	ben.sees(coreField, "and drink ")
	ann.at(coreField, len("and drink "))
	ann.keys("y", chromedp.ModifierCtrl)
	ben.await("both have it again", `(v => v.length === "We eat and drink together.".length && v.includes("and drink "))(document.querySelector(%s).value)`, quoted(place(coreField)))
	ann.save()

	// The same by the buttons.
	ann.press("[data-step=redo]")
	ben.sees(callField, "Bring one friend.")
	if !look[bool](ann.tab, "document.querySelector('[data-step=redo]').disabled") {
		t.Error("everything was done again, and there is still something to do again")
	}
	ann.press("[data-step=undo]")
	ann.press("[data-step=undo]")
	ben.sees(coreField, "and drink ")
	ben.sees(callField, "")
	ann.keys("z", chromedp.ModifierCtrl, chromedp.ModifierShift)
	ben.await("all is there again", "document.querySelector(%s).value.length === %d", quoted(place(coreField)), len("We eat and drink together."))

	// What a browser asks for by itself, as by a menu, does the same.
	if !look[bool](ann.tab, "!document.querySelector(%s).dispatchEvent(new InputEvent('beforeinput', {inputType: 'historyUndo', bubbles: true, cancelable: true}))", quoted(place(coreField))) {
		t.Error("the field's own undo would have run")
	}
	ben.sees(coreField, "and drink ")

	// A finger on Ben's phone takes back what Ben wrote, and does not call up the keyboard.
	look[bool](ben.tab, "(document.activeElement.blur(), true)")
	ben.press("[data-step=undo]")
	ann.sees(coreField, "")
	if look[bool](ben.tab, "document.activeElement.matches('textarea')") {
		t.Error("a finger on undo calls up the keyboard")
	}

	// Rows go and come back.
	const row, words = `ol[data-rows="channels.list"] > li`, `ol[data-rows="channels.list"] > li textarea[data-at]`
	ann.openSection(draft, "channels")
	ben.openSection(draft, "channels")
	ann.press(`button[value="add:channels.list"]`)
	ben.await("a row", "document.querySelectorAll('%s').length === 1", row)
	ann.keys("z", chromedp.ModifierCtrl)
	ben.await("no row", "document.querySelectorAll('%s').length === 0", row)
	ann.keys("y", chromedp.ModifierCtrl)
	ben.await("the row again", "document.querySelectorAll('%s').length === 1", row)
	ben.press(words)
	if _, err := chromedp.Call(ben.ctx, input.InsertText, input.InsertTextParams{Text: "Since we talk."}); err != nil {
		t.Fatal(err)
	}
	ann.await("Ben's words in the row", "document.querySelector('%s').value === 'Since we talk.'", words)
	ann.keys("z", chromedp.ModifierCtrl)
	ann.await("it says that others have changed it", "document.querySelector('[data-step-note]').textContent.includes('Others')")
	if n := look[int](ann.tab, "document.querySelectorAll('%s').length", row); n != 1 {
		t.Error("the row went with Ben's words in it")
	}
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{360, 1280} {
			ann.show(width, scheme)
			for _, v := range ann.violations() {
				t.Errorf("%s at %d: %s", scheme, width, v)
			}
			if small := look[bool](ann.tab, "[...document.querySelectorAll('[data-step]')].some(b => b.getBoundingClientRect().height < 44 || b.getBoundingClientRect().width < 44)"); small {
				t.Errorf("a button is too small for a finger at %d", width)
			}
		}
	}
	ann.show(320, "light")
	if over := look[string](ann.tab, overTheEdge); over != "" {
		t.Errorf("at 320 pixels this hangs over the edge: %s", over)
	}
}

// TestJourney_SaysWhereWordsAre follows a field's words from the device to the server and into the others' sight. What
// was not looked at is not taken for seen, and the words of a device that went silent are told to the facilitator.
func TestJourney_SaysWhereWordsAre(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "Harbour")
	browser := startBrowser(t)
	laptop := device{1280, 800, false, lanHost, true}
	ann, ben := &writingTab{newTab(t, browser, s.url, laptop)}, &writingTab{newTab(t, browser, s.url, laptop)}
	rosa := newTab(t, browser, s.url, laptop)
	rosa.open("/sign-in")
	rosa.write("#name", demoName)
	rosa.write("#password", demoPassword)
	rosa.follow("main form .btn.main")
	rosa.open("/workshops/" + r.ID + "/groups")

	ann.joinBy(r.JoinCode, "Harbour", "Ann")
	ann.openSection(r.Groups[0].DraftID, "message")
	look[bool](ann.tab, `(() => {
		window.ways = [];
		const el = document.querySelector('[data-status-for="message.core"]');
		new MutationObserver(() => { if (window.ways.at(-1) !== el.dataset.where) window.ways.push(el.dataset.where); }).observe(el, {attributes: true, attributeFilter: ['data-where']});
		const send = window.fetch;
		window.fetch = (...a) => window.held && String(a[0]).endsWith('/edits') ? new Promise((_, no) => { window.fail = no; }) : send(...a);
		const list = new EventSource('/api/v1/drafts/%s/events?after=0');
		list.addEventListener('presence', e => { window.presence = JSON.parse(e.data); });
		return window.held = true;
	})()`, r.Groups[0].DraftID)
	where := func(want string) {
		t.Helper()
		ann.await("the words are "+want, "document.querySelector('[data-status-for=\"message.core\"]').dataset.where === '%s'", want)
	}
	ann.put(coreField, 0, "We eat together.")
	where("sending")
	look[bool](ann.tab, "(window.dispatchEvent(new Event('offline')), window.held = false, window.fail(new Error('lost')), true)")
	where("here")
	where("saved")
	if got := ann.text(`[data-status-for="message.core"]`); got != "saved" {
		t.Errorf("alone, it says %q", got)
	}

	ben.joinBy(r.JoinCode, "Harbour", "Ben")
	ben.openSection(r.Groups[0].DraftID, "audience")
	ann.await("Ben is there", "window.presence?.some(p => p.name === 'Ben' && p.section === 'audience' && p.seen > 0)")
	where("saved")
	ben.openSection(r.Groups[0].DraftID, "message")
	ben.sees(coreField, "We eat together.")
	where("seen")
	if got := ann.text(`[data-status-for="message.core"]`); got != "seen by the others" {
		t.Errorf("it says %q", got)
	}
	if got := look[string](ann.tab, `document.querySelector('[data-status-for="message.core"]').title`); got != "Seen by Ben" {
		t.Errorf("the names on it say %q", got)
	}

	ben.turn(false)
	ann.put(coreField, 0, "Here ")
	ben.sees(coreField, "Here We eat together.")
	where("saved")
	ben.turn(true)
	where("seen")
	if got := look[string](ann.tab, "window.ways.join(' ')"); !strings.HasPrefix(got, "sending here ") || !strings.HasSuffix(got, "saved seen") {
		t.Errorf("the words went %s", got)
	}

	// Ben's device loses the room, and then is gone: it has said that it holds words.
	look[bool](ben.tab, `(() => {
		const send = window.fetch;
		window.fetch = (...a) => String(a[0]).endsWith('/edits') ? new Promise(() => {}) : send(...a);
		return true;
	})()`)
	ben.put(callField, 0, "Bring one friend.")
	rosa.await("a device holds words", "document.querySelector('.tile').innerText.includes('1 device holds words that are not here yet')")
	ben.open("/principles")
	rosa.await("the device is missed", "document.querySelector('.tile .missed')?.innerText.includes('Ben')")
	ben.openSection(r.Groups[0].DraftID, "message")
	ben.save()
	ann.sees(callField, "Bring one friend.")
	rosa.await("nobody is missed", "!document.querySelector('.tile .missed')")
}

// put writes words at a place of a text, as one step, be it a field or an editor.
func (w *writingTab) put(at string, position int, words string) {
	w.t.Helper()
	look[bool](w.tab, "(document.querySelector(%s).focus(), true)", quoted(place(at)))
	w.stroke("Home", 36, chromedp.ModifierCtrl)
	for range position {
		w.stroke("ArrowRight", 39, chromedp.ModifierNone)
	}
	if _, err := chromedp.Call(w.ctx, input.InsertText, input.InsertTextParams{Text: words}); err != nil {
		w.t.Fatalf("%s: %v", at, err)
	}
	w.await(at+" holds "+words, "document.querySelector(%s).value.includes(%s)", quoted(place(at)), quoted(words))
}

// stroke presses a key that moves the caret.
func (w *writingTab) stroke(key string, code int64, with chromedp.Modifier) {
	w.t.Helper()
	if _, err := chromedp.Call(w.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{
		Type: "rawKeyDown", Key: key, Code: key, WindowsVirtualKeyCode: code, Modifiers: int64(with),
	}); err != nil {
		w.t.Fatal(err)
	}
}

// keys presses a key together with others.
func (w *writingTab) keys(key string, with ...chromedp.Modifier) {
	w.t.Helper()
	w.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(with...)))
}

// at waits until the person is in a text, at the position.
func (w *writingTab) at(at string, position int) {
	w.t.Helper()
	w.await("the caret in "+at, `(() => {
		const a = document.activeElement;
		if (a === document.querySelector(%s)) return a.selectionEnd === %d;
		if (!a.closest('[data-editor="%s"]')) return false;
		const before = document.createRange();
		before.setStart(a, 0);
		before.setEnd(getSelection().focusNode, getSelection().focusOffset);
		return before.toString().length === %d;
	})()`, quoted(place(at)), position, at, position)
}

// escaped is a place in a selector by id.
func escaped(at string) string {
	out := ""
	for _, r := range at {
		if r == '.' {
			out += `\\`
		}
		out += string(r)
	}
	return out
}

//go:build browser

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// field is the text that the journeys of editors are written in.
const field = "context.situation"

// editorOf is where a text is written when an editor stands in for its control.
func editorOf(at string) string { return fmt.Sprintf(`[data-editor="%s"] .cm-content`, at) }

// atOneText opens a section with one text in it for two people of one table, each with a device.
func atOneText(t *testing.T, at, text string, devices ...device) []*writingTab {
	t.Helper()
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "Quay")
	first := r.join(t, 0, "Before")
	first.send(t, first.insert(at, text))
	browser := startBrowser(t)
	var all []*writingTab
	for i, d := range devices {
		w := &writingTab{newTab(t, browser, s.url, d)}
		w.joinBy(r.JoinCode, "Quay", []string{"Ann", "Ben"}[i])
		w.openSection(r.Groups[0].DraftID, strings.Split(at, ".")[0])
		all = append(all, w)
	}
	return all
}

// key presses a key and lets it go.
func (b *tab) key(key string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(key))
}

// value is the text that the form holds.
func (b *tab) value(at string) string {
	b.t.Helper()
	return look[string](b, "document.querySelector(%s).value", quoted(place(at)))
}

// holds waits until the form holds the text.
func (b *tab) holds(at, text string) {
	b.t.Helper()
	b.await(at+" holds "+text, "document.querySelector(%s).value === %s", quoted(place(at)), quoted(text))
}

// quantiles are the middle and the 95th of a hundred, in milliseconds.
func quantiles(ms []float64) (p50, p95 float64) {
	slices.Sort(ms)
	return ms[len(ms)/2], ms[len(ms)*95/100]
}

// TestJourney_KeysReachTheOtherScreen has two people with a mouse in one text. It prints how long a key takes to the
// other's screen, and a vague word to its mark on both.
func TestJourney_KeysReachTheOtherScreen(t *testing.T) {
	laptop := device{1280, 800, false, lanHost, true}
	both := atOneText(t, field, "We eat together.", laptop, laptop)
	ann, ben := both[0], both[1]
	for _, w := range both {
		w.await("the editor", "document.querySelector(%s)", quoted(editorOf(field)))
	}
	ben.caret(field, 7) // between "We eat " and "together."
	ann.caret(field, 0)

	look[bool](ann.tab, `(window.keys = [], document.addEventListener("keydown", e => window.keys.push(performance.timeOrigin + performance.now()), true), true)`)
	look[bool](ben.tab, `(() => {
		window.seen = {};
		const e = document.querySelector(%s);
		let most = e.textContent.length;
		new MutationObserver(() => {
			const now = performance.timeOrigin + performance.now();
			for (; most < e.textContent.length; most++) window.seen[most] = now;
		}).observe(e, {subtree: true, childList: true, characterData: true});
		return true;
	})()`, quoted(editorOf(field)))
	// Each key waits for the one before it to be seen, which is some thirty a second and faster than anybody types;
	// then as many as the browser takes, which are sent together while an answer is on its way.
	const typed = "Every Thursday night the long tables fill before it is dark. "
	for i, c := range typed[:60] {
		if i == 30 {
			ann.caret(field, len("We eat together.")+30)
			look[bool](ann.tab, "(window.keys.splice(30), true)") // those that only led there
		}
		ann.key(string(c))
		ben.await("the key", "Object.keys(window.seen).length > %d", i)
	}
	const rushed = "Nobody is asked who they are. "
	for _, c := range rushed {
		ann.key(string(c))
	}
	want := typed[:30] + "We eat together." + typed[30:60] + rushed
	for _, w := range both {
		w.holds(field, want)
	}
	if shown := look[string](ben.tab, "document.querySelector(%s).textContent", quoted(editorOf(field))); shown != want {
		t.Errorf("the other page shows %q", shown)
	}
	took := look[[]float64](ann.tab, "window.keys")
	seen := look[[]float64](ben.tab, "Object.keys(window.seen).map(Number).sort((a, b) => a - b).map(k => window.seen[k])")
	if all := 60 + len(rushed); len(took) != all || len(seen) != all {
		t.Fatalf("%d keys, seen %d times", len(took), len(seen))
	}
	for i := range took {
		took[i] = seen[i] - took[i]
	}
	for name, keys := range map[string][]float64{"one after the other": took[:60], "in a rush": took[60:]} {
		p50, p95 := quantiles(keys)
		t.Logf("from a key to the other's screen, %s: p50 %.1f ms, p95 %.1f ms", name, p50, p95)
		if p95 > 1000 {
			t.Errorf("a key takes %.0f ms to the other's screen", p95)
		}
	}
	ann.await("it is shown where the other writes", "document.querySelector('%s .other')?.textContent === 'Ben'", `[data-editor="`+field+`"]`)
	ben.key("!")
	want = strings.Replace(want, "We eat together", "We eat !together", 1)
	for _, w := range both {
		w.holds(field, want) // the caret stayed where it belonged
	}
}

// TestJourney_AVagueWordIsMarkedOnBothScreens prints the time from the last key to the mark.
func TestJourney_AVagueWordIsMarkedOnBothScreens(t *testing.T) {
	const at = "audience.primary"
	laptop := device{1280, 800, false, lanHost, true}
	both := atOneText(t, at, " and everyone in town", laptop, laptop)
	const mark = `[...document.querySelectorAll('[data-editor="audience.primary"] .passage')].find(e => e.textContent === 'general public')`
	for _, w := range both {
		w.await("the editor", "document.querySelector(%s)", quoted(editorOf(at)))
		look[bool](w.tab, `(new MutationObserver(() => { if (%s?.textContent === 'general public' && !window.marked) window.marked = performance.timeOrigin + performance.now(); })
			.observe(document.querySelector(%s), {subtree: true, childList: true, attributes: true}), true)`, mark, quoted(editorOf(at)))
	}
	ann := both[0]
	ann.caret(at, 0)
	look[bool](ann.tab, `(document.addEventListener("keydown", () => { window.last = performance.timeOrigin + performance.now(); }, true), true)`)
	for _, c := range "The general public" {
		ann.key(string(c))
	}
	for i, w := range both {
		w.await("the mark", "window.marked && %s", mark)
		took := look[float64](w.tab, "window.marked") - look[float64](ann.tab, "window.last")
		t.Logf("from the last key to the mark on screen %d: %.0f ms", i+1, took)
		if took > 5000 {
			t.Errorf("a vague word is marked after %.0f ms", took)
		}
	}
	ben := both[1]
	ben.caret(at, 0)
	ben.key("O")
	ben.holds(at, "OThe general public and everyone in town")
	if !look[bool](ben.tab, "!!%s", mark) {
		t.Error("the mark did not move with the text")
	}
	ben.await("the finding beside the field", "document.querySelector('a[data-to-passage]')")
	look[bool](ben.tab, "(document.activeElement.blur(), true)")
	for _, d := range []input.DispatchKeyEventType{"rawKeyDown", "keyUp"} {
		if _, err := chromedp.Call(ben.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: d, Key: "F8", Code: "F8", WindowsVirtualKeyCode: 119}); err != nil {
			t.Fatal(err)
		}
	}
	ben.await("F8 leads to the words", "getSelection().toString() === 'general public' && document.activeElement.matches(%s)", quoted(editorOf(at)))
}

// compose begins or goes on with a composition.
func (b *tab) compose(text string) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, input.ImeSetComposition, input.ImeSetCompositionParams{
		Text: text, SelectionStart: int64(len([]rune(text))), SelectionEnd: int64(len([]rune(text))),
	}); err != nil {
		b.t.Fatal(err)
	}
}

// TestJourney_ACompositionIsLeftAlone composes a word in an editor and in a native field while somebody else writes
// before and behind it: nothing half composed leaves the page, nothing of either is lost.
func TestJourney_ACompositionIsLeftAlone(t *testing.T) {
	for name, d := range map[string]device{"editor": {1280, 800, false, lanHost, true}, "native": {360, 740, true, lanHost, true}} {
		t.Run(name, func(t *testing.T) {
			both := atOneText(t, field, "ann ben", d, device{1280, 800, false, lanHost, true})
			ann, ben := both[0], both[1]
			ben.await("the editor", "document.querySelector(%s)", quoted(editorOf(field)))
			if name == "editor" {
				ann.await("the editor", "document.querySelector(%s)", quoted(editorOf(field)))
			} else {
				if n := look[int](ann.tab, "document.querySelectorAll('.cm-content').length"); n != 0 {
					t.Fatalf("a touch screen has %d editors", n)
				}
			}
			ann.caret(field, 4)
			ann.compose("に")
			ann.compose("にほ")
			ben.caret(field, 0)
			for _, c := range "Oh " {
				ben.key(string(c))
			}
			ben.await("the words are saved", "document.querySelector('[data-status-for=%q]').dataset.where === 'saved'", field)
			ann.compose("にほん")
			if got := ben.value(field); got != "Oh ann ben" {
				t.Errorf("the other page has %q while a word is composed", got)
			}
			if got := ann.value(field); got != "ann にほんben" {
				t.Errorf("the page that composes shows %q", got)
			}
			if _, err := chromedp.Call(ann.ctx, input.InsertText, input.InsertTextParams{Text: "日本 "}); err != nil {
				t.Fatal(err)
			}
			for _, w := range both {
				w.holds(field, "Oh ann 日本 ben")
			}
		})
	}
}

// TestJourney_ThePersonChoosesHowToWrite changes between editor and plain field in the middle of a text: it takes
// effect at once, loses neither word nor place, and holds on the next page.
func TestJourney_ThePersonChoosesHowToWrite(t *testing.T) {
	both := atOneText(t, field, "one three", device{1280, 800, false, lanHost, true}, device{360, 740, true, lanHost, true})
	ann, ben := both[0], both[1]
	ann.await("the editor", "document.querySelector(%s)", quoted(editorOf(field)))
	ann.caret(field, 4)
	pick := func(w *writingTab, how string) {
		w.t.Helper()
		look[bool](w.tab, "(e => (e.click(), true))(document.querySelector('[data-ways-to-write] input[value=%s]'))", how)
	}
	pick(ann, "plain")
	ann.await("the plain field", "!document.querySelector('.cm-content') && document.activeElement === document.querySelector(%s)", quoted(place(field)))
	for _, c := range "two " {
		ann.key(string(c))
	}
	pick(ann, "editor")
	ann.await("the editor has the person", "document.activeElement.matches(%s)", quoted(editorOf(field)))
	for _, c := range "and " {
		ann.key(string(c))
	}
	for _, w := range both {
		w.holds(field, "one two and three")
	}
	pick(ben, "editor")
	ben.await("the editor on a phone that wants it", "document.querySelector(%s)", quoted(editorOf(field)))
	ben.do(chromedp.Reload())
	ben.await("the choice holds", "document.querySelector(%s)", quoted(editorOf(field)))
}

// TestJourney_EditorsLoadOnlyWhereTheyAreUsed holds that a phone does not fetch the editor's script.
func TestJourney_EditorsLoadOnlyWhereTheyAreUsed(t *testing.T) {
	both := atOneText(t, field, "here", device{360, 740, true, lanHost, true}, device{1280, 800, false, lanHost, true})
	const loaded = "performance.getEntriesByType('resource').filter(r => r.name.endsWith('/editor.js')).length"
	both[1].await("the editor", "document.querySelector(%s)", quoted(editorOf(field)))
	if n := look[int](both[1].tab, loaded); n != 1 {
		t.Errorf("a laptop loads the editor %d times", n)
	}
	both[0].await("all that is loaded", "document.readyState === 'complete' && document.querySelector('[data-ways-to-write]:not([hidden])')")
	if n := look[int](both[0].tab, loaded); n != 0 {
		t.Errorf("a phone loads the editor %d times", n)
	}
}

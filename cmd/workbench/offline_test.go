//go:build browser

package main

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"workbench/campaign"
)

// paragraph is what stands in the field before the network is cut.
const paragraph = sentence + " ពួកគេជួបគ្នានៅផ្សាររៀងរាល់ព្រឹក។"

const sentence = "យុវជននៅភូមិបណ្តែតទឹកនេសាទជាមួយគ្រួសារ។"

const situation = "context.situation"

// TestJourney_WordsWrittenOffLineAreAllThere has two browsers write in one Khmer paragraph while both are off line, and
// closes the page of one of them meanwhile. Over plain HTTP at a room's address a browser gives a page less than on the
// laptop itself, so both are tried.
func TestJourney_WordsWrittenOffLineAreAllThere(t *testing.T) {
	for _, host := range []string{"localhost", lanHost} {
		t.Run(host, func(t *testing.T) { offLine(t, host) })
	}
}

func offLine(t *testing.T, host string) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	facilitator := signIn(t, s.url, demoName, demoPassword)
	r := openRoom(t, facilitator, "Kampot")
	draft := r.Groups[0].DraftID
	seat := r.join(t, 0, "Dara")
	seat.send(t, seat.insert(situation, paragraph))

	browser := startBrowser(t)
	wires := []*wire{newWire(t, s.url), newWire(t, s.url)}
	var both []*writingTab
	for i, name := range []string{"Sophea", "Vanna"} {
		w := &writingTab{newTab(t, browser, wires[i].url, device{[]int64{360, 1280}[i], 800, i == 0, host, true})}
		w.joinBy(r.JoinCode, "Kampot", name)
		w.openSection(draft, "context")
		w.holds(situation, paragraph)
		w.await("the script", "!document.querySelector('[data-steps]').hidden") // with a mouse it puts an editor there
		both = append(both, w)
	}
	sophea, vanna := both[0], both[1]
	for i, w := range both {
		wires[i].cut()
		w.await("the page says that it is off line", "document.querySelector('[data-page-status]').textContent.includes('Off line')")
	}

	// Five edits each: words at the end, at the beginning, within, what is taken away, and what is put back.
	first := []string{"បុណ្យអុំទូក", "ក្តាម", "ត្រី", "កប៉ាល់", "ទន្លេ"}
	second := []string{"ផ្លែស្វាយ", "ចេក", "ដូង", "អង្ករ", "អំបិល"}
	sophea.puts(situation, paragraph, " "+first[0])
	sophea.puts(situation, "", first[1]+" ")
	sophea.puts(situation, "", first[2]+" ")
	sophea.puts(situation, first[2], " "+first[3])
	sophea.puts(situation, "", first[4]+" ")
	vanna.puts(situation, "", second[0]+" ")
	vanna.puts(situation, second[0], " "+second[1])
	vanna.puts(situation, second[0]+" "+second[1]+" "+sentence, " "+second[2]+" x")
	vanna.erases(situation, "x")
	vanna.puts(situation, "", second[3]+" ")
	vanna.puts(situation, "", second[4]+" ")
	mine := map[*writingTab][]string{sophea: first, vanna: second}
	for w, words := range mine {
		w.await("the field says where its words are", "['here', 'device'].includes(document.querySelector('[data-status-for=\"%s\"]').dataset.where)", situation)
		w.showsUnsent(words)
	}

	// One of them closes the page and comes back when the room is there again; her browser has kept the words.
	sophea.keeps("the words", "kept.includes(%s)", quoted(first[4]))
	sophea.do(chromedp.Navigate("about:blank"))
	wires[0].mend()
	sophea.openSection(draft, "context")
	wires[1].mend()
	look[bool](vanna.tab, "(window.dispatchEvent(new Event('online')), true)") // as the system says when the network is back

	for _, w := range both {
		w.save()
		for _, word := range append(first, second...) {
			w.await("the word "+word+" once", "%s.split(%s).length === 2", textOf(situation), quoted(word))
		}
		w.await("the paragraph", "%s.includes(%s) && %s.includes(%s)", textOf(situation), quoted(sentence), textOf(situation), quoted(strings.TrimPrefix(paragraph, sentence)))
		if look[bool](w.tab, "!document.querySelector('[data-review]')") == false {
			t.Errorf("words were put aside for review: %s", w.text("main"))
		}
	}
	said := seat.value(t, situation)
	for _, w := range both {
		w.holds(situation, said)
	}
	if n := strings.Count(said, "x"); n != 0 {
		t.Errorf("what was taken away is there: %s", said)
	}
}

// keeps waits until a condition holds for what the browser keeps, as JSON.
func (w *writingTab) keeps(what, condition string, args ...any) {
	w.t.Helper()
	w.await("the browser keeps "+what, `((window.reading ??= setInterval(() => {
		const opened = indexedDB.open('campaign-drafts');
		opened.onsuccess = () => {
			const all = opened.result.transaction('unsent').objectStore('unsent').getAll();
			all.onsuccess = () => { window.kept = JSON.stringify(all.result); opened.result.close(); };
		};
	}, 50)), window.kept !== undefined && (`+condition+"))", args...)
}

// value is what a text holds at the server.
func (s *seat) value(t *testing.T, at string) string {
	t.Helper()
	var d struct{ Fields map[string]any }
	s.do(t, http.MethodGet, "/drafts/"+s.DraftID, nil, &d)
	text, _ := d.Fields[at].(string)
	return text
}

// textOf is what a place holds, as an expression.
func textOf(at string) string { return "document.querySelector(" + quoted(place(at)) + ").value" }

func (w *writingTab) holds(at, words string) {
	w.t.Helper()
	w.await("the words at "+at, "%s === %s", textOf(at), quoted(words))
}

// puts writes words behind those that a text begins with, be it a field or an editor.
func (w *writingTab) puts(at, behind, words string) {
	w.t.Helper()
	look[bool](w.tab, "(document.querySelector(%s).focus(), true)", quoted(place(at)))
	w.stroke("Home", 36, chromedp.ModifierCtrl)
	want := campaign.UTF16Len(behind)
	for caret := 0; caret < want; { // a key goes by characters as the browser counts them
		w.stroke("ArrowRight", 39, chromedp.ModifierNone)
		before := caret
		caret = look[int](w.tab, `(() => {
			const a = document.activeElement;
			if ('selectionEnd' in a) return a.selectionEnd;
			const before = document.createRange();
			before.setStart(a, 0);
			before.setEnd(getSelection().focusNode, getSelection().focusOffset);
			return before.toString().length;
		})()`)
		if caret <= before || caret > want {
			w.t.Fatalf("the caret is at %d and not behind %q", caret, behind)
		}
	}
	if _, err := chromedp.Call(w.ctx, input.InsertText, input.InsertTextParams{Text: words}); err != nil {
		w.t.Fatal(err)
	}
	w.await(at+" holds "+words, "%s.startsWith(%s)", textOf(at), quoted(behind+words))
}

// erases takes the character away that the caret stands behind.
func (w *writingTab) erases(at, character string) {
	w.t.Helper()
	w.do(chromedp.KeyEvent(kb.Backspace))
	w.await("it is gone", "!%s.includes(%s)", textOf(at), quoted(character))
}

// showsUnsent opens the panel of the words that only this device has, copies what it shows, and closes it.
func (w *writingTab) showsUnsent(words []string) {
	w.t.Helper()
	w.press("[data-unsent-open]")
	const field = "#unsent [data-unsent-words] textarea"
	for _, word := range words {
		w.await("the unsent word "+word, "document.querySelector('%s')?.value.includes(%s)", field, quoted(word))
	}
	look[bool](w.tab, "(window.copied = '', document.addEventListener('copy', () => { const t = document.activeElement; window.copied = t.value.slice(t.selectionStart, t.selectionEnd); }), true)")
	w.press("#unsent [data-unsent-words] .field .btn")
	w.await("the words are copied", "window.copied && window.copied === document.querySelector('%s').value", field)
	w.press("[data-unsent-close]")
	w.await("the panel is closed", "document.getElementById('unsent').hidden")
}

// TestJourney_AnotherTabTakesUpTheWordsOfAClosedOne has somebody write off line in two tabs and close one of them; and
// once more, with the tab killed in the background, as a phone does that needs its memory.
func TestJourney_AnotherTabTakesUpTheWordsOfAClosedOne(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "Kampot")
	draft, other := r.Groups[0].DraftID, r.join(t, 0, "Dara")
	wire := newWire(t, s.url)
	stays := &writingTab{newTab(t, startBrowser(t), wire.url, device{360, 740, true, lanHost, true})}
	stays.joinBy(r.JoinCode, "Kampot", "Sophea")
	stays.openSection(draft, "context")
	const live = "document.querySelector('[data-page-status]').textContent"
	goes := func() *writingTab {
		w := &writingTab{stays.another()}
		w.openSection(draft, "context")
		w.await("the script", "!document.querySelector('[data-steps]').hidden")
		wire.cut()
		for _, tab := range []*writingTab{w, stays} {
			tab.await("the page says that it is off line", live+".includes('Off line')")
		}
		return w
	}
	back := func(words string) {
		t.Helper()
		wire.mend()
		look[bool](stays.tab, "(window.dispatchEvent(new Event('online')), true)")
		stays.holds(situation, words)
		stays.save()
		if said := other.value(t, situation); said != words {
			t.Errorf("the server has %q, should be %q", said, words)
		}
		stays.keeps("nothing", "kept === '[]'")
	}

	closed := goes()
	closed.put(situation, 0, "ក្តាម ")
	stays.put("context.place", 0, "កំពត") // its own, which wait too
	closed.keeps("the words", "kept.includes(%s)", quoted("ក្តាម"))
	closed.do(chromedp.Navigate("about:blank"))
	back("ក្តាម ")
	if said := other.value(t, "context.place"); said != "កំពត" {
		t.Errorf("the words of the tab that stayed are %q", said)
	}

	killed := goes()
	killed.put(situation, 0, "ត្រី ")
	killed.turn(false)
	killed.keeps("the words", "kept.includes(%s)", quoted("ត្រី"))
	ctx, cancel := context.WithTimeout(killed.ctx, time.Second) // nobody answers that has crashed
	defer cancel()
	chromedp.Call(ctx, page.Crash, cdp.Empty{})
	back("ត្រី ក្តាម ")
}

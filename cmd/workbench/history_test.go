//go:build browser

package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

const (
	whyColumn = "channels.list"
	firstWhy  = "វិទ្យុ​នៅ​ភូមិ"
	secondWhy = "កាសែត"
	youths    = "យុវជននៅភូមិយើងស្តាប់គ្នា"
	women     = "យុវតីនៅភូមិយើងស្តាប់គ្នា"
)

// TestJourney_HistoryWithScripts and the next have one person delete a row and another bring it back, and compare the
// draft with a moment that has a name, in Khmer.
func TestJourney_HistoryWithScripts(t *testing.T) { historyJourney(t, true) }

func TestJourney_HistoryWithoutScripts(t *testing.T) { historyJourney(t, false) }

func historyJourney(t *testing.T, scripts bool) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "Harbour")
	browser := startBrowser(t)
	ann := &writingTab{newTab(t, browser, s.url, device{1280, 800, false, lanHost, scripts})}
	ben := &writingTab{newTab(t, browser, s.url, device{360, 740, true, lanHost, scripts})}
	if scripts {
		axe, err := os.ReadFile("../../ui/client/node_modules/axe-core/axe.min.js")
		if err != nil {
			t.Fatalf("axe is not installed. Run make scripts first. %v", err)
		}
		if _, err := chromedp.Call(ben.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: string(axe)}); err != nil {
			t.Fatal(err)
		}
	}
	draft := r.Groups[0].DraftID
	for name, w := range map[string]*writingTab{"Ann": ann, "ប៊ុន": ben} {
		w.joinBy(r.JoinCode, "Harbour", name)
	}

	ann.openSection(draft, "channels")
	for i, why := range []string{firstWhy, secondWhy} {
		ann.addRow(whyColumn, i, map[string]any{"why": why})
	}
	ann.save()
	row := look[string](ann.tab, "document.querySelector('ol[data-rows=\"%s\"] > li').dataset.row", whyColumn)
	ben.openSection(draft, "channels")
	ann.deletes(row)
	ben.bringsBack(row, firstWhy, "Ann")
	for _, w := range []*writingTab{ann, ben} {
		w.rowsAre(firstWhy, secondWhy)
	}
	ben.openSection(draft, "channels") // and after another page load it is there, and nowhere else
	ben.rowsAre(firstWhy, secondWhy)
	if left := look[string](ben.tab, "document.querySelector('[data-bin=\"%s\"]').textContent.trim()", whyColumn); left != "" {
		t.Errorf("the bin still says %s", left)
	}

	ann.openSection(draft, "message")
	ann.write(place(coreField), youths)
	ann.save()
	ann.open("/drafts/" + draft + "/history")
	ann.write("#name", "មុនពេលសម្រាក")
	ann.follow(`.card .form .btn`)
	ben.openSection(draft, "message")
	ben.sees(coreField, youths)
	ben.write(place(coreField), women)
	ben.save()
	ben.comparesAndBringsBack(draft, scripts)
	ben.openSection(draft, "message")
	ben.sees(coreField, youths)
}

// deletes deletes a row by its button.
func (w *writingTab) deletes(row string) {
	w.t.Helper()
	button := fmt.Sprintf(`button[value="delete:%s:%s"]`, whyColumn, row)
	if !w.scripts {
		w.follow(button)
		return
	}
	w.press(button)
	w.await("the way back is offered at once, and the keyboard is there", "document.activeElement?.value === 'restore:%s:%s'", whyColumn, row)
	w.save()
	w.await("the keyboard stays there when the server tells of the row", "document.querySelector('[data-bin=\"%s\"] details[open]') && document.activeElement?.value === 'restore:%s:%s'", whyColumn, whyColumn, row)
}

// bringsBack finds what somebody else deleted in the bin, and brings it back.
func (w *writingTab) bringsBack(row, words, who string) {
	w.t.Helper()
	bin := fmt.Sprintf(`[data-bin="%s"]`, whyColumn)
	if !w.scripts {
		w.openSection(look[string](w.tab, "location.pathname.split('/')[2]"), "channels")
	}
	w.await("what somebody else deleted is in the bin", "(t => t.includes(%s) && t.includes(%s))(document.querySelector(%s).textContent)", quoted(words), quoted(who), quoted(bin))
	if words := look[string](w.tab, "document.querySelector(%s).querySelector('summary').textContent", quoted(bin)); words != "1 deleted row" {
		w.t.Errorf("the bin is called %q", words)
	}
	w.press(bin + " summary")
	w.accessible("the bin")
	button := fmt.Sprintf(`button[value="restore:%s:%s"]`, whyColumn, row)
	if !w.scripts {
		w.follow(button)
		return
	}
	w.press(button)
	w.await("the row has its words, and the bin is empty", "document.querySelector('[data-row=\"%s\"] [data-at$=\"/why\"]')?.value === %s && !document.querySelector(%s).textContent.trim()", row, quoted(words), quoted(bin))
	w.save()
}

// rowsAre waits until the rows have these words, in this order.
func (w *writingTab) rowsAre(words ...string) {
	w.t.Helper()
	if !w.scripts {
		w.openSection(look[string](w.tab, "location.pathname.split('/')[2]"), "channels")
	}
	w.await("the rows in their order", "[...document.querySelectorAll('ol[data-rows=\"%s\"] [data-at$=\"/why\"]')].map(e => e.value).join('|') === %s", whyColumn, quoted(strings.Join(words, "|")))
}

// comparesAndBringsBack chooses the moment that has a name, compares the draft with it, and brings the message back.
func (w *writingTab) comparesAndBringsBack(draft string, scripts bool) {
	w.t.Helper()
	w.open("/drafts/" + draft + "/history")
	look[int](w.tab, "[...document.querySelectorAll('details')].map(d => d.open = true).length")
	w.accessible("the history with a name")
	w.press(".moments input[name=from]")
	w.follow("#compare .btn")
	marks := func(element string) string {
		return look[string](w.tab, "[...document.querySelectorAll('.compared %s')].map(e => e.lastChild.textContent).join('|')", element)
	}
	gone, fresh := "ជន", "តី"
	if scripts { // the browser knows the words
		gone, fresh = "យុវជន", "យុវតី"
	}
	w.await("what differs", "document.querySelector('.compared del')")
	if del, ins := marks("del"), marks("ins"); del != gone || ins != fresh {
		w.t.Errorf("gone is %q and new is %q, should be %q and %q", del, ins, gone, fresh)
	}
	w.accessible("two moments")
	if heard := w.text(".compared del .visually-hidden"); !strings.Contains(heard, "was there then") {
		w.t.Errorf("who does not see it hears %q", heard)
	}
	w.follow(`button[name=field][value="message.core"]`)
}

// accessible demands that axe finds nothing in the page as it is; it runs as a script.
func (w *writingTab) accessible(what string) {
	w.t.Helper()
	if !w.scripts {
		return
	}
	for _, violation := range w.violations() {
		w.t.Errorf("%s: %s", what, violation)
	}
	if over := look[string](w.tab, overTheEdge); over != "" {
		w.t.Errorf("%s: this hangs over the edge: %s", what, over)
	}
}

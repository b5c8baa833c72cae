//go:build browser

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestJourney_ADialogKeepsWhatIsTypedAndTheFocus sets a finding aside on a phone: with the dialog closed by mistake,
// the room out of reach, somebody else faster, and the words gone.
func TestJourney_ADialogKeepsWhatIsTypedAndTheFocus(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	names, _ := demoNames(t, signIn(t, s.url, demoName, demoPassword))
	browser := startBrowser(t)
	var both []*writingTab
	for _, name := range []string{"Ann", "Bao"} {
		w := &writingTab{newTab(t, browser, s.url, device{360, 740, true, "localhost", true})}
		w.joinBy(names["CODE"], names["ENGROUP"], name)
		w.openSection(names["EN"], "message")
		both = append(both, w)
	}
	ann, bao := both[0], both[1]
	const link = `[data-findings-for="message.core"] > .finding a[href$="/principles/msg-positive"] + a[data-dialog]`
	const note = "document.querySelector('dialog[open] #note')?.value"
	ann.write(place("message.core"), onlyOpposes)
	ann.save()
	bao.await("the finding", "document.querySelector('%s')", link)
	open := func(w *writingTab) {
		w.await("the finding", "document.querySelector('%s')", link)
		w.press(link)
		w.await("the dialog with the focus in its form", "document.activeElement.closest('dialog[open] form')")
	}
	decide := func(w *writingTab) { w.press(`dialog [value=aside]`) }

	open(ann)
	ann.press(`dialog [value=agreed]`)
	ann.write(`#note`, "The harbour master asked for it.")
	ann.do(chromedp.KeyEvent(kb.Escape))
	ann.await("the focus back where it came from", "document.activeElement.matches('%s')", link)
	open(ann)
	ann.await("what was typed before", "%s === 'The harbour master asked for it.' && document.querySelector('dialog [value=agreed]').checked", note)

	look[bool](ann.tab, "(window.realFetch = window.fetch, window.fetch = () => Promise.reject(new TypeError('gone')), true)")
	decide(ann)
	ann.await("the sentence that the room is out of reach", "document.querySelector('dialog[open] [role=alert]')?.innerText.includes('cannot be reached')")
	look[bool](ann.tab, "(window.fetch = window.realFetch, true)")

	open(bao)
	bao.press(`dialog [value=later]`)
	decide(bao)
	bao.await("the focus on what unfolds the finding", "!document.querySelector('dialog[open]') && document.activeElement.matches('[data-findings-for] summary')")
	decide(ann)
	ann.await("that somebody else was faster", "document.querySelector('dialog[open] [role=alert]')?.innerText.includes('Somebody else') && %s", note)
	decide(ann)
	bao.await("the other's reason", "document.querySelector('[data-findings-for=\"message.core\"] details')?.textContent.includes('The harbour master asked for it.')")

	const folded = `[data-findings-for="message.core"] details a[href$="/principles/msg-positive"] + a[data-dialog]`
	look[bool](ann.tab, "(document.querySelector('%s').closest('details').open = true)", folded)
	ann.press(folded)
	ann.await("the dialog", "document.querySelector('dialog[open] form')")
	ann.write(`#note`, "A word that is not lost.")
	bao.write(place("message.core"), "We share a table on Thursdays.")
	bao.save()
	decide(ann)
	ann.await("that the question is gone, with the note", "document.querySelector('dialog[open] [role=alert]')?.innerText.includes('no longer stands') && %s === 'A word that is not lost.'", note)
	ann.do(chromedp.KeyEvent(kb.Escape))
	ann.await("the focus on the page", "!document.querySelector('dialog[open]') && document.activeElement !== document.body")
}

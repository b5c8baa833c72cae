//go:build browser

package main

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const core = "message.core"

// TestJourney_WordsFollowTheWorkshopToItsNewAddress has somebody write while the laptop changes its network: the page
// cannot reach the new address by itself, and hands its words to a page there. Sent from both, they come once.
func TestJourney_WordsFollowTheWorkshopToItsNewAddress(t *testing.T) {
	dir := t.TempDir()
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", dir)
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "Kampot")
	other := r.join(t, 0, "Dara")
	other.send(t, other.insert(core, "កន្លែងដើម។"))
	before := newWire(t, s.url)
	browser := startBrowser(t)
	old := &writingTab{newTab(t, browser, before.url, device{360, 740, true, lanHost, true})}
	old.joinBy(r.JoinCode, "Kampot", "Sophea")
	old.openSection(r.Groups[0].DraftID, "message")
	old.put(core, 0, "ព្រឹក ")
	old.save()

	before.cut()
	s.stop()
	old.await("the page says that it is off line", "document.querySelector('[data-page-status]').textContent.includes('Off line')")
	old.put(core, 0, "ត្រី ") // the batch that finds no way
	old.put(core, 0, "ក្តាម ")
	old.put("message.call", 0, "ជួបគ្នានៅផ្សារ")

	moved := serveApart(t, nil, "--demo", "--addr", here, "--data", dir)
	other.client = other.at(moved.url).client
	u, err := url.Parse(moved.url)
	if err != nil {
		t.Fatal(err)
	}
	old.keeps("the words", "kept.includes(%s)", quoted("ក្តាម"))
	old.press("[data-unsent-open]")
	old.await("the unsent words", "document.querySelectorAll('#unsent textarea').length === 2")
	old.press("[data-handover] summary")
	old.write("#new-address", "not an address")
	old.press("[data-handover-form] .btn")
	old.await("that this is no address", "!document.querySelector('[data-handover-wrong]').hidden")
	old.write("#new-address", "localhost:"+u.Port())
	old.press("[data-handover-form] .btn")
	old.await("the link", "document.querySelector('[data-handover-link]').href.startsWith('http://localhost:%s/handover#z')", u.Port())
	link := look[string](old.tab, "document.querySelector('[data-handover-link]').href")
	if !look[bool](old.tab, "document.querySelector('form[data-draft]').inert && document.querySelector('[data-page-status]').textContent.includes('new address') && document.querySelectorAll('#unsent textarea').length === 2") {
		t.Error("the old page does not keep its words still and to be seen")
	}

	old.looksRight(t, "the page that hands words over")

	fresh := &writingTab{newTab(t, browser, moved.url, device{360, 740, true, "localhost", true})}
	fresh.open("/handover#zAAAA")
	fresh.await("that nothing came", "!document.querySelector('[data-none]').hidden")
	fresh.do(chromedp.Navigate("about:blank"), chromedp.Navigate(link))
	fresh.await("the words to look at", "[...document.querySelectorAll('[data-words] textarea')].map(t => t.value).join('|') === %s", quoted("ក្តាម ត្រី ព្រឹក កន្លែងដើម។|ជួបគ្នានៅផ្សារ"))
	if at := look[string](fresh.tab, "location.href"); strings.Contains(at, "#") {
		t.Errorf("the words stay in the address: %.100s", at)
	}
	fresh.looksRight(t, "the page that takes words over")
	fresh.press("[data-take]")
	fresh.await("what was taken over", "document.querySelector('[data-what]').innerText === '2 places in the draft of Kampot'")
	fresh.press("[data-return] .btn")
	fresh.await("the draft", "location.pathname.startsWith('/drafts/')")
	fresh.openSection(r.Groups[0].DraftID, "message")
	const all = "ក្តាម ត្រី ព្រឹក កន្លែងដើម។"
	fresh.holds(core, all)
	fresh.holds("message.call", "ជួបគ្នានៅផ្សារ")
	fresh.save()
	if said := other.value(t, core); said != all {
		t.Errorf("the server has %q", said)
	}

	// The old address leads to the workshop again: its page sends the words once more, and that changes nothing.
	other.send(t, other.insert("audience.primary", "អ្នកនេសាទ"))
	entries := other.entries(t)
	look[bool](old.tab, "window.before = true")
	before.lead(moved.url)
	before.mend()
	look[bool](old.tab, "(window.dispatchEvent(new Event('online')), true)")
	old.await("the old page is there anew, with nothing unsent", "window.before === undefined && document.querySelector('form[data-draft]') && !document.querySelector('form[data-draft]').inert && %s === %s", textOf(core), quoted(all))
	old.keeps("nothing", "kept === '[]'")
	if now := other.entries(t); now != entries {
		t.Errorf("the log has %d entries and had %d", now, entries)
	}
	if said := other.value(t, core); said != all {
		t.Errorf("the server has %q", said)
	}
	fresh.holds(core, all)
}

// looksRight demands that axe finds nothing on the page, and that nothing hangs over its edge.
func (w *writingTab) looksRight(t *testing.T, what string) {
	t.Helper()
	axe, err := os.ReadFile("../../ui/client/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	w.do(chromedp.Evaluate[chromedp.Void](string(axe)))
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{360, 1280} {
			w.show(width, scheme)
			for _, v := range w.violations() {
				t.Errorf("%s, %s at %d: %s", what, scheme, width, v)
			}
		}
	}
	w.show(320, "light")
	if over := look[string](w.tab, overTheEdge); over != "" {
		t.Errorf("%s: at 320 pixels this hangs over the edge: %s", what, over)
	}
	w.do(chromedp.EmulateViewport(w.width, w.height))
}

// entries counts what is in the draft's log.
func (s *seat) entries(t *testing.T) int {
	t.Helper()
	var d struct{ Seq int }
	s.do(t, "GET", "/drafts/"+s.DraftID, nil, &d)
	return d.Seq
}

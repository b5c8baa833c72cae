//go:build browser

package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestJourney_EightTabsOfOneBrowserAreAllLive opens eight tabs of one draft over plain HTTP, where a browser makes six
// connections to a host: each sees what is typed elsewhere and is seen, and other pages still load.
func TestJourney_EightTabsOfOneBrowserAreAllLive(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	names, _ := demoNames(t, signIn(t, s.url, demoName, demoPassword))
	browser := startBrowser(t)
	laptop := device{1280, 800, false, lanHost, true}
	ben := &writingTab{newTab(t, browser, s.url, laptop)}
	ben.joinBy(names["CODE"], names["ENGROUP"], "Ben")
	ben.openSection(names["EN"], "audience")

	ann := &writingTab{newTab(t, browser, s.url, laptop)}
	ann.joinBy(names["CODE"], names["ENGROUP"], "Ann")
	tabs := []*writingTab{ann}
	for len(tabs) < 8 {
		tabs = append(tabs, &writingTab{ann.another()})
	}
	for _, w := range tabs {
		w.openSection(names["EN"], "audience")
	}

	seen := func(by []*writingTab, words string) {
		t.Helper()
		began := time.Now()
		for _, w := range by {
			w.await("the words", "document.querySelector(%s).value === %s", quoted(place("audience.primary")), quoted(words))
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%q took %v to be in all tabs", words, took)
		}
	}
	ben.write(place("audience.primary"), "Women who mend nets.")
	seen(tabs, "Women who mend nets.")
	tabs[7].write(place("audience.primary"), "Women who mend nets at night.")
	seen(append(tabs[:7:7], ben), "Women who mend nets at night.")

	page := ann.another()
	began := time.Now()
	page.open("/sign-in")
	page.await("the page to sign in", "document.querySelector('#password')")
	page.open("/drafts/" + names["EN"] + "/sections/audience")
	page.await("the section's form", "document.querySelector('form[data-section=audience]')")
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("two more pages took %v to load", took)
	}

	for _, w := range tabs[:4] {
		w.open("/") // away from the draft
	}
	ben.write(place("audience.primary"), "Women who mend nets by day.")
	seen(tabs[4:], "Women who mend nets by day.")
	tabs[0].openSection(names["EN"], "audience")
	ben.write(place("audience.primary"), "All who mend nets.")
	seen(append(tabs[4:8:8], tabs[0]), "All who mend nets.")
}

// TestJourney_TabsOnEightDraftsLeaveRoomForPages follows eight tables from one browser, a tab each, one of them in
// sight: it is live, and a hidden one has caught up as soon as it is looked at.
func TestJourney_TabsOnEightDraftsLeaveRoomForPages(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "A", "B", "C", "D", "E", "F", "G", "H")
	rosa := newTab(t, startBrowser(t), s.url, device{1280, 800, false, lanHost, true})
	rosa.open("/sign-in")
	rosa.write("#name", demoName)
	rosa.write("#password", demoPassword)
	rosa.follow("main form .btn.main")

	var tabs []*writingTab
	var seats []*seat
	for i := range r.Groups {
		w := &writingTab{rosa}
		if i > 0 {
			tabs[i-1].turn(false)
			w = &writingTab{rosa.another()}
		}
		w.openSection(r.Groups[i].DraftID, "audience")
		tabs, seats = append(tabs, w), append(seats, r.join(t, i, "Ann"))
	}
	last := len(tabs) - 1
	write := func(i int, words string) { seats[i].send(t, seats[i].insert("audience.primary", words)) }
	seen := func(i int, words string) {
		t.Helper()
		began := time.Now()
		tabs[i].await("the words", "document.querySelector(%s).value === %s", quoted(place("audience.primary")), quoted(words))
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%q took %v to be in tab %d", words, took, i)
		}
	}
	write(last, "Fishers.")
	seen(last, "Fishers.")
	for i := range last {
		write(i, "Weavers.")
	}
	for i := range last {
		tabs[i].turn(true)
		seen(i, "Weavers.")
		write(i, "Net ")
		seen(i, "Net Weavers.")
		tabs[i].turn(false)
	}
}

// turn hides the page or shows it, as a browser does with the tabs of one window.
func (b *tab) turn(shown bool) {
	b.t.Helper()
	look[bool](b, "(Object.defineProperty(document, 'hidden', {configurable: true, get: () => %t}), document.dispatchEvent(new Event('visibilitychange')))", !shown)
}

// another opens one more tab of the same browser, with the same cookies.
func (b *tab) another() *tab {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	b.t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		b.t.Fatal(err)
	}
	more := &tab{t: b.t, ctx: ctx, base: b.base, device: b.device}
	more.do(chromedp.EmulateViewport(b.width, b.height))
	return more
}

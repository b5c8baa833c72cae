//go:build browser

package main

import (
	"strings"
	"testing"
)

// TestJourney_Vote has a facilitator ask three people of two groups a question: dots are put and moved, with scripts and
// without, nobody sees where they are until it is closed, and people without a device are counted by hand.
func TestJourney_Vote(t *testing.T) {
	st := openStage(t, device{1280, 800, false, "localhost", true}, "Harbour", "Market")
	r, rosa, wall := st.room, st.rosa, st.leads(device{1024, 768, false, "localhost", true})
	ann := st.page(device{360, 740, true, lanHost, true})
	ben := st.page(device{1280, 800, true, lanHost, true})
	chai := st.page(device{360, 740, true, lanHost, false})
	for i, w := range []*writingTab{ann, ben, chai} {
		w.joinBy(r.JoinCode, r.Groups[min(i, 1)].Name, []string{"Ann", "Ben", "Chai"}[i])
	}
	ann.openSection(r.Groups[0].DraftID, "message")
	look[bool](ann.tab, "window.same = true")

	rosa.open("/workshops/" + r.ID + "/votes")
	rosa.looksRight(t, "the facilitator's votes")
	rosa.write("#question", "ข้อความไหนที่คุณจะส่งต่อ?")
	rosa.write("#choices", "เรากินด้วยกัน\nយើងញ៉ាំជាមួយគ្នា")
	rosa.write("#least", "3")
	rosa.follow(`form.form .btn.main`)
	at := strings.TrimPrefix(look[string](rosa.tab, "location.href"), look[string](rosa.tab, "location.origin"))
	ann.await("the vote is called on an open page", "document.querySelector('.vote-calls a[href$=\"%s\"]')", at)
	if !look[bool](ann.tab, "window.same === true") {
		t.Error("the page was loaded anew")
	}
	put := func(w *writingTab, choice, dots string) {
		t.Helper()
		w.press(`input[name="on.` + choice + `"][value="` + dots + `"]`)
		w.follow("main form .btn.main")
	}
	for _, w := range []*writingTab{ann, ben, chai} {
		w.open(at)
		put(w, "c1", "1")
	}
	ann.looksRight(t, "a vote")
	put(chai, "c1", "0") // moved, without scripts
	put(chai, "c2", "1")
	rosa.await("it counts who has voted and shows no dots", "document.querySelector('[data-live=result]').innerText.includes('3 people') && !document.querySelector('.vote-bars')")
	ben.open(at)
	if said := ben.text("main"); strings.Contains(said, "3 people") || !strings.Contains(said, "You have put 1.") {
		t.Errorf("a member reads %q", said)
	}
	rosa.open(at + "/projector")
	if look[bool](rosa.tab, "!!document.querySelector('.vote-bars')") {
		t.Error("the projector shows an open vote's dots")
	}
	wall.open(at + "/projector")
	rosa.open(at)
	rosa.follow(`a[href$="sure=close"]`)
	rosa.follow(`button[value=close]`)
	wall.await("the projector shows what came out by itself", "document.querySelector('.vote-bars')")
	rosa.press("summary")
	rosa.write("#people", "4")
	rosa.write("#on-c2", "3")
	rosa.follow("button[value=hands]")
	for _, w := range []*writingTab{rosa, ann} {
		w.open(at)
		if said := look[string](w.tab, "[...document.querySelectorAll('.vote-bar b')].map(b => b.textContent).join()"); said != "2,4" {
			t.Errorf("the bars are %q", said)
		}
		if said := w.text(".vote-bars"); !strings.Contains(said, "3 of them counted by hand") {
			t.Errorf("the bars say %q", said)
		}
		w.looksRight(t, "the result of a vote")
	}
	rosa.open(at + "/projector")
	if size := look[float64](rosa.tab, "parseFloat(getComputedStyle(document.querySelector('.vote-bars td')).fontSize)"); size < 28 {
		t.Errorf("it is projected at %v px", size)
	}
	rosa.looksRight(t, "a projected result")

	rosa.open("/workshops/" + r.ID + "/votes")
	rosa.write("#question", "Which one?")
	rosa.write("#choices", "a\nb")
	rosa.follow(`form.form .btn.main`)
	at = strings.TrimPrefix(look[string](rosa.tab, "location.href"), look[string](rosa.tab, "location.origin"))
	ann.open(at)
	put(ann, "c1", "1")
	rosa.open(at + "?sure=close")
	rosa.follow(`button[value=close]`)
	rosa.open(at)
	if said := rosa.text("main"); !strings.Contains(said, "Too few to show") || strings.Contains(said, "counted by hand") {
		t.Errorf("of one voter it says %q", said)
	}
}

//go:build browser

package main

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// What two groups write: they share a sentence, and one tells where it is from.
const (
	eatTogether = "เรากินข้าวด้วยกันทุกวัน เพื่อนบ้านรู้จักกัน"
	andNearby   = "Harbour ក្នុងភូមិ: เรากินข้าวด้วยกันทุกวัน"
)

// TestJourney_Beside has the time of a phase run out for two groups: one click later their answers are on the
// projector, and stay the ones that are meant once the next phase runs; they are compared without names, next to each
// other, over time, and taken along.
func TestJourney_Beside(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	r := &room{client: signIn(t, s.url, demoName, demoPassword)}
	r.do(t, http.MethodPost, "/workshops", map[string]any{"title": "Delta gathering", "canvas": roomCanvas, "language": "en",
		"groups": []map[string]string{{"name": "Harbour", "country": "MY"}, {"name": "Market", "country": "TH"}}}, r)
	browser := startBrowser(t)
	rosa := &writingTab{newTab(t, browser, s.url, device{1024, 768, false, "localhost", true})}
	ann := &writingTab{newTab(t, browser, s.url, device{360, 740, true, lanHost, true})}
	ben := &writingTab{newTab(t, browser, s.url, device{1280, 800, true, lanHost, true})}
	rosa.open("/sign-in")
	rosa.write("#name", demoName)
	rosa.write("#password", demoPassword)
	rosa.follow("main form .btn.main")
	home := "/workshops/" + r.ID
	for i, w := range []*writingTab{ann, ben} {
		w.joinBy(r.JoinCode, r.Groups[i].Name, []string{"Ann", "Ben"}[i])
	}

	rosa.open(home + "/phases")
	rosa.follow("button[value=canvas]")
	phase := look[string](rosa.tab, "[...document.querySelectorAll('ol.plan > li')].find(li => li.querySelector('input[value=message]:checked')).querySelector('button[value^=\"start:\"]').value.slice(6)")
	rosa.write(`[name="minutes.`+phase+`"]`, "1")
	rosa.follow(`button[value="start:` + phase + `"]`)
	begun := time.Now()
	for i, w := range []*writingTab{ann, ben} {
		w.openSection(r.Groups[i].DraftID, "message")
		w.write(place(coreField), []string{andNearby, eatTogether}[i])
		w.save()
	}
	for time.Since(begun) < time.Minute && !look[bool](rosa.tab, `document.querySelector("[data-course]").hasAttribute("data-up")`) {
		look[bool](rosa.tab, "new Promise(done => setTimeout(() => done(true), 500))")
	}
	rosa.await("the time is up", "document.querySelector('[data-left]').textContent === document.querySelector('[data-course]').dataset.textUp")

	onTheProjector := func(when string) {
		t.Helper()
		rosa.follow(`a[href$="/compare/projector"]`) // the one click
		if head := rosa.text("h1"); head != "Message" {
			t.Errorf("%s the projector shows %q", when, head)
		}
		for page := rosa.text("main"); ; {
			if strings.Contains(page, "เรากินข้าวด้วยกันทุกวัน เพื่อนบ้าน") && strings.Contains(page, "ក្នុងភូមិ") && strings.Contains(page, "Market") {
				break
			}
			if !look[bool](rosa.tab, "!!document.querySelector('a[rel=next]')") {
				t.Errorf("%s the projector does not show what they wrote: %s", when, page)
				break
			}
			rosa.follow("a[rel=next]")
			page = rosa.text("main")
		}
	}
	onTheProjector("when the time is up")
	rosa.open(home + "/phases")
	rosa.follow("button[value=next]")
	onTheProjector("when the next phase has begun")

	rosa.follow("a[rel=up]")
	rosa.looksRight(t, "the matrix")
	rosa.press(".compare-choices summary")
	xlsx := look[string](rosa.tab, `fetch(document.querySelector(".compare-choices a[href*='.xlsx']").href).then(r => r.ok && r.headers.get("Content-Disposition").includes("comparison-message.xlsx") ? r.bytes() : "").then(b => btoa([...b].map(c => String.fromCharCode(c)).join("")))`)
	book, err := base64.StdEncoding.DecodeString(xlsx)
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatalf("the workbook: %v", err)
	}
	rows, err := sheets.GetRows(sheets.GetSheetList()[0])
	if all := strings.Join(slices.Concat(rows...), "|"); err != nil || !strings.Contains(all, eatTogether) || !strings.Contains(all, andNearby) {
		t.Errorf("the workbook holds %s, %v", all, err)
	}

	rosa.press(`input[value="` + r.Groups[0].ID + `"]`)
	rosa.press(`input[value="` + r.Groups[1].ID + `"]`)
	rosa.follow(".read-chosen .btn")
	if shared := look[string](rosa.tab, "[...document.querySelectorAll('mark.shared')].map(m => m.textContent).join('|')"); strings.Count(shared, "เรากินข้าวด้วยกันทุกวัน") < 2 {
		t.Errorf("side by side it marks %q as shared", shared)
	}
	rosa.looksRight(t, "two drafts side by side")

	// A scribe: the facilitator writes for a table, which sees it at once and reads in the history who it was.
	rosa.open(home)
	rosa.follow(`.group-card a[href="/drafts/` + r.Groups[1].DraftID + `"]`)
	rosa.openSection(r.Groups[1].DraftID, "message")
	if said := rosa.text(".scribe"); !strings.Contains(said, "You write for Market.") {
		t.Errorf("above the section stands %q", said)
	}
	rosa.looksRight(t, "the draft of a table that somebody writes for")
	rosa.write(place("message.call"), "มากินด้วยกัน")
	rosa.save()
	ben.sees("message.call", "มากินด้วยกัน")
	if look[bool](ben.tab, "!!document.querySelector('.scribe')") {
		t.Error("the table itself writes for nobody else")
	}
	ben.open("/drafts/" + r.Groups[1].DraftID + "/history")
	if said := ben.text("main"); !strings.Contains(said, demoName+" (facilitator, for the table)") {
		t.Errorf("the history says %s", said)
	}
	ben.openSection(r.Groups[1].DraftID, "message")

	// Over time: both groups as they stood at the end of the phase, and one of them from there to now.
	ben.write(place(coreField), eatTogether+"มาก")
	ben.save()
	rosa.open(home + "/phases")
	rosa.follow(`a[href$="/compare/time"]`)
	rosa.looksRight(t, "what groups share over time")
	rosa.follow(`.times a[href*="/compare?at=End"]`)
	rosa.follow(`.sections-bar a[href*="section=message"]`)
	if page := rosa.text("main"); !strings.Contains(page, "End of phase 3") || !strings.Contains(page, "เพื่อนบ้านรู้จักกัน") || strings.Contains(page, "มาก") {
		t.Errorf("at the end of the phase it shows %s", page)
	}
	rosa.looksRight(t, "the matrix at the end of a phase")
	rosa.open(home + "/compare/time")
	rosa.follow(`.times a[href*="` + r.Groups[1].DraftID + `"]`)
	rosa.follow("main form .btn.main")
	if fresh := look[string](rosa.tab, "[...document.querySelectorAll('.time-steps ins')].map(e => e.lastChild.textContent).join('|')"); !strings.Contains(fresh, "มาก") {
		t.Errorf("over time %q is new", fresh)
	}
	rosa.looksRight(t, "one group over time")

	// Without names: nothing in the page's whole source tells whose a draft is.
	rosa.open(home + "/compare?section=message")
	rosa.press(".compare-choices summary")
	rosa.follow(`.compare-choices a[href*="blind=new"]`)
	blind := look[string](rosa.tab, "location.search")
	covered := func(path string) {
		t.Helper()
		rosa.open(path)
		source := look[string](rosa.tab, "document.documentElement.outerHTML")
		for _, tells := range []string{"Harbour", "Market", "Malaysia", "Thailand", "Delta gathering", "Ann", "Ben", `"MY"`, `"TH"`, `class="sign`, "sign sign-",
			r.Groups[0].ID, r.Groups[1].ID, r.Groups[0].DraftID, r.Groups[1].DraftID} {
			if strings.Contains(source, tells) {
				t.Errorf("%s tells %q", path, tells)
			}
		}
		if !strings.HasPrefix(path, home+"/compare/time") && (!strings.Contains(source, ">A<") || !strings.Contains(source, ">B<")) {
			t.Errorf("%s has no letters: %.300s", path, rosa.text("main"))
		}
	}
	for _, view := range []string{"", "/principles", "/principles/projector", "/coverage", "/projector", "/time"} {
		covered(home + "/compare" + view + blind)
	}
	covered(home + "/compare" + blind + "&groups=A&groups=B")
	if shared := look[int](rosa.tab, "document.querySelectorAll('mark.shared').length"); shared < 2 {
		t.Errorf("without names %d passages are marked as shared", shared)
	}
	rosa.looksRight(t, "two drafts side by side, without names")
}

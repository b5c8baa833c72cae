//go:build browser

package main

import (
	"strings"
	"testing"
)

// TestJourney_Rubric has three groups score one another: a facilitator reveals a section, allocates in one tap and opens
// the scoring, each group marks two drafts with a note, with scripts and without, and reads what was said of its own.
func TestJourney_Rubric(t *testing.T) {
	st := openStage(t, device{1280, 800, false, "localhost", true}, "Harbour", "Market", "Temple")
	r, rosa := st.room, st.rosa
	tables := []*writingTab{
		st.group(0, "Ploy", "message", device{360, 740, true, lanHost, true}),
		st.group(1, "Ploy", "message", device{1024, 768, false, lanHost, true}),
		st.group(2, "Ploy", "message", device{360, 740, true, lanHost, false}),
	}
	words := []string{"เรากินด้วยกัน", "យើងញ៉ាំជាមួយគ្នា", "We eat together"}
	for i, w := range tables {
		w.write(place(coreField), words[i])
		w.save()
	}
	look[bool](tables[0].tab, "window.same = true")

	rubric := "/workshops/" + r.ID + "/rubric"
	rosa.open("/workshops/" + r.ID + "/phases")
	look[bool](rosa.tab, "(b => { b.closest('form').requestSubmit(b); return true })(document.querySelector('button[value=\"reveal:message\"]'))")
	rosa.await("it is revealed", "document.querySelector('button[value=\"hide:message\"]')")
	rosa.open(rubric)
	rosa.looksRight(t, "the facilitator's rubric")
	rosa.follow("button[value=allocate]")
	rosa.follow(`a[href$="sure=open"]`)
	if said := rosa.text("main form.notice"); !strings.Contains(said, "Message") {
		t.Errorf("before the scoring opens it says %q", said)
	}
	rosa.follow("form.notice button[value=open]")
	own := func(i int) string { return "/drafts/" + r.Groups[i].DraftID + "/rubric" }
	tables[0].await("an open page says that scoring is open", "document.querySelector('[data-course-part=rubric] a[href=\"%s\"]')", own(0))
	if !look[bool](tables[0].tab, "window.same === true") {
		t.Error("the page was loaded anew")
	}
	steps := []string{"begun", "fully"}
	for i, w := range tables {
		w.open(own(i))
		if i == 0 {
			w.looksRight(t, "the drafts that a group scores")
		}
		links := strings.Fields(look[string](w.tab, "[...document.querySelectorAll('.rubric-drafts a')].map(a => a.getAttribute('href')).join(' ')"))
		if len(links) != 2 {
			t.Fatalf("group %d scores %v", i, links)
		}
		for n, link := range links {
			w.open(link)
			if read := w.text(".rubric-text"); strings.Contains(read, words[i]) || !strings.Contains(read, words[(i+1)%3]) && !strings.Contains(read, words[(i+2)%3]) {
				t.Errorf("group %d reads %q", i, read)
			}
			w.press(`input[name="step.care"][value="` + steps[n] + `"]`)
			w.write("#note-care", "ใครจะตอบ? "+words[i])
			w.follow(".rubric-keep .btn")
			if i == 1 && n == 0 {
				w.looksRight(t, "a draft that is scored")
			}
		}
	}
	rosa.await("it sees who has come how far, and not what was said", "document.querySelectorAll('[data-live=readers] li li').length === 6 && [...document.querySelectorAll('[data-live=readers] li li')].every(l => l.innerText.includes('1 of 6 marked')) && !document.body.innerText.includes('ใครจะตอบ')")
	rosa.follow("button[value=close]")
	tables[1].open(own(1))
	if said := tables[1].text("main"); strings.Contains(said, "ใครจะตอบ") || !strings.Contains(said, "Scoring is closed") {
		t.Errorf("before the results are shown a group reads %q", said)
	}
	rosa.open(rubric + "/results")
	rosa.looksRight(t, "the results of a rubric")
	if notes := look[float64](rosa.tab, "document.querySelectorAll('#on-care .note-text').length"); notes != 6 {
		t.Errorf("%v notes are listed", notes)
	}
	if dots := look[float64](rosa.tab, "document.querySelectorAll('#on-care .strip circle').length"); dots != 6 {
		t.Errorf("%v dots are drawn", dots)
	}
	rosa.open(rubric)
	rosa.follow(`a[href$="sure=show"]`)
	rosa.follow("form.notice button[value=show]")
	for i, w := range tables {
		w.open(own(i))
		said := w.text("main")
		for j, theirs := range words {
			if strings.Contains(said, "ใครจะตอบ? "+theirs) != (i != j) {
				t.Errorf("group %d reads of what group %d said: %q", i, j, said)
			}
		}
		if i == 0 {
			w.looksRight(t, "what others said of a draft")
		}
	}
}

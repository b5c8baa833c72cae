//go:build browser

package main

import (
	"strings"
	"testing"
)

// TestJourney_Review has a facilitator and a table talk about its words: a comment on a passage that all see at once, a
// reply, a suggestion that is accepted, taken out and accepted again; and words that came too late for a lock.
func TestJourney_Review(t *testing.T) {
	st := openStage(t, device{1280, 800, false, "localhost", true}, "Harbour", "Market")
	r, rosa := st.room, st.rosa
	ann := st.group(0, "Ann", "message", device{1280, 800, false, lanHost, true})
	ben := st.group(0, "Ben", "message", device{360, 740, true, lanHost, true})
	chu := st.group(1, "Chu", "message", device{1280, 800, true, lanHost, true})
	rosa.openSection(r.Groups[0].DraftID, "message")
	ann.write(place(coreField), "กินข้าวคนเดียว every day")
	ann.save()
	for _, w := range []*writingTab{ann, ben, chu} {
		look[bool](w.tab, "window.same = true")
	}

	rosa.sees(coreField, "กินข้าวคนเดียว every day")
	rosa.await("the editor", "document.querySelector(%s)", quoted(editorOf(coreField)))
	rosa.selects(coreField, 7, 14)
	rosa.press(`[data-comments-on="` + coreField + `"]`)
	rosa.await("the chosen words in the form", "document.querySelector('#comment-quote').value === 'คนเดียว' && document.querySelector('#comment-at').value === %s", quoted(coreField))
	rosa.write("#comment-text", "Who eats alone?")
	rosa.follow("[data-comments-new] button[value=add]")
	for _, w := range []*writingTab{ann, ben} {
		w.await("the comment, without loading the page anew", "window.same && (t => t.includes('คนเดียว') && t.includes('Who eats alone?') && t.includes(%s))(document.querySelector('#comments').innerText) && document.querySelector('.strip [aria-current] .comments-in').innerText.includes('1')", quoted(demoName))
	}
	ann.press(".thread details:last-of-type summary")
	ann.write("[name=thread] ~ textarea[name=text]", "ย่า does")
	ann.follow("button[value=reply]")
	rosa.await("the reply", "document.querySelector('#comments .replies')?.innerText.includes('ย่า does')")
	ann.looksRight(t, "a section with a comment")
	ann.follow(".thread button[value=resolve]")
	ann.await("it is settled", "document.querySelector('#comments').innerText.includes('1 settled')")
	for _, w := range []*writingTab{rosa, ben} {
		w.await("nothing is open any more", "!document.querySelector('#comments > .threads') && !document.querySelector('.strip [aria-current] .comments-in').innerText")
	}

	ben.press("#comment-new summary")
	look[string](ben.tab, "document.querySelector('#comment-at').value = %s", quoted(coreField))
	ben.write("#comment-quote", "คนเดียว")
	ben.press("[name=suggests]")
	ben.write("#comment-replacement", "ด้วยกัน")
	ben.follow("[data-comments-new] button[value=add]")
	look[bool](ben.tab, "window.same = true")
	ann.await("the suggestion", "document.querySelector('#comments ins')?.innerText === 'ด้วยกัน'")
	for _, step := range []struct{ press, text string }{
		{".thread button[value=accept]", "กินข้าวด้วยกัน every day"},
		{".taken button[value=takeout]", "กินข้าวคนเดียว every day"},
		{".thread button[value=accept]", "กินข้าวด้วยกัน every day"},
	} {
		ann.await("there is "+step.press, "document.querySelector(%s)", quoted(step.press))
		ann.follow(step.press)
		ann.sees(coreField, step.text)
		ben.sees(coreField, step.text)
	}
	ann.looksRight(t, "a section with a suggestion just accepted")

	rosa.open("/workshops/" + r.ID + "/phases")
	rosa.follow(`button[value="lock:message"]`)
	ann.await("the lock", "/is locked/.test(document.querySelector('[data-course-part=lock]').innerText)")
	look[bool](ann.tab, "(document.querySelector(%s).readOnly = false, true)", quoted(place(coreField))) // as in the moment before it hears of it
	ann.write(place(coreField), "กินข้าวด้วยกัน every evening")
	ann.await("the words are refused and stay", "document.querySelector('[data-status-for=\"%s\"]').dataset.where === 'refused'", coreField)
	ann.press("[data-unsent-open]")
	ann.await("a way to offer them", "[...document.querySelectorAll('#unsent [data-unsent-words] .btn')].some(b => b.textContent === document.querySelector('form[data-draft]').dataset.textOffer)")
	ann.press("#unsent [data-unsent-words] .field .btn:first-of-type")
	ann.await("they are a suggestion, and nothing waits", "document.querySelector('#comments ins')?.innerText.includes('ening') && document.querySelector('[data-status-for=\"%s\"]').dataset.where !== 'refused'", coreField)
	ann.holds(coreField, "กินข้าวด้วยกัน every day")
	ben.await("the others see them", "document.querySelector('#comments ins')?.innerText.includes('ening')")
	rosa.follow(`button[value="open:message"]`)
	ben.await("it is open", "!document.querySelector('[data-course-part=lock]').innerText.trim()")
	ben.follow(".thread button[value=accept]")
	for _, w := range []*writingTab{ann, ben} {
		w.sees(coreField, "กินข้าวด้วยกัน every evening")
	}

	if said := chu.text("#comments"); strings.Contains(said, "alone") || !look[bool](chu.tab, "window.same === true") {
		t.Errorf("another table's page has %q", said)
	}
	ben.open("/drafts/" + r.Groups[0].DraftID + "/comments")
	ben.looksRight(t, "the page of comments")
	if !strings.Contains(ben.text("main"), "3 settled") {
		t.Errorf("the page has %q", ben.text("main"))
	}
}

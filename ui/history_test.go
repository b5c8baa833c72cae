package ui_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"workbench/campaign"
)

// history reads a page of a draft's history: what each of its entries says, newest first, and where it goes on.
func (a *app) history(who person, path string) (told []string, older string) {
	a.t.Helper()
	got := a.call(who, "GET", path, nil).expect(200)
	for n := range shown(a.t, got).Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "section" && attribute(n, "class") == "card" && n.Parent.Data == "li" {
			told = append(told, strings.Join(strings.Fields(text(n)), " "))
		}
		if n.Data == "a" && text(n) == "Older" {
			older = attribute(n, "href")
		}
	}
	return told, older
}

// historyApart parts what one person writes into two of the history's windows.
const historyApart = 6 * time.Minute

func TestHistory_TellsWhoWroteWhatNewestFirst(t *testing.T) {
	a := newApp(t)
	aisyah, hafiz, lead := a.member(a.room, 0, "Aisyah"), a.member(a.room, 0, ""), a.leader()
	path := "/drafts/" + aisyah.draft + "/history"
	a.call(aisyah, "GET", path, nil).expect(200).says("Nothing has been written yet.")
	p, q := a.open(aisyah, "p"), a.open(hafiz, "q")
	p.submit(0, write("campaign.title", 0, 0, "Kampung"))
	q.submit(1, write("message.core", 0, 0, "Ask first")) // they write in turns
	p.submit(2, set("audience.age_from", 18), write("campaign.title", 7, 7, " first"))
	a.now.pass(6 * time.Minute)
	lead.draft = aisyah.draft
	a.open(lead, "r").submit(3, write("message.core", 0, 0, "Please: "))
	a.call(lead, "POST", "/drafts/"+aisyah.draft+"/canvas", url.Values{"canvas": {"oasis"}}).expect(303)

	told, older := a.history(aisyah, path)
	texts := campaign.Standard().Texts("en")
	title, core, age := texts.Field("campaign.title").Title, texts.Field("message.core").Title, texts.Field("audience.age_from").Title
	wants := []struct{ says, not []string }{
		{[]string{leadName + " (facilitator, for the table)", "Written in: " + core, "moved to the canvas “"}, []string{title}},
		{[]string{"Aisyah", title, age, "2 entries"}, []string{core, "facilitator"}},
		{[]string{"Guest 1", core, "1 entry"}, []string{title}},
	}
	if len(told) != len(wants) || older != "" {
		t.Fatalf("told %q, older %q", told, older)
	}
	for i, want := range wants {
		for _, w := range want.says {
			if !strings.Contains(told[i], w) {
				t.Errorf("%q does not say %q", told[i], w)
			}
		}
		for _, w := range want.not {
			if strings.Contains(told[i], w) {
				t.Errorf("%q says %q", told[i], w)
			}
		}
	}
	now := a.now.Now().Local()
	if want := now.Format("2 January 2006, 15:04"); !strings.HasPrefix(told[0], want) {
		t.Errorf("%q is not told with the time %s", told[0], want)
	}

	if told, _ := a.history(aisyah, path+"?field=campaign.title"); len(told) != 1 || !strings.Contains(told[0], "Aisyah") || strings.Contains(told[0], age) {
		t.Errorf("of the title alone it tells %q", told)
	}
	a.call(aisyah, "GET", path+"?field=context.place", nil).expect(200).says("Nothing has been written in this field yet.")
	a.call(aisyah, "GET", path+"?field=none", nil).expect(404)
	a.call(aisyah, "GET", path+"?before=x", nil).expect(400)
}

// fill writes n entries straight at the desk, each a while after the one before.
func (a *app) fill(who person, at string, n int, apart time.Duration) {
	a.t.Helper()
	head, err := a.desk.Read(a.t.Context(), who.draft)
	if err != nil {
		a.t.Fatal(err)
	}
	for i := range n {
		b := campaign.Batch{Client: fmt.Sprintf("fill-%d", head.Seq), Batch: int64(i), Base: head.Seq + int64(i),
			Edits: []campaign.Edit{{Kind: campaign.EditText, At: at, Splices: []campaign.Splice{{Insert: "x"}}}}}
		if _, err := a.desk.Submit(a.t.Context(), who.draft, who.member, b); err != nil {
			a.t.Fatal(err)
		}
		a.now.pass(apart)
	}
}

func TestHistory_IsPagedFromItsEndAndTellsEachEntryOnce(t *testing.T) {
	a := newApp(t)
	p := a.member(a.room, 0, "Aisyah")
	a.fill(p, "message.core", 1, 10*time.Minute)
	a.fill(p, "context.strengths", 1050, time.Second/10) // one window, over the bound of one reading
	a.now.pass(10 * time.Minute)
	a.fill(p, "context.strengths", 60, 6*time.Minute)

	path, entries, pages := "/drafts/"+p.draft+"/history", 0, 0
	for next := path; next != ""; pages++ {
		told, older := a.history(p, next)
		if pages == 0 && len(told) != 50 {
			t.Errorf("the first page tells %d", len(told))
		}
		for _, line := range told {
			var n int
			m := regexp.MustCompile(`(\d+) entr`).FindStringSubmatch(line)
			if _, err := fmt.Sscan(m[1], &n); err != nil {
				t.Fatal(err)
			}
			entries += n
		}
		next = older
	}
	if entries != 1111 || pages != 2 {
		t.Errorf("%d entries told on %d pages", entries, pages)
	}
	if told, older := a.history(p, path+"?field=message.core"); len(told) != 1 || older != "" {
		t.Errorf("of the field that was left early it tells %q, and goes on at %q", told, older)
	}
}

func TestHistory_KeepsTheNamesOfThoseWhoWereRemovedOrMoved(t *testing.T) {
	p := newPage(t)
	gone, moved, lead := p.member(p.room, 0, "สมชาย"), p.member(p.room, 0, ""), p.leader()
	p.open(gone, "gone").submit(0, write("message.core", 0, 0, "one"))
	p.open(moved, "moved").submit(1, write("message.call", 0, 0, "two"))
	room := "/workshops/" + p.room.ID + "/members/"
	p.call(lead, "POST", room+gone.member+"/remove", url.Values{}).expect(303)
	p.call(lead, "POST", room+moved.member+"/move", url.Values{"group": {p.room.Groups[1].ID}}).expect(303)
	told, _ := p.history(p.who, "/drafts/"+p.who.draft+"/history")
	if len(told) != 2 || !strings.Contains(told[0], "Guest 1") || !strings.Contains(told[1], "สมชาย") {
		t.Errorf("it tells %q", told)
	}
	p.call(p.who, "GET", "/drafts/"+p.who.draft+"/history/1", nil).expect(200).says("สมชาย")
	p.call(p.who, "GET", "/drafts/"+p.who.draft+"/history/compare?from=1&to=2", nil).expect(200).says("after what สมชาย wrote")
}

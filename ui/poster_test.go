package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"workbench/campaign"
)

// posters reads the posters of a page: the text of each.
func posters(t *testing.T, got *answer) (all []string) {
	t.Helper()
	for n := range shown(t, got).Descendants() {
		if n.Type == html.ElementNode && n.Data == "article" {
			all = append(all, strings.Join(strings.Fields(text(n)), " "))
		}
	}
	return all
}

func TestPoster_SaysTheCampaignAndNoCode(t *testing.T) {
	a := newApp(t)
	w, people := compared(a)
	lead := a.leader()
	for _, size := range []string{"", "?size=a3"} {
		got := a.call(lead, "GET", "/workshops/"+w.ID+"/posters"+size, nil).expect(200)
		all := posters(t, got)
		if len(all) != len(w.Groups) {
			t.Fatalf("%d posters of %d groups", len(all), len(w.Groups))
		}
		for _, want := range []string{"ไทย", "เรากินข้าวด้วยกันทุกวันที่เมืองไทย", "the general public", "TikTok", "nothing yet"} {
			if !strings.Contains(all[1], want) {
				t.Errorf("the poster does not say %q: %s", want, all[1])
			}
		}
		for _, g := range w.Groups {
			if body := string(got.body); strings.Contains(body, g.Code) || strings.Contains(body, w.JoinCode) {
				t.Errorf("a poster of %s tells a code to join by", g.Name)
			}
			if !strings.Contains(string(got.body), "http://192.0.2.7:8080/drafts/"+g.DraftID) {
				t.Errorf("nothing leads to the draft of %s", g.Name)
			}
		}
		if strings.Contains(string(got.body), "Shortened") {
			t.Error("nothing is cut, and it says so")
		}
	}
	own := posters(t, a.call(people[1], "GET", "/drafts/"+people[1].draft+"/poster", nil).expect(200))
	if len(own) != 1 || !strings.Contains(own[0], "เรากินข้าวด้วยกันทุกวันที่เมืองไทย") {
		t.Errorf("a group's own poster is %q", own)
	}
	a.call(lead, "GET", "/workshops/"+w.ID+"/posters?size=a0", nil).expect(404)
	a.call(lead, "GET", "/workshops/"+w.ID+"/blank?size=a0", nil).expect(404)
}

func TestPoster_IsShortenedBetweenGraphemesAndSaysSo(t *testing.T) {
	p := newPage(t)
	khmer, thai := strings.Repeat("ស្រី", 300), strings.Repeat("น้ำ", 300)
	edits := []obj{write("message.core", 0, 0, khmer), write("message.call", 0, 0, thai), write("audience.primary", 0, 0, strings.Repeat("👩🏽‍🌾", 200))}
	for i := range 6 {
		edits = append(edits, obj{"kind": "insert_row", "at": "messengers.list", "row": fmt.Sprint("r", i), "after": "", "values": obj{"name": "Elders"}})
	}
	for i, e := range edits {
		p.submit(int64(i), e)
	}
	got := posters(t, p.call(p.who, "GET", "/drafts/"+p.who.draft+"/poster", nil).expect(200))[0]
	for _, whole := range []string{"ស្រី", "น้ำ", "👩🏽‍🌾"} {
		from := strings.Index(got, whole)
		if from < 0 {
			t.Fatalf("%s is not there: %s", whole, got)
		}
		shown, _, cut := strings.Cut(got[from:], "…")
		if !cut || strings.ReplaceAll(shown, whole, "") != "" && campaign.Graphemes(shown) > 400 {
			t.Errorf("%s is not cut between graphemes: %s", whole, shown)
		}
		if rest := strings.ReplaceAll(shown, whole, ""); rest != "" && !strings.HasPrefix(rest, " ") {
			t.Errorf("a piece of %s is left: %q", whole, rest)
		}
	}
	for _, want := range []string{"+2 more", "Shortened where it ends in"} {
		if !strings.Contains(got, want) {
			t.Errorf("it does not say %q: %s", want, got)
		}
	}
}

package ui_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"workbench/campaign"
)

// marked lists what a page of a moment shows as gone and as new, without the words for those who do not see it.
func marked(t *testing.T, got *answer, element string) (all []string) {
	t.Helper()
	for n := range shown(t, got).Descendants() {
		if n.Type == html.ElementNode && n.Data == element && attribute(n.Parent, "class") == "compared" {
			word := text(n.FirstChild)
			if !strings.HasSuffix(word, "then: ") {
				t.Errorf("%q is not said in words: %q", text(n), word)
			}
			all = append(all, strings.TrimPrefix(text(n), word))
		}
	}
	return all
}

// bringBack is the form of a moment's page for a field, or for the whole draft where field is empty.
func bringBack(t *testing.T, got *answer, field string) url.Values {
	t.Helper()
	for n := range shown(t, got).Descendants() {
		if n.Type != html.ElementNode || n.Data != "form" {
			continue
		}
		form := url.Values{}
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && has(d, "name") {
				form.Set(attribute(d, "name"), attribute(d, "value"))
			}
		}
		if form.Has("base") && form.Get("field") == field {
			return form
		}
	}
	t.Fatalf("%s has no form for %q", got.asked, field)
	return nil
}

func (p *page) moment(seq int64) (string, *answer) {
	path := fmt.Sprintf("/drafts/%s/history/%d", p.who.draft, seq)
	return path, p.call(p.who, "GET", path, nil).expect(200)
}

func TestMoment_ShowsWhatHasChangedSince(t *testing.T) {
	p := newPage(t)
	p.submit(0, write("message.core", 0, 0, "សូម"+"ខ្មែរ"+" and <b>ask</b>"), set("audience.age_from", 18),
		obj{"kind": "insert_row", "at": "channels.list", "row": "r1", "after": "", "values": obj{"channel": "radio", "why": "heard"}},
		obj{"kind": "insert_row", "at": "channels.list", "row": "r2", "after": "r1", "values": obj{"why": "seen"}})
	p.submit(1, write("message.core", 4, 5, "ល"), set("audience.age_from", 20), obj{"kind": "delete_row", "at": "channels.list/r1"},
		write("channels.list/r2/why", 4, 4, " at home"), obj{"kind": "insert_row", "at": "channels.list", "row": "r3", "after": "r2"})

	_, got := p.moment(1)
	got.says("The draft on", "was there then, and is not now", "Row 2 has been added since", "Aisyah")
	if gone, fresh := marked(t, got, "del"), marked(t, got, "ins"); len(gone) < 4 || len(fresh) != 3 ||
		!slices.Contains(gone, "18") || !slices.Contains(gone, "heard") || !slices.Contains(fresh, "20") || !slices.Contains(fresh, " at home") {
		t.Errorf("gone %q, new %q", gone, fresh)
	} else {
		for _, run := range append(gone, fresh...) {
			if strings.HasPrefix(run, "\u17D2") || strings.HasSuffix(run, "\u17D2") {
				t.Errorf("%q parts a consonant from the one below it", run)
			}
		}
	}
	if _, got := p.moment(2); len(marked(t, got, "del")) > 0 || !strings.Contains(said(got), "Nothing in the fields has changed since then.") {
		t.Error("the newest moment differs from now")
	}
	if _, got := p.moment(0); len(marked(t, got, "ins")) < 3 || len(marked(t, got, "del")) > 0 {
		t.Error("before the first entry something was there")
	}
	for _, none := range []string{"3", "-1", "x", "99999999999999999999"} {
		p.call(p.who, "GET", "/drafts/"+p.who.draft+"/history/"+none, nil).expect(404)
	}
}

func TestMoment_AFieldIsBroughtBackAndTheRestStays(t *testing.T) {
	p := newPage(t)
	p.submit(0, write("message.core", 0, 0, "Ask first"), write("campaign.title", 0, 0, "Kampung"))
	p.submit(1, write("message.core", 0, 9, "Shout"), write("campaign.title", 0, 7, "Town"))
	path, got := p.moment(1)
	form := bringBack(t, got, "message.core")
	// Somebody writes while the page is looked at; their words stay.
	p.submit(2, write("message.core", 5, 5, " together"))
	for range 2 { // pressed twice, it counts once
		to := p.call(p.who, "POST", path, form).expect(303).header.Get("Location")
		if want := fmt.Sprintf("/drafts/%s/history/3", p.who.draft); to != want {
			t.Errorf("it goes to %s, should go to %s", to, want)
		}
	}
	if now := p.fields(); now["message.core"] != "Ask first together" || now["campaign.title"] != "Town" {
		t.Errorf("it holds %v", now)
	}
	// Undone by the moment before.
	path, got = p.moment(3)
	p.call(p.who, "POST", path, bringBack(t, got, "")).expect(303)
	if now := p.fields(); now["message.core"] != "Shout together" {
		t.Errorf("undone it holds %v", now)
	}
	told, _ := p.history(p.who, "/drafts/"+p.who.draft+"/history?field=message.core")
	if len(told) != 1 || !strings.Contains(told[0], "5 entries") {
		t.Errorf("the history tells %q", told)
	}
}

func TestMoment_TheWholeDraftIsBroughtBackWithItsRows(t *testing.T) {
	p := newPage(t)
	row := func(id, after, why string) obj {
		return obj{"kind": "insert_row", "at": "channels.list", "row": id, "after": after, "values": obj{"why": why}}
	}
	p.submit(0, row("r1", "", "one"), row("r2", "r1", "two"), row("r3", "r2", "three"), write("message.core", 0, 0, "Ask first"), set("audience.age_from", 18))
	was := fmt.Sprint(p.fields())
	p.submit(1, obj{"kind": "delete_row", "at": "channels.list/r2"}, write("channels.list/r1/why", 0, 3, "uno"), row("r4", "r3", "four"),
		obj{"kind": "move_row", "at": "channels.list/r3", "after": ""}, write("message.core", 0, 9, ""), set("audience.age_from", nil), write("campaign.title", 0, 0, "Kampung"),
		obj{"kind": "self_check", "principle": "aud-specific", "answer": "yes"},
		obj{"kind": "set_aside", "at": "message.core", "principle": "msg-plain", "rule": "missing", "reason": "later"})
	later := fmt.Sprint(p.fields())
	path, got := p.moment(1)
	p.call(p.who, "POST", path, bringBack(t, got, "")).expect(303)
	if now := fmt.Sprint(p.fields()); now != was {
		t.Errorf("it holds\n%s\nshould hold\n%s", now, was)
	}
	head, err := p.desk.Read(t.Context(), p.who.draft)
	if err != nil || len(head.State.SelfChecks) != 1 || len(head.State.Asides) != 1 {
		t.Errorf("what the group says of the check is %+v, %+v, %v", head.State.SelfChecks, head.State.Asides, err)
	}
	path, got = p.moment(2)
	p.call(p.who, "POST", path, bringBack(t, got, "")).expect(303)
	if now := fmt.Sprint(p.fields()); now != later {
		t.Errorf("undone it holds\n%s\nshould hold\n%s", now, later)
	}
	_, got = p.moment(4)
	got.says("Nothing in the fields has changed since then.")
	if _, got = p.moment(2); len(marked(t, got, "del")) > 0 {
		t.Error("undone it differs from the moment before")
	}
	p.call(p.who, "POST", path, url.Values{"base": {"4"}, "client": {"again"}}).expect(303) // nothing to do
	if head, err = p.desk.Read(t.Context(), p.who.draft); err != nil || head.Seq != 4 {
		t.Errorf("the log has %d entries, %v", head.Seq, err)
	}
}

func TestMoment_WhatCannotBeBroughtBackIsSaid(t *testing.T) {
	p := newPage(t)
	p.submit(0, obj{"kind": "insert_row", "at": "channels.list", "row": "r", "after": "", "values": obj{"why": "one"}})
	p.submit(1, obj{"kind": "delete_row", "at": "channels.list/r"})
	path, got := p.moment(1)
	form := bringBack(t, got, "channels.list")
	var full []obj
	for i := range campaign.VisibleRows {
		full = append(full, obj{"kind": "insert_row", "at": "channels.list", "row": fmt.Sprint("n", i), "after": ""})
	}
	p.submit(2, full...)
	if got := said(p.call(p.who, "POST", path, form).expect(400)); !strings.Contains(got, `role="alert"`) || !strings.Contains(got, fmt.Sprint(campaign.VisibleRows)) {
		t.Errorf("it says\n%.2000s", got)
	}
	for name, form := range map[string]url.Values{
		"no client":       {"base": {"2"}},
		"a later base":    {"base": {"9"}, "client": {"c"}},
		"an earlier base": {"base": {"0"}, "client": {"c"}},
		"no such field":   {"base": {"2"}, "client": {"c"}, "field": {"none"}},
	} {
		if got := p.call(p.who, "POST", path, form); got.status != 400 {
			t.Errorf("%s is answered %d", name, got.status)
		}
	}
	if head, err := p.desk.Read(t.Context(), p.who.draft); err != nil || head.Seq != 3 {
		t.Errorf("the log has %d entries, %v", head.Seq, err)
	}
}

// A moment is the same whether its log is folded from the beginning or from a state that was kept on the way, in any
// order in which people look.
func TestMoment_IsTheSameFromAStateThatWasKept(t *testing.T) {
	p := newPage(t)
	p.fill(p.who, "message.core", 60, time.Second)
	told := func(seq int64) string {
		_, got := p.moment(seq)
		return fmt.Sprint(marked(t, got, "ins"), marked(t, got, "del"))
	}
	order := []int64{59, 3, 20, 40, 21, 19, 7, 8, 60, 1, 0, 35}
	fresh := map[int64]string{}
	for _, seq := range order {
		fresh[seq] = told(seq) // the log is shorter than what is kept of one
	}
	if n := p.handler.KeptFolds(); n != 0 {
		t.Fatalf("%d states are kept of a short log", n)
	}
	p.handler.KeepFoldsEvery(7)
	for range 2 {
		for _, seq := range order {
			if got := told(seq); got != fresh[seq] {
				t.Errorf("moment %d is told as %s, was told as %s", seq, got, fresh[seq])
			}
		}
	}
	if n := p.handler.KeptFolds(); n != 8 { // 7, 14 … 56
		t.Errorf("%d states are kept", n)
	}
	p.handler.KeepFoldsEvery(1)
	for seq := range int64(60) {
		told(seq)
	}
	if n := p.handler.KeptFolds(); n > 48 {
		t.Errorf("%d states are kept, which is without a bound", n)
	}
}

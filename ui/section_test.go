package ui_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"workbench/campaign"
)

func TestSection_APlainFormSavesEveryKindOfValue(t *testing.T) {
	r := newRoom(t)
	v := r.seated(0, "Aisyah")
	p := v.get(r.section(0, "audience"))
	form := p.form(r.section(0, "audience"))
	form.Set("f.audience.primary", "เยาวชนอายุ 18–20 ปี ในเมืองยะลา")
	form.Set("f.audience.insight", "They wait.\r\nThey share.\r\n")
	form.Set("f.audience.age_from", "18")
	form["f.audience.languages"] = []string{"", "th", "ms"}
	p = v.post(r.section(0, "audience"), form)
	p.expect(http.StatusOK)
	if p.find("role", "status") == nil {
		t.Error("nothing says that it is saved")
	}
	d := r.draft(0)
	for field, want := range map[string]string{"audience.primary": "เยาวชนอายุ 18–20 ปี ในเมืองยะลา", "audience.insight": "They wait.\nThey share.\n"} {
		if got := d.Text(field); got != want {
			t.Errorf("%s is %q, should be %q", field, got, want)
		}
	}
	if n := d.Fields["audience.age_from"].Number; n == nil || n.String() != "18" {
		t.Errorf("audience.age_from is %v", n)
	}
	if got := strings.Join(d.Fields["audience.languages"].Choices, ","); got != "ms,th" {
		t.Errorf("audience.languages is %s", got)
	}

	// The page gives back what it was given, to the last line break, and saving it again changes nothing.
	before := seqOf(r, 0)
	v.post(r.section(0, "audience"), v.get(r.section(0, "audience")).form(r.section(0, "audience"))).expect(http.StatusOK)
	if after := seqOf(r, 0); after != before {
		t.Errorf("saving an unchanged page made an entry: %d, then %d", before, after)
	}
}

func seqOf(r *room, group int) int64 {
	r.t.Helper()
	head, err := r.desk.Read(r.t.Context(), r.workshop.Groups[group].DraftID)
	if err != nil {
		r.t.Fatal(err)
	}
	return head.Seq
}

func TestSection_TextComesBackAsTyped(t *testing.T) {
	r := newRoom(t)
	v := r.seated(0, "Aisyah")
	at := r.section(0, "context")
	for _, typed := range []string{
		"\r\n\r\nblank lines first", "spaces at the end  \r\n", "\ttab", `<textarea></textarea><script>alert(1)</script>`,
		`"quotes" & 'ampersands' &amp; &#10;`, "សូមអរគុណ\u200b\u200d", "👩🏽‍🏫 ครู", "e\u0301 stays decomposed",
	} {
		form := v.get(at).form(at)
		form.Set("f.context.situation", typed)
		v.post(at, form).expect(http.StatusOK)
		want := strings.ReplaceAll(typed, "\r\n", "\n")
		if got := r.draft(0).Text("context.situation"); got != want {
			t.Errorf("typed %q, the draft holds %q", want, got)
		}
		if got := v.get(at).form(at).Get("f.context.situation"); got != typed {
			t.Errorf("typed %q, the page shows %q", typed, got)
		}
	}
}

func TestSection_WhatOthersWroteMeanwhileStays(t *testing.T) {
	r := newRoom(t)
	a, b := r.seated(0, "Aisyah"), r.seated(0, "Kumar")
	at := r.section(0, "message")
	form := a.get(at).form(at)
	form.Set("f.message.core", "We eat together")
	a.post(at, form).expect(http.StatusOK)

	first, second := a.get(at).form(at), b.get(at).form(at)
	first.Set("f.message.core", "On Thursdays we eat together")
	second.Set("f.message.core", "We eat together, so rumours starve")
	second.Set("f.message.call", "Bring one neighbour")
	a.post(at, first).expect(http.StatusOK)
	b.post(at, second).expect(http.StatusOK)
	d := r.draft(0)
	if got := d.Text("message.core"); !strings.HasPrefix(got, "On Thursdays") || !strings.HasSuffix(got, "so rumours starve") {
		t.Errorf("of two who wrote, one lost words: %q", got)
	}
	if got := d.Text("message.call"); got != "Bring one neighbour" {
		t.Errorf("message.call is %q", got)
	}
}

// A phone's second tap on a slow network sends the same page twice.
func TestSection_ThePageSentTwiceCountsOnce(t *testing.T) {
	r := newRoom(t)
	v := r.seated(0, "Aisyah")
	at := r.section(0, "message")
	form := v.get(at).form(at)
	form.Set("f.message.core", "We eat together")
	form.Set("action", "add:message.supports")
	v.post(at, form).expect(http.StatusOK)
	v.post(at, form).expect(http.StatusOK)
	d := r.draft(0)
	if got := d.Text("message.core"); got != "We eat together" {
		t.Errorf("sent twice, the message is %q", got)
	}
	if got := len(d.Fields["message.supports"].Rows); got != 1 {
		t.Errorf("sent twice, there are %d rows", got)
	}
}

// Going back in the browser shows the old page with the words typed since; sent again, they are taken as
// they stand there.
func TestSection_ThePageSentAgainWithMoreWordsDoublesNone(t *testing.T) {
	r := newRoom(t)
	v := r.seated(0, "Aisyah")
	at := r.section(0, "message")
	form := v.get(at).form(at)
	form.Set("f.message.core", "We eat")
	v.post(at, form).expect(http.StatusOK)
	form.Set("f.message.core", "We eat together")
	v.post(at, form).expect(http.StatusOK)
	if got := r.draft(0).Text("message.core"); got != "We eat together" {
		t.Errorf("the message is %q", got)
	}
}

func TestSection_ARefusedValueComesBackAndTheRestIsSaved(t *testing.T) {
	r := newRoom(t)
	v := r.seated(0, "Aisyah")
	at := r.section(0, "audience")
	form := v.get(at).form(at)
	form.Set("f.audience.primary", "First-year students")
	form.Set("f.audience.age_from", "eighteen")
	form.Set("f.audience.place", strings.Repeat("ยะลา", 200))
	p := v.post(at, form)
	p.expect(http.StatusBadRequest)
	d := r.draft(0)
	if d.Text("audience.primary") != "First-year students" {
		t.Error("the good value was not saved")
	}
	if d.Fields["audience.age_from"].Number != nil || d.Text("audience.place") != "" {
		t.Error("a bad value was saved")
	}
	again := p.form(at)
	if got := again.Get("f.audience.age_from"); got != "eighteen" {
		t.Errorf("the number comes back as %q", got)
	}
	if got := again.Get("f.audience.place"); got != strings.Repeat("ยะลา", 200) {
		t.Errorf("the long line comes back as %q", got)
	}
	for _, field := range []string{"audience.age_from", "audience.place"} {
		control := p.find("name", "f."+field)
		if attribute(control, "aria-invalid") != "true" {
			t.Errorf("%s is not marked as refused", field)
		}
		described := false
		for id := range strings.FieldsSeq(attribute(control, "aria-describedby")) {
			if n := p.find("id", id); n != nil && strings.Contains(attribute(n, "class"), "refused") && text(n) != "" {
				described = true
			}
		}
		if !described {
			t.Errorf("no sentence at %s says why it was refused", field)
		}
		if p.find("href", "#in-"+field) == nil {
			t.Errorf("the summary does not lead to %s", field)
		}
	}
	again.Set("f.audience.age_from", "18")
	again.Set("f.audience.place", "Yala")
	v.post(at, again).expect(http.StatusOK)
	if d := r.draft(0); d.Text("audience.place") != "Yala" || d.Fields["audience.age_from"].Number == nil {
		t.Error("mended, the values are not saved")
	}
}

func TestSection_NumbersAreReadAsPeopleWriteThem(t *testing.T) {
	r := newRoom(t)
	v := r.seated(0, "Aisyah")
	at := r.section(0, "audience")
	for typed, want := range map[string]string{
		"18": "18", "๑๘": "18", "១៨": "18", "١٨": "18", "၁၈": "18", "໑໘": "18", "1,5": "1.5", "1.5": "1.5", " 1 200 ": "1200", "007": "7",
		"1,200,000": "1200000", "1.200.000": "1200000", "1.200.000,5": "1200000.5", "1,200,000.50": "1200000.5", "": "",
		// One separator before three digits can be read in two ways, so that we ask.
		"1.500": "?", "1,500": "?", "eighteen": "?", "1e99": "?",
	} {
		form := v.get(at).form(at)
		form.Set("f.audience.size", "")
		v.post(at, form).expect(http.StatusOK)
		form = v.get(at).form(at)
		form.Set("f.audience.size", typed)
		p := v.post(at, form)
		got := ""
		if n := r.draft(0).Fields["audience.size"].Number; n != nil {
			got = n.String()
		}
		if want == "?" {
			if p.status != http.StatusBadRequest || got != "" || p.form(at).Get("f.audience.size") != typed {
				t.Errorf("%q is taken for %q, should be asked about (%d)", typed, got, p.status)
			}
		} else if got != want {
			t.Errorf("%q is taken for %q, should be %q", typed, got, want)
		}
	}
}

func TestSection_RowsByButtonsAlone(t *testing.T) {
	r := newRoom(t)
	v := r.seated(0, "Aisyah")
	at := r.section(0, "message")
	points := func() string {
		var list []string
		for _, row := range r.draft(0).Fields["message.supports"].Rows {
			list = append(list, row.Cells["point"].Text)
		}
		return strings.Join(list, ",")
	}
	press := func(action string, form url.Values) {
		t.Helper()
		form.Set("action", action)
		v.post(at, form).expect(http.StatusOK)
	}
	rowID := func(point string) string {
		t.Helper()
		for _, row := range r.draft(0).Fields["message.supports"].Rows {
			if row.Cells["point"].Text == point {
				return row.ID
			}
		}
		t.Fatalf("no row %q in %s", point, points())
		return ""
	}
	for _, point := range []string{"a", "b", "c"} {
		press("add:message.supports", v.get(at).form(at))
		rows := r.draft(0).Fields["message.supports"].Rows
		form := v.get(at).form(at)
		form.Set("f.message.supports/"+rows[len(rows)-1].ID+"/point", point)
		press("save", form)
	}
	if got := points(); got != "a,b,c" {
		t.Fatalf("rows %s, should be a,b,c", got)
	}
	press("up:message.supports:"+rowID("c"), v.get(at).form(at))
	if got := points(); got != "a,c,b" {
		t.Errorf("up: %s", got)
	}
	press("down:message.supports:"+rowID("a"), v.get(at).form(at))
	if got := points(); got != "c,a,b" {
		t.Errorf("down: %s", got)
	}
	// What was typed goes with the button.
	form, gone := v.get(at).form(at), rowID("a")
	form.Set("f.message.supports/"+rowID("b")+"/point", "B")
	press("delete:message.supports:"+gone, form)
	if got := points(); got != "c,B" {
		t.Errorf("delete: %s", got)
	}
	restore := "restore:message.supports:" + gone
	if v.get(at).find("value", restore) == nil {
		t.Error("the page does not offer to bring the row back")
	}
	press(restore, v.get(at).form(at))
	if got := points(); got != "c,a,B" {
		t.Errorf("restore: %s", got)
	}
}

func TestSection_AReplacedLogBringsTheWordsBackForReview(t *testing.T) {
	r := newRoom(t)
	v := r.seated(0, "Aisyah")
	at := r.section(0, "message")
	form := v.get(at).form(at)
	form.Set("log", "another-log")
	form.Set("f.message.core", "We eat together")
	p := v.post(at, form)
	p.expect(http.StatusBadRequest)
	again := p.form(at)
	if got := again.Get("f.message.core"); got != "We eat together" {
		t.Fatalf("the words come back as %q", got)
	}
	v.post(at, again).expect(http.StatusOK)
	if got := r.draft(0).Text("message.core"); got != "We eat together" {
		t.Errorf("sent again, the message is %q", got)
	}
}

func TestSection_EveryControlHasALabelAndEveryIDIsUnique(t *testing.T) {
	r := newRoom(t)
	v := r.seated(0, "Aisyah")
	for _, section := range campaign.Standard().Canvas(campaign.DefaultCanvas).Sections {
		at := r.section(0, section.ID)
		for _, f := range section.Fields {
			if campaign.Standard().Field(f).Kind == campaign.Rows {
				form := v.get(at).form(at)
				form.Set("action", "add:"+f)
				v.post(at, form).expect(http.StatusOK)
			}
		}
		p := v.get(at)
		p.expect(http.StatusOK)
		labelled, ids := map[string]bool{}, map[string]bool{}
		p.each(func(n *html.Node) {
			if n.Data == "label" {
				labelled[attribute(n, "for")] = true
			}
			if id := attribute(n, "id"); id != "" && !inTemplate(n) {
				if ids[id] {
					t.Errorf("%s: the id %s stands twice", section.ID, id)
				}
				ids[id] = true
			}
		})
		p.each(func(n *html.Node) {
			switch n.Data {
			case "input", "textarea", "select":
			default:
				return
			}
			kind := attribute(n, "type")
			if kind == "hidden" || has(n, "hidden") || inTemplate(n) || kind == "checkbox" && n.Parent.Data == "label" {
				return
			}
			if !labelled[attribute(n, "id")] && !has(n, "aria-label") {
				t.Errorf("%s: %s has no label", section.ID, attribute(n, "name"))
			}
			for id := range strings.FieldsSeq(attribute(n, "aria-describedby")) {
				if !ids[id] {
					t.Errorf("%s: %s is described by %s, which is not there", section.ID, attribute(n, "name"), id)
				}
			}
		})
		level := 0
		p.each(func(n *html.Node) {
			if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
				if next := int(n.Data[1] - '0'); next > level+1 {
					t.Errorf("%s: a heading of level %d follows level %d", section.ID, next, level)
				} else {
					level = next
				}
			}
		})
		if strings.Contains(p.source, " style=") {
			t.Errorf("%s has inline styles, which the content security policy refuses", section.ID)
		}
	}
}

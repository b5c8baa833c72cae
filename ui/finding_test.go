package ui_test

import (
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"workbench/campaign"
	"workbench/principles"
	"workbench/ui"
)

// report is what the check says of a draft, as the API answers.
func (a *app) report(draft string) *principles.Report {
	a.t.Helper()
	var r principles.Report
	if err := json.Unmarshal(a.call(a.leader(), "GET", "/api/v1/drafts/"+draft+"/findings", nil).expect(200).body, &r); err != nil {
		a.t.Fatal(err)
	}
	return &r
}

// finding is the key of the first finding of a field.
func (a *app) finding(draft, field string) string {
	a.t.Helper()
	found := a.report(draft).Find(field)
	if len(found) == 0 {
		a.t.Fatalf("nothing is found at %s", field)
	}
	return ui.FindingKey(found[0])
}

// crowd is a member of a group whose audience is everybody.
func (a *app) crowd() (person, string) {
	p := a.member(a.room, 0, "Aisyah")
	p.cookie = true
	a.call(p, "POST", "/api/v1/drafts/"+p.draft+"/edits", obj{"client": "page", "batch": 1, "base": 0, "edits": []obj{
		{"kind": "text", "at": "audience.primary", "splices": []obj{{"from": 0, "to": 0, "insert": "the general public"}}}}}).expect(200)
	return p, "/drafts/" + p.draft + "/findings/" + a.finding(p.draft, "audience.primary")
}

func TestFinding_IsSetAsideAndTakenUpAgain(t *testing.T) {
	a := newApp(t)
	p, page := a.crowd()
	first := a.report(p.draft).Find("audience.primary")[0]
	if got := string(a.call(p, "GET", page, nil).expect(200).body); !strings.Contains(got, "Why") || !strings.Contains(got, first.Excerpt) {
		t.Fatalf("the finding's page lacks its words:\n%s", got)
	}
	a.call(p, "POST", page, url.Values{"action": {"aside"}, "reason": {"agreed"}, "note": {"It <b>is</b> a notice to all."}}).expect(303)

	report := a.report(p.draft)
	i := slices.IndexFunc(report.Findings, func(f principles.Finding) bool { return f.Aside != nil })
	if i < 0 || report.Findings[i].Aside.Reason != campaign.Agreed || report.Findings[i].Aside.Note != "It <b>is</b> a notice to all." {
		t.Fatalf("the report does not say so: %+v", report.Findings)
	}
	// The facilitator sees it on the wall and in the draft, and the brief prints it.
	lead := a.leader()
	lead.cookie = true
	for _, path := range []string{"/drafts/" + p.draft + "/findings", "/drafts/" + p.draft + "/brief", "/drafts/" + p.draft + "/sections/audience"} {
		got := string(a.call(lead, "GET", path, nil).expect(200).body)
		if !strings.Contains(got, "It &lt;b&gt;is&lt;/b&gt; a notice to all.") {
			t.Errorf("%s does not show the note", path)
		}
	}
	if got := string(a.call(lead, "GET", "/workshops/"+a.room.ID+"/groups", nil).expect(200).body); !strings.Contains(got, "1 set aside by the group") {
		t.Error("the groups' page does not count it")
	}
	if got := string(a.call(p, "GET", "/api/v1/drafts/"+p.draft, nil).expect(200).body); !strings.Contains(got, `"set_aside":[{"principle":"`) {
		t.Errorf("the draft as a file lacks it: %s", got)
	}

	a.call(p, "POST", page, url.Values{"action": {"take_up"}}).expect(303)
	if n := len(a.report(p.draft).SetAside()); n != 0 {
		t.Errorf("%d still set aside", n)
	}
}

func TestFinding_ARefusedReasonComesBackAsTyped(t *testing.T) {
	a := newApp(t)
	p, page := a.crowd()
	for name, form := range map[string]url.Values{
		"no reason": {"action": {"aside"}, "note": {"ขอเก็บไว้ <i>"}},
		"long note": {"action": {"aside"}, "reason": {"later"}, "note": {"ขอเก็บไว้ <i>" + strings.Repeat("ก", 600)}},
	} {
		got := string(a.call(p, "POST", page, form).expect(400).body)
		if !strings.Contains(got, "ขอเก็บไว้ &lt;i&gt;") || !strings.Contains(got, `role="alert"`) || strings.Count(got, `aria-invalid="true"`) != 1 {
			t.Errorf("%s: the form does not come back as typed", name)
		}
	}
	if n := len(a.report(p.draft).SetAside()); n != 0 {
		t.Errorf("%d set aside", n)
	}
}

func TestFinding_OfWordsThatChangedSaysSo(t *testing.T) {
	a := newApp(t)
	p, page := a.crowd()
	a.call(p, "POST", "/api/v1/drafts/"+p.draft+"/edits", obj{"client": "page", "batch": 2, "base": 1, "edits": []obj{
		{"kind": "text", "at": "audience.primary", "splices": []obj{{"from": 0, "to": 18, "insert": "Riders under 30"}}}}}).expect(200)
	if got := string(a.call(p, "GET", page, nil).expect(404).body); !strings.Contains(got, "the words have changed") {
		t.Errorf("it says\n%s", got)
	}
}

// What was typed about a finding comes back, also where the finding is gone by the time that it is sent.
func TestFinding_GoneMeanwhileGivesTheNoteBack(t *testing.T) {
	a := newApp(t)
	p, page := a.crowd()
	a.call(p, "POST", "/api/v1/drafts/"+p.draft+"/edits", obj{"client": "page", "batch": 2, "base": 1, "edits": []obj{
		{"kind": "text", "at": "audience.primary", "splices": []obj{{"from": 0, "to": 18, "insert": "Riders under 30"}}}}}).expect(200)
	form := url.Values{"action": {"aside"}, "reason": {"agreed"}, "note": {"ขอเก็บไว้ <i>"}}
	for _, fragment := range []bool{false, true} {
		if fragment {
			form.Set("fragment", "1")
		}
		got := string(a.call(p, "POST", page, form).expect(404).body)
		if !strings.Contains(got, "the words have changed") || !strings.Contains(got, "ขอเก็บไว้ &lt;i&gt;") || strings.Contains(got, "<html") == fragment {
			t.Errorf("fragment %v: it says\n%s", fragment, got)
		}
	}
	if n := len(a.report(p.draft).SetAside()); n != 0 {
		t.Errorf("%d set aside", n)
	}
}

// field is the value of a form's field in a page.
func (r *answer) field(name string) string {
	r.t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindSubmatch(r.body)
	if m == nil {
		r.t.Fatalf("%s has no field %s", r.asked, name)
	}
	return html.UnescapeString(string(m[1]))
}

// Whoever decides second sees what the first one said before it is replaced, and keeps what was typed.
func TestFinding_TwoWhoDecideAtOnceDoNotOverwriteOneAnother(t *testing.T) {
	a := newApp(t)
	p, page := a.crowd()
	seen := a.call(p, "GET", page, nil).expect(200).field("seen")
	first := url.Values{"action": {"aside"}, "reason": {"later"}, "note": {"After lunch."}, "seen": {seen}}
	a.call(p, "POST", page, first).expect(303)
	a.call(p, "POST", page, first).expect(303) // pressed twice

	second := url.Values{"action": {"aside"}, "reason": {"agreed"}, "note": {"We <b>like</b> it."}, "seen": {seen}}
	refused := a.call(p, "POST", page, second).expect(409).says("Somebody else", "After lunch.", "We <b>like</b> it.")
	if note := a.report(p.draft).SetAside()[0].Aside.Note; note != "After lunch." {
		t.Errorf("the note is now %q", note)
	}
	second.Set("seen", refused.field("seen"))
	a.call(p, "POST", page, second).expect(303)
	if note := a.report(p.draft).SetAside()[0].Aside.Note; note != "We <b>like</b> it." {
		t.Errorf("the note is now %q", note)
	}
	a.call(p, "POST", page, url.Values{"action": {"take_up"}, "seen": {seen}}).expect(409)
}

func TestSelfCheck_TwoWhoAnswerAtOnceDoNotOverwriteOneAnother(t *testing.T) {
	a := newApp(t)
	p, _ := a.crowd()
	page := "/drafts/" + p.draft + "/principles/aud-specific"
	seen := a.call(p, "GET", page, nil).expect(200).field("seen")
	a.call(p, "POST", page, url.Values{"answer": {"yes"}, "evidence": {"Five said so."}, "seen": {seen}}).expect(303)
	second := url.Values{"answer": {"not_yet"}, "evidence": {"We <asked> nobody."}, "seen": {seen}}
	refused := a.call(p, "POST", page, second).expect(409).says("Somebody else", "Five said so.", "We <asked> nobody.")
	second.Set("seen", refused.field("seen"))
	a.call(p, "POST", page, second).expect(303)
	if j, _ := a.report(p.draft).Judged("aud-specific"); j.SelfCheck == nil || j.SelfCheck.Evidence != "We <asked> nobody." {
		t.Errorf("answered %+v", j.SelfCheck)
	}
}

// For the script a part of the page is enough, and what was done needs no page.
func TestFinding_AnswersAScriptWithAPart(t *testing.T) {
	a := newApp(t)
	p, page := a.crowd()
	if got := string(a.call(p, "GET", page+"?fragment=1", nil).expect(200).body); strings.Contains(got, "<html") || !strings.Contains(got, "data-dialog-part") {
		t.Errorf("no part: %s", got)
	}
	a.call(p, "POST", page, url.Values{"action": {"aside"}, "fragment": {"1"}}).expect(400)
	a.call(p, "POST", page, url.Values{"action": {"aside"}, "reason": {"later"}, "fragment": {"1"}}).expect(204)
}

func TestSelfCheck_StandsBesideTheStatusAndChangesNothingOfIt(t *testing.T) {
	a := newApp(t)
	p, _ := a.crowd()
	before, _ := a.report(p.draft).Judged("aud-specific")
	page := "/drafts/" + p.draft + "/principles/aud-specific"
	a.call(p, "POST", page, url.Values{"answer": {"partly"}, "evidence": {"Two of <us> asked."}}).expect(303)
	after, _ := a.report(p.draft).Judged("aud-specific")
	if after.SelfCheck == nil || after.SelfCheck.Answer != campaign.AnswerPartly || after.Status != before.Status {
		t.Fatalf("%+v, before %+v", after, before)
	}
	a.call(p, "GET", page+"?fragment=1", nil).expect(200)
	a.call(p, "GET", page, nil).expect(200).says("Your answer is saved.")
	for _, path := range []string{page, "/drafts/" + p.draft + "/findings", "/drafts/" + p.draft + "/brief"} {
		if got := string(a.call(p, "GET", path, nil).expect(200).body); !strings.Contains(got, "Two of &lt;us&gt; asked.") {
			t.Errorf("%s does not show the evidence", path)
		}
	}
	if got := string(a.call(p, "GET", "/drafts/"+p.draft+"/sections/audience", nil).expect(200).body); !strings.Contains(got, "1 of 4 answered") {
		t.Error("the section does not count the answer")
	}
	if got := string(a.call(p, "POST", page, url.Values{"answer": {"maybe"}, "evidence": {"<kept>"}}).expect(400).body); !strings.Contains(got, "&lt;kept&gt;") {
		t.Error("a refused answer does not come back as typed")
	}
	a.call(p, "GET", "/drafts/"+p.draft+"/principles/none", nil).expect(404)
}

func TestGuidance_IsInTheLanguageOfThePersonWhoReads(t *testing.T) {
	a := newApp(t)
	p, page := a.crowd()
	words := principles.Standard().Texts("id").Principle("aud-specific")
	if words.Title == principles.Standard().Texts("en").Principle("aud-specific").Title {
		t.Fatal("there are no Indonesian texts to tell from the English ones")
	}
	section := "/drafts/" + p.draft + "/sections/audience"
	english := string(a.call(p, "GET", page, nil).expect(200).body)
	answer := a.call(p, "POST", "/guidance", url.Values{"language": {"id"}, "back": {section}}).expect(303)
	if to := answer.header.Get("Location"); to != section {
		t.Errorf("it goes back to %s", to)
	}
	if !strings.Contains(answer.header.Get("Set-Cookie"), "guidance=id") {
		t.Fatalf("cookie %q", answer.header.Get("Set-Cookie"))
	}
	got := string(a.call(p, "GET", page, nil, "Cookie", "guidance=id").expect(200).body)
	if !strings.Contains(got, words.Title) || !strings.Contains(got, `lang="id"`) || strings.Contains(english, words.Title) {
		t.Errorf("the page is not in the language chosen:\n%s", got)
	}
	if got := string(a.call(p, "GET", section, nil, "Accept-Language", "id, en;q=0.5").expect(200).body); !strings.Contains(got, words.SelfCheck) {
		t.Error("the section is not in the language chosen")
	}
	if r := a.report(p.draft); strings.Contains(r.Findings[0].Message, words.Title) {
		t.Error("the report changed with the person")
	}
	for _, back := range []string{"//example.org", "https://example.org", "/\\example.org", "/\t/example.org", ""} {
		if to := a.call(p, "POST", "/guidance", url.Values{"language": {"id"}, "back": {back}}).expect(303).header.Get("Location"); to != "/principles" {
			t.Errorf("back to %q goes to %q", back, to)
		}
	}
	a.call(p, "POST", "/guidance", url.Values{"language": {"!"}}).expect(400)
}

func TestFinding_NotUsefulIsCountedForTheTrainerByRuleAndLanguage(t *testing.T) {
	a := newApp(t)
	p, page := a.crowd()
	f := a.report(p.draft).Find("audience.primary")[0]
	second := a.member(a.room, 0, "Hafiz")
	second.cookie = true
	for _, who := range []person{p, p, second} { // one of them presses twice
		a.call(who, "POST", page, url.Values{"action": {"not_useful"}}).expect(303)
	}
	a.call(p, "GET", page, nil).expect(200).says("Noted. It helps to mend the rule.")
	if got := string(a.call(p, "GET", page, nil).expect(200).body); !strings.Contains(got, "You said that this was not useful") {
		t.Error("the finding does not say that it was said")
	}
	counts, err := a.store.NotUsefulCounts(t.Context())
	if err != nil || len(counts) != 1 || counts[0].Times != 2 || counts[0].Rule != f.Rule || counts[0].Language != "en" || counts[0].Version == "" {
		t.Fatalf("%+v, %v", counts, err)
	}
	lead := a.leader()
	lead.cookie = true
	got := string(a.call(lead, "GET", "/principles/not-useful", nil).expect(200).body)
	if !strings.Contains(got, f.Principle+" / "+f.Rule) || !strings.Contains(got, "English") || strings.Contains(got, "general public") || strings.Contains(got, "Hafiz") {
		t.Errorf("the trainer reads\n%s", got)
	}
	a.call(second, "POST", page, url.Values{"action": {"useful"}}).expect(303)
	if counts, err = a.store.NotUsefulCounts(t.Context()); err != nil || counts[0].Times != 1 {
		t.Errorf("taken back: %+v, %v", counts, err)
	}
	if n := len(a.report(p.draft).SetAside()); n != 0 {
		t.Error("it set the finding aside")
	}
}

// The title of a principle is that of the pack which the count is of, where that is here.
func TestUsefulness_NamesThePrinciplesOfThePackThatWasUsed(t *testing.T) {
	a := newApp(t)
	own := principles.Standard().Texts("en").Principle("aud-specific").Title
	a.upload(a.trainer(), zipped(t, edited(t, "pack.yaml", "id: pve-sea", "id: mine", "pack.yaml", "version: "+principles.Standard().Version, "version: 1.0.0",
		"texts/en.yaml", "  aud-specific:\n    title: ", "  aud-specific:\n    title: Our <own> "))).expect(303)
	p, _ := a.crowd()
	for pack, version := range map[string]string{"mine": "1.0.0+w.01020304", "removed": "1.0.0", "pve-sea": "0.0.1"} {
		if err := a.store.AddNotUseful(t.Context(), campaign.NotUseful{DraftID: p.draft, Who: "x", Finding: pack, Pack: pack, Version: version,
			Principle: "aud-specific", Rule: "vague-" + pack, Language: "en"}); err != nil {
			t.Fatal(err)
		}
	}
	rows := strings.Split(said(a.call(a.leader(), "GET", "/principles/not-useful", nil).expect(200)), "<tr>")
	for pack, want := range map[string]string{"mine": ">Our <own> " + own + "<", "pve-sea": ">" + own + "<", "removed": `"row"><span class="small soft">aud-specific`} {
		if !slices.ContainsFunc(rows, func(r string) bool { return strings.Contains(r, "vague-"+pack) && strings.Contains(r, want) }) {
			t.Errorf("%s is not told as %s", pack, want)
		}
	}
}

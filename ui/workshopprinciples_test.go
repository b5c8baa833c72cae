package ui_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"workbench/principles"
)

// checkedByPage is the facilitator's page about a workshop's principles, with its form as a browser would send it.
type checkedByPage struct {
	*answer
	form url.Values
}

func (a *app) checkedByPage(who person, workshop string) checkedByPage {
	a.t.Helper()
	got := a.call(who, "GET", "/workshops/"+workshop+"/principles", nil).expect(200)
	p := checkedByPage{got, url.Values{}}
	page := said(got)
	p.form.Set("seen", regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`).FindStringSubmatch(page)[1])
	for _, m := range regexp.MustCompile(`name="on" value="([^"]+)"( checked)?`).FindAllStringSubmatch(page, -1) {
		if m[2] != "" {
			p.form.Add("on", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`(?s)name="(severity\.[^"]+)".*?</select>`).FindAllStringSubmatch(page, -1) {
		p.form.Set(m[1], regexp.MustCompile(`value="([^"]+)" selected`).FindStringSubmatch(m[0])[1])
	}
	return p
}

func (p checkedByPage) off(id string) {
	on := p.form["on"]
	p.form.Del("on")
	for _, o := range on {
		if o != id {
			p.form.Add("on", o)
		}
	}
}

func TestWorkshopPrinciples_SwitchesOffAndWeighs(t *testing.T) {
	a := newApp(t)
	lead, member := a.leader(), a.member(a.room, 0, "Aisyah")
	a.open(member, "page").submit(0, write("message.core", 0, 0, "Crush the enemy of our nation."), write("audience.primary", 0, 0, "the general public"))
	path := "/workshops/" + a.room.ID + "/principles"
	p := a.checkedByPage(lead, a.room.ID)
	if n := len(p.form["on"]); n != len(principles.Standard().Principles()) || p.form.Get("severity.msg-inclusive") != "must" {
		t.Fatalf("%d principles are on, of %d", n, len(principles.Standard().Principles()))
	}
	// Saved as it is, nothing is set, and the version stays.
	a.call(lead, "POST", path, p.form).expect(303)
	if ref, _ := a.checkedBy(lead, member.draft); ref.Version != principles.Standard().Version {
		t.Errorf("checked by %s", ref.Version)
	}
	p = a.checkedByPage(lead, a.room.ID)
	p.off("aud-specific")
	p.form.Set("severity.msg-inclusive", "consider")
	a.call(lead, "POST", path, p.form).expect(303)
	var r principles.Report
	a.call(member, "GET", "/api/v1/drafts/"+member.draft+"/findings", nil).expect(200).read(&r)
	if _, there := r.Judged("aud-specific"); there || len(r.Of("msg-inclusive")) == 0 {
		t.Errorf("aud-specific is there: %v; %d findings", there, len(r.Of("msg-inclusive")))
	}
	for _, f := range r.Of("msg-inclusive") {
		if f.Severity != principles.Consider {
			t.Errorf("%s is %s", f.Rule, f.Severity)
		}
	}
	if !strings.HasPrefix(r.Pack.Version, principles.Standard().Version+"+w.") {
		t.Errorf("checked by %s", r.Pack.Version)
	}
	title := principles.Standard().Texts("en").Principle("aud-specific").Title
	a.call(member, "GET", "/drafts/"+member.draft+"/findings", nil).expect(200).says("Switched off for this workshop", title, r.Pack.Version)
	// The page shows what is set, and setting it back gives the pack itself again.
	p = a.checkedByPage(lead, a.room.ID)
	p.says("in the pack: must", r.Pack.Version)
	if p.form.Get("severity.msg-inclusive") != "consider" || strings.Contains(strings.Join(p.form["on"], " "), "aud-specific") {
		t.Errorf("the page shows %v", p.form)
	}
	p.form.Add("on", "aud-specific")
	p.form.Set("severity.msg-inclusive", "must")
	a.call(lead, "POST", path, p.form).expect(303)
	if ref, _ := a.checkedBy(lead, member.draft); ref.Version != principles.Standard().Version {
		t.Errorf("checked by %s", ref.Version)
	}
	// Another workshop has kept out of all this.
	if use, err := a.store.WorkshopPack(t.Context(), a.other.ID); err != nil || use.Settings != "" {
		t.Errorf("the other workshop: %+v, %v", use, err)
	}
}

func TestWorkshopPrinciples_TwoFacilitatorsDoNotOverwriteOneAnother(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	path := "/workshops/" + a.room.ID + "/principles"
	one, two := a.checkedByPage(lead, a.room.ID), a.checkedByPage(lead, a.room.ID)
	one.off("aud-specific")
	a.call(lead, "POST", path, one.form).expect(303)
	two.off("msg-inclusive")
	two.form.Set("severity.mel-smart", "consider")
	got := a.call(lead, "POST", path, two.form).expect(409).says("Somebody else has just changed")
	page := said(got)
	if strings.Contains(page, `value="msg-inclusive" checked`) || !strings.Contains(page, `value="aud-specific" checked`) {
		t.Error("the form does not come back as it was chosen")
	}
	two.form.Set("seen", regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`).FindStringSubmatch(page)[1])
	a.call(lead, "POST", path, two.form).expect(303)
	two.form.Set("severity.mel-smart", "info")
	two.form.Set("seen", a.checkedByPage(lead, a.room.ID).form.Get("seen"))
	a.call(lead, "POST", path, two.form).expect(400).says("must, should or consider")
}

func TestWorkshopPrinciples_AddsWordsAtOnceAndTakesThemOut(t *testing.T) {
	a := newApp(t)
	lead, member := a.leader(), a.member(a.room, 0, "Aisyah")
	a.open(member, "page").submit(0, write("message.core", 0, 0, "The Zorgblatts of the north. Crush the enemy."))
	lead.cookie = true // a browser, which is told what it has done
	_, before := a.checkedBy(member, member.draft)
	path := "/workshops/" + a.room.ID + "/principles"
	a.call(lead, "GET", path, nil).expect(200).says("There are none yet", `<optgroup label="`, "loyalty test")
	word := url.Values{"phrase": {" zorgblatt* "}, "family": {"enemy"}, "language": {"en"}, "rewrite": {"our neighbours"}}
	a.call(lead, "POST", path+"/words", word).expect(303)
	if _, n := a.checkedBy(member, member.draft); n != before+1 {
		t.Errorf("%d findings, before %d", n, before)
	}
	a.call(lead, "GET", path, nil).expect(200).says("zorgblatt*", "our neighbours", "“zorgblatt*” is added")
	never := url.Values{"phrase": {"crush the enemy"}, "family": {"enemy"}, "language": {"en"}, "never": {"true"}}
	a.call(lead, "POST", path+"/words", never).expect(303)
	if _, n := a.checkedBy(member, member.draft); n != 1 {
		t.Errorf("%d findings; the exception takes back all but one", n)
	}
	a.call(lead, "GET", path, nil).expect(200).says("never asked about")
	for _, w := range []url.Values{word, never} {
		w.Set("phrase", strings.TrimSpace(w.Get("phrase")))
		a.call(lead, "POST", path+"/words/remove", w).expect(303)
	}
	if ref, n := a.checkedBy(member, member.draft); n != before || strings.Contains(ref.Version, "+") {
		t.Errorf("%d findings by %s, before %d", n, ref.Version, before)
	}
	a.call(lead, "POST", path+"/words/remove", word).expect(303) // somebody else was faster
}

func TestWorkshopPrinciples_RefusedWordsComeBackAsTypedWithTheSentenceBesideTheField(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	path := "/workshops/" + a.room.ID + "/principles/words"
	long := strings.Repeat("a", principles.MaxLocalPhrase+1)
	for _, tt := range []struct {
		name                              string
		phrase, family, language, rewrite string
		beside, says                      string
	}{
		{"nothing", " ", "enemy", "en", "", "phrase-error", "The phrase is missing"},
		{"too long", long, "enemy", "en", "", "phrase-error", "too long"},
		{"a star alone", "*", "enemy", "en", "", "phrase-error", "star"},
		{"a list that is not there", "{typo}", "enemy", "en", "better", "phrase-error", "{typo}"},
		{"a suggestion too long", "zorg", "enemy", "en", long, "rewrite-error", "too long"},
		{"no family", "zorg", "typo", "en", "", "phrase-error", "“typo”"},
		{"no language", "zorg", "enemy", "", "", "", "language"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			form := url.Values{"phrase": {tt.phrase}, "family": {tt.family}, "language": {tt.language}, "rewrite": {tt.rewrite}}
			got := a.call(lead, "POST", path, form).expect(400).says(tt.says)
			if tt.beside != "" && !regexp.MustCompile(`id="`+tt.beside+`">[^<]*`+regexp.QuoteMeta(tt.says)).MatchString(said(got)) {
				t.Errorf("the sentence does not stand beside the field:\n%.4000s", got.body)
			}
			if phrase := strings.TrimSpace(tt.phrase); !strings.Contains(said(got), `name="phrase" value="`+phrase+`"`) || !strings.Contains(said(got), `name="rewrite" value="`+tt.rewrite+`"`) {
				t.Error("the form does not come back as typed")
			}
		})
	}
	if use, err := a.store.WorkshopPack(t.Context(), a.room.ID); err != nil || use.Settings != "" {
		t.Errorf("kept %+v, %v", use, err)
	}
}

func TestWorkshopPrinciples_SaysWhatAnotherPackChangesBeforeItIsDone(t *testing.T) {
	a := newApp(t)
	lead, trainer, member := a.leader(), a.trainer(), a.member(a.room, 0, "Aisyah")
	a.open(member, "page").submit(0, write("message.core", 0, 0, "Crush the enemy of our nation."))
	a.upload(trainer, zipped(t, mine(t, "1.0.0"))).expect(303)
	p := a.checkedByPage(lead, a.room.ID)
	p.off("aud-specific")
	path := "/workshops/" + a.room.ID + "/principles"
	a.call(lead, "POST", path, p.form).expect(303)
	before, _ := a.checkedBy(member, member.draft)
	title := principles.Standard().Texts("en").Principle("msg-positive").Title
	a.call(lead, "GET", path+"?to=mine@1.0.0", nil).expect(200).says("With mine 1.0.0", title+"</span>: must → should", "Open in the groups' drafts as they stand:", "Change to mine 1.0.0", "Keep pve-sea "+principles.Standard().Version)
	a.call(lead, "GET", path+"?to=none", nil).expect(400).says("There is no pack “none” here")
	if ref, _ := a.checkedBy(member, member.draft); ref != before {
		t.Errorf("looking has changed it to %v", ref)
	}
	form := url.Values{"pack": {"mine@1.0.0"}, "seen": {p.form.Get("seen")}}
	a.call(lead, "POST", path+"/pack", form).expect(409).says("Somebody else has just changed", "Change to mine 1.0.0") // the page was older than the switch
	form.Set("seen", a.checkedByPage(lead, a.room.ID).form.Get("seen"))
	a.call(lead, "POST", path+"/pack", form).expect(303)
	var r principles.Report
	a.call(member, "GET", "/api/v1/drafts/"+member.draft+"/findings", nil).expect(200).read(&r)
	if _, there := r.Judged("aud-specific"); there || r.Pack.ID != "mine" || !strings.HasPrefix(r.Pack.Version, "1.0.0+w.") {
		t.Errorf("checked by %v, the setting is kept: %v", r.Pack, !there)
	}
	if j, _ := r.Judged("msg-positive"); j.Severity != principles.Should {
		t.Errorf("msg-positive is %s", j.Severity)
	}
	// The room goes on with what it has when the trainer brings a newer version.
	a.upload(trainer, zipped(t, mine(t, "1.1.0"))).expect(303)
	if ref, _ := a.checkedBy(member, member.draft); ref != r.Pack {
		t.Errorf("another version than it was: %v", ref)
	}
}

func TestWorkshopPrinciples_OpenPagesHearOfIt(t *testing.T) {
	a := newApp(t)
	lead, member := a.leader(), a.member(a.room, 0, "Aisyah")
	stream := a.listen(a.serve(), member, "/api/v1/drafts/"+member.draft+"/events")
	stream.next("hello")
	p := a.checkedByPage(lead, a.room.ID)
	p.off("aud-specific")
	a.call(lead, "POST", "/workshops/"+a.room.ID+"/principles", p.form).expect(303)
	data := stream.next("findings").data
	if !strings.Contains(data, "+w.") || strings.Contains(data, `"aud-specific"`) {
		t.Errorf("the event is %.300s", data)
	}
}

func TestWorkshopPrinciples_APackThatCannotBeLoadedCanBeReplaced(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	use, err := a.store.WorkshopPack(t.Context(), a.room.ID)
	if err == nil {
		now := use
		now.Settings = `{"off":["no-such-principle"]}`
		err = a.store.SetWorkshopPack(t.Context(), a.room.ID, use, now)
	}
	if err != nil {
		t.Fatal(err)
	}
	path := "/workshops/" + a.room.ID + "/principles"
	page := said(a.call(lead, "GET", path, nil).expect(200).says("do not fit its pack"))
	a.call(lead, "GET", path+"?to=pve-sea", nil).expect(200).says("Change to pve-sea")
	for _, wrong := range []string{"", "/words"} {
		a.call(lead, "POST", path+wrong, url.Values{"family": {"enemy"}, "language": {"en"}, "phrase": {"x"}}).expect(409).says("do not fit its pack")
	}
	if strings.Contains(page, `name="on"`) {
		t.Error("there is nothing to weigh")
	}
	change := said(a.call(lead, "GET", path+"?to=pve-sea", nil))
	seen := regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`).FindStringSubmatch(change)[1]
	a.call(lead, "POST", path+"/pack", url.Values{"pack": {"pve-sea"}, "seen": {seen}}).expect(303)
	if ref, _ := a.checkedBy(lead, a.room.Groups[0].DraftID); ref.Version != principles.Standard().Version {
		t.Errorf("checked by %v", ref)
	}
}

package principles

import (
	"encoding/json"
	"slices"
	"testing"

	"workbench/campaign"
)

// fighting is a draft whose core message asks one question about its wording, besides all that is missing.
func fighting() *campaign.Draft {
	return &campaign.Draft{Canvas: "quick-four", Language: "en", Fields: map[string]campaign.Value{
		"message.core": {Text: "Say no to extremism. Stop the terrorists."},
		"channels.list": {Rows: []campaign.Row{
			{ID: "r1", Cells: map[string]campaign.Value{"channel": {Text: "website"}, "why": {Text: "Cheap."}}},
		}},
	}}
}

func setAside(t *testing.T, d *campaign.Draft, reason campaign.Reason, which func(Finding) bool) int {
	t.Helper()
	n := 0
	for _, f := range Check(d, Standard()).Findings {
		if which(f) {
			a := f.About()
			a.Reason, a.Note = reason, "We asked them."
			d.Asides = append(d.Asides, a)
			n++
		}
	}
	if n == 0 {
		t.Fatal("nothing to set aside")
	}
	return n
}

func TestCheck_WhatIsSetAsideForGoodIsOpenNoMore(t *testing.T) {
	of := func(f Finding) bool { return f.Principle == "msg-positive" && f.Severity != Info }
	before, _ := Check(fighting(), Standard()).Judged("msg-positive")
	for reason, want := range map[campaign.Reason]Status{
		campaign.Agreed: NotApplicable, campaign.DoesNotApply: NotApplicable, campaign.RuleIsWrong: NotApplicable, campaign.Later: before.Status,
	} {
		d := fighting()
		n := setAside(t, d, reason, of)
		r := Check(d, Standard())
		j, _ := r.Judged("msg-positive")
		if j.Status != want || (j.Reason != "") != (want == NotApplicable) {
			t.Errorf("%s: %s because %q, want %s", reason, j.Status, j.Reason, want)
		}
		if got := len(r.SetAside()); got != n {
			t.Errorf("%s: %d findings are marked, want %d", reason, got, n)
		}
		for _, f := range r.Of("msg-positive") {
			if f.Severity != Info && f.Open() != (reason == campaign.Later) {
				t.Errorf("%s: open %v", reason, f.Open())
			}
		}
	}
}

func TestCheck_OneOfTwoFindingsSetAsideLeavesTheOther(t *testing.T) {
	d := fighting()
	first := ""
	setAside(t, d, campaign.Agreed, func(f Finding) bool {
		if f.Principle != "chn-fit" || f.Severity == Info || first != "" {
			return false
		}
		first = f.Rule
		return true
	})
	j, _ := Check(d, Standard()).Judged("chn-fit")
	if j.Status == NotApplicable || j.Status == Met {
		t.Errorf("with %s set aside the principle is %s", first, j.Status)
	}
}

// The question is asked again when the words change, and holds for a row wherever it moves.
func TestCheck_AnAsideHoldsForTheSameWordsOnly(t *testing.T) {
	d := fighting()
	setAside(t, d, campaign.Agreed, func(f Finding) bool { return f.Row.Set || f.Field == "message.core" })
	rows := d.Fields["channels.list"].Rows
	d.Fields["channels.list"] = campaign.Value{Rows: append([]campaign.Row{{ID: "r0", Cells: map[string]campaign.Value{"channel": {Text: "radio"}}}}, rows...)}
	d.Fields["message.core"] = campaign.Value{Text: "Say no to violence. Stop the fighters."}
	for _, f := range Check(d, Standard()).Findings {
		switch {
		case f.Row.ID == "r1" && f.Severity != Info && f.Aside == nil:
			t.Errorf("the row moved and %s asks again", f.Rule)
		case f.Field == "message.core" && f.Span && f.Aside != nil:
			t.Errorf("%q changed and is still set aside", f.Excerpt)
		}
	}
}

func TestReport_CarriesAsidesAndAnswersAsJSON(t *testing.T) {
	d := fighting()
	setAside(t, d, campaign.Agreed, func(f Finding) bool { return f.Principle == "msg-positive" })
	d.SelfChecks = []campaign.SelfCheck{{Principle: "hrg-rights", Answer: campaign.AnswerYes, Evidence: "Four of us."}}
	data, err := json.Marshal(Check(d, Standard()))
	if err != nil {
		t.Fatal(err)
	}
	var back Report
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if i := slices.IndexFunc(back.Findings, func(f Finding) bool { return f.Aside != nil }); i < 0 || back.Findings[i].Aside.Note != "We asked them." {
		t.Errorf("asides are lost: %s", data)
	}
	with, _ := back.Judged("hrg-rights")
	without := Check(fighting(), Standard())
	plain, _ := without.Judged("hrg-rights")
	if with.SelfCheck == nil || with.SelfCheck.Evidence != "Four of us." || with.Status != plain.Status {
		t.Errorf("the answer: %+v, status %s, was %s", with.SelfCheck, with.Status, plain.Status)
	}
}

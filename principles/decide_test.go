package principles

import (
	"testing"

	"workbench/campaign"
)

func TestDecide_NamesNamingNegationAndKindnessAreHeardInTurn(t *testing.T) {
	for _, c := range []struct {
		field, text string
		want        Severity // "" for no finding at all
	}{
		{"message.story", "Crush the traitors", Must},
		{"message.story", "We do not use the phrase 'crush the traitors'", Info},
		{"message.story", "Stop calling people infidels", Info},
		{"message.story", "Avoid words like vermin: they are vermin, some write", Info},
		{"message.story", "They are not traitors", Info},
		{"message.story", "We will never crush them", Info},
		{"message.story", "Stop the traitors", Must},
		{"message.story", "\"They are traitors\", he wrote", Must},
		{"context.situation", "Posts say they are traitors", Info},
		{"message.story", "All Muslims are welcome at our table", ""},
		{"message.story", "All Muslims are angry", Must},
		{"message.story", "Most Christians refuse to live in peace with us", Must},
		{"message.story", "Most Christians refuse to live in peace with their neighbours", Must},
		{"message.story", "All Muslims do not respect our families", Must},
		{"message.story", "Most Christians hate our friends", Must},
		{"message.story", "No Rohingya can ever be peaceful", Must},
		{"message.story", "Most Christians want peace and refuse to hate", ""},
		{"message.story", "All Muslims are not just welcome, they are family", ""},
		{"message.story", "Most Christians refuse to fight, they are our neighbours", ""},
		{"message.story", "The Moro Islamic Liberation Front signed", ""},
		{"message.story", "Fear is the enemy, not the neighbour", ""},
	} {
		d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Fields: map[string]campaign.Value{c.field: {Text: c.text}}}
		got := Severity("")
		for _, f := range Check(d, Standard()).Of("msg-inclusive") {
			if f.Span && f.Severity.weight() >= got.weight() {
				got = f.Severity
			}
		}
		if got != c.want {
			t.Errorf("%q in %s is %q, want %q", c.text, c.field, got, c.want)
		}
	}
}

func TestDecide_AClaimOfOthersIsNoSingleCauseOfTheGroup(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"A clip that says they hate our values", false},
		{"Recruiters tell young men that they hate our religion", false},
		{"Posters claim: poverty is the only cause", false},
		{"He said, \"the root cause is religion\"", false},
		{"We were told that the root cause is religion", false},
		{"\u201cThey hate our freedom\u201d is painted on the bridge", false},
		{"The rumour that everything is because of the newcomers", false},
		{"They hate our values", true},
		{"We say that the root cause is poverty", true},
		{"It is fair to say the root cause is poverty", true},
		{"The \"root cause\" is poverty", true},
		{"Teachers say aid came late, and the root cause is poverty", true},
		{"Elders say so. The root cause is poverty", true},
		{"A clip says \"come\".\nThe root cause is poverty, \"they\" wrote", true},
	} {
		d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.Value{"context.drivers": {Text: c.text}}}
		got := false
		for _, f := range Check(d, Standard()).Of("ctx-drivers") {
			got = got || f.Rule == "single-cause"
		}
		if got != c.want {
			t.Errorf("%q: found %v, want %v", c.text, got, c.want)
		}
	}
}

func TestCheck_AWordingHitIsAQuestionAndNeverAVerdict(t *testing.T) {
	d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Fields: map[string]campaign.Value{"message.core": {Text: "Together we crush them, the traitors"}}}
	j, _ := Check(d, Standard()).Judged("msg-inclusive")
	if j.Status != Review {
		t.Errorf("the status is %s", j.Status)
	}
	d.Fields = map[string]campaign.Value{"context.narrative": {Text: "Crush the traitors"}, "message.core": {Text: "Together"}}
	if j, _ := Check(d, Standard()).Judged("msg-inclusive"); j.Status != Met {
		t.Errorf("naming harm in an analysis field makes the principle %s", j.Status)
	}
}

func TestDecide_ANegationInsideAConditionTakesNoThreatBack(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"Nếu không tham gia sẽ bị kỷ luật.", true},
		{"Nếu không, bạn sẽ bị phạt.", true},
		{"Không tham gia cũng không ai bị kỷ luật.", false},
		{"Bạn sẽ không bị phạt đâu.", false},
	} {
		d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "vi", Fields: map[string]campaign.Value{"message.call": {Text: c.text}}}
		got := false
		for _, f := range Check(d, Standard()).Of("hrg-rights") {
			got = got || f.Span && f.Severity != Info
		}
		if got != c.want {
			t.Errorf("%q: found %v, want %v", c.text, got, c.want)
		}
	}
}

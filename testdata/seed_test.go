package testdata_test

import (
	"slices"
	"strings"
	"testing"

	"workbench/principles"
)

// trade is what the note that calls a workshop would be asked about in a summary for everybody: words of the trade,
// and nothing else.
var trade = []string{
	"P/CVE", "PVE", "counter violent extremism", "cross-sectoral", "prevent violent extremism", "stakeholders",
	"strategic communication", "strategic communications", "vulnerable populations", "whole-of-society",
}

func TestSeed_NothingIsAskedAboutInTheSituation(t *testing.T) {
	for which, pack := range packs(t) {
		loud, quiet := asks(draftOf(t, "en", "pve-campaign", map[string]any{"context.situation": readText(t, "seed.txt")}), pack)
		for _, line := range loud {
			t.Errorf("%s: %s", which, line)
		}
		logged(t, quiet)
	}
}

func TestSeed_OnlyWordsOfTheTradeAreAskedAboutInTheSummary(t *testing.T) {
	for which, pack := range packs(t) {
		report := principles.Check(draftOf(t, "en", "pve-campaign", map[string]any{"campaign.summary": readText(t, "seed.txt")}), pack)
		var got []string
		for _, f := range report.Findings {
			switch {
			case !f.Span:
			case f.Severity == principles.Info:
				t.Logf("info %s/%s %q", f.Principle, f.Rule, f.Excerpt)
			case f.Principle != "msg-plain":
				t.Errorf("%s: %s %s/%s asks about %q", which, f.Severity, f.Principle, f.Rule, f.Excerpt)
			default:
				got = append(got, f.Excerpt)
			}
		}
		slices.Sort(got)
		if got = slices.Compact(got); !slices.Equal(got, trade) {
			t.Errorf("%s: words of the trade are\n%q, want\n%q", which, got, trade)
		}
	}
}

func TestSeed_APlantedSentenceIsCaught(t *testing.T) {
	text := readText(t, "seed.txt") + "\nIslamic terrorists are behind every post."
	loud, _ := asks(draftOf(t, "en", "pve-campaign", map[string]any{"message.story": text}), principles.Standard())
	if !slices.ContainsFunc(loud, func(line string) bool { return strings.HasPrefix(line, "must dnh-no-stigma") }) {
		t.Errorf("nothing is asked about what was planted: %q", loud)
	}
}

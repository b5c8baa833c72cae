package testdata_test

import (
	"maps"
	"testing"
)

// documented is a campaign that took place, as far as it is documented.
type documented struct {
	Number   int            `yaml:"number"`
	Source   string         `yaml:"source"`
	Language string         `yaml:"language"`
	Fields   map[string]any `yaml:"fields"`

	Documented struct {
		Campaign, Audience, Message, Channels, Results string
	} `yaml:"documented"`
}

// wordForWord is a draft that says what the reference says of the campaign, as somebody would who copies it.
func (c documented) wordForWord() map[string]any {
	d := c.Documented
	return map[string]any{
		"campaign.title": d.Campaign, "campaign.summary": d.Message, "context.situation": d.Results,
		"audience.secondary": d.Audience, "message.core": d.Message, "message.story": d.Message, "message.alternative": d.Message,
		"message.supports": []any{map[string]any{"point": d.Message, "proof": d.Results}},
		"message.variants": []any{map[string]any{"audience": d.Audience, "wording": d.Message}},
		"channels.content": d.Channels,
	}
}

func readCampaigns(t *testing.T) []documented {
	t.Helper()
	var all []documented
	readFile(t, "campaigns.yaml", &all)
	return all
}

func TestCampaigns_AreTheTwentyFiveDocumentedOnes(t *testing.T) {
	all := readCampaigns(t)
	if len(all) != 25 {
		t.Fatalf("there are %d campaigns, want 25", len(all))
	}
	for i, c := range all {
		if c.Number != i+1 || c.Source == "" || c.Fields["campaign.title"] == nil || c.Fields["campaign.summary"] == nil {
			t.Errorf("campaign %d at place %d (source %q) needs its number, a source, a title and a summary", c.Number, i+1, c.Source)
		}
	}
}

func TestCampaigns_NoWordOfThemIsAskedAbout(t *testing.T) {
	for name, pack := range packs(t) {
		for _, c := range readCampaigns(t) {
			for _, fields := range []map[string]any{c.Fields, c.wordForWord()} {
				loud, quiet := asks(draftOf(t, c.Language, "pve-campaign", fields), pack)
				for _, line := range loud {
					t.Errorf("%s, campaign %d (%v): %s", name, c.Number, c.Fields["campaign.title"], line)
				}
				logged(t, quiet)
			}
		}
	}
}

func TestCampaigns_APlantedSentenceIsCaught(t *testing.T) {
	var names nameFile
	readFile(t, "names.yaml", &names)
	pack := packs(t)["every language"]
	for _, c := range readCampaigns(t) {
		fields := maps.Clone(c.Fields)
		fields["message.core"] = names.Planted[c.Language]
		if loud, _ := asks(draftOf(t, c.Language, "pve-campaign", fields), pack); len(loud) == 0 {
			t.Errorf("campaign %d: nothing is asked about %q", c.Number, names.Planted[c.Language])
		}
	}
}

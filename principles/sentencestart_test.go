package principles

import (
	"testing"

	"workbench/campaign"
)

func TestCheck_WhereASentenceBeginsWhoseAWordIsAndWhatIsNoAction(t *testing.T) {
	for _, tt := range []struct {
		name, field, text, principle, rule string
		found                              bool
	}{
		{"a sentence that only denies", "message.story", "Heard that the rice is bad? Fake. Here is the cook.", "msg-fact-first", "claim-first", true},
		{"the same word later in a sentence", "message.story", "On the stage his beard is fake. The children laugh.", "msg-fact-first", "claim-first", false},
		{"a possessive is no word of its own", "partners.disclosure", "The ministry's part is left out", "prt-sponsor", "not-disclosed", true},
		{"a verb of doing inside an attitude", "message.call", "Let us all play our part", "msg-action", "attitude-only", true},
		{"an attitude beside an action", "message.call", "Play your part: carry a bucket to the pump on Friday", "msg-action", "attitude-only", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.Value{tt.field: {Text: tt.text}}}
			found := false
			for _, f := range Check(d, Standard()).Of(tt.principle) {
				found = found || f.Rule == tt.rule
			}
			if found != tt.found {
				t.Errorf("%s found: %t", tt.rule, found)
			}
		})
	}
}

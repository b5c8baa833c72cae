package principles

import (
	"testing"

	"workbench/campaign"
)

// A list that nobody has reviewed reports at most "consider". Where one that has been reviewed hears the same words
// it is that one which speaks, with its weight.
func TestWording_TheReviewedListSpeaksForAnother(t *testing.T) {
	for _, core := range []string{"Stop Islamic extremism in our schools", "Unmask the recruiters, expose their lies, shut them down", "Say no to extremism", "Crush the terrorists"} {
		d := &campaign.Draft{Canvas: "quick-four", Language: "en", Fields: map[string]campaign.Value{"message.core": {Text: core}}}
		for _, f := range Check(d, Standard()).Find("message.core") {
			if f.Principle == "msg-positive" && f.Span && (f.Severity != Must || f.Language != "en") {
				t.Errorf("%q: %s speaks as %s in %s about %q", core, f.Rule, f.Severity, f.Language, f.Excerpt)
			}
		}
	}
}

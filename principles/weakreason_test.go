package principles

import "testing"

func TestWeakReason_WordsInsideAWeakReasonAreNoGrounds(t *testing.T) {
	for why, want := range map[string]string{
		"He has a huge following and everyone in the office likes him":        "thin-why",
		"He has a huge following and everyone at the jetty asks him":          "",
		"Headquarters told us to use him, and he is a famous singer":          "thin-why",
		"Headquarters told us that the deckhands asked for this singer twice": "",
	} {
		if got := oneRow("messengers.list", "mgr-credible", "name", "Hamid", "kind", "artist", "why", why); got != want {
			t.Errorf("%s: %q, want %q", why, got, want)
		}
	}
}

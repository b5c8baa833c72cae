package campaign

import (
	"strings"
	"testing"
)

func TestValidClient_TakesAnyUsualSpellingOfRandomBytes(t *testing.T) {
	for _, id := range []string{"c", "6f1e-4a", "dGVzdA+/==", "page:1.2", strings.Repeat("x", ClientLength)} {
		if !ValidClient(id) {
			t.Errorf("%q is refused", id)
		}
	}
	for _, id := range []string{"", "a b", "a\n", "é", "a\x7f", strings.Repeat("x", ClientLength+1)} {
		if ValidClient(id) {
			t.Errorf("%q is taken", id)
		}
	}
}

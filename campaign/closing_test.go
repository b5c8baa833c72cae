package campaign_test

import (
	"testing"

	"workbench/campaign"
)

func TestPersonAuthor_IsCalledByItsLetters(t *testing.T) {
	for n, want := range map[int]string{0: "Person A", 25: "Person Z", 26: "Person AA", 51: "Person AZ", 52: "Person BA", 701: "Person ZZ", 702: "Person AAA"} {
		if name, ok := campaign.PersonName(campaign.PersonAuthor(n)); name != want || !ok {
			t.Errorf("the person %d is %q, want %q", n, name, want)
		}
	}
	for _, other := range []string{"", "person-", "facilitator", "seat-00"} {
		if _, ok := campaign.PersonName(other); ok {
			t.Errorf("%q is taken for a person", other)
		}
	}
}

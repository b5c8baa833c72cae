package ui_test

import (
	"strings"
	"testing"

	"workbench/campaign"
	"workbench/ui"
)

func TestPasswords_AreKeptAsAHashThatOnlyTheyMatch(t *testing.T) {
	for name, hash := range map[string]func(string) (string, error){"a person's": ui.HashPassword, "a program's": ui.HashMachinePassword} {
		kept, err := hash("four words in a row")
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(kept, "words") || !ui.PasswordMatches(kept, "four words in a row") || ui.PasswordMatches(kept, "four words in a rov") {
			t.Errorf("%s password is not kept by a hash of its own: %s", name, kept)
		}
	}
	if ui.PasswordMatches("", "") {
		t.Error("no account, and the password matches")
	}
}

func TestPasswords_TooShortAndTooLongAreRefused(t *testing.T) {
	for _, password := range []string{"", "nine char", strings.Repeat("ก", 25)} {
		if _, err := ui.HashPassword(password); campaign.CodeOf(err) != campaign.Invalid {
			t.Errorf("%q: %v", password, err)
		}
	}
	if _, err := ui.HashPassword(strings.Repeat("ก", 24)); err != nil {
		t.Errorf("24 Thai letters: %v", err)
	}
}

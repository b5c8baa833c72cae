package campaign

import (
	"strings"
	"time"
)

// personAuthor begins the author of what people wrote in a workshop that was closed for good. The letters behind it are
// drawn anew for every draft: they tell the people of one draft apart, and nothing else.
const personAuthor = "person-"

// PersonAuthor is the author that stands for the n-th person of a draft, from 0, in a closed workshop: person-a to
// person-z, then person-aa.
func PersonAuthor(n int) string {
	letters := ""
	for n++; n > 0; n = (n - 1) / 26 {
		letters = string(rune('a'+(n-1)%26)) + letters
	}
	return personAuthor + letters
}

// PersonName is what a PersonAuthor is called: “Person A”. False where it is none.
func PersonName(author string) (string, bool) {
	letters, ok := strings.CutPrefix(author, personAuthor)
	return "Person " + strings.ToUpper(letters), ok && letters != ""
}

// CanClose refuses to close a workshop that keeps names or aliases: there the texts are meant to be somebody's.
func (w Workshop) CanClose() error {
	if w.Privacy != PrivacyNothing {
		return Fail(Conflict, "", "Only a workshop that keeps nothing of who people are can be closed for good. Choose “Nothing” first.")
	}
	return nil
}

// Ended says whether the workshop has been closed for good.
func (w Workshop) Ended() bool { return !w.Closed.IsZero() }

// ToMinute is a time without what stands behind the minute, as a closed workshop keeps the times of what people did:
// seconds could be compared with a log of the network.
func ToMinute(t time.Time) time.Time { return t.Truncate(time.Minute) }

// EndedRefusal refuses what would be written in a workshop that has been closed for good.
func EndedRefusal() *Error {
	return Fail(Locked, "", "This workshop has been closed for good. Its texts can be read, and nobody can write in them any more. Copy your words if you need them.")
}

// BackupMade is a copy of everything that was made of the database: what is deleted afterwards is still in it.
type BackupMade struct {
	At   time.Time
	File string // the name, without its folder
}

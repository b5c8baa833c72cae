package campaign

import "time"

// Hand is a raised hand: a group asks for help.
type Hand struct {
	Since time.Time
	Taken string // who is on the way, as Caller.Author names a facilitator; empty while nobody is
}

// Ready is a group's word that it is ready with a part of the work.
type Ready struct {
	Part string // the id of a section or of a phase
	At   time.Time
}

// Marks are what a group shows to the room without words.
type Marks struct {
	Hand  *Hand   // nil while it is down
	Ready []Ready // in the order they were given
}

// ReadyWith says whether the group is ready with a part.
func (m Marks) ReadyWith(part string) bool {
	for _, r := range m.Ready {
		if r.Part == part {
			return true
		}
	}
	return false
}

// MaxPart bounds the id of a part, in bytes.
const MaxPart = 60

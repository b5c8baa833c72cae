package campaign

import (
	"errors"
	"time"
)

// Head is where a draft stands: the position of its log and the fold of the log up to there.
type Head struct {
	LogID      string // changes when the log is replaced by another history (a restored backup)
	Seq        int64  // of the last entry, 0 before the first
	State      State
	WorkshopID string
	GroupID    string
	Closed     bool // the workshop has been closed for good: nothing is written any more
}

// Stored is an entry as the log holds it, with the sum of the batch as it was sent, so that a retry can
// be told from another content under the same client and batch.
type Stored struct {
	Entry Entry
	Sum   string
}

// Appended is what is written in one step: the entry, the sum of its batch, the state after it, and the
// ids of the fields whose state it changed.
type Appended struct {
	Entry   Entry
	Sum     string
	State   State
	Changed []string
}

// ErrTaken says that an entry lost the race: its seq is not the next one, or its client and batch are in
// the log already. Nothing was written. The caller reads what it missed and tries again.
var ErrTaken = errors.New("the place in the log is taken")

// DraftInfo is what a list shows of a draft without reading its content.
type DraftInfo struct {
	ID         string
	WorkshopID string
	GroupID    string
	LogID      string
	Seq        int64
	Canvas     string
	Language   string
	Updated    time.Time // when the last entry was made; the draft's creation before the first
}

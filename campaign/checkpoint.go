package campaign

import "time"

// Limits of checkpoints.
const (
	CheckpointCount = 100 // of one draft
	CheckpointName  = 80  // characters of a name
)

// Checkpoint is a moment of a draft that somebody has given a name to: the draft as it stood after the entry Seq of
// its log, 0 for before the first.
type Checkpoint struct {
	DraftID string
	Seq     int64
	Name    string
	Who     string    // the id of the member or account
	At      time.Time // when the name was given
}

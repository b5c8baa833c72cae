package campaign

import "time"

// Limits of checkpoints.
const (
	CheckpointCount = 100 // of one draft that people have named, and as many that were kept by themselves
	CheckpointName  = 80  // characters of a name
)

// CheckpointKind says how a checkpoint came about.
type CheckpointKind string

// The kinds of checkpoints. One that somebody has named is of the empty kind. Automatic ones are kept of all drafts of
// a workshop at once, as at the end of a phase.
const (
	CheckpointNamed     CheckpointKind = ""
	CheckpointAutomatic CheckpointKind = "automatic"
)

// Checkpoint is a moment of a draft that has been given a name: the draft as it stood after the entry Seq of its log,
// 0 for before the first.
type Checkpoint struct {
	DraftID string
	Seq     int64
	Name    string
	Kind    CheckpointKind
	Who     string    // the id of the member or account
	At      time.Time // when the name was given
}

// CanChange says whether the caller may rename or remove the checkpoint: who gave the name, and those who lead. That
// the caller may read the draft is asked before.
func (c Checkpoint) CanChange(who Caller) bool {
	return who.Leads() || c.Kind == CheckpointNamed && who.Role == MemberRole && who.Wrote(c.Who)
}

package live

import (
	"context"

	"workbench/campaign"
)

// Log holds the entries and the current state of every draft. storage has it on a database; MemoryLog
// is the one of tests and simulations.
//
// All methods may be called at the same time. Errors are *campaign.Error where a person can act on them
// (NotFound for a draft that does not exist, Unavailable for a database that is gone).
type Log interface {
	// Open reads a draft's position and state in one consistent read.
	Open(ctx context.Context, draft string) (campaign.Head, error)
	// Position reads the log's id and the last seq, and is cheap.
	Position(ctx context.Context, draft string) (logID string, seq int64, err error)
	// Entries reads at most limit entries after the seq, ascending and without gaps.
	Entries(ctx context.Context, draft string, after int64, limit int) ([]campaign.Entry, error)
	// Find looks a batch up by the page that sent it and its number.
	Find(ctx context.Context, draft, client string, batch int64) (campaign.Stored, bool, error)
	// Append writes the entry and the state after it, together or not at all, and returns nil only when
	// both would survive a power loss. It is campaign.ErrTaken when the seq is not the next one or the
	// client and batch are in the log.
	Append(ctx context.Context, draft string, a campaign.Appended) error
}

// Texts is what a Log may offer beside: the entries of a stretch with nothing read out of them but what was
// done to some texts. A batch is rebased over no more than that, and a page that was away for a day may be
// 20,000 entries behind.
type Texts interface {
	// TextEntries returns the entries after one seq up to another, ascending and without gaps. Those that
	// hold an edit of kind text at one of the places have their edits; the others may be blank but for seq.
	TextEntries(ctx context.Context, draft string, after, until int64, places []string) ([]campaign.Entry, error)
}

// The log's own types live in campaign, because storage does not import this package.
type (
	Head     = campaign.Head
	Stored   = campaign.Stored
	Appended = campaign.Appended
)

// ErrTaken is campaign.ErrTaken.
var ErrTaken = campaign.ErrTaken

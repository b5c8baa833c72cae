package live

import (
	"context"

	"workbench/campaign"
)

// SetLocks has exactly the wanted sections of the draft locked. It is an entry of the log like any other; a draft that
// is as wanted gets none, and the answer is its position.
//
// Errors: NotFound for an unknown draft; Unavailable.
func (d *Desk) SetLocks(ctx context.Context, draft, who string, wanted []campaign.Lock) (Answer, error) {
	return d.write(ctx, draft, func(r *room, head Head) (Answer, error) {
		edits := head.State.LockEdits(wanted)
		if len(edits) == 0 {
			return Answer{Log: head.LogID, Seq: head.Seq, Edits: []campaign.Edit{}}, nil
		}
		// The number of a server's batch is its seq, which is taken once.
		return d.add(ctx, r, head, who, campaign.Batch{Client: campaign.ServerClient, Batch: head.Seq + 1, Base: head.Seq, Edits: edits})
	})
}

package live

import (
	"context"
	"strings"

	"workbench/campaign"
)

// SetCanvas moves the draft to another canvas. It is an entry of the log like any other and loses
// nothing: fields that the new canvas does not ask for are kept. A draft that is on the canvas already
// gets no entry, and the answer is its position.
//
// Errors: Invalid for an unknown canvas, naming those there are; NotFound; Unavailable.
func (d *Desk) SetCanvas(ctx context.Context, draft, who, canvas string) (Answer, error) {
	if d.lib.Canvas(canvas) == nil {
		var ids []string
		for _, c := range d.lib.Canvases() {
			ids = append(ids, c.ID)
		}
		return Answer{}, campaign.Fail(campaign.Invalid, "canvas",
			"There is no canvas %q. Choose one of: %s.", canvas, strings.Join(ids, ", "))
	}
	return d.write(ctx, draft, func(r *room, head Head) (Answer, error) {
		if head.State.Canvas == canvas {
			return Answer{Log: head.LogID, Seq: head.Seq, Edits: []campaign.Edit{}}, nil
		}
		// The number of a server's batch is its seq, which is taken once.
		return d.add(ctx, r, head, who, campaign.Batch{
			Client: campaign.ServerClient, Batch: head.Seq + 1, Base: head.Seq,
			Edits: []campaign.Edit{{Kind: campaign.EditCanvas, Value: encode(canvas)}},
		})
	})
}

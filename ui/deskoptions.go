package ui

import (
	"context"
	"encoding/json"
	"time"

	"workbench/campaign"
	"workbench/campaign/live"
	"workbench/principles"
)

// DeskOptions gives the desk what it needs of the rest: the check of a draft, a workshop's public state,
// and whether somebody may still read, so that a removed member's stream ends.
func DeskOptions(store Store, shelf *Shelf, now func() time.Time) live.Options {
	return live.Options{
		Findings: func(ctx context.Context, workshop string) (string, func([]byte, *campaign.Draft) []byte) {
			pack, err := shelf.OfID(ctx, workshop)
			if err != nil {
				return "", nil // the pages say why
			}
			by, checking := pack.ID+" "+pack.Version, live.CheckingOf(ctx)
			return by, func(b []byte, d *campaign.Draft) []byte {
				report := principles.Check(d, pack)
				shelf.tallies.keep(checking, tallyOf(report))
				return report.AppendJSON(b)
			}
		},
		Workshop: func(ctx context.Context, id string) (json.RawMessage, error) {
			w, err := store.Workshop(ctx, id)
			if err != nil {
				return nil, err
			}
			course, err := store.Course(ctx, id)
			if err != nil {
				return nil, err
			}
			return json.Marshal(map[string]any{"id": w.ID, "title": w.Title, "joining": w.Joining, "course": stateOf(course, now())})
		},
		MayRead: func(ctx context.Context, workshop, draft, who string) error {
			m, err := store.Member(ctx, who)
			if campaign.CodeOf(err) == campaign.NotFound { // most are members, and what they are is known
				if _, err := store.Account(ctx, who); err == nil {
					return nil
				}
			}
			if err != nil {
				return err
			}
			mine, err := store.GroupDraft(ctx, m.GroupID)
			if err == nil && (m.Removed || draft == "" || mine != draft) {
				err = campaign.Fail(campaign.Unauthenticated, "", "This seat has ended. Ask your facilitator for another.")
			}
			return err
		},
	}
}

// NameOf gives what a member is called, so that instances tell one another ids alone.
func NameOf(store Store) func(ctx context.Context, who string) (string, error) {
	return func(ctx context.Context, who string) (string, error) {
		m, err := store.Member(ctx, who)
		return m.Name, err
	}
}

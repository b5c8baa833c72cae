package main

import (
	"fmt"
	"testing"
	"time"

	"workbench/campaign"
	"workbench/campaign/live"
	"workbench/storage"
)

// BenchmarkSubmit_BaseTwentyThousandOld is the durable answer to a page that was away while others wrote
// 20,000 entries in five fields, in one of which it has typed: nearly all are read back from the database.
func BenchmarkSubmit_BaseTwentyThousandOld(b *testing.B) {
	const away = 20_000
	ctx := b.Context()
	store, err := storage.Open(ctx, storage.Config{Dir: b.TempDir(), Library: campaign.Standard()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	w, err := store.CreateWorkshop(ctx, campaign.Workshop{Title: "Away", From: "2027-03-01", To: "2027-03-05", Language: "en",
		Canvas: campaign.DefaultCanvas, Pack: "pve-sea", Joining: campaign.JoinOpen, Created: time.Now(),
		Groups: []campaign.Group{{Name: "Group 1", Country: "MY"}}})
	if err != nil {
		b.Fatal(err)
	}
	desk := live.NewDesk(campaign.Standard(), store, live.NewHub(), time.Now)
	b.Cleanup(desk.Close)
	fields := []string{"audience.insight", "message.core", "message.story", "context.situation", "audience.barriers"}
	submit := func(client string, n, base int64, field string, splice campaign.Splice) {
		_, err := desk.Submit(ctx, w.Groups[0].DraftID, "member", campaign.Batch{Client: client, Batch: n, Base: base,
			Edits: []campaign.Edit{{Kind: campaign.EditText, At: field, Splices: []campaign.Splice{splice}}}})
		if err != nil {
			b.Fatal(err)
		}
	}
	for n := range int64(away) {
		splice := campaign.Splice{Insert: "word "}
		if n/5%2 == 1 {
			splice = campaign.Splice{To: 5}
		}
		submit(fmt.Sprint("page", n%5), n, n, fields[n%5], splice)
	}
	for n := int64(0); b.Loop(); n++ {
		submit("away", n, n, fields[0], campaign.Splice{Insert: "y"})
	}
}

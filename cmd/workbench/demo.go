package main

import (
	"context"
	"crypto/rand"
	"embed"
	"errors"
	"net"
	"strings"

	"workbench/campaign"
	"workbench/campaign/live"
	"workbench/storage"
	"workbench/ui"
)

//go:embed demo/*.json
var demoDrafts embed.FS

// The demonstration's facilitator, and the password where only this machine can reach it.
const (
	demoName     = "demo"
	demoPassword = "demo-workshop"
)

// demoPeople are the aliases that sit at the demonstration's tables, by country.
var demoPeople = map[string][]string{
	"BN": {"Dayang", "Awang"}, "KH": {"Sophea", "Dara", "Chanthy"}, "ID": {"Sari", "Bagus", "Melati"},
	"MY": {"Aisyah", "Kumar", "Mei"}, "PH": {"Luz", "Amir", "Joy"}, "SG": {"Wei", "Nadia"},
	"TH": {"Somchai", "Nurul", "Ploy"}, "VN": {"Lan", "Minh"},
}

// prepareDemo fills an empty database with the demonstration workshop, and gives the password of its
// facilitator. A database with other people's work in it is refused.
func (s *settings) prepareDemo(ctx context.Context, store *storage.Store, desk *live.Desk, listener net.Listener) (password string, err error) {
	if !s.demo {
		return "", nil
	}
	marked, err := store.Marked(ctx)
	if err != nil {
		return "", err
	}
	if !marked {
		empty, err := store.IsEmpty(ctx)
		if err != nil {
			return "", err
		}
		if !empty {
			return "", wrong("--demo: the database in %s is already in use. Name an empty folder with --data, or leave --demo out.", store.Path())
		}
		if err := store.Mark(ctx); err != nil {
			return "", err
		}
	}
	password = demoPassword
	if address, ok := listener.Addr().(*net.TCPAddr); !ok || !address.IP.IsLoopback() {
		password = strings.ToLower(rand.Text()[:12])
	}
	if err := demoAccount(ctx, store, password); err != nil {
		return "", err
	}
	workshops, err := store.Workshops(ctx)
	if err != nil || len(workshops) > 0 {
		return password, err
	}
	return password, fillDemo(ctx, store, desk)
}

// demoAccount makes the facilitator of the demonstration, or gives it the password of this start.
func demoAccount(ctx context.Context, store *storage.Store, password string) error {
	a, err := store.AccountByName(ctx, demoName)
	if err == nil && ui.PasswordMatches(a.PasswordHash, password) {
		return nil // another hash would end what is signed in
	}
	hash, wrong := ui.HashMachinePassword(password)
	if wrong != nil {
		return wrong
	}
	if err == nil {
		return store.SetPassword(ctx, a.ID, hash)
	}
	if campaign.CodeOf(err) != campaign.NotFound {
		return err
	}
	_, err = store.CreateAccount(ctx, campaign.Account{Name: demoName, Role: campaign.Trainer, PasswordHash: hash, Demo: true})
	return err
}

// fillDemo makes the regional working group with its eight tables. Each draft is written through the
// desk, as a group would write it, so that its log is real.
func fillDemo(ctx context.Context, store *storage.Store, desk *live.Desk) error {
	w, err := store.CreateWorkshop(ctx, campaign.Workshop{
		Title: "Regional working group on strategic communications", Place: "Kuala Lumpur", From: "2026-11-23", To: "2026-11-25",
		Language: "en", Canvas: campaign.DefaultCanvas, Pack: "pve-sea", Joining: campaign.JoinOpen, Demo: true, Groups: campaign.ReadyMadeGroups(),
	})
	if err != nil {
		return err
	}
	lib := campaign.Standard()
	for _, g := range w.Groups {
		data, err := demoDrafts.ReadFile("demo/" + strings.ToLower(g.Country) + ".json")
		if err != nil {
			return err
		}
		draft, err := lib.ParseDraft(data)
		if err != nil {
			return err
		}
		who := "demo"
		for _, name := range demoPeople[g.Country] {
			m, err := store.AddMember(ctx, campaign.Member{WorkshopID: w.ID, GroupID: g.ID, Name: name})
			if err != nil {
				return err
			}
			who = m.ID
		}
		if err := writeDraft(ctx, lib, desk, g.DraftID, who, draft); err != nil {
			return err
		}
	}
	return nil
}

// writeDraft writes a draft's values into an empty draft, field by field.
func writeDraft(ctx context.Context, lib *campaign.Library, desk *live.Desk, id, who string, d *campaign.Draft) error {
	head, err := desk.Read(ctx, id)
	if err != nil {
		return err
	}
	now := lib.Seed(d, rand.Text).Draft(d.Group)
	edits := lib.FormEdits(head.State.Draft(d.Group), now)
	if len(edits) == 0 {
		return errors.New("demo: a draft is empty")
	}
	_, err = desk.Submit(ctx, id, who, campaign.Batch{Client: rand.Text(), Batch: 1, Base: head.Seq, Edits: edits})
	return err
}

package ui_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"workbench/campaign"
	"workbench/campaign/live"
	"workbench/principles"
	"workbench/storage"
	"workbench/ui"
)

// BenchmarkCompare_FortyGroups opens the views of a comparison of forty groups with full drafts. "first" is with every
// draft edited since it was last checked, as at "time's up".
func BenchmarkCompare_FortyGroups(b *testing.B) {
	ctx, lib, hub := b.Context(), campaign.Standard(), live.NewHub()
	store, err := storage.Open(ctx, storage.Config{Dir: b.TempDir(), Library: lib})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	shelf := ui.NewShelf(store, lib, principles.Standard)
	desk := live.NewDesk(lib, store, hub, time.Now, ui.DeskOptions(store, shelf, time.Now))
	b.Cleanup(desk.Close)
	room := campaign.Workshop{Title: "Forty", Language: "en", Canvas: campaign.DefaultCanvas, Pack: "pve-sea", Joining: campaign.JoinOpen}
	for i := range 40 {
		room.Groups = append(room.Groups, campaign.Group{Name: fmt.Sprint("Group ", i+1), Country: "MY", Sign: i % 8})
	}
	if room, err = store.CreateWorkshop(ctx, room); err != nil {
		b.Fatal(err)
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(leadPassword), bcrypt.MinCost)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := store.CreateAccount(ctx, campaign.Account{Name: leadName, Role: campaign.Facilitator, PasswordHash: string(hash)}); err != nil {
		b.Fatal(err)
	}
	handler, err := ui.New(ui.Config{}, ui.Parts{Library: lib, Shelf: shelf, Store: store, Desk: desk, Hub: hub, Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	token := ""
	call := func(method, path, body string) *httptest.ResponseRecorder {
		req := httptest.NewRequest(method, "http://room.test"+path, strings.NewReader(body))
		req.RemoteAddr = here
		req.Header.Set("Content-Type", "application/json")
		if token != "" {
			req.Header.Set("Authorization", "Bearer "+token)
		}
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, req)
		return rec
	}
	var signedIn struct{ Token string }
	if err := json.NewDecoder(bytes.NewReader(call("POST", "/api/v1/session", fmt.Sprintf(`{"name":%q,"password":%q}`, leadName, leadPassword)).Body.Bytes())).Decode(&signedIn); err != nil {
		b.Fatal(err)
	}
	token = signedIn.Token
	seqs := make([]int64, len(room.Groups))
	edit := func(group int, edits ...campaign.Edit) {
		g := room.Groups[group]
		answer, err := desk.Submit(ctx, g.DraftID, "somebody", campaign.Batch{Client: "page", Batch: seqs[group] + 1, Base: seqs[group], Edits: edits})
		if err != nil {
			b.Fatal(err)
		}
		seqs[group] = answer.Seq
	}
	for i := range room.Groups {
		var edits []campaign.Edit
		for _, f := range lib.Fields() {
			switch f.Kind {
			case campaign.Line, campaign.Text:
				text := strings.Repeat(fmt.Sprintf("Group %d cooks with its neighbours every Thursday. ", i), map[campaign.Kind]int{campaign.Line: 1, campaign.Text: 8}[f.Kind])
				edits = append(edits, campaign.Edit{Kind: campaign.EditText, At: f.ID, Splices: []campaign.Splice{{Insert: text}}})
			case campaign.Choices:
				edits = append(edits, campaign.Edit{Kind: campaign.EditSet, At: f.ID, Value: json.RawMessage(`["` + f.Options[0] + `"]`)})
			}
		}
		edit(i, edits...)
	}
	matrix := "/workshops/" + room.ID + "/compare?section=message"
	for _, page := range []struct {
		name, path string
		edited     bool
	}{
		{"matrix", matrix, false},
		{"matrix_first", matrix, true},
		{"matrix_blind", matrix + "&blind=seedseed", false},
		{"principles", "/workshops/" + room.ID + "/compare/principles?open=all", false},
		{"coverage", "/workshops/" + room.ID + "/compare/coverage", false},
		{"projector", "/workshops/" + room.ID + "/compare/projector?section=message", false},
		{"workbook", "/workshops/" + room.ID + "/compare.xlsx?section=message", false},
		{"beside", matrix + "&groups=" + room.Groups[0].ID + "&groups=" + room.Groups[1].ID + "&groups=" + room.Groups[2].ID + "&groups=" + room.Groups[3].ID, false},
	} {
		b.Run(page.name, func(b *testing.B) {
			for b.Loop() {
				if page.edited {
					b.StopTimer()
					for i := range room.Groups {
						edit(i, campaign.Edit{Kind: campaign.EditSet, At: "audience.age_from", Value: json.RawMessage(fmt.Sprint(18 + seqs[i]%50))})
					}
					b.StartTimer()
				}
				if rec := call("GET", page.path, ""); rec.Code != 200 || rec.Body.Len() < 1000 {
					b.Fatal(rec.Code, rec.Body)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/page")
		})
	}
}

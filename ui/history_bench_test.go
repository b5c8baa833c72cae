package ui_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"workbench/campaign"
	"workbench/campaign/live"
	"workbench/principles"
	"workbench/storage"
	"workbench/ui"
)

// longEntries is how many entries the log of the benchmark has: more than a week of eight people writes.
const longEntries = 100_000

// BenchmarkHistory_OfAHundredThousandEntries opens the pages of the history of a draft that has been written in for
// very long: its newest and a later page, a field that was left early, one moment, and two compared.
func BenchmarkHistory_OfAHundredThousandEntries(b *testing.B) {
	ctx, lib, hub := b.Context(), campaign.Standard(), live.NewHub()
	store, err := storage.Open(ctx, storage.Config{Dir: b.TempDir(), Library: lib})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	now := time.Now().Add(-longEntries * 2 * time.Second)
	clock := func() time.Time { return now }
	shelf := ui.NewShelf(store, lib, principles.Standard)
	desk := live.NewDesk(lib, store, hub, clock, ui.DeskOptions(store, shelf, clock))
	b.Cleanup(desk.Close)
	w, err := store.CreateWorkshop(ctx, campaign.Workshop{Title: "Long", Language: "en", Canvas: campaign.DefaultCanvas, Pack: "pve-sea",
		Joining: campaign.JoinOpen, Groups: []campaign.Group{{Name: "Group 1", Country: "MY"}}})
	if err != nil {
		b.Fatal(err)
	}
	handler, err := ui.New(ui.Config{}, ui.Parts{Library: lib, Shelf: shelf, Store: store, Desk: desk, Hub: hub, Log: slog.New(slog.DiscardHandler), Now: clock})
	if err != nil {
		b.Fatal(err)
	}
	var token string
	call := func(method, path string, body any) *httptest.ResponseRecorder {
		data, err := json.Marshal(body)
		if err != nil {
			b.Fatal(err)
		}
		req := httptest.NewRequest(method, "http://room.test"+path, bytes.NewReader(data))
		req.Header.Set("Content-Type", "application/json")
		if token != "" {
			req.Header.Set("Authorization", "Bearer "+token)
		}
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, req)
		return rec
	}
	var joined struct{ Token, DraftID string }
	var people []string
	for i := range 8 {
		var got struct {
			Token    string `json:"token"`
			MemberID string `json:"member_id"`
			DraftID  string `json:"draft_id"`
		}
		rec := call("POST", "/api/v1/join", obj{"code": w.JoinCode, "group_id": w.Groups[0].ID, "name": fmt.Sprint("Person ", i)})
		if err := json.Unmarshal(rec.Body.Bytes(), &got); err != nil || got.Token == "" {
			b.Fatal(rec.Body, err)
		}
		joined.Token, joined.DraftID = got.Token, got.DraftID
		people = append(people, got.MemberID)
	}
	token = joined.Token
	draft := joined.DraftID
	begun := time.Now()
	fields := []string{"audience.insight", "message.core", "message.story", "context.situation", "audience.barriers"}
	for n := range int64(longEntries) {
		edit := campaign.Edit{Kind: campaign.EditText, At: fields[(n+4)%5], Splices: []campaign.Splice{{Insert: "word "}}}
		if (n+149)/150%2 == 0 { // what was put in goes again, so that the texts stay short
			edit.Splices[0] = campaign.Splice{To: 5}
		}
		if n == 0 {
			edit = campaign.Edit{Kind: campaign.EditSet, At: "audience.age_from", Value: json.RawMessage("18")}
		}
		now = now.Add(time.Second)
		if _, err := desk.Submit(ctx, draft, people[n%8], campaign.Batch{Client: fmt.Sprint("page", n%8), Batch: n, Base: n, Edits: []campaign.Edit{edit}}); err != nil {
			b.Fatal(n, err)
		}
	}
	b.Logf("%d entries written in %s", longEntries, time.Since(begun).Round(time.Second))
	history := "/drafts/" + draft + "/history"
	for _, page := range []struct{ name, path string }{
		{"newest", history},
		{"middle", history + "?before=50000"},
		{"field", history + "?field=message.core"},
		{"field_left_early", history + "?field=audience.age_from"},
		{"moment_near_now", fmt.Sprint(history, "/", longEntries-10)},
		{"moment", history + "/50000"},
		{"two_moments", history + "/compare?from=30000&to=70000"},
		{"one_change", history + "/compare?from=69990&to=70000"},
	} {
		b.Run(page.name, func(b *testing.B) {
			for b.Loop() {
				if rec := call("GET", page.path, nil); rec.Code != http.StatusOK {
					b.Fatal(rec.Code, rec.Body)
				}
			}
		})
	}
}

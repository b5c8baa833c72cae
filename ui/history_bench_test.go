package ui_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"workbench/campaign"
)

// longEntries is how many entries the log of the benchmark has: more than a week of eight people writes.
const longEntries = 100_000

// BenchmarkHistory_OfAHundredThousandEntries opens the pages of the history of a draft that has been written in for
// very long: its newest and a later page, a field that was left early, one moment, and two compared.
func BenchmarkHistory_OfAHundredThousandEntries(b *testing.B) {
	a := newApp(b)
	a.now.pass(-2 * longEntries * time.Second)
	var people []person
	for i := range 8 {
		people = append(people, a.member(a.room, 0, fmt.Sprint("Person ", i)))
	}
	draft := a.room.Groups[0].DraftID
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
		a.now.pass(time.Second)
		if _, err := a.desk.Submit(b.Context(), draft, people[n%8].member, campaign.Batch{Client: fmt.Sprint("page", n%8), Batch: n, Base: n, Edits: []campaign.Edit{edit}}); err != nil {
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
				a.call(people[7], "GET", page.path, nil).expect(200)
			}
		})
	}
}

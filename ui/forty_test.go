package ui_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"workbench/campaign"
)

// forty is a workshop of forty groups with full drafts.
type forty struct {
	*app
	lead person
	room campaign.Workshop
	seqs []int64 // of the drafts
}

func fortyGroups(b *testing.B) *forty {
	a := newApp(b)
	var names []string
	for i := range 40 {
		names = append(names, fmt.Sprint("Group ", i+1))
	}
	f := &forty{app: a, lead: a.leader(), room: a.workshop("Forty", names...), seqs: make([]int64, len(names))}
	for i := range f.room.Groups {
		var edits []campaign.Edit
		for _, field := range campaign.Standard().Fields() {
			switch field.Kind {
			case campaign.Line, campaign.Text:
				text := strings.Repeat(fmt.Sprintf("Group %d cooks with its neighbours every Thursday. ", i), map[campaign.Kind]int{campaign.Line: 1, campaign.Text: 8}[field.Kind])
				edits = append(edits, campaign.Edit{Kind: campaign.EditText, At: field.ID, Splices: []campaign.Splice{{Insert: text}}})
			case campaign.Choices:
				edits = append(edits, campaign.Edit{Kind: campaign.EditSet, At: field.ID, Value: json.RawMessage(`["` + field.Options[0] + `"]`)})
			}
		}
		f.edit(i, edits...)
	}
	return f
}

// edit writes in one draft.
func (f *forty) edit(group int, edits ...campaign.Edit) {
	f.t.Helper()
	batch := campaign.Batch{Client: "page", Batch: f.seqs[group] + 1, Base: f.seqs[group], Edits: edits}
	answer, err := f.desk.Submit(f.t.Context(), f.room.Groups[group].DraftID, "somebody", batch)
	if err != nil {
		f.t.Fatal(err)
	}
	f.seqs[group] = answer.Seq
}

// editAll changes something in every draft.
func (f *forty) editAll() {
	for i := range f.room.Groups {
		f.edit(i, campaign.Edit{Kind: campaign.EditSet, At: "audience.age_from", Value: json.RawMessage(fmt.Sprint(18 + f.seqs[i]%50))})
	}
}

// opens measures how long a page takes; with edited every draft has been edited since it was made last.
func (f *forty) opens(b *testing.B, path string, edited bool) {
	for b.Loop() {
		if edited {
			b.StopTimer()
			f.editAll()
			b.StartTimer()
		}
		if got := f.call(f.lead, "GET", path, nil).expect(200); len(got.body) < 1000 {
			b.Fatalf("it is short: %s", got.body)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/page")
}

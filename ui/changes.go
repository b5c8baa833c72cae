package ui

import (
	"slices"
	"strings"

	"workbench/campaign"
)

// changeView is a field that is not the same at two moments.
type changeView struct {
	ID, Title string
	Runs      []campaign.Run
	Typed     bool // the runs are words that people typed, in the draft's language
	Rows      []rowChange
	Client    string // what the field is brought back under
}

// rowChange is a row that is something else at the later moment, stands elsewhere, or is at one of the two alone.
type rowChange struct {
	Was, Number int // among the rows of each moment, counted from 1; 0 where it was not there
	Moved       bool
	Cells       []cellChange
}

// Gone says whether the row was there at the earlier moment alone.
func (r rowChange) Gone() bool { return r.Number == 0 }

// New says whether the row is there at the later moment alone.
func (r rowChange) New() bool { return r.Was == 0 }

type cellChange struct {
	Title string
	Runs  []campaign.Run
	Typed bool // as a changeView's
}

// typed says whether people type the values of a kind in words.
func typed(kind campaign.Kind) bool { return kind == campaign.Line || kind == campaign.Text }

// changes lists the fields that differ, in the order of the vocabulary; the named one alone where field is not empty.
func (s *Server) changes(texts *campaign.Texts, then, later *campaign.Draft, field string) []changeView {
	var all []changeView
	for i := range s.lib.Fields() {
		f := &s.lib.Fields()[i]
		if field != "" && f.ID != field {
			continue
		}
		v := changeView{ID: f.ID, Title: texts.Field(f.ID).Title, Typed: typed(f.Kind), Client: randomText(12)}
		if f.Kind == campaign.Rows {
			v.Rows = rowChanges(texts, f, then.Fields[f.ID].Rows, later.Fields[f.ID].Rows)
		} else {
			v.Runs = valueRuns(texts, f.Kind, f.OptionSet, then.Fields[f.ID], later.Fields[f.ID])
		}
		if len(v.Runs) > 0 || len(v.Rows) > 0 {
			all = append(all, v)
		}
	}
	return all
}

// valueRuns compares two values as one reads them; none where they are equal.
func valueRuns(texts *campaign.Texts, kind campaign.Kind, set string, then, later campaign.Value) []campaign.Run {
	switch {
	case campaign.Equal(then, later):
		return nil
	case typed(kind):
		return campaign.Runs(then.Text, later.Text)
	case kind == campaign.Choices:
		return choiceRuns(texts, set, then.Choices, later.Choices)
	}
	var runs []campaign.Run
	for _, side := range []struct {
		kind  campaign.RunKind
		value campaign.Value
	}{{campaign.RunGone, then}, {campaign.RunNew, later}} {
		if lines := shownLines(texts, kind, set, side.value); len(lines) > 0 {
			runs = apart(runs, campaign.Run{Kind: side.kind, Text: strings.Join(lines, "\n")}, " ")
		}
	}
	return runs
}

// choiceRuns lists what was chosen, with what went, and behind it what came.
func choiceRuns(texts *campaign.Texts, set string, then, later []string) []campaign.Run {
	var runs []campaign.Run
	for _, id := range then {
		kind := campaign.RunKept
		if !slices.Contains(later, id) {
			kind = campaign.RunGone
		}
		runs = apart(runs, campaign.Run{Kind: kind, Text: texts.Option(set, id)}, ", ")
	}
	for _, id := range without(later, then) {
		runs = apart(runs, campaign.Run{Kind: campaign.RunNew, Text: texts.Option(set, id)}, ", ")
	}
	return runs
}

// apart puts a run behind others with what stands between them.
func apart(runs []campaign.Run, run campaign.Run, between string) []campaign.Run {
	if len(runs) > 0 {
		runs = append(runs, campaign.Run{Kind: campaign.RunKept, Text: between})
	}
	return append(runs, run)
}

// rowChanges lists the rows that differ, in the order of the later moment.
func rowChanges(texts *campaign.Texts, f *campaign.Field, then, later []campaign.Row) []rowChange {
	var changes []rowChange
	for _, p := range campaign.PairRows(then, later) {
		var was, is campaign.Row
		if p.Was >= 0 {
			was = then[p.Was]
		}
		if p.Is >= 0 {
			is = later[p.Is]
		}
		r := rowChange{Was: p.Was + 1, Number: p.Is + 1, Moved: p.Moved, Cells: cellChanges(texts, f, was, is)}
		if r.Gone() || r.New() || r.Moved || len(r.Cells) > 0 {
			changes = append(changes, r)
		}
	}
	return changes
}

func cellChanges(texts *campaign.Texts, f *campaign.Field, then, later campaign.Row) []cellChange {
	var cells []cellChange
	for _, col := range f.Columns {
		if runs := valueRuns(texts, col.Kind, col.OptionSet, then.Cells[col.ID], later.Cells[col.ID]); len(runs) > 0 {
			cells = append(cells, cellChange{texts.Column(f.ID, col.ID).Title, runs, typed(col.Kind)})
		}
	}
	return cells
}

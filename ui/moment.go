package ui

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// momentPage is a draft as it stood after an entry of its log, compared with how it stands now.
type momentPage struct {
	draftPage
	Seq     int64
	Time    time.Time // of the entry, zero before the first
	Author  string    // of the entry, empty for somebody who is not known any more
	Base    int64     // the entry that "now" is
	Changes []changeView
	Client  string        // what the whole draft is brought back under
	Refused []refusedView // of the last form
}

// changeView is a field that was something else.
type changeView struct {
	ID, Title string
	Runs      []campaign.Run
	Rows      []rowChange
	Moved     bool   // the rows stood in another order
	Client    string // what the field is brought back under
}

// rowChange is a row that was something else, was there, or was not.
type rowChange struct {
	Number int // among the rows of its time, counted from 1
	Kind   campaign.RunKind
	Cells  []cellChange
}

// Gone says whether the row was there then alone.
func (r rowChange) Gone() bool { return r.Kind == campaign.RunGone }

// New says whether the row is there now alone.
func (r rowChange) New() bool { return r.Kind == campaign.RunNew }

type cellChange struct {
	Title string
	Runs  []campaign.Run
}

// foldTo reads the draft as it stood after the entry seq of the log, folding on from a state after the entry at.
// Long logs cost seconds, so that one is folded at a time and live editing keeps its processor.
func (s *Server) foldTo(c echo.Context, head campaign.Head, from campaign.State, at, seq int64) (campaign.State, error) {
	if seq == head.Seq {
		return head.State, nil
	}
	ctx := c.Request().Context()
	select {
	case s.folding <- struct{}{}:
		defer func() { <-s.folding }()
	case <-ctx.Done():
		return campaign.State{}, ctx.Err()
	}
	return s.lib.StateAt(from, at, seq, func(after int64, limit int) ([]campaign.Entry, error) {
		page, err := s.desk.Entries(ctx, c.Param("id"), after, limit)
		return page.Entries, err
	})
}

// momentOf reads the moment that the address names.
func (s *Server) momentOf(c echo.Context, head campaign.Head) (int64, campaign.State, error) {
	seq, err := strconv.ParseInt(c.Param("seq"), 10, 64)
	if err != nil || seq < 0 || seq > head.Seq {
		return 0, campaign.State{}, campaign.Fail(campaign.NotFound, "seq", "This draft has no moment “%s”. Choose one on the page of its history.", c.Param("seq"))
	}
	begun := campaign.State{Canvas: head.State.Canvas, Language: head.State.Language}
	then, err := s.foldTo(c, head, begun, 0, seq)
	return seq, then, err
}

// showMoment shows the draft as it stood after an entry, field by field where it differs from how it stands now.
func (s *Server) showMoment(c echo.Context) error {
	p, err := s.momentPage(c)
	if err != nil {
		return err
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "history-moment", p)
}

func (s *Server) momentPage(c echo.Context) (momentPage, error) {
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return momentPage{}, err
	}
	seq, state, err := s.momentOf(c, head)
	if err != nil {
		return momentPage{}, err
	}
	p := momentPage{draftPage: s.draftPage(c, of.group, d, "", ""), Seq: seq, Base: head.Seq, Client: randomText(12)}
	p.Title = p.T("history.moment_first")
	if seq > 0 {
		page, err := s.desk.Entries(c.Request().Context(), p.DraftID, seq-1, 1)
		if err != nil {
			return p, err
		}
		names, err := s.namesOf(c, of.workshop.ID)
		if err != nil {
			return p, err
		}
		for _, e := range page.Entries {
			p.Time, p.Author = e.Time, names[e.Who].name
			p.Title = p.T("history.moment", "When", p.When(e.Time))
		}
	}
	then, texts := state.Draft(of.group.Name), s.lib.Texts(p.Language)
	for i := range s.lib.Fields() {
		f := &s.lib.Fields()[i]
		v := changeView{ID: f.ID, Title: texts.Field(f.ID).Title, Client: randomText(12)}
		if f.Kind == campaign.Rows {
			v.Rows, v.Moved = rowChanges(texts, f, then.Fields[f.ID].Rows, d.Fields[f.ID].Rows)
		} else {
			v.Runs = valueRuns(texts, f.Kind, f.OptionSet, then.Fields[f.ID], d.Fields[f.ID])
		}
		if len(v.Runs) > 0 || len(v.Rows) > 0 || v.Moved {
			p.Changes = append(p.Changes, v)
		}
	}
	return p, nil
}

// valueRuns compares two values as one reads them; none where they are equal.
func valueRuns(texts *campaign.Texts, kind campaign.Kind, set string, then, now campaign.Value) []campaign.Run {
	if campaign.Equal(then, now) {
		return nil
	}
	if kind == campaign.Line || kind == campaign.Text {
		return campaign.Runs(then.Text, now.Text)
	}
	var runs []campaign.Run
	for _, side := range []struct {
		kind  campaign.RunKind
		value campaign.Value
	}{{campaign.RunGone, then}, {campaign.RunNew, now}} {
		if lines := shownLines(texts, kind, set, side.value); len(lines) > 0 {
			if len(runs) > 0 {
				runs = append(runs, campaign.Run{Kind: campaign.RunKept, Text: " "})
			}
			runs = append(runs, campaign.Run{Kind: side.kind, Text: strings.Join(lines, "\n")})
		}
	}
	return runs
}

// rowChanges lists the rows that differ, told by their ids, and says whether those that stayed stand in another order.
func rowChanges(texts *campaign.Texts, f *campaign.Field, then, now []campaign.Row) (changes []rowChange, moved bool) {
	was, stays := map[string]campaign.Row{}, map[string]bool{}
	for _, r := range then {
		was[r.ID] = r
	}
	for _, r := range now {
		_, stays[r.ID] = was[r.ID]
	}
	var order []string
	for i, r := range then {
		if stays[r.ID] {
			order = append(order, r.ID)
		} else {
			changes = append(changes, rowChange{i + 1, campaign.RunGone, cellChanges(texts, f, r, campaign.Row{})})
		}
	}
	for i, r := range now {
		if !stays[r.ID] {
			changes = append(changes, rowChange{i + 1, campaign.RunNew, cellChanges(texts, f, campaign.Row{}, r)})
			continue
		}
		moved = moved || order[0] != r.ID
		order = order[1:]
		if cells := cellChanges(texts, f, was[r.ID], r); len(cells) > 0 {
			changes = append(changes, rowChange{i + 1, campaign.RunKept, cells})
		}
	}
	return changes, moved
}

func cellChanges(texts *campaign.Texts, f *campaign.Field, then, now campaign.Row) []cellChange {
	var cells []cellChange
	for _, col := range f.Columns {
		if runs := valueRuns(texts, col.Kind, col.OptionSet, then.Cells[col.ID], now.Cells[col.ID]); len(runs) > 0 {
			cells = append(cells, cellChange{texts.Column(f.ID, col.ID).Title, runs})
		}
	}
	return cells
}

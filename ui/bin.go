package ui

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// Sizes of the bin on a page.
const (
	binShown   = 30 // deleted rows of a field, the latest, where not all are asked for
	binAuthors = 50 // deleted rows of a page, the latest, that are told with who deleted them, and when
)

// binView is a row that was deleted and can be brought back.
type binView struct {
	ID    string
	Row   shownValue // what it holds, empty for nothing
	Who   string     // who deleted it, empty for somebody who is not known any more
	When  time.Time  // zero where that is not told
	since int64      // the seq that deleted it
}

// Text is the row in one line.
func (v binView) Text() string { return v.Row.First() }

// Cells are the filled cells of the row.
func (v binView) Cells() []shownCell {
	if len(v.Row.Rows) == 0 {
		return nil
	}
	return v.Row.Rows[0]
}

// fillBins gives the fields their deleted rows, whoever deleted them: the latest deleted first, and the first binShown
// of them unless the query asks for all.
func (s *Server) fillBins(c echo.Context, workshop string, texts *campaign.Texts, state campaign.State, fields []fieldView) error {
	var all []*binView
	for i := range fields {
		f := &fields[i]
		if !f.IsRows() {
			continue
		}
		for _, r := range state.Fields[f.At].Rows {
			if r.Deleted {
				f.Bin = append(f.Bin, binView{ID: r.ID, since: r.Binned, Row: s.show(texts, s.lib.Field(f.At), campaign.Value{Rows: []campaign.Row{{Cells: r.Cells}}})})
			}
		}
		slices.SortStableFunc(f.Bin, func(a, b binView) int { return cmp.Compare(b.since, a.since) })
		if f.Binned = len(f.Bin); f.Binned > binShown && c.QueryParam("bin") != "all" {
			f.Bin = f.Bin[:binShown]
		}
		for k := range f.Bin {
			all = append(all, &f.Bin[k])
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b *binView) int { return cmp.Compare(b.since, a.since) })
	names, err := s.namesOf(c, workshop)
	if err != nil {
		return err
	}
	entries := map[int64]campaign.Entry{}
	for _, v := range all[:min(len(all), binAuthors)] {
		e, read := entries[v.since]
		if !read && v.since > 0 {
			page, err := s.desk.Entries(c.Request().Context(), c.Param("id"), v.since-1, 1)
			if err != nil {
				return err
			}
			for _, e = range page.Entries {
				entries[v.since] = e
			}
		}
		v.Who, v.When = names[e.Who].name, e.Time
	}
	return nil
}

// binPage is what of a section's page the script fetches when rows have been deleted or brought back.
type binPage struct {
	Page
	Writing string
	DraftID string
	Section string
	Lock    string // why nothing can be brought back now
	Seq     int64
	Fields  []fieldView
}

// showBin answers with the deleted rows of a section's fields, as its page shows them.
func (s *Server) showBin(c echo.Context) error {
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	canvas := s.lib.Canvas(d.Canvas)
	section := canvas.Section(c.Param("section"))
	if section == nil {
		return campaign.Fail(campaign.NotFound, "section", "This draft's canvas has no section “%s”. Choose one on the strip.", c.Param("section"))
	}
	p := binPage{Page: s.page(c, "", ""), Writing: d.Written(), DraftID: c.Param("id"), Section: section.ID, Seq: head.Seq}
	p.Lock = s.lockSentence(c, p.Language, head, section.ID)
	for _, id := range sectionFields(canvas, section) {
		if f := s.lib.Field(id); f.Kind == campaign.Rows {
			p.Fields = append(p.Fields, fieldView{controlView: controlView{At: id, Kind: f.Kind}})
		}
	}
	if err := s.fillBins(c, of.workshop.ID, s.lib.Texts(p.Language), head.State, p.Fields); err != nil {
		return err
	}
	return s.renderPart(c, http.StatusOK, "bins", p)
}

package ui

import (
	"slices"
	"strings"

	"workbench/campaign"
)

// sharedPart is a stretch of a text or an option. With names the others that have it too, empty where none do; By is
// how many have it, this one among them.
type sharedPart struct {
	Text, With string
	By         int
	Apart      bool // stands on a line of its own
}

// sharedCell is a filled cell of a row.
type sharedCell struct {
	Title string
	Parts []sharedPart
}

// commonView is a thing that several groups have in a field, said once over all of them.
type commonView struct {
	Text string
	By   int
	Who  string
}

// shareOut marks in a field what several of the groups have.
func (s *Server) shareOut(p *comparePage, texts *campaign.Texts, f *campaign.Field, row *comparedField, cmp comparison) {
	values := make([]campaign.Value, len(cmp.groups))
	for i, g := range cmp.groups {
		values[i] = g.draft.Fields[f.ID]
	}
	if typed(f.Kind) {
		written := make([]string, len(values))
		for i, v := range values {
			written[i] = v.Text
		}
		for i, passages := range campaign.SharedPassages(written) {
			for _, passage := range passages {
				row.Cells[i].Parts = append(row.Cells[i].Parts, p.part(passage.Text, passage.With))
			}
		}
		return
	}
	common := f.Common(values)
	for _, thing := range common {
		row.Common = append(row.Common, commonView{commonText(texts, f, thing), len(thing.By), p.labels(thing.By)})
	}
	shared := func(group int, column string, kind campaign.Kind, v campaign.Value) []int {
		for _, thing := range common {
			if thing.Column == column && thing.Key == campaign.KeyOf(kind, v) && slices.Contains(thing.By, group) {
				return slices.DeleteFunc(slices.Clone(thing.By), func(i int) bool { return i == group })
			}
		}
		return nil
	}
	for i, v := range values {
		switch cell := &row.Cells[i]; f.Kind {
		case campaign.Choices:
			for _, id := range v.Choices {
				part := p.part(texts.Option(f.OptionSet, id), shared(i, "", campaign.Choice, campaign.Value{Text: id}))
				part.Apart = true
				cell.Parts = append(cell.Parts, part)
			}
		case campaign.Rows:
			for _, r := range v.Rows {
				if cells := s.sharedCells(p, texts, f, i, r, shared); len(cells) > 0 {
					cell.Rows = append(cell.Rows, cells)
				}
			}
		default:
			if lines := shownLines(texts, f.Kind, f.OptionSet, v); len(lines) > 0 {
				cell.Parts = []sharedPart{p.part(strings.Join(lines, "\n"), shared(i, "", f.Kind, v))}
			}
		}
	}
}

func (s *Server) sharedCells(p *comparePage, texts *campaign.Texts, f *campaign.Field, group int, r campaign.Row, shared func(int, string, campaign.Kind, campaign.Value) []int) []sharedCell {
	var cells []sharedCell
	for _, col := range f.Columns {
		v := r.Cells[col.ID]
		lines := shownLines(texts, col.Kind, col.OptionSet, v)
		if len(lines) == 0 {
			continue
		}
		var with []int
		if slices.ContainsFunc(f.Compared(), func(k campaign.Column) bool { return k.ID == col.ID }) {
			with = shared(group, col.ID, col.Kind, v)
		}
		cells = append(cells, sharedCell{texts.Column(f.ID, col.ID).Title, []sharedPart{p.part(strings.Join(lines, "\n"), with)}})
	}
	return cells
}

func commonText(texts *campaign.Texts, f *campaign.Field, thing campaign.Common) string {
	kind, set := f.Kind, f.OptionSet
	if col := f.Column(thing.Column); col != nil {
		kind, set = col.Kind, col.OptionSet
	}
	if kind == campaign.Choices {
		kind = campaign.Choice
	}
	return strings.Join(shownLines(texts, kind, set, thing.Value), " ")
}

// part is a stretch with those that share it.
func (p *comparePage) part(text string, with []int) sharedPart {
	if len(with) == 0 {
		return sharedPart{Text: text}
	}
	return sharedPart{Text: text, With: p.labels(with), By: len(with) + 1}
}

func (p *comparePage) labels(groups []int) string {
	var labels []string
	for _, i := range groups {
		labels = append(labels, p.Groups[i].Label)
	}
	return strings.Join(labels, ", ")
}

package ui

import (
	"strings"

	"workbench/campaign"
)

// shownValue is a value as one reads it: lines for plain values, cells with their titles for rows.
type shownValue struct {
	Lines []string
	Rows  [][]shownCell
}

type shownCell struct {
	Title string
	Lines []string
}

// Empty says whether there is nothing to read.
func (v shownValue) Empty() bool { return len(v.Lines) == 0 && len(v.Rows) == 0 }

// First returns the first line, for a matrix: of rows, the first row's filled cells.
func (v shownValue) First() string {
	if len(v.Lines) > 0 {
		return v.Lines[0]
	}
	if len(v.Rows) == 0 {
		return ""
	}
	var cells []string
	for _, c := range v.Rows[0] {
		cells = append(cells, c.Lines...)
	}
	return strings.Join(cells, " · ")
}

// More is how many lines or rows follow the first.
func (v shownValue) More() int { return max(len(v.Lines), len(v.Rows), 1) - 1 }

// show turns a field's value into what one reads, with options by their titles.
func (s *Server) show(texts *campaign.Texts, f *campaign.Field, v campaign.Value) shownValue {
	if f.Kind != campaign.Rows {
		return shownValue{Lines: shownLines(texts, f.Kind, f.OptionSet, v)}
	}
	var shown shownValue
	for _, row := range v.Rows {
		var cells []shownCell
		for _, col := range f.Columns {
			if lines := shownLines(texts, col.Kind, col.OptionSet, row.Cells[col.ID]); len(lines) > 0 {
				cells = append(cells, shownCell{texts.Column(f.ID, col.ID).Title, lines})
			}
		}
		if len(cells) > 0 {
			shown.Rows = append(shown.Rows, cells)
		}
	}
	return shown
}

func shownLines(texts *campaign.Texts, kind campaign.Kind, set string, v campaign.Value) []string {
	switch {
	case v.Empty():
		return nil
	case kind == campaign.Amount:
		return []string{v.Number.String()}
	case kind == campaign.Choice:
		return []string{texts.Option(set, v.Text)}
	case kind == campaign.Choices:
		var titles []string
		for _, id := range v.Choices {
			titles = append(titles, texts.Option(set, id))
		}
		return []string{strings.Join(titles, ", ")}
	}
	var lines []string
	for line := range strings.Lines(v.Text) {
		if line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "- ")); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

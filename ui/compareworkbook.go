package ui

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// longestCell is how many UTF-16 units a cell of a workbook holds, less the room for the note that it goes on.
const longestCell = cellUnits - 300

// workbook writes a comparison as XLSX: what the groups wrote, how they stand, and whom they reach.
func (s *Server) workbook(c echo.Context, f compareFile, cmp comparison) ([]byte, error) {
	standing := comparePrinciplesPage{compareBase: f.compareBase}
	if err := s.fillStanding(c, &standing, cmp, openAll); err != nil {
		return nil, err
	}
	b := &workbookWriter{page: f.compareBase, file: spreadsheet{title: f.Name(), maker: f.T("app.name"), at: s.now(), fonts: workbookFonts}}

	head := []string{f.T("compare.group"), s.lib.Texts(f.Language).Field(campaign.TitleField).Title}
	for _, field := range f.Fields {
		head = append(head, field.Title)
	}
	b.sheet(f.T("beside.sheet_matrix"), f.Name(), head, 38)
	for i, g := range f.Groups {
		row := []string{g.Label, g.Title}
		for _, field := range f.Fields {
			row = append(row, strings.Join(exportedLines(field.Values[i]), "\n"))
		}
		b.row(row...)
	}

	head = []string{f.T("compare.principle")}
	for _, g := range standing.Groups {
		head = append(head, g.Label)
	}
	b.sheet(f.T("beside.sheet_principles"), f.Title+": "+f.T("compare.view_principles"), head, 20)
	for _, r := range standing.Rows {
		row := []string{r.Title}
		if r.Single {
			row[0] = "    " + r.Title
		}
		for _, cell := range r.Cells {
			var marks []string
			for _, m := range cell.Marks {
				word := f.T(m.Word)
				if m.Count > 0 {
					word = fmt.Sprint(m.Count, " ", word)
				}
				marks = append(marks, m.Sign+" "+word)
			}
			row = append(row, strings.Join(marks, "\n"))
		}
		b.row(row...)
	}

	cover := s.coverPage(f.compareBase, cmp)
	b.sheet(f.T("beside.sheet_coverage"), f.Title+": "+f.T("compare.view_coverage"), []string{f.T("beside.what"), f.T("beside.which"), f.T("compare.groups"), f.T("beside.who")}, 30)
	for _, group := range cover.Channels {
		b.bars(f.T("compare.channels")+": "+group.Title, group.Bars)
	}
	b.bars(f.T("compare.sectors"), cover.Sectors)
	for _, age := range cover.Ages {
		years := f.T("compare.nothing")
		if age.Known {
			years = f.T("compare.age_title", "From", age.From, "To", age.To)
		}
		b.row(f.T("compare.ages"), years, "", age.Group.Label)
	}
	return b.bytes()
}

// workbookWriter writes the sheets of a comparison, each cell in a font of its script.
type workbookWriter struct {
	page compareBase
	file spreadsheet
	now  *sheet // the one that is written
}

// workbookFonts are for the scripts that the common font of spreadsheets does not have, after that one. Programs
// without them take their own.
var workbookFonts = []string{"Calibri", "Leelawadee UI", "Myanmar Text"}

// fontFor is the place of a text's font in workbookFonts.
func fontFor(text string) int {
	for _, r := range text {
		if unicode.In(r, unicode.Thai, unicode.Khmer, unicode.Lao) {
			return 1
		}
		if unicode.In(r, unicode.Myanmar) {
			return 2
		}
	}
	return 0
}

// sheet begins a sheet with its heads. width is that of the columns but the first, in characters.
func (b *workbookWriter) sheet(name, title string, heads []string, width float64) {
	b.now = b.file.add(name, title, heads, width)
	b.now.put(heads, func(_ int, text string) int { return 2*fontFor(text) + 1 })
}

// row writes a row whose first cell is a head. A text that no cell can hold is shortened, and says so.
func (b *workbookWriter) row(cells ...string) {
	cells = slices.Clone(cells)
	for i, text := range cells {
		if len(text) > longestCell && campaign.UTF16Len(text) > longestCell {
			cells[i] = short(text, longestCell/4) + " " + b.page.T("beside.cut")
		}
	}
	b.now.put(cells, func(column int, text string) int {
		if column == 0 {
			return 2*fontFor(text) + 1
		}
		return 2 * fontFor(text)
	})
}

// bars writes a row for each option that groups have.
func (b *workbookWriter) bars(what string, bars []coverBar) {
	if len(bars) == 0 {
		b.row(what, b.page.T("compare.nobody"))
	}
	for _, bar := range bars {
		b.row(what, bar.Title, b.page.T("compare.count_of", "Count", bar.Count, "Of", bar.Of), bar.Who)
	}
}

func (b *workbookWriter) bytes() ([]byte, error) {
	var out bytes.Buffer
	if err := b.file.write(&out); err != nil {
		return nil, fmt.Errorf("ui: workbook of a comparison: %w", err)
	}
	return out.Bytes(), nil
}

package ui

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/labstack/echo/v4"
	"github.com/xuri/excelize/v2"

	"workbench/campaign"
)

// longestCell is how many UTF-16 units a cell of a workbook holds, less the room for the note that it goes on.
const longestCell = excelize.TotalCellChars - 300

// workbook writes a comparison as XLSX: what the groups wrote, how they stand, and whom they reach.
func (s *Server) workbook(c echo.Context, f compareFile, cmp comparison) ([]byte, error) {
	standing := comparePrinciplesPage{compareBase: f.compareBase}
	if err := s.fillStanding(c, &standing, cmp, openAll); err != nil {
		return nil, err
	}
	b := &workbookWriter{f: excelize.NewFile(), page: f.compareBase}
	defer b.f.Close()
	b.styles()
	at := s.now().UTC().Format(time.RFC3339)
	b.keep(b.f.SetDocProps(&excelize.DocProperties{Title: f.Name(), Creator: f.T("app.name"), LastModifiedBy: f.T("app.name"), Created: at, Modified: at}))

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

// workbookWriter writes sheets of text. The first error stays. Every cell is written as text, so that none is ever a
// formula.
type workbookWriter struct {
	f      *excelize.File
	page   compareBase
	name   string // of the sheet that is written
	number int    // of its row
	count  int    // of sheets
	cells  map[string]int
	heads  map[string]int
	err    error
}

func (b *workbookWriter) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

// fonts for the scripts that the common font of spreadsheets does not have. Programs without them take their own.
const plainFont, mainlandFont, burmeseFont = "Calibri", "Leelawadee UI", "Myanmar Text"

func fontFor(text string) string {
	for _, r := range text {
		if unicode.In(r, unicode.Thai, unicode.Khmer, unicode.Lao) {
			return mainlandFont
		}
		if unicode.In(r, unicode.Myanmar) {
			return burmeseFont
		}
	}
	return plainFont
}

func (b *workbookWriter) styles() {
	b.cells, b.heads = map[string]int{}, map[string]int{}
	wrapped := &excelize.Alignment{WrapText: true, Vertical: "top"}
	line := []excelize.Border{{Type: "bottom", Color: "BBBBBB", Style: 1}}
	for _, family := range []string{plainFont, mainlandFont, burmeseFont} {
		cell, err := b.f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: family, Size: 11}, Alignment: wrapped, Border: line})
		b.keep(err)
		head, err := b.f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: family, Size: 11, Bold: true}, Alignment: wrapped, Border: line,
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6EFED"}}})
		b.keep(err)
		b.cells[family], b.heads[family] = cell, head
	}
}

// sheet begins a sheet with its heads, which stay in sight and stand on every printed page. width is that of the
// columns but the first, in characters.
func (b *workbookWriter) sheet(name, title string, heads []string, width float64) {
	if b.name = name; b.count == 0 {
		b.keep(b.f.SetSheetName("Sheet1", name))
	} else {
		_, err := b.f.NewSheet(name)
		b.keep(err)
	}
	b.count, b.number = b.count+1, 0
	last, err := excelize.ColumnNumberToName(max(len(heads), 2))
	b.keep(err)
	b.keep(b.f.SetColWidth(name, "A", "A", 26))
	b.keep(b.f.SetColWidth(name, "B", last, width))
	b.put(heads, b.heads)
	b.keep(b.f.SetPanes(name, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}))
	paper, landscape, wide, high := 9, "landscape", 1, 0 // A4
	if len(heads) > 6 {
		paper = 8 // A3
	}
	b.keep(b.f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}))
	fit := true
	b.keep(b.f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.keep(b.f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: "&L" + short(strings.ReplaceAll(title, "&", "&&"), 120), OddFooter: "&R&P / &N"}))
	b.keep(b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + strings.ReplaceAll(name, "'", "''") + "'!$A:$A,'" + strings.ReplaceAll(name, "'", "''") + "'!$1:$1", Scope: name}))
}

func (b *workbookWriter) row(cells ...string) { b.put(cells, b.cells) }

func (b *workbookWriter) put(cells []string, styles map[string]int) {
	b.number++
	for i, text := range cells {
		at, err := excelize.CoordinatesToCellName(i+1, b.number)
		b.keep(err)
		if len(text) > longestCell {
			if units := len(utf16.Encode([]rune(text))); units > longestCell {
				text = short(text, longestCell/4) + " " + b.page.T("beside.cut")
			}
		}
		b.keep(b.f.SetCellStr(b.name, at, text))
		kind := styles
		if i == 0 {
			kind = b.heads
		}
		b.keep(b.f.SetCellStyle(b.name, at, at, kind[fontFor(text)]))
	}
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
	if b.err != nil {
		return nil, fmt.Errorf("ui: workbook of a comparison: %w", b.err)
	}
	out, err := b.f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("ui: workbook of a comparison: %w", err)
	}
	return out.Bytes(), nil
}

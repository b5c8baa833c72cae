package ui

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// spreadsheet writes sheets of text as an Office Open XML workbook (ECMA-376, part 1, clause 18). Every cell is an
// inline string, so that none is ever a formula.
//
// Context: the well-kept library for this, excelize, writes any workbook. Decision: these 200 lines write the one kind
// that is exported here, and the library reads it back in the tests. Consequence: the program stays under its 35 MB, of
// which the library with the encodings that it brings took 2.1, and holds a tenth less in memory.
type spreadsheet struct {
	title, maker string
	at           time.Time
	fonts        []string // of the cells, the common one first
	sheets       []*sheet
}

// sheet is one of them. Its first row stays in sight and stands on every printed page, as does its first column.
type sheet struct {
	name, heading string
	heads         int     // columns that have a head
	width         float64 // of the columns but the first, in characters
	rows          int
	cells         bytes.Buffer
}

// Limits of a spreadsheet (ECMA-376, part 1, annex; what programs take).
const (
	cellUnits  = 32767 // UTF-16 units of a cell
	firstWidth = 26    // of the first column, in characters
	wideSheet  = 6     // columns that a landscape A4 holds; more are printed on A3
)

// add begins a sheet with its heads.
func (b *spreadsheet) add(name, heading string, heads []string, width float64) *sheet {
	s := &sheet{name: name, heading: heading, heads: len(heads), width: width}
	b.sheets = append(b.sheets, s)
	return s
}

// put writes the next row. style gives the number of a cell's style: twice the font's, and one more for a head.
func (s *sheet) put(cells []string, style func(column int, text string) int) {
	s.rows++
	fmt.Fprintf(&s.cells, `<row r="%d">`, s.rows)
	for i, text := range cells {
		fmt.Fprintf(&s.cells, `<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">`, columnName(i+1), s.rows, style(i, text)+1)
		xml.EscapeText(&s.cells, []byte(spreadsheetText(text)))
		s.cells.WriteString(`</t></is></c>`)
	}
	s.cells.WriteString(`</row>`)
}

// likeEscape is what spreadsheets take for an escaped character (ECMA-376, part 1, 22.9.2.19, ST_Xstring).
var likeEscape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// spreadsheetText is a text as a cell holds it: what only looks like an escape stays as typed.
func spreadsheetText(text string) string {
	return likeEscape.ReplaceAllStringFunc(text, func(m string) string { return "_x005F" + m })
}

// columnName is the name of a column, counted from 1: A to Z, AA and so on.
func columnName(n int) string {
	name := ""
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// write writes the workbook.
func (b *spreadsheet) write(w io.Writer) error {
	z := zip.NewWriter(w)
	var types, books, links, names strings.Builder
	for i, s := range b.sheets {
		n := strconv.Itoa(i + 1)
		types.WriteString(`<Override PartName="/xl/worksheets/sheet` + n + `.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`)
		books.WriteString(`<sheet name="` + xmlText(s.name) + `" sheetId="` + n + `" r:id="rId` + n + `"/>`)
		links.WriteString(`<Relationship Id="rId` + n + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet` + n + `.xml"/>`)
		quoted := xmlText("'" + strings.ReplaceAll(s.name, "'", "''") + "'")
		fmt.Fprintf(&names, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">%s!$A:$A,%s!$1:$1</definedName>`, i, quoted, quoted)
	}
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	const packaged = "http://schemas.openxmlformats.org/package/2006/"
	at := b.at.UTC().Format(time.RFC3339)
	parts := []struct{ name, text string }{
		{"[Content_Types].xml", `<Types xmlns="` + packaged + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` +
			`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + packaged + `relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>` +
			`<Relationship Id="rId2" Type="` + packaged + `relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		{"docProps/core.xml", `<cp:coreProperties xmlns:cp="` + packaged + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
			`<dc:title>` + xmlText(b.title) + `</dc:title><dc:creator>` + xmlText(b.maker) + `</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created></cp:coreProperties>`},
		{"xl/workbook.xml", `<workbook ` + main + `><sheets>` + books.String() + `</sheets><definedNames>` + names.String() + `</definedNames></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packaged + `relationships">` + links.String() +
			`<Relationship Id="styles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml", b.styles(main)},
	}
	for i, s := range b.sheets {
		parts = append(parts, struct{ name, text string }{"xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml", s.text(main)})
	}
	for _, part := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: b.at})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, xml.Header+part.text); err != nil {
			return err
		}
	}
	return z.Close()
}

// styles are, for each font, a cell and a head after the plain one that every workbook must begin with.
func (b *spreadsheet) styles(main string) string {
	var fonts, cells strings.Builder
	for i, family := range b.fonts {
		set := `<sz val="11"/><name val="` + xmlText(family) + `"/>`
		fonts.WriteString(`<font>` + set + `</font><font><b/>` + set + `</font>`)
		for head := range 2 {
			fmt.Fprintf(&cells, `<xf numFmtId="49" fontId="%d" fillId="%d" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`,
				2*i+head, 2*head)
		}
	}
	return fmt.Sprintf(`<styleSheet %s><fonts count="%d">%s</fonts>`, main, 2*len(b.fonts), fonts.String()) +
		`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` + // the two that programs expect
		`<fill><patternFill patternType="solid"><fgColor rgb="FFE6EFED"/></patternFill></fill></fills>` +
		`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FFBBBBBB"/></bottom><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		fmt.Sprintf(`<cellXfs count="%d"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>%s</cellXfs>`, 2*len(b.fonts)+1, cells.String()) +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

func (s *sheet) text(main string) string {
	paper := 9 // A4
	if s.heads > wideSheet {
		paper = 8 // A3
	}
	heading := xmlText(strings.ReplaceAll(short(s.heading, 120), "&", "&&"))
	return fmt.Sprintf(`<worksheet %s><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:%s%d"/>`, main, columnName(s.heads), max(s.rows, 1)) +
		`<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>` +
		fmt.Sprintf(`<cols><col min="1" max="1" width="%d" customWidth="1"/><col min="2" max="%d" width="%g" customWidth="1"/></cols>`, firstWidth, max(s.heads, 2), s.width) +
		`<sheetData>` + s.cells.String() + `</sheetData>` +
		fmt.Sprintf(`<pageSetup paperSize="%d" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`, paper) +
		`<headerFooter><oddHeader>&amp;L` + heading + `</oddHeader><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`
}

// xmlText is a text as XML holds it, in an attribute or an element.
func xmlText(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}

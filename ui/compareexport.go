package ui

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strings"
	"unicode"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// downloadComparison gives the comparison that the address asks for as Markdown or as a table (CSV).
func (s *Server) downloadComparison(c echo.Context) error {
	if c.QueryParam("blind") == newBlind {
		return s.seeded(c)
	}
	p, cmp, err := s.compareBase(c, "matrix")
	if err != nil {
		return err
	}
	texts := s.lib.Texts(p.Language)
	name, kind, data := "comparison", "text/markdown; charset=utf-8", []byte(nil)
	if cmp.section != "" {
		name += "-" + cmp.section
	}
	if strings.HasSuffix(c.Request().URL.Path, ".csv") {
		name, kind = name+".csv", "text/csv; charset=utf-8"
		data, err = s.comparisonTable(p, cmp, texts)
	} else {
		name, data = name+".md", s.comparisonText(p, cmp, texts)
	}
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return c.Blob(http.StatusOK, kind, data)
}

// comparisonTable has a row for each group and a column for each field. It begins with a byte order mark, without
// which Excel takes Thai and Khmer for something else.
func (s *Server) comparisonTable(p compareBase, cmp comparison, texts *campaign.Texts) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	put := func(cells []string) error {
		for i := range cells {
			cells[i] = inert(cells[i])
		}
		return w.Write(cells)
	}
	head := []string{p.T("compare.group"), texts.Field(campaign.TitleField).Title}
	for _, id := range cmp.fields {
		head = append(head, texts.Field(id).Title)
	}
	if err := put(head); err != nil {
		return nil, err
	}
	for _, g := range cmp.groups {
		row := []string{g.label, g.draft.Text(campaign.TitleField)}
		for _, id := range cmp.fields {
			row = append(row, strings.Join(exportedLines(s.show(texts, s.lib.Field(id), g.draft.Fields[id])), "\n"))
		}
		if err := put(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// inert keeps spreadsheets from running a cell: one that begins as a formula does gets an apostrophe in front.
func inert(cell string) string {
	start := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf) })
	if start != "" && strings.ContainsRune("=+-@|%＝＋－＠", []rune(start)[0]) {
		return "'" + cell
	}
	return cell
}

// exportedLines are a value's lines; a row is one of them.
func exportedLines(v shownValue) []string {
	lines := v.Lines
	for _, row := range v.Rows {
		var cells []string
		for _, cell := range row {
			cells = append(cells, cell.Title+": "+strings.Join(cell.Lines, " "))
		}
		lines = append(lines, strings.Join(cells, "; "))
	}
	return lines
}

// comparisonText goes field by field through the groups.
func (s *Server) comparisonText(p compareBase, cmp comparison, texts *campaign.Texts) []byte {
	var b strings.Builder
	title := p.T("compare.title")
	if p.Workshop != "" {
		title += ": " + p.Workshop
	}
	b.WriteString("# " + plainMarkdown(title) + "\n")
	for _, id := range cmp.fields {
		b.WriteString("\n## " + plainMarkdown(texts.Field(id).Title) + "\n")
		for _, g := range cmp.groups {
			b.WriteString("\n### " + plainMarkdown(g.label) + "\n")
			v := s.show(texts, s.lib.Field(id), g.draft.Fields[id])
			if v.Empty() {
				b.WriteString("\n*" + plainMarkdown(p.T("compare.nothing")) + "*\n")
			}
			for _, line := range v.Lines {
				b.WriteString("\n" + plainMarkdown(line) + "\n")
			}
			for i, line := range exportedLines(shownValue{Rows: v.Rows}) {
				if i == 0 {
					b.WriteString("\n")
				}
				b.WriteString("- " + plainMarkdown(line) + "\n")
			}
		}
	}
	return []byte(b.String())
}

// plainMarkdown writes one line of text so that Markdown shows it as typed.
func plainMarkdown(line string) string {
	var b strings.Builder
	line = strings.Join(strings.Fields(line), " ")
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	for i, r := range line {
		if strings.ContainsRune("\\`*_[]<>|~&#!", r) || i == 0 && strings.ContainsRune("+-=:", r) || i == digits && i > 0 && (r == '.' || r == ')') {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

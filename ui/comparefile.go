package ui

import (
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// compareFile is a comparison as it is taken along: the tree that each format is written from. Where names are covered
// it holds none.
type compareFile struct {
	compareBase
	Heading string // the section's title, and the moment's name where one was asked for
	Groups  []comparedColumn
	Fields  []compareFileField
}

// compareFileField is what all groups have in a field.
type compareFileField struct {
	Title  string
	Values []shownValue // one a group, in the order of Groups
}

// compareFile makes the tree of a comparison.
func (s *Server) compareFile(p compareBase, cmp comparison) compareFile {
	texts := s.lib.Texts(p.Language)
	f := compareFile{compareBase: p}
	if cmp.section != "" {
		f.Heading = texts.Section(cmp.section).Title
	}
	if p.At != "" {
		f.Heading = strings.TrimPrefix(f.Heading+" · "+p.At, " · ")
	}
	for _, g := range cmp.groups {
		f.Groups = append(f.Groups, p.column(g))
	}
	for _, id := range cmp.fields {
		field := compareFileField{Title: texts.Field(id).Title}
		for _, g := range cmp.groups {
			field.Values = append(field.Values, s.show(texts, s.lib.Field(id), g.draft.Fields[id]))
		}
		f.Fields = append(f.Fields, field)
	}
	return f
}

// Name is what the file says it is.
func (f compareFile) Name() string {
	name := f.Title
	for _, part := range []string{f.Workshop, f.Heading} {
		if part != "" {
			name += ": " + part
		}
	}
	return name
}

// compareFormats are the formats of a comparison, by the end of their name.
var compareFormats = map[string]string{
	"md": "text/markdown; charset=utf-8", "csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// downloadComparison gives the comparison that the address asks for as Markdown, a page to print (HTML), a workbook
// (XLSX) or a table (CSV).
func (s *Server) downloadComparison(c echo.Context) error {
	return s.sendComparison(c, strings.TrimPrefix(path.Ext(c.Path()), "."))
}

func (s *Server) sendComparison(c echo.Context, format string) error {
	if c.QueryParam("blind") == newBlind {
		return s.seeded(c)
	}
	p, cmp, err := s.compareBase(c, "matrix")
	if err != nil {
		return err
	}
	f := s.compareFile(p, cmp)
	var data []byte
	switch format {
	case "md":
		data = f.markdown()
	case "csv":
		data, err = f.table(s.lib.Texts(p.Language).Field(campaign.TitleField).Title)
	case "html":
		data, err = s.comparisonSheet(f)
	case "xlsx":
		data, err = s.workbook(c, f, cmp)
	}
	if err != nil {
		return err
	}
	if format == "html" { // to look at and to print
		c.Response().Header().Set("Content-Security-Policy", "default-src 'none'; style-src "+styleHash(data)+"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		return c.Blob(http.StatusOK, compareFormats[format], data)
	}
	name := "comparison"
	if cmp.section != "" {
		name += "-" + cmp.section
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+"."+format+`"`)
	return c.Blob(http.StatusOK, compareFormats[format], data)
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

package ui

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode"
)

// table has a row for each group and a column for each field. It begins with a byte order mark, without
// which Excel takes Thai and Khmer for something else.
func (f compareFile) table(campaignTitle string) ([]byte, error) {
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
	head := []string{f.T("compare.group"), campaignTitle}
	for _, field := range f.Fields {
		head = append(head, field.Title)
	}
	if err := put(head); err != nil {
		return nil, err
	}
	for i, g := range f.Groups {
		row := []string{g.Label, g.Title}
		for _, field := range f.Fields {
			row = append(row, strings.Join(exportedLines(field.Values[i]), "\n"))
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

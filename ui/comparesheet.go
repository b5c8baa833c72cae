package ui

import (
	"bytes"
	_ "embed"
	"fmt"
	"html"
)

//go:embed comparesheet.css
var comparisonStyle string

// comparisonSheet writes a comparison as one HTML file that prints well, field by field. It holds its own style, no
// script and nothing from outside.
func (s *Server) comparisonSheet(f compareFile) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<!doctype html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>%s</title>
<style>
%s</style>
</head>
<body>
`, html.EscapeString(f.Language), html.EscapeString(f.Name()), comparisonStyle)
	if err := s.pages.all.ExecuteTemplate(&b, "compare-sheet", f); err != nil {
		return nil, fmt.Errorf("ui: comparison to print: %w", err)
	}
	b.WriteString("</body>\n</html>\n")
	return b.Bytes(), nil
}

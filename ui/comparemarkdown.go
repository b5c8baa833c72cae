package ui

import "strings"

// markdown goes field by field through the groups.
func (f compareFile) markdown() []byte {
	var b strings.Builder
	title := f.Title
	if f.Workshop != "" {
		title += ": " + f.Workshop
	}
	if f.At != "" {
		title += " · " + f.At
	}
	b.WriteString("# " + plainMarkdown(title) + "\n")
	for _, field := range f.Fields {
		b.WriteString("\n## " + plainMarkdown(field.Title) + "\n")
		for i, g := range f.Groups {
			b.WriteString("\n### " + plainMarkdown(g.Label) + "\n")
			v := field.Values[i]
			if v.Empty() {
				b.WriteString("\n*" + plainMarkdown(f.T("compare.nothing")) + "*\n")
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

package brief

import "strings"

// region is a heading and the lines below it, up to the next one. The text above the first heading is a
// region of level 0.
type region struct {
	line  int // of the heading, from 1
	level int
	title string // as a reader sees it
	raw   string // the heading as it stands in the file
	lines []string
	from  int // the line of lines[0]
}

// text returns the lines below the heading.
func (g region) text() string { return strings.Join(g.lines, "\n") }

// first returns the line of the first line with anything on it.
func (g region) first() int {
	for i, s := range g.lines {
		if strings.TrimSpace(s) != "" {
			return g.from + i
		}
	}
	return g.line
}

// cut cuts a file into regions. Lines inside a closed fence are not headings. A line that is underlined is a
// heading only where known says that it is a title: people underline other things.
func cut(lines []string, known func(title string) bool) []region {
	out := []region{{line: 1, from: 1}}
	last := &out[0]
	fences := fences{lines: lines}
	for i := 0; i < len(lines); i++ {
		if end := fences.end(i); end > i {
			last.lines = append(last.lines, lines[i:end+1]...)
			i = end
			continue
		}
		if level, title, ok := heading(lines[i]); ok {
			out = append(out, region{line: i + 1, level: level, title: title, raw: lines[i], from: i + 2})
			last = &out[len(out)-1]
			continue
		}
		if level := underline(lines, i); level > 0 {
			if title := unescape(strings.TrimSpace(lines[i])); known(title) {
				out = append(out, region{line: i + 1, level: level, title: title, raw: lines[i] + "\n" + lines[i+1], from: i + 3})
				last = &out[len(out)-1]
				i++
				continue
			}
		}
		last.lines = append(last.lines, lines[i])
	}
	if strings.TrimSpace(out[0].text()) == "" {
		out = out[1:]
	} else {
		out[0].line = out[0].first()
	}
	return out
}

// heading reads a line as a heading.
func heading(s string) (level int, title string, ok bool) {
	indent := len(s) - len(strings.TrimLeft(s, " "))
	if indent > 3 {
		return 0, "", false
	}
	s = strings.TrimRight(s[indent:], " \t")
	rest := strings.TrimLeft(s, "#")
	level = len(s) - len(rest)
	if level == 0 || level > 6 || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return 0, "", false
	}
	if open := strings.TrimRight(rest, "#"); open == "" || strings.HasSuffix(open, " ") || strings.HasSuffix(open, "\t") {
		rest = open
	}
	return level, unescape(plainEmphasis(strings.Trim(rest, " \t"))), true
}

// plainEmphasis takes off asterisks around a whole heading, which some people add.
func plainEmphasis(s string) string {
	for len(s) > 2 && s[0] == '*' && s[len(s)-1] == '*' && s[len(s)-2] != '\\' {
		s = s[1 : len(s)-1]
	}
	return s
}

// underline returns the level of the heading that line i would be by the line below it, 0 if none.
func underline(lines []string, i int) int {
	if i+1 >= len(lines) || strings.TrimSpace(lines[i]) == "" || i > 0 && strings.TrimSpace(lines[i-1]) != "" {
		return 0
	}
	switch s := strings.TrimSpace(lines[i+1]); {
	case s != "" && strings.Trim(s, "=") == "":
		return 1
	case s != "" && strings.Trim(s, "-") == "":
		return 2
	}
	return 0
}

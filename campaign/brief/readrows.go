package brief

import (
	"regexp"
	"strings"

	"workbench/campaign"
)

// rows reads tables and lists of rows. Lines that are neither are kept aside.
func (r *reader) rows(f *campaign.Field, g region) []campaign.Row {
	var out []campaign.Row
	var last tableHead // of the last table
	for i := 0; i < len(g.lines); {
		if n := tableLength(g.lines[i:]); n > 0 {
			last = r.head(f, g.lines[i])
			out = append(out, r.table(g, last, i+2, i+n)...)
			i += n
			continue
		}
		if piped(g.lines[i]) && len(last.columns) > 0 { // an empty line stands in the table
			out = append(out, r.table(g, last, i, i+1)...)
			i++
			continue
		}
		if rows, n := r.rowList(f, g, i); n > 0 {
			out = append(out, rows...)
			i += n
			continue
		}
		from := i
		for i++; i < len(g.lines) && strings.TrimSpace(g.lines[i-1]) != "" && strings.TrimSpace(g.lines[i]) != ""; i++ {
			if numberEnd(strings.TrimLeft(g.lines[i], " ")) > 0 || tableLength(g.lines[i:]) > 0 || len(last.columns) > 0 && piped(g.lines[i]) {
				break
			}
		}
		r.unplaced(g.from+from, g.title, strings.Join(g.lines[from:i], "\n"),
			"“%s” holds a table or a list of rows; this text is neither and was kept aside.", clip(g.title))
	}
	out = filled(out)
	if len(out) > campaign.VisibleRows {
		r.notice(g.line, "“%s” holds at most %d rows; the others were kept aside.", clip(g.title), campaign.VisibleRows)
		for _, row := range out[campaign.VisibleRows:] {
			r.out.Unplaced = append(r.out.Unplaced, Piece{Line: g.line, Heading: g.title, Text: r.rowText(f, row)})
		}
		out = out[:campaign.VisibleRows]
	}
	return out
}

// rowText writes a row on one line, for keeping it aside.
func (r *reader) rowText(f *campaign.Field, row campaign.Row) string {
	var cells []string
	for _, c := range f.Columns {
		cells = append(cells, plain(r.titles[0].texts, c.Kind, c.OptionSet, row.Cells[c.ID]))
	}
	return strings.Join(cells, " | ")
}

var delimiter = regexp.MustCompile(`^ {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)

// tableLength returns how many lines the table at the start of the lines has, 0 where there is none. It ends
// at an empty line, as in GitHub's tables.
func tableLength(lines []string) int {
	if len(lines) < 2 || !strings.Contains(lines[0], "|") || !delimiter.MatchString(lines[1]) {
		return 0
	}
	if len(cells(lines[0])) != len(cells(lines[1])) {
		return 0
	}
	n := 2
	for n < len(lines) && strings.TrimSpace(lines[n]) != "" {
		n++
	}
	return n
}

// cells cuts a line of a table at its pipes. A pipe behind a backslash belongs to the cell.
func cells(line string) []string {
	s := strings.Trim(line, " \t")
	s = strings.TrimPrefix(s, "|")
	var out []string
	from := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '|' && !hardBreak(s[:i]) {
			out = append(out, strings.Trim(s[from:i], " \t"))
			from = i + 1
		}
	}
	if rest := strings.Trim(s[from:], " \t"); rest != "" || len(out) == 0 {
		out = append(out, rest)
	}
	return out
}

// piped says whether a line can only be a row of a table: it begins and ends with a pipe.
func piped(line string) bool {
	s := strings.Trim(line, " \t")
	return len(s) > 1 && s[0] == '|' && s[len(s)-1] == '|' && !hardBreak(s[:len(s)-1])
}

// tableHead is the first line of a table: what stands in it, and the columns that it names, nil for what is none.
type tableHead struct {
	heads   []string
	columns []*campaign.Column
}

func (r *reader) head(f *campaign.Field, line string) tableHead {
	h := tableHead{heads: cells(line)}
	taken := map[string]bool{}
	for _, head := range h.heads {
		c := r.column(f, unescape(plainEmphasis(head)))
		if c != nil && taken[c.ID] {
			c = nil
		}
		if c != nil {
			taken[c.ID] = true
		}
		h.columns = append(h.columns, c)
	}
	return h
}

// table reads the lines [from, to) of a region as rows below a head.
func (r *reader) table(g region, head tableHead, from, to int) []campaign.Row {
	heads, columns := head.heads, head.columns
	var out []campaign.Row
	for i := from; i < to; i++ {
		row := campaign.Row{Cells: map[string]campaign.Value{}}
		for k, raw := range cells(g.lines[i]) {
			switch {
			case raw == "":
			case k >= len(columns):
				r.unplaced(g.from+i, g.title, raw, "“%s”: this row has more cells than the table has columns; %q was kept aside.", clip(g.title), clip(raw))
			case columns[k] == nil:
				r.unplaced(g.from+i, g.title, raw, "“%s” has no column %q; its cell was kept aside.", clip(g.title), clip(heads[k]))
			default:
				c := columns[k]
				lines := []string{raw}
				var v campaign.Value
				if c.Kind == campaign.Text {
					v = r.inlineText(raw, g.from+i, heads[k])
				} else {
					v = r.cell(c.Kind, c.OptionSet, c.Options, lines, g.from+i, heads[k])
				}
				if !v.Empty() {
					row.Cells[c.ID] = v
				}
			}
		}
		out = append(out, row)
	}
	return out
}

// inlineText reads a text from a cell, where nothing is an item of a list. <br> is how a cell breaks a line.
func (r *reader) inlineText(raw string, line int, heading string) campaign.Value {
	var parts []string
	from := 0
	for _, at := range lineBreak.FindAllStringIndex(raw, -1) {
		if !hardBreak(raw[:at[0]]) {
			parts = append(parts, raw[from:at[0]])
			from = at[1]
		}
	}
	parts = append(parts, raw[from:])
	for i, p := range parts {
		parts[i] = unescape(asterisks(strings.Trim(p, " \t")))
	}
	text, err := campaign.CleanText(campaign.Text, strings.Join(parts, "\n"))
	if err != nil {
		r.unplaced(line, heading, raw, "“%s”: %s", clip(heading), err)
	}
	return campaign.Value{Text: text}
}

var lineBreak = regexp.MustCompile(`(?i)<br[ ]*/?>`)

// columnItem is an item that names a column: "- **Title**", with or without a colon, in or behind the strong,
// and perhaps the value on the same line.
var columnItem = regexp.MustCompile(`^[-*+][ \t]+(?:\*\*|__)(.+?)(?:\*\*|__)[ \t]*:?[ \t]*(.*)$`)

// rowList reads a numbered list of rows that begins at line i and returns how many lines it took, 0 where
// there is none. An item names a column where it stands at the row's own depth, so that a value may hold a
// list that looks alike.
func (r *reader) rowList(f *campaign.Field, g region, i int) ([]campaign.Row, int) {
	var out []campaign.Row
	var column *campaign.Column
	var value []string
	depth, content, start, at := -1, 0, i, 0
	finish := func() {
		if column == nil {
			return
		}
		title := r.titles[0].texts.Column(f.ID, column.ID).Title
		v := r.cell(column.Kind, column.OptionSet, column.Options, value, at, title)
		if _, twice := out[len(out)-1].Cells[column.ID]; twice {
			r.unplaced(at, g.title, strings.Join(value, "\n"), "“%s” stands in a row more than once; the first one was read.", clip(title))
		} else if !v.Empty() {
			out[len(out)-1].Cells[column.ID] = v
		}
		column, value = nil, nil
	}
	for ; i < len(g.lines); i++ {
		indent, rest := indentation(strings.TrimRight(g.lines[i], " \t"))
		if n := numberEnd(rest); n > 0 && (depth < 0 || indent < depth) {
			_, inner := indentation(rest[n+1:])
			c, same := r.columnOf(f, inner)
			if c == nil {
				break
			}
			finish()
			depth = indent + len(rest) - len(inner)
			content = depth + 2
			out = append(out, campaign.Row{Cells: map[string]campaign.Value{}})
			column, value, at = c, []string{same}, g.from+i
			continue
		}
		if depth < 0 {
			break
		}
		if indent == depth {
			if c, same := r.columnOf(f, rest); c != nil {
				finish()
				column, value, at = c, []string{same}, g.from+i
				continue
			}
		}
		if rest != "" && indent < content {
			finish()
			r.unplaced(g.from+i, g.title, g.lines[i], "“%s”: this line belongs to no column of its row; it was kept aside.", clip(g.title))
			continue
		}
		value = append(value, dedent(g.lines[i], content))
	}
	if depth < 0 {
		return nil, 0
	}
	finish()
	return out, i - start
}

// columnOf reads an item that names a column, with what stands behind the title.
func (r *reader) columnOf(f *campaign.Field, s string) (*campaign.Column, string) {
	m := columnItem.FindStringSubmatch(s)
	if m == nil {
		return nil, ""
	}
	return r.column(f, unescape(m[1])), m[2]
}

// dedent takes up to n columns of white space off a line.
func dedent(s string, n int) string {
	indent, rest := indentation(s)
	return strings.Repeat(" ", max(0, indent-n)) + rest
}

package brief

import (
	"strconv"
	"strings"

	"workbench/campaign"
)

// severalLines says whether any cell holds a line feed, which a table cannot show.
func severalLines(rows []campaign.Row) bool {
	for _, r := range rows {
		for _, v := range r.Cells {
			if strings.IndexByte(v.Text, '\n') >= 0 {
				return true
			}
		}
	}
	return false
}

// writeTable writes rows as a table with all columns, so that an empty cell can be filled in by hand.
func writeTable(b *strings.Builder, t *campaign.Texts, f *campaign.Field, rows []campaign.Row) {
	b.WriteByte('|')
	for _, c := range f.Columns {
		b.WriteByte(' ')
		b.WriteString(escape(t.Column(f.ID, c.ID).Title, inCell, false))
		b.WriteString(" |")
	}
	b.WriteString("\n|")
	for range f.Columns {
		b.WriteString(" --- |")
	}
	b.WriteByte('\n')
	for _, r := range rows {
		b.WriteByte('|')
		for _, c := range f.Columns {
			b.WriteByte(' ')
			if s := plain(t, c.Kind, c.OptionSet, r.Cells[c.ID]); s != "" {
				b.WriteString(escape(s, inCell, c.Kind == campaign.Text))
				b.WriteByte(' ')
			}
			b.WriteByte('|')
		}
		b.WriteByte('\n')
	}
}

// writeRowList writes rows as a numbered list: each row holds its columns as items, the title of the column in
// strong and the value in paragraphs of its own below. Empty cells are left out.
func writeRowList(b *strings.Builder, t *campaign.Texts, f *campaign.Field, rows []campaign.Row) {
	for n, r := range rows {
		if n > 0 {
			b.WriteByte('\n')
		}
		number := strconv.Itoa(n+1) + ". "
		pad, first := strings.Repeat(" ", len(number)), true
		for _, c := range f.Columns {
			v := r.Cells[c.ID]
			if v.Empty() {
				continue
			}
			if first {
				b.WriteString(number)
			} else {
				b.WriteByte('\n')
				b.WriteString(pad)
			}
			first = false
			b.WriteString("- **")
			b.WriteString(escape(t.Column(f.ID, c.ID).Title, inLine, false))
			b.WriteString("**\n\n")
			if c.Kind == campaign.Text {
				writeProse(b, v.Text, pad+"  ")
			} else {
				b.WriteString(pad)
				b.WriteString("  ")
				b.WriteString(escape(plain(t, c.Kind, c.OptionSet, v), atLineStart, false))
				b.WriteByte('\n')
			}
		}
	}
}

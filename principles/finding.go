package principles

import (
	"slices"
	"strconv"
	"strings"

	"workbench/campaign"
)

// values fill the places in a rule's texts.
type values struct {
	excerpt, rewrite string
	n, limit         int
}

// finding makes a finding of the rule under way, without its place.
func (c *checker) finding(v *values) Finding {
	t := c.texts.principles[c.principle.ID].rules[c.rule.id]
	severity := c.weight
	if c.rule.severity != "" {
		severity = c.rule.severity
		if severity.weight() > c.principle.Severity.weight() {
			severity = c.principle.Severity // a workshop has made it lighter
		}
	}
	if v == nil {
		v = &values{}
	}
	return Finding{
		Principle: c.principle.ID, Severity: severity, Status: c.rule.status, Rule: c.rule.id,
		Message: v.fill(t.message), Suggestion: v.fill(t.suggestion), Sources: c.principle.Sources,
		told: true, said: *v,
	}
}

// hint takes a finding from a list that nobody has reviewed down to what such a list may say at most, and says why.
func (c *checker) hint(f *Finding) {
	if f.Severity.weight() <= Consider.weight() {
		return
	}
	f.Severity, f.hint = Consider, true
	if t := c.texts.unreviewed; t != "" {
		f.Message += " " + t
	}
}

// fill puts the values into a text.
func (v *values) fill(s string) string {
	open := strings.IndexByte(s, '{')
	if open < 0 {
		return s
	}
	out := make([]byte, 0, len(s)+len(v.excerpt)+len(v.rewrite))
	for ; open >= 0; open = strings.IndexByte(s, '{') {
		out = append(out, s[:open]...)
		s = s[open:]
		end := strings.IndexByte(s, '}') + 1
		switch s[:end] {
		case "{excerpt}":
			out = append(out, v.excerpt...)
		case "{rewrite}":
			out = append(out, v.rewrite...)
		case "{n}":
			out = strconv.AppendInt(out, int64(v.n), 10)
		case "{limit}":
			out = strconv.AppendInt(out, int64(v.limit), 10)
		default:
			end = 1
			out = append(out, '{')
		}
		s = s[end:]
	}
	return string(append(out, s...))
}

// missing adds a finding about a whole field or cell.
func (c *checker) missing(field string, row RowRef, column string, v *values) *Finding {
	f := c.finding(v)
	f.Field, f.Row, f.Column = field, row, column
	at := placed{f: f, row: -1, column: -1}
	fields := c.p.lib.Fields()
	at.field = c.p.fieldAt[field]
	if row.Set {
		at.row = row.Index
	}
	if column != "" {
		at.column = slices.IndexFunc(fields[at.field].Columns, func(x campaign.Column) bool { return x.ID == column })
	}
	c.found = append(c.found, at)
	return &c.found[len(c.found)-1].f
}

// span adds a finding about a part of a passage, from and to being offsets in its folded text.
func (c *checker) span(p *passage, from, to int, v *values) *Finding {
	at := c.fold.at[p.from : p.to+1]
	return c.typed(p, int(at[from]), int(at[to]), v)
}

// typed adds a finding about a part of a passage, from and to being byte offsets in the text as typed.
func (c *checker) typed(p *passage, from, to int, v *values) *Finding {
	from, to = widen(p.text, from, to)
	if v == nil {
		v = &values{}
	}
	v.excerpt = p.text[from:to]
	f := c.finding(v)
	if c.units.text != p.text {
		c.units = units{text: p.text}
	}
	f.Field, f.Row, f.Column, f.Span, f.Excerpt = p.id, p.rowRef, p.column, true, v.excerpt
	f.Start = c.units.to(from)
	f.End = c.units.to(to)
	c.found = append(c.found, placed{f: f, field: p.field, row: p.row, column: p.columnAt})
	return &c.found[len(c.found)-1].f
}

// whole adds a finding about the whole of a passage, without a span.
func (c *checker) whole(p *passage, v *values) *Finding {
	f := c.finding(v)
	f.Field, f.Row, f.Column = p.id, p.rowRef, p.column
	c.found = append(c.found, placed{f: f, field: p.field, row: p.row, column: p.columnAt})
	return &c.found[len(c.found)-1].f
}

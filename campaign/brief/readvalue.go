package brief

import (
	"regexp"
	"slices"
	"strings"

	"workbench/campaign"
)

// place reads what stands under a field's heading. The first heading of a field that has something below it
// wins; another one is kept aside.
func (r *reader) place(f *campaign.Field, g region) {
	if strings.TrimSpace(g.text()) == "" {
		return
	}
	if r.seen[f.ID] {
		r.unplaced(g.first(), g.title, g.text(), "“%s” stands in the file more than once; the first one was read, this one was kept aside.", clip(g.title))
		return
	}
	r.seen[f.ID] = true
	if f.Kind != campaign.Rows {
		g.lines = withoutRules(g.lines)
	}
	var v campaign.Value
	switch f.Kind {
	case campaign.Rows:
		v.Rows = r.rows(f, g)
	case campaign.Choices:
		v.Choices = r.choices(f, g)
	default:
		v = r.cell(f.Kind, f.OptionSet, f.Options, g.lines, g.first(), g.title)
	}
	if !v.Empty() {
		r.out.Draft.Fields[f.ID] = v
	}
}

// withoutRules empties the lines that draw a rule across the page: it parts paragraphs and says nothing.
func withoutRules(lines []string) []string {
	if !slices.ContainsFunc(lines, isRule) {
		return lines
	}
	out := slices.Clone(lines)
	fences := fences{lines: lines}
	for i := 0; i < len(out); i++ {
		if end := fences.end(i); end > i {
			i = end
		} else if isRule(out[i]) {
			out[i] = ""
		}
	}
	return out
}

// cell reads a value that is not rows or choices from lines of Markdown. What is not a value of its kind is
// kept aside.
func (r *reader) cell(kind campaign.Kind, set string, options []string, lines []string, line int, heading string) campaign.Value {
	if kind == campaign.Text {
		text, err := campaign.CleanText(kind, readProse(lines))
		if err != nil {
			r.unplaced(line, heading, strings.Join(lines, "\n"), "“%s”: %s", clip(heading), err)
			return campaign.Value{}
		}
		return campaign.Value{Text: text}
	}
	raw := strings.Join(lines, "\n")
	text := readLine(lines)
	if kind != campaign.Line {
		text = strings.TrimSpace(text)
	}
	if text == "" {
		return campaign.Value{}
	}
	switch kind {
	case campaign.Line:
		clean, err := campaign.CleanText(kind, text)
		if err != nil {
			r.unplaced(line, heading, raw, "“%s”: %s", clip(heading), err)
			return campaign.Value{}
		}
		if paragraphs(lines) > 1 {
			r.notice(line, "“%s” takes one line; its paragraphs were joined. Check that all of it belongs there.", clip(heading))
		}
		return campaign.Value{Text: clean}
	case campaign.Choice:
		if id := r.option(set, options, text); id != "" {
			return campaign.Value{Text: id}
		}
		r.unplaced(line, heading, raw, "“%s”: %q is not in the list; write one of: %s.", clip(heading), clip(text), r.labels(set, options))
	case campaign.Amount:
		n, err := campaign.ParseNumber(text)
		if err == nil {
			return campaign.Value{Number: &n}
		}
		r.unplaced(line, heading, raw, "“%s”: %s", clip(heading), err)
	case campaign.Date:
		v, err := date(text)
		if err == nil {
			return v
		}
		r.unplaced(line, heading, raw, "“%s”: %s", clip(heading), err)
	}
	return campaign.Value{}
}

// labels lists options by their labels, the first few where there are many.
func (r *reader) labels(set string, options []string) string {
	var out []string
	if len(r.out.Notices) >= manyNotices {
		return "" // nobody will read it
	}
	for _, id := range options {
		if len(out) == 12 {
			out = append(out, "…")
			break
		}
		out = append(out, r.titles[0].texts.Option(set, id))
	}
	return strings.Join(out, ", ")
}

// readLine reads one line of text, which an editor may have wrapped: a reader sees a space where it broke.
func readLine(lines []string) string {
	var parts []string
	for i, raw := range lines {
		s := strings.Trim(raw, " \t")
		if s == "" {
			continue
		}
		if hardBreak(s) && i+1 < len(lines) && strings.Trim(lines[i+1], " \t") != "" {
			s = s[:len(s)-1]
		}
		parts = append(parts, unescape(s))
	}
	return strings.Join(parts, " ")
}

// paragraphs counts what empty lines part.
func paragraphs(lines []string) int {
	n, inside := 0, false
	for _, raw := range lines {
		s := strings.Trim(raw, " \t")
		within := s != ""
		if within && !inside {
			n++
		}
		inside = within
	}
	return n
}

// ticked is the box of a list of tasks, where it is ticked.
var ticked = regexp.MustCompile(`^\[[xX]\][ \t]+`)

// choices reads options from a list, or from lines or commas where somebody wrote them so. What is not an
// option is kept aside; the order is the list's.
func (r *reader) choices(f *campaign.Field, g region) []string {
	found := map[string]bool{}
	for i, raw := range g.lines {
		s := strings.Trim(raw, " \t")
		if s == "" {
			continue
		}
		if _, width, ok := readMarker(s); ok {
			s = s[width:]
		}
		s = ticked.ReplaceAllString(s, "")
		if id := r.option(f.OptionSet, f.Options, unescape(s)); id != "" {
			found[id] = true
			continue
		}
		for _, part := range strings.FieldsFunc(s, func(c rune) bool { return c == ',' || c == ';' }) {
			label := strings.TrimSpace(unescape(strings.Trim(part, " \t")))
			if id := r.option(f.OptionSet, f.Options, label); id != "" {
				found[id] = true
			} else {
				r.unplaced(g.from+i, g.title, part, "“%s”: %q is not in the list; write one of: %s.", clip(g.title), clip(label), r.labels(f.OptionSet, f.Options))
			}
		}
	}
	var out []string
	for _, id := range f.Options {
		if found[id] {
			out = append(out, id)
		}
	}
	return slices.Clip(out)
}

package brief

import "strings"

// proseLine is one line of a text as Markdown will hold it. A text is cut at its line feeds; a line that is
// an item of a list keeps its marker, any other line continues the paragraph or the item above it.
type proseLine struct {
	lead   int    // line feeds before the first line of a text
	indent int    // spaces before the line: the item's own, or those that keep a line inside an item
	marker string // "- " or "1. ", "" for a line that is not an item
	text   string
	lost   int  // line feeds after the text that Markdown would lose
	hard   bool // a hard break follows
	blank  bool // an empty line follows
}

// item is an item of a list that a line could stand in.
type item struct {
	indent, content int // where its marker and its text begin
	marker          byte
	number          int  // 0 where the marker is a hyphen
	ones            bool // the list says 1. each time
}

// prose cuts a text into lines. Items are "- x" and "1. x": a numbered list starts at 1 and counts on (or says
// 1 each time), so that what Markdown shows is what was typed; an item inside another is indented to where
// the text of that one begins. Any other line that looks like an item is text.
func prose(text string) []proseLine {
	var out []proseLine
	var open []item
	var lead int
	for _, s := range strings.Split(text, "\n") {
		if s == "" {
			if len(out) == 0 {
				lead++
			} else {
				out[len(out)-1].lost++
			}
			continue
		}
		line := proseLine{lead: lead, text: s}
		afterBlank := len(out) > 0 && out[len(out)-1].lost > 0
		if i, rest, ok := itemOf(s, &open); ok && lead == 0 {
			line.indent, line.marker, line.text = i.indent, s[i.indent:i.content], rest
		} else {
			if afterBlank || lead > 0 {
				open = nil
			}
			if len(open) > 0 {
				line.indent = open[len(open)-1].content
			}
		}
		lead = 0
		out = append(out, line)
	}
	if len(out) == 0 {
		return []proseLine{{lead: lead - 1}} // nothing but line feeds: one fewer than the empty lines
	}
	for i := range out[:len(out)-1] {
		l := &out[i]
		switch {
		case l.lost > 0:
			l.blank = true
			l.lost--
		default:
			l.hard = out[i+1].marker == ""
		}
	}
	return out
}

// itemOf reads a line as an item where one may stand, and then makes it the innermost open item.
func itemOf(s string, open *[]item) (item, string, bool) {
	indent := len(s) - len(strings.TrimLeft(s, " "))
	i := item{indent: indent}
	rest := s[indent:]
	switch {
	case strings.HasPrefix(rest, "- "):
		i.marker, i.content = '-', indent+2
	default:
		n := numberEnd(rest)
		if n < 0 || n > 3 || rest[0] == '0' || rest[n] != '.' || n+1 >= len(rest) || rest[n+1] != ' ' {
			return i, "", false
		}
		for _, c := range rest[:n] {
			i.number = i.number*10 + int(c-'0')
		}
		i.marker, i.content = '.', indent+n+2
	}
	rest = s[i.content:]
	if strings.Trim(rest, " \t") == "" {
		return i, "", false
	}
	stack := *open
	for len(stack) > 0 && indent < stack[len(stack)-1].indent {
		stack = stack[:len(stack)-1]
	}
	switch last := len(stack) - 1; {
	case last >= 0 && indent == stack[last].indent: // beside it
		before := stack[last]
		i.ones = i.number == 1 && before.number == 1
		if i.marker == '.' && !i.ones && i.number != 1+before.number || i.number > 1 && before.ones {
			return i, "", false
		}
		stack = stack[:last]
	case last >= 0 && indent == stack[last].content, last < 0 && indent == 0: // inside it, or the first
		if i.marker == '.' && i.number != 1 || len(stack) >= 6 {
			return i, "", false
		}
	default:
		return i, "", false
	}
	*open = append(stack[:len(stack):len(stack)], i)
	return i, rest, true
}

// writeProse writes a text as Markdown, each line behind pad, which is made of spaces.
func writeProse(b *strings.Builder, text, pad string) {
	for _, l := range prose(text) {
		b.WriteString(pad)
		spaces(b, l.indent)
		b.WriteString(l.marker)
		for range l.lead {
			reference(b, '\n')
		}
		b.WriteString(escape(l.text, atLineStart, true))
		for range l.lost {
			reference(b, '\n')
		}
		if l.hard {
			b.WriteByte('\\')
		}
		b.WriteByte('\n')
		if l.blank {
			b.WriteByte('\n')
		}
	}
}

func spaces(b *strings.Builder, n int) {
	for range n {
		b.WriteByte(' ')
	}
}

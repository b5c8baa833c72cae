package brief

import "strings"

// readProse returns the text that lines of Markdown show: the reverse of writeProse, and tolerant of what
// other editors make of it. Line breaks count as line breaks, with or without the backslash.
func readProse(lines []string) string {
	var b strings.Builder
	var open []item
	gap, first := false, true
	for n, raw := range lines {
		s := strings.TrimRight(raw, " \t")
		if strings.TrimLeft(s, " \t") == "" {
			gap = !first
			continue
		}
		if !first {
			b.WriteByte('\n')
			if gap {
				b.WriteByte('\n')
			}
		}
		indent, rest := indentation(s)
		if hardBreak(rest) && n+1 < len(lines) && strings.Trim(lines[n+1], " \t") != "" {
			rest = rest[:len(rest)-1]
		}
		if marker, width, ok := readMarker(rest); ok {
			for len(open) > 0 && indent < open[len(open)-1].content {
				open = open[:len(open)-1]
			}
			out := 0
			if len(open) > 0 {
				out = open[len(open)-1].number // where its text begins in the value
			}
			open = append(open, item{content: indent + width, number: out + len(marker)})
			spaces(&b, out)
			b.WriteString(marker)
			rest = strings.TrimLeft(rest[width:], " \t")
		} else if gap {
			open = nil
		}
		b.WriteString(unescape(asterisks(rest)))
		gap, first = false, false
	}
	return b.String()
}

// indentation returns the columns of white space that a line begins with, and what follows.
func indentation(s string) (int, string) {
	n := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n, s[i:]
		}
	}
	return n, ""
}

// readMarker reads the marker of a list item in any of Markdown's spellings and returns it in ours, with its
// width in the file.
func readMarker(s string) (marker string, width int, ok bool) {
	if s == "" {
		return "", 0, false
	}
	if strings.IndexByte("-*+", s[0]) >= 0 {
		marker, width = "- ", 1
	} else if n := numberEnd(s); n > 0 {
		marker, width = s[:n]+". ", n+1
	} else {
		return "", 0, false
	}
	rest := strings.TrimLeft(s[width:], " \t")
	if rest == "" || len(rest) == len(s)-width {
		return "", 0, false
	}
	if s[0] != '+' && isRule(s) {
		return "", 0, false
	}
	return marker, len(s) - len(rest), true
}

// isRule says whether a line is a thematic break: three or more of one of - * _ and nothing else.
func isRule(s string) bool {
	c, n := byte(0), 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == ' ' || s[i] == '\t':
		case strings.IndexByte("-*_", s[i]) < 0 || n > 0 && s[i] != c:
			return false
		default:
			c, n = s[i], n+1
		}
	}
	return n >= 3
}

// asterisks turns _emphasis_ and __strong__, which some editors write, into our spelling.
func asterisks(s string) string {
	if strings.Count(s, "_") < 2 {
		return s
	}
	out, text := []byte(s), typed(s)
	at, length := -1, 0
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\\':
			i += 2
			continue
		case s[i] != '_':
			i++
			continue
		}
		n := len(s[i:]) - len(strings.TrimLeft(s[i:], "_"))
		before, after := text.before(i), text.after(i+n)
		switch {
		case n > 2:
			at = -1
		case at >= 0 && n == length && before != blank && after != letter:
			for k := range n {
				out[at+k], out[i+k] = '*', '*'
			}
			at = -1
		case after != blank && before != letter:
			at, length = i, n
		}
		i += n
	}
	return string(out)
}

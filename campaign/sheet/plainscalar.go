package sheet

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// startsPlain says whether a text without quotes may begin here.
func (p *plain) startsPlain(inBrackets bool) bool {
	switch p.here() {
	case 0, ' ', '\n', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '<':
		return false // < may be the beginning of a merge
	case '-':
		c := p.ahead(1)
		return !blankz(c) && !(inBrackets && strings.IndexByte(",[]{}", c) >= 0)
	}
	return true
}

// scalar reads a text, quoted or not, inside a collection at a column.
func (p *plain) scalar(column int, inBrackets bool) (*yaml.Node, bool) {
	switch p.here() {
	case '"':
		n := p.node(yaml.ScalarNode, yaml.DoubleQuotedStyle)
		var ok bool
		n.Tag = "!!str"
		n.Value, ok = p.double()
		return n, ok
	case '\'':
		n := p.node(yaml.ScalarNode, yaml.SingleQuotedStyle)
		var ok bool
		n.Tag = "!!str"
		n.Value, ok = p.single()
		return n, ok
	}
	if !p.startsPlain(inBrackets) {
		return nil, false
	}
	n := p.node(yaml.ScalarNode, 0)
	n.Value = p.words(inBrackets)
	for p.here() == '\n' || p.here() == ' ' {
		at, line, begin := p.at, p.line, p.begin
		more, ok := p.goesOn(column, inBrackets)
		if !ok {
			p.at, p.line, p.begin = at, line, begin
			p.counted, p.column = begin, 0
			break
		}
		n.Value += more + p.words(inBrackets)
	}
	if c := p.here(); c == ':' && p.line+1 != n.Line || inBrackets && strings.IndexByte("?[{", c) >= 0 && c != 0 {
		return nil, false // no key may go over two lines
	}
	return n, true
}

// words reads an unquoted text to its end or to the end of its line, without the blanks there.
func (p *plain) words(inBrackets bool) string {
	from, end := p.at, p.at
	for p.at < len(p.text) {
		c := p.text[p.at]
		if c == '\n' || c == ':' && blankz(p.ahead(1)) || c == '#' && end < p.at ||
			inBrackets && (c == ',' || c == '?' || c == '[' || c == ']' || c == '{' || c == '}') {
			break
		}
		p.at++
		if c != ' ' {
			end = p.at
		}
	}
	p.at = end
	return p.text[from:end]
}

// goesOn steps over the line breaks after an unquoted text and says what they stand for, if it goes on after them.
func (p *plain) goesOn(column int, inBrackets bool) (string, bool) {
	p.spaces()
	if p.here() != '\n' {
		return "", false
	}
	breaks := -1
	for p.here() == '\n' {
		p.newline()
		p.spaces()
		breaks++
	}
	c := p.here()
	switch {
	case p.ended(), c == '#', !inBrackets && p.at-p.begin <= column:
		return "", false
	case inBrackets && (c == ',' || c == '?' || c == '[' || c == ']' || c == '{' || c == '}'), c == ':' && blankz(p.ahead(1)):
		return "", false
	case breaks == 0:
		return " ", true
	}
	return strings.Repeat("\n", breaks), true
}

// single reads a text in single quotes on one line.
func (p *plain) single() (string, bool) {
	p.at++
	from, doubled := p.at, false
	for ; p.at < len(p.text) && p.text[p.at] != '\n'; p.at++ {
		if p.text[p.at] != '\'' {
			continue
		}
		if p.ahead(1) == '\'' {
			doubled = true
			p.at++
			continue
		}
		text := p.text[from:p.at]
		p.at++
		if doubled {
			text = strings.ReplaceAll(text, "''", "'")
		}
		return text, true
	}
	return "", false
}

// double reads a text in double quotes on one line, with the escapes that people write.
func (p *plain) double() (string, bool) {
	p.at++
	from := p.at
	end := strings.IndexAny(p.text[from:], "\"\\\n")
	if end >= 0 && p.text[from+end] == '"' {
		p.at += end + 1
		return p.text[from : from+end], true
	}
	var b strings.Builder
	for p.at < len(p.text) {
		switch c := p.text[p.at]; c {
		case '\n':
			return "", false
		case '"':
			p.at++
			return b.String(), true
		case '\\':
			r, size := escaped(p.text[p.at+1:])
			if size == 0 {
				return "", false
			}
			b.WriteRune(r)
			p.at += 1 + size
		default:
			b.WriteByte(c)
			p.at++
		}
	}
	return "", false
}

// escaped reads what follows a backslash: the character it stands for and how long it was, 0 for one that plain
// leaves to the YAML reader.
func escaped(s string) (rune, int) {
	if s == "" {
		return 0, 0
	}
	switch s[0] {
	case '"', '\\', '/':
		return rune(s[0]), 1
	case 'n':
		return '\n', 1
	case 't':
		return '\t', 1
	case 'u':
		if len(s) < 5 {
			return 0, 0
		}
		r := rune(0)
		for _, c := range []byte(s[1:5]) {
			digit := strings.IndexByte("0123456789abcdef", c|0x20)
			if digit < 0 || c < '0' {
				return 0, 0
			}
			r = r<<4 | rune(digit)
		}
		if utf8.ValidRune(r) {
			return r, 5
		}
	}
	return 0, 0
}

// lines reads a literal (|) or folded (>) text below, inside a collection at a column.
func (p *plain) lines(column int) (*yaml.Node, bool) {
	style := yaml.LiteralStyle
	if p.here() == '>' {
		style = yaml.FoldedStyle
	}
	n := p.node(yaml.ScalarNode, style)
	n.Tag = "!!str"
	p.at++
	stripped := p.here() == '-'
	if stripped {
		p.at++
	}
	if p.here() != '\n' {
		return nil, false
	}
	p.newline()
	var b strings.Builder
	indent, breaks := 0, 0
	for !p.ended() {
		from := p.at
		p.spaces()
		at := p.at - from
		switch {
		case p.here() == '\n':
			if at > 0 {
				return nil, false // only blanks
			}
			breaks++
			p.newline()
			continue
		case p.ended():
			return nil, false
		}
		if indent == 0 {
			indent = at
			if indent <= column || indent == 0 || breaks > 0 {
				return nil, false
			}
		} else if at < indent {
			p.at = from
			break
		} else if at > indent && style == yaml.FoldedStyle {
			return nil, false
		}
		end := strings.IndexByte(p.text[from:], '\n')
		if end < 0 {
			return nil, false // a last line that does not end
		}
		switch {
		case b.Len() == 0:
		case style == yaml.LiteralStyle:
			b.WriteString(strings.Repeat("\n", breaks+1))
		case breaks == 0:
			b.WriteByte(' ')
		default:
			b.WriteString(strings.Repeat("\n", breaks))
		}
		b.WriteString(p.text[from+indent : from+end])
		breaks = 0
		p.at = from + end
		p.newline()
	}
	if b.Len() == 0 {
		return nil, false
	}
	if !stripped {
		b.WriteByte('\n')
	}
	n.Value = b.String()
	return n, true
}

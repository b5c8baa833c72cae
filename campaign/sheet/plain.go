package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// plain reads the YAML that people write by hand: mappings and lists by indentation or in brackets, plain and quoted
// texts, folded and literal ones, comments. It gives the nodes that the YAML reader would give, without comments and
// with the tag of unquoted texts left for ShortTag to find. Of everything else, and of everything that is wrong, it
// gives nothing, and the YAML reader decides. A pack is some hundreds of such files, and reading them with the full
// grammar took a third of the time to load it.
//
// The rules are those of YAML 1.2 as go.yaml.in/yaml/v3 reads them; the tests hold one against the other.
type plain struct {
	text  string
	at    int
	line  int // of at, counted from zero
	begin int // of that line

	counted, column int // column is that of the byte counted, both in the line

	depth int
	room  *room
	open  []*yaml.Node // members of the collections that are being read
}

// readPlain returns the one value of a file, and whether it is all plain.
func readPlain(data []byte, in *room) (*yaml.Node, bool) {
	if !tame(data) {
		return nil, false
	}
	p := &plain{text: string(data), room: in}
	column, ok := p.next()
	if !ok || p.ended() {
		return nil, false
	}
	n, ok := p.block(column, -1)
	if !ok || n.Kind == yaml.ScalarNode {
		return nil, false
	}
	_, ok = p.next()
	return n, ok && p.ended()
}

// tame says whether a file has only the characters and lines that plain knows about: no tab, no other line break
// than the line feed, nothing that cannot be printed, no directive and no line that begins or ends a document.
func tame(data []byte) bool {
	if !begins(data) {
		return false
	}
	for i, c := range data {
		if !looked[c] {
			continue
		}
		switch {
		case c == '\n':
			if !begins(data[i+1:]) {
				return false
			}
		case c < ' ' || c == 0x7F,
			c == 0xC2 && i+1 < len(data) && data[i+1] < 0xA0,
			c == 0xE2 && i+2 < len(data) && data[i+1] == 0x80 && (data[i+2] == 0xA8 || data[i+2] == 0xA9),
			c == 0xEF && i+2 < len(data) && (data[i+1] == 0xBB && data[i+2] == 0xBF || data[i+1] == 0xBF && data[i+2] >= 0xBE):
			return false
		}
	}
	return true
}

// looked are the bytes that tame has to look at; most it passes over.
var looked = func() (is [256]bool) {
	for c := range 256 {
		is[c] = c < ' ' || c == 0x7F || c == 0xC2 || c == 0xE2 || c == 0xEF
	}
	return is
}()

// begins says whether a line begins no document and no directive, and ends none.
func begins(line []byte) bool {
	if len(line) == 0 {
		return true
	}
	switch line[0] {
	case '%':
		return false
	case '-':
		return !bytes.HasPrefix(line, []byte("---"))
	case '.':
		return !bytes.HasPrefix(line, []byte("..."))
	}
	return true
}

// here is the character under way, zero at the end.
func (p *plain) here() byte { return p.ahead(0) }

func (p *plain) ahead(n int) byte {
	if p.at+n < len(p.text) {
		return p.text[p.at+n]
	}
	return 0
}

func (p *plain) ended() bool { return p.at >= len(p.text) }

// blankz says whether a character is a blank, a line break or the end.
func blankz(c byte) bool { return c == ' ' || c == '\n' || c == 0 }

func (p *plain) spaces() {
	for p.here() == ' ' {
		p.at++
	}
}

// newline steps over a line break.
func (p *plain) newline() {
	p.at++
	p.line++
	p.begin, p.counted, p.column = p.at, p.at, 0
}

// rest steps over what may follow a value on its line: blanks, and a comment after one of them.
func (p *plain) rest() bool {
	from := p.at
	p.spaces()
	if p.here() == '#' && p.at > from {
		p.comment()
	}
	return p.here() == '\n' || p.ended()
}

func (p *plain) comment() {
	if end := strings.IndexByte(p.text[p.at:], '\n'); end >= 0 {
		p.at += end
		return
	}
	p.at = len(p.text)
}

// next goes on to the next content and returns its column, from the end of a line or from its beginning.
func (p *plain) next() (int, bool) {
	for {
		p.spaces()
		if p.here() == '#' {
			p.comment()
		}
		if p.here() != '\n' {
			return p.at - p.begin, true
		}
		p.newline()
	}
}

// node returns a node that begins here.
func (p *plain) node(kind yaml.Kind, style yaml.Style) *yaml.Node {
	n := p.room.node(32 + min(len(p.text)-p.at, 16<<10)/64)
	p.column += utf8.RuneCountInString(p.text[p.counted:p.at])
	p.counted = p.at
	n.Kind, n.Style, n.Line, n.Column = kind, style, p.line+1, p.column+1
	return n
}

// close gives a collection its members.
func (p *plain) close(n *yaml.Node, from int) *yaml.Node {
	if len(p.open) > from {
		n.Content = append([]*yaml.Node(nil), p.open[from:]...)
	}
	p.open = p.open[:from]
	p.depth--
	return n
}

// deepest is how many collections may stand in one another.
const deepest = 60

// block reads a value that begins here, at a column, inside a collection at the column outer.
func (p *plain) block(column, outer int) (*yaml.Node, bool) {
	if p.here() == '-' && blankz(p.ahead(1)) {
		return p.list(column)
	}
	if end, ok := p.key(); ok && p.text[end] == ':' {
		return p.mapping(column)
	}
	return p.value(outer)
}

// key finds the end of a text on this line that a colon follows at once.
func (p *plain) key() (end int, ok bool) {
	switch c := p.here(); {
	case c == '"' || c == '\'':
		for i := p.at + 1; i < len(p.text) && p.text[i] != '\n'; i++ {
			switch {
			case p.text[i] == '\\' && c == '"':
				i++
			case p.text[i] == c && c == '\'' && i+1 < len(p.text) && p.text[i+1] == c:
				i++
			case p.text[i] == c:
				return i + 1, i+2 < len(p.text) && p.text[i+1] == ':' && blankz(p.text[i+2])
			}
		}
	case !p.startsPlain(false):
	default:
		for i := p.at; i+1 < len(p.text) && p.text[i] != '\n'; i++ {
			if p.text[i] == '#' && p.text[i-1] == ' ' {
				return 0, false
			}
			if p.text[i] == ':' && blankz(p.text[i+1]) {
				return i, p.text[i-1] != ' '
			}
		}
	}
	return 0, false
}

// longestKey is shorter than what YAML allows for a key on a line of its own.
const longestKey = 500

// mapping reads keys with values that stand below one another at a column.
func (p *plain) mapping(column int) (*yaml.Node, bool) {
	if p.depth++; p.depth > deepest {
		return nil, false
	}
	n, from := p.node(yaml.MappingNode, 0), len(p.open)
	for {
		end, ok := p.key()
		if !ok || end-p.at > longestKey {
			return nil, false
		}
		key, ok := p.scalar(column, false)
		if !ok || p.at != end || p.here() != ':' {
			return nil, false
		}
		p.at++
		p.open = append(p.open, key)
		v, ok := p.below(column, true)
		if !ok {
			return nil, false
		}
		p.open = append(p.open, v)
		at, ok := p.next()
		switch {
		case !ok || at > column && !p.ended():
			return nil, false
		case at < column || p.ended():
			return p.close(n, from), true
		}
	}
}

// list reads members with a dash before each that stand below one another at a column.
func (p *plain) list(column int) (*yaml.Node, bool) {
	if p.depth++; p.depth > deepest {
		return nil, false
	}
	n, from := p.node(yaml.SequenceNode, 0), len(p.open)
	for {
		p.at++ // the dash
		v, ok := p.below(column, false)
		if !ok {
			return nil, false
		}
		p.open = append(p.open, v)
		at, ok := p.next()
		switch {
		case !ok || at > column && !p.ended():
			return nil, false
		case at < column || p.ended() || p.here() != '-' || !blankz(p.ahead(1)):
			return p.close(n, from), true
		}
	}
}

// below reads the value after a key's colon or after a dash: on the same line or on a line below, further in. After
// a key a list may also stand right below the key.
func (p *plain) below(column int, keyed bool) (*yaml.Node, bool) {
	p.spaces()
	if c := p.here(); c != '\n' && c != '#' && c != 0 {
		if !keyed {
			return p.block(p.at-p.begin, column)
		}
		if c == '-' && blankz(p.ahead(1)) {
			return nil, false
		}
		if _, ok := p.key(); ok {
			return nil, false
		}
		return p.value(column)
	}
	if p.here() == '#' && p.text[p.at-1] != ' ' {
		return nil, false
	}
	at, ok := p.next()
	if !ok || p.ended() {
		return nil, false
	}
	if at <= column {
		if keyed && at == column && p.here() == '-' && blankz(p.ahead(1)) {
			return p.list(at)
		}
		return nil, false
	}
	return p.block(at, column)
}

// value reads a text or a collection in brackets, with nothing behind it, inside a collection at a column.
func (p *plain) value(column int) (*yaml.Node, bool) {
	switch p.here() {
	case '|', '>':
		return p.lines(column)
	case '[', '{':
		n, ok := p.brackets()
		return n, ok && p.rest()
	}
	n, ok := p.scalar(column, false)
	return n, ok && p.rest()
}

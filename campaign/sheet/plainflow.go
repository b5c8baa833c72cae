package sheet

import "go.yaml.in/yaml/v3"

// brackets reads [one, two] or {key: value}, on one line or on several.
func (p *plain) brackets() (*yaml.Node, bool) {
	if p.depth++; p.depth > deepest {
		return nil, false
	}
	kind, end := yaml.SequenceNode, byte(']')
	if p.here() == '{' {
		kind, end = yaml.MappingNode, '}'
	}
	n, from := p.node(kind, yaml.FlowStyle), len(p.open)
	p.at++
	for {
		if !p.between() {
			return nil, false
		}
		if p.here() == end {
			p.at++
			return p.close(n, from), true
		}
		if kind == yaml.MappingNode && !p.pair() {
			return nil, false
		}
		v, ok := p.member()
		if !ok || !p.between() {
			return nil, false
		}
		p.open = append(p.open, v)
		switch p.here() {
		case ',':
			p.at++
		case end:
		default:
			return nil, false // a colon, or what ends something else
		}
	}
}

// pair reads a key and its colon.
func (p *plain) pair() bool {
	from, line := p.at, p.line
	quoted := p.here() == '"' || p.here() == '\''
	key, ok := p.scalar(0, true)
	if !ok || p.line != line || p.at-from > longestKey || p.here() != ':' || !quoted && !blankz(p.ahead(1)) {
		return false
	}
	p.open = append(p.open, key)
	p.at++
	return p.between()
}

// member reads a value inside brackets.
func (p *plain) member() (*yaml.Node, bool) {
	if c := p.here(); c == '[' || c == '{' {
		return p.brackets()
	}
	return p.scalar(0, true)
}

// between steps over blanks, line breaks and comments. A comment needs a blank or the beginning of a line before it.
func (p *plain) between() bool {
	for {
		from := p.at
		p.spaces()
		switch {
		case p.here() == '\n':
			p.newline()
		case p.here() == '#':
			if p.at == from && p.at > p.begin {
				return false
			}
			p.comment()
		default:
			return !p.ended()
		}
	}
}

package campaign

import (
	"bytes"
	"encoding/json"
	"regexp"
)

// DraftFormat is the format of a draft file.
const DraftFormat = "campaign-draft/1"

// DraftBytes is the most that a draft file holds, in bytes.
const DraftBytes = 2 << 20

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// ParseDraft reads a draft file. It refuses what it does not know: another format, names outside the format,
// unknown fields, columns and options, wrong kinds, names that stand twice, text that is not whole Unicode,
// and whatever is over a limit. "seq" and "log" are ignored; a row's id is kept if it could be one. The error
// is an *Error, with Field set where it concerns one.
func (l *Library) ParseDraft(data []byte) (*Draft, error) {
	if len(data) > DraftBytes {
		return nil, Fail(TooLarge, "", "A draft holds at most %d bytes, and this file has %d.", DraftBytes, len(data))
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // some editors put a byte order mark first
	if err := checkJSON(data); err != nil {
		return nil, err
	}
	list, err := members(data)
	if err != nil {
		return nil, err
	}
	parts := map[string]json.RawMessage{}
	for _, m := range list {
		switch m.name {
		case "format", "canvas", "language", "group", "fields", "set_aside", "self_check":
			parts[m.name] = m.value
		case "seq", "log":
		default:
			e := notKnown("part of a draft file called", m.name, []string{"format", "canvas", "language", "group", "fields"})
			e.Field = shown(m.name)
			return nil, e
		}
	}
	d := &Draft{}
	if err := l.parseHead(d, parts); err != nil {
		return nil, err
	}
	if d.Fields, err = l.parseFields(parts["fields"]); err != nil {
		return nil, err
	}
	if err := l.parseAsides(d, parts["set_aside"]); err != nil {
		return nil, err
	}
	if err := l.parseSelfChecks(d, parts["self_check"]); err != nil {
		return nil, err
	}
	return d, nil
}

func (l *Library) parseHead(d *Draft, parts map[string]json.RawMessage) error {
	var format string
	for _, p := range []struct {
		name string
		into *string
	}{{"format", &format}, {"canvas", &d.Canvas}, {"language", &d.Language}, {"group", &d.Group}} {
		raw := parts[p.name]
		if len(raw) == 0 || isNothing(raw) {
			continue
		}
		if describe(raw) != "a text" {
			return Fail(Invalid, p.name, "%s takes a text in quotes, and this is %s.", p.name, describe(raw))
		}
		s, err := decodeString(raw)
		if err == nil {
			s, err = CleanText(Line, s)
		}
		if err != nil {
			return inField(p.name, err)
		}
		*p.into = s
	}
	switch {
	case format == "":
		return Fail(Invalid, "format", "This is not a draft file: its \"format\" must be %q.", DraftFormat)
	case format != DraftFormat:
		return Fail(Invalid, "format", "This file has the format %q; only %q can be read.", shown(format), DraftFormat)
	case l.Canvas(d.Canvas) == nil:
		return l.unknownCanvas(d.Canvas)
	case d.Language == "":
		d.Language = English
	case !languageTag.MatchString(d.Language):
		return Fail(Invalid, "language", "%q is not the tag of a language; write one such as en, ms or km.", shown(d.Language))
	}
	return nil
}

func (l *Library) parseFields(raw json.RawMessage) (map[string]Value, error) {
	fields := map[string]Value{}
	if len(raw) == 0 || bytes.Equal(bytes.TrimSpace(raw), []byte("null")) {
		return fields, nil
	}
	list, err := members(raw)
	if err != nil {
		return nil, inField("fields", err)
	}
	for _, m := range list {
		f := l.Field(m.name)
		if f == nil {
			return nil, l.unknownField(m.name)
		}
		v, err := f.parse(m.value)
		if err != nil {
			return nil, inField(f.ID, err)
		}
		if !v.Empty() {
			fields[f.ID] = v
		}
	}
	return fields, nil
}

package campaign

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// CheckJSONText refuses a JSON document that holds invalid UTF-8 or the escape of a lone surrogate, in a name
// or a value. It must run before the document is decoded, because encoding/json puts U+FFFD in the place of
// both without a word. It looks at nothing else. The error is an *Error without a field.
func CheckJSONText(data []byte) error {
	quoted := false
	for i := 0; i < len(data); {
		c := data[i]
		switch {
		case c == '"':
			quoted = !quoted
		case c == '\\' && quoted && i+1 < len(data):
			if data[i+1] != 'u' {
				i += 2
				continue
			}
			first, ok := escapedUnit(data[i:])
			if !ok {
				i += 2 // not JSON; decoding will say so
				continue
			}
			i += 6
			if !utf16.IsSurrogate(first) {
				continue
			}
			second, ok := escapedUnit(data[i:])
			if !ok || utf16.DecodeRune(first, second) == utf8.RuneError {
				line, column := lineOf(data, i-6)
				return Fail(Invalid, "", "At line %d, column %d, \\u%04x stands alone and is half a character; write both halves or the character itself.", line, column, first)
			}
			i += 6
			continue
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(data[i:])
			if r == utf8.RuneError && size == 1 {
				line, column := lineOf(data, i)
				return Fail(Invalid, "", "The bytes at line %d, column %d are not valid UTF-8; save or send it as UTF-8.", line, column)
			}
			i += size
			continue
		}
		i++
	}
	return nil
}

// escapedUnit reads \uXXXX at the start of data.
func escapedUnit(data []byte) (rune, bool) {
	if len(data) < 6 || data[0] != '\\' || data[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(data[2:6]), 16, 32)
	return rune(n), err == nil
}

// lineOf returns the line and the column, in characters, of a byte offset; both count from 1.
func lineOf(data []byte, offset int) (line, column int) {
	before := data[:min(max(offset, 0), len(data))]
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
}

// checkJSON refuses what is not one valid JSON document, saying at which line.
func checkJSON(data []byte) error {
	if err := CheckJSONText(data); err != nil {
		return err
	}
	if json.Valid(data) {
		return nil
	}
	var broken *json.SyntaxError
	var any json.RawMessage
	if err := json.Unmarshal(data, &any); errors.As(err, &broken) {
		line, column := lineOf(data, int(broken.Offset)-1)
		return Fail(Invalid, "", "This is not valid JSON at line %d, column %d; look there for a missing comma, quote or bracket.", line, column)
	}
	return Fail(Invalid, "", "This is not valid JSON.")
}

// member is one name and value of a JSON object.
type member struct {
	name  string
	value json.RawMessage
}

// members returns the members of a JSON object in order, and refuses a name that stands in it twice. raw is
// valid JSON; anything but an object is refused as not being one.
func members(raw json.RawMessage) ([]member, error) {
	if describe(raw) != "an object" {
		return nil, Fail(Invalid, "", "An object in braces is expected, and this is %s.", describe(raw))
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return nil, Fail(Invalid, "", "This is not valid JSON.").Because(err)
	}
	var list []member
	seen := map[string]bool{}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return nil, Fail(Invalid, "", "This is not valid JSON.").Because(err)
		}
		m := member{name: token.(string)}
		if err := dec.Decode(&m.value); err != nil {
			return nil, Fail(Invalid, "", "This is not valid JSON.").Because(err)
		}
		if seen[m.name] {
			return nil, Fail(Invalid, "", "%q stands twice in one object; keep one of them.", shown(m.name))
		}
		seen[m.name] = true
		list = append(list, m)
	}
	return list, nil
}

// describe says in words what a JSON value is.
func describe(raw json.RawMessage) string {
	raw = bytes.TrimLeft(raw, " \t\r\n")
	if len(raw) == 0 {
		return "nothing"
	}
	switch raw[0] {
	case '"':
		return "a text"
	case '{':
		return "an object"
	case '[':
		return "a list"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	}
	return "a number"
}

// decodeString reads a JSON string strictly: without replacing anything.
func decodeString(raw json.RawMessage) (string, error) {
	if err := CheckJSONText(raw); err != nil {
		return "", err
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return "", Fail(Invalid, "", "This is not a valid JSON text.").Because(err)
	}
	return s, nil
}

// appendString appends s as a JSON string, escaping only what JSON asks for.
func appendString(out []byte, s string) []byte {
	const hex = "0123456789abcdef"
	out = append(out, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		out = append(out, s[start:i]...)
		start = i + 1
		switch c {
		case '\n':
			out = append(out, '\\', 'n')
		case '\t':
			out = append(out, '\\', 't')
		case '"', '\\':
			out = append(out, '\\', c)
		default:
			out = append(out, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	return append(append(out, s[start:]...), '"')
}

package campaign

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"
)

// VisibleRows is how many rows a field can show.
const VisibleRows = 200

// ParseValue reads the JSON of a field, or with a column's id of a cell, as it stands in a draft file. null,
// "" and [] are nothing for every kind. Choices come out in the order of their list, rows without any value
// are dropped, and a row's id is kept only if it could be one. The error is an *Error with the field.
func (l *Library) ParseValue(field, column string, raw json.RawMessage) (Value, error) {
	f := l.Field(field)
	if f == nil {
		return Value{}, l.unknownField(field)
	}
	if err := checkJSON(raw); err != nil {
		return Value{}, inField(field, err)
	}
	if column == "" {
		v, err := f.parse(raw)
		return v, inField(field, err)
	}
	c := f.Column(column)
	if c == nil {
		return Value{}, inField(field, f.unknownColumn(column))
	}
	v, err := parseCell(c.Kind, c.Options, raw)
	return v, inField(field, err)
}

// parse reads a value of the field. raw is valid JSON.
func (f *Field) parse(raw json.RawMessage) (Value, error) {
	if f.Kind == Rows && !isNothing(raw) {
		return f.parseRows(raw)
	}
	return parseCell(f.Kind, f.Options, raw)
}

func (f *Field) unknownColumn(id string) *Error {
	known := make([]string, 0, len(f.Columns))
	for _, c := range f.Columns {
		known = append(known, c.ID)
	}
	if len(known) == 0 {
		return Fail(Invalid, f.ID, "%s has no columns, so there is no %q in it.", f.ID, shown(id))
	}
	return notKnown("column", id, known)
}

func (f *Field) parseRows(raw json.RawMessage) (Value, error) {
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return Value{}, Fail(Invalid, f.ID, "%s takes a list of rows in brackets, and this is %s.", f.ID, describe(raw))
	}
	var v Value
	used := map[string]bool{}
	for i, item := range list {
		row, err := f.parseRow(i+1, item)
		if err != nil {
			return Value{}, err
		}
		if len(row.Cells) == 0 {
			continue
		}
		if used[row.ID] {
			row.ID = ""
		}
		used[row.ID] = true
		v.Rows = append(v.Rows, row)
	}
	if len(v.Rows) > VisibleRows {
		return Value{}, tooManyRows(f.ID, len(v.Rows))
	}
	return v, nil
}

func tooManyRows(field string, n int) *Error {
	return Fail(Invalid, field, "%s holds at most %d rows, and this makes %d; leave some out or join them.", field, VisibleRows, n)
}

func (f *Field) parseRow(n int, raw json.RawMessage) (Row, error) {
	list, err := members(raw)
	if err != nil {
		return Row{}, inRow(f.ID, n, "", err)
	}
	var row Row
	for _, m := range list {
		if m.name == "id" {
			if id, err := decodeString(m.value); err == nil && validRowID(id) {
				row.ID = id
			}
			continue
		}
		c := f.Column(m.name)
		if c == nil {
			return Row{}, inRow(f.ID, n, "", f.unknownColumn(m.name))
		}
		v, err := parseCell(c.Kind, c.Options, m.value)
		if err != nil {
			return Row{}, inRow(f.ID, n, c.ID, err)
		}
		if !v.Empty() {
			row.set(c.ID, v)
		}
	}
	return row, nil
}

func (r *Row) set(column string, v Value) {
	if r.Cells == nil {
		r.Cells = map[string]Value{}
	}
	r.Cells[column] = v
}

// parseCell reads a value of any kind but rows. raw is valid JSON.
func parseCell(kind Kind, options []string, raw json.RawMessage) (Value, error) {
	if isNothing(raw) {
		return Value{}, nil
	}
	raw = bytes.TrimSpace(raw)
	switch kind {
	case Amount:
		if describe(raw) != "a number" {
			return Value{}, Fail(Invalid, "", "A number such as 18 or 12.5 is expected, and this is %s.", describe(raw))
		}
		n, err := ParseNumber(string(raw))
		return Value{Number: &n}, err
	case Choices:
		return parseChoices(options, raw)
	}
	if describe(raw) != "a text" {
		return Value{}, Fail(Invalid, "", "A text in quotes is expected, and this is %s.", describe(raw))
	}
	s, err := decodeString(raw)
	if err != nil {
		return Value{}, err
	}
	switch kind {
	case Date:
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return Value{}, Fail(Invalid, "", "%q is not a date; write it as year-month-day, such as 2027-02-01.", shown(s)).Because(err)
		}
	case Choice:
		if !slices.Contains(options, s) {
			return Value{}, notKnown("option", s, options)
		}
	default:
		if s, err = CleanText(kind, s); err != nil {
			return Value{}, err
		}
	}
	return Value{Text: s}, nil
}

func parseChoices(options []string, raw json.RawMessage) (Value, error) {
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return Value{}, Fail(Invalid, "", "A list of options in brackets is expected, and this is %s.", describe(raw))
	}
	chosen := make([]string, 0, len(list))
	for _, item := range list {
		if describe(item) != "a text" {
			return Value{}, Fail(Invalid, "", "An option in quotes is expected, and this is %s.", describe(item))
		}
		s, err := decodeString(item)
		if err != nil {
			return Value{}, err
		}
		if !slices.Contains(options, s) {
			return Value{}, notKnown("option", s, options)
		}
		chosen = append(chosen, s)
	}
	return Value{Choices: inOrder(options, chosen)}, nil
}

// inOrder returns the options that are chosen, in the list's order and each once; nil where there is none.
func inOrder(options, chosen []string) []string {
	var list []string
	for _, o := range options {
		if slices.Contains(chosen, o) {
			list = append(list, o)
		}
	}
	return list
}

// isNothing says whether raw is null, "" or [].
func isNothing(raw json.RawMessage) bool {
	raw = bytes.TrimSpace(raw)
	switch string(raw) {
	case "null", `""`:
		return true
	}
	return len(raw) >= 2 && raw[0] == '[' && len(bytes.TrimSpace(raw[1:len(raw)-1])) == 0
}

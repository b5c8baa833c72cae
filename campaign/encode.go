package campaign

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// EncodeValue returns a value as it stands in a draft file, null for nothing. Rows come without their ids.
func EncodeValue(kind Kind, v Value) json.RawMessage {
	if kind == Rows && !v.Empty() {
		return appendRows(nil, nil, filledRows(v.Rows), false)
	}
	return appendCell(nil, kind, v)
}

// EncodeFields returns the "fields" object of a draft file, in the order of the vocabulary and without what
// is nothing. With rowIDs each row has its "id", and rows without any value are kept.
func (l *Library) EncodeFields(d *Draft, rowIDs bool) json.RawMessage {
	out := append(make([]byte, 0, 1024), '{')
	for i := range l.Fields() {
		f := &l.Fields()[i]
		v, ok := d.Fields[f.ID]
		if !ok || v.Empty() && !(rowIDs && len(v.Rows) > 0) {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(appendString(out, f.ID), ':')
		if f.Kind != Rows {
			out = appendCell(out, f.Kind, v)
			continue
		}
		rows := v.Rows
		if !rowIDs {
			rows = filledRows(rows)
		}
		out = appendRows(out, f.Columns, rows, rowIDs)
	}
	return append(out, '}')
}

// appendRows appends rows with their cells in the order of the columns, or by name where there are none.
func appendRows(out []byte, columns []Column, rows []Row, ids bool) []byte {
	out = append(out, '[')
	for i, r := range rows {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, '{')
		start := len(out)
		if ids {
			out = appendString(append(out, `"id":`...), r.ID)
		}
		cell := func(column string, kind Kind) {
			v := r.Cells[column]
			if v.Empty() {
				return
			}
			if len(out) > start {
				out = append(out, ',')
			}
			out = appendCell(append(appendString(out, column), ':'), kind, v)
		}
		for _, c := range columns {
			cell(c.ID, c.Kind)
		}
		if columns == nil {
			for _, id := range slices.Sorted(maps.Keys(r.Cells)) {
				kind := Line
				if r.Cells[id].Number != nil {
					kind = Amount
				}
				cell(id, kind)
			}
		}
		out = append(out, '}')
	}
	return append(out, ']')
}

func appendCell(out []byte, kind Kind, v Value) []byte {
	switch {
	case v.Empty():
		return append(out, "null"...)
	case kind == Amount:
		return append(out, v.Number.String()...)
	case kind == Choices:
		out = append(out, '[')
		for i, c := range v.Choices {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendString(out, c)
		}
		return append(out, ']')
	}
	return appendString(out, v.Text)
}

// EncodeDraft returns the draft as a file: indented JSON that ends in a line feed, fields in the order of the
// vocabulary, without row ids. The same draft always gives the same bytes.
func (l *Library) EncodeDraft(d *Draft) ([]byte, error) {
	out := appendString([]byte(`{"format":`), DraftFormat)
	out = appendString(append(out, `,"canvas":`...), d.Canvas)
	out = appendString(append(out, `,"language":`...), d.Language)
	if d.Group != "" {
		out = appendString(append(out, `,"group":`...), d.Group)
	}
	out = append(append(out, `,"fields":`...), l.EncodeFields(d, false)...)
	for _, part := range []struct {
		name string
		list json.RawMessage
	}{{"set_aside", l.EncodeAsides(d, false)}, {"self_check", l.EncodeSelfChecks(d)}} {
		if part.list != nil {
			out = append(append(append(out, ',', '"'), part.name...), '"', ':')
			out = append(out, part.list...)
		}
	}
	var file bytes.Buffer
	if err := json.Indent(&file, append(out, '}'), "", "  "); err != nil {
		return nil, err
	}
	file.WriteByte('\n')
	return file.Bytes(), nil
}

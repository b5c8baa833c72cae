package campaign

import (
	"encoding/json"
	"fmt"
)

// storedField is a field's state as storage keeps it.
type storedField struct {
	Value json.RawMessage `json:"value,omitempty"`
	Rows  []storedRow     `json:"rows,omitempty"`
}

type storedRow struct {
	ID      string                     `json:"id"`
	Placed  int64                      `json:"placed,omitempty"`
	Deleted bool                       `json:"deleted,omitempty"`
	Binned  int64                      `json:"binned,omitempty"`
	Cells   map[string]json.RawMessage `json:"cells,omitempty"`
}

// EncodeFieldState returns the state of one field as JSON for storage, the bin included. The same state always
// gives the same bytes.
func (l *Library) EncodeFieldState(id string, f FieldState) ([]byte, error) {
	field := l.Field(id)
	if field == nil {
		return nil, l.unknownField(id)
	}
	var s storedField
	if field.Kind != Rows {
		s.Value = EncodeValue(field.Kind, f.Value)
		return json.Marshal(s)
	}
	for _, r := range f.Rows {
		row := storedRow{ID: r.ID, Placed: r.Placed, Deleted: r.Deleted, Binned: r.Binned, Cells: map[string]json.RawMessage{}}
		for column, v := range r.Cells {
			c := field.Column(column)
			if c == nil {
				return nil, field.unknownColumn(column)
			}
			if !v.Empty() {
				row.Cells[column] = EncodeValue(c.Kind, v)
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return json.Marshal(s)
}

// DecodeFieldState reads what EncodeFieldState wrote. Limits are not looked at: what was once kept is read.
func (l *Library) DecodeFieldState(id string, data []byte) (FieldState, error) {
	field := l.Field(id)
	if field == nil {
		return FieldState{}, l.unknownField(id)
	}
	var s storedField
	if err := json.Unmarshal(data, &s); err != nil {
		return FieldState{}, fmt.Errorf("stored field %s: %w", id, err)
	}
	var f FieldState
	var err error
	if field.Kind != Rows {
		if f.Value, err = decodeStored(field.Kind, s.Value); err != nil {
			return FieldState{}, fmt.Errorf("stored field %s: %w", id, err)
		}
		return f, nil
	}
	for _, r := range s.Rows {
		row := RowState{ID: r.ID, Placed: r.Placed, Deleted: r.Deleted, Binned: r.Binned}
		for column, raw := range r.Cells {
			c := field.Column(column)
			if c == nil {
				return FieldState{}, fmt.Errorf("stored field %s: %w", id, field.unknownColumn(column))
			}
			v, err := decodeStored(c.Kind, raw)
			if err != nil {
				return FieldState{}, fmt.Errorf("stored field %s, row %s, %s: %w", id, r.ID, column, err)
			}
			if row.Cells == nil {
				row.Cells = map[string]Value{}
			}
			row.Cells[column] = v
		}
		f.Rows = append(f.Rows, row)
	}
	return f, nil
}

// decodeStored reads one value that was valid when it was kept.
func decodeStored(kind Kind, raw json.RawMessage) (Value, error) {
	if len(raw) == 0 || isNothing(raw) {
		return Value{}, nil
	}
	switch kind {
	case Amount:
		n, err := ParseNumber(string(raw))
		return Value{Number: &n}, err
	case Choices:
		var v Value
		err := json.Unmarshal(raw, &v.Choices)
		return v, err
	}
	var v Value
	err := json.Unmarshal(raw, &v.Text)
	return v, err
}

package campaign

import (
	"bytes"
	"encoding/json"
)

// plainEdit is an Edit without its MarshalJSON.
type plainEdit Edit

// MarshalJSON writes what the edit's kind has even where it is empty: the splices of a text, what is added and
// removed of choices, the row that a row stands after and the values of a new one. Whoever reads an answer or an
// entry so finds the same names in every edit of a kind, and one edit has one spelling.
func (e Edit) MarshalJSON() ([]byte, error) {
	switch e.Kind {
	case EditText:
		return unescaped(struct {
			plainEdit
			Splices []Splice `json:"splices"`
		}{plainEdit(e), listed(e.Splices)})
	case EditChoose:
		return unescaped(struct {
			plainEdit
			Add    []string `json:"add"`
			Remove []string `json:"remove"`
		}{plainEdit(e), listed(e.Add), listed(e.Remove)})
	case EditInsertRow:
		values := e.Values
		if values == nil {
			values = map[string]json.RawMessage{}
		}
		return unescaped(struct {
			plainEdit
			After  string                     `json:"after"`
			Values map[string]json.RawMessage `json:"values"`
		}{plainEdit(e), e.After, values})
	case EditMoveRow, EditRestoreRow:
		return unescaped(struct {
			plainEdit
			After string `json:"after"`
		}{plainEdit(e), e.After})
	}
	return unescaped(plainEdit(e))
}

// listed returns a list that is written [] where it is empty.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// unescaped writes JSON without escapes for HTML, which are the caller's choice: json.Marshal adds them.
func unescaped(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

package campaign

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Sum returns the hex SHA-256 of the batch's base and edits, to tell a retry from another content under the
// same client and batch. White space and the order of names inside values do not change it; the client, the
// number and the log's id are not in it.
func (b Batch) Sum() string {
	content, err := json.Marshal(struct {
		Base  int64  `json:"base"`
		Edits []Edit `json:"edits"`
	}{b.Base, readable(b.Edits)})
	if err != nil {
		panic(err) // only values can fail, and readable sees to them
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// readable returns the edits with values that can be marshalled: what is not JSON stands in them as a text,
// and what is in one spelling.
func readable(edits []Edit) []Edit {
	list := make([]Edit, len(edits))
	for i, e := range edits {
		e.Value = oneSpelling(e.Value)
		if e.Values != nil {
			values := make(map[string]json.RawMessage, len(e.Values))
			for id, raw := range e.Values {
				values[id] = oneSpelling(raw)
			}
			e.Values = values
		}
		list[i] = e
	}
	return list
}

func oneSpelling(raw json.RawMessage) json.RawMessage {
	if raw == nil {
		return nil
	}
	var v any
	if json.Unmarshal(raw, &v) != nil {
		v = "not JSON: " + string(raw)
	}
	spelt, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return spelt
}

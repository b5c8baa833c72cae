package ui

import (
	"encoding/json"
	"time"

	"github.com/alexedwards/scs/v2"
)

// sessionCodec keeps a session as a small JSON object. The session manager's own way, gob, sends the description of
// its types with every session and compiles it with every request, which is several times the work of what is in it.
// Sessions that an earlier program kept are read as it wrote them.
type sessionCodec struct{ before scs.GobCodec }

// keptSession is a session as it is kept. All that one holds is text.
type keptSession struct {
	Deadline time.Time         `json:"deadline"`
	Values   map[string]string `json:"values"`
}

func (c sessionCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	kept := keptSession{deadline, make(map[string]string, len(values))}
	for key, value := range values {
		text, ok := value.(string)
		if !ok {
			return c.before.Encode(deadline, values)
		}
		kept.Values[key] = text
	}
	return json.Marshal(kept)
}

func (c sessionCodec) Decode(data []byte) (time.Time, map[string]any, error) {
	if len(data) == 0 || data[0] != '{' { // gob begins with the length of the description, which is no brace
		return c.before.Decode(data)
	}
	var kept keptSession
	if err := json.Unmarshal(data, &kept); err != nil {
		return time.Time{}, nil, err
	}
	values := make(map[string]any, len(kept.Values))
	for key, text := range kept.Values {
		values[key] = text
	}
	return kept.Deadline, values, nil
}

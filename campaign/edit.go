package campaign

import (
	"encoding/json"
	"time"
)

// EditKind names what an edit does.
type EditKind string

// The kinds of edits. EditCanvas is made by the server alone, when a draft moves to another canvas.
const (
	EditText       EditKind = "text"
	EditSet        EditKind = "set"
	EditChoose     EditKind = "choose"
	EditInsertRow  EditKind = "insert_row"
	EditMoveRow    EditKind = "move_row"
	EditDeleteRow  EditKind = "delete_row"
	EditRestoreRow EditKind = "restore_row"
	EditCanvas     EditKind = "canvas"
)

// Splice replaces the UTF-16 code units [From, To) of a text by Insert.
type Splice struct {
	From   int    `json:"from"`
	To     int    `json:"to"`
	Insert string `json:"insert"`
}

// Edit is one change to one place. At is FIELD, FIELD/ROW or FIELD/ROW/COLUMN. Value and the members of
// Values are JSON as in a draft file. After is the id of the row it stands after, empty for the top.
type Edit struct {
	Kind    EditKind                   `json:"kind"`
	At      string                     `json:"at"`
	Splices []Splice                   `json:"splices,omitempty"`
	Value   json.RawMessage            `json:"value,omitempty"`
	Add     []string                   `json:"add,omitempty"`
	Remove  []string                   `json:"remove,omitempty"`
	Row     string                     `json:"row,omitempty"`
	After   string                     `json:"after,omitempty"`
	Values  map[string]json.RawMessage `json:"values,omitempty"`
	Hidden  bool                       `json:"hidden,omitempty"` // in an answer: it went to a row in the bin
}

// Batch is what one open page sends at once: atomic, one entry of the log. Base is the seq that the page
// had read when it made the edits. Log may be empty.
type Batch struct {
	Client string `json:"client"`
	Batch  int64  `json:"batch"`
	Log    string `json:"log,omitempty"`
	Base   int64  `json:"base"`
	Edits  []Edit `json:"edits"`
}

// Entry is one entry of a draft's log: a batch as it was applied. Seq counts from 1 without gaps.
type Entry struct {
	Seq    int64     `json:"seq"`
	Client string    `json:"client"`
	Batch  int64     `json:"batch"`
	Who    string    `json:"who"` // the id of the member or account
	Time   time.Time `json:"time"`
	Edits  []Edit    `json:"edits"`
}

package campaign

import (
	"encoding/json"
	"time"
)

// EditKind names what an edit does.
type EditKind string

// The kinds of edits. The server alone makes EditCanvas, when a draft moves to another canvas, and
// EditLock and EditUnlock, when a facilitator locks or opens a section.
const (
	EditText       EditKind = "text"
	EditSet        EditKind = "set"
	EditChoose     EditKind = "choose"
	EditInsertRow  EditKind = "insert_row"
	EditMoveRow    EditKind = "move_row"
	EditDeleteRow  EditKind = "delete_row"
	EditRestoreRow EditKind = "restore_row"
	EditSetAside   EditKind = "set_aside"  // a finding, with the group's reason
	EditTakeUp     EditKind = "take_up"    // a finding that was set aside
	EditSelfCheck  EditKind = "self_check" // the group's own answer to a principle; has no at
	EditCanvas     EditKind = "canvas"
	EditLock       EditKind = "lock"   // a section, whose id is at; value says who and why
	EditUnlock     EditKind = "unlock" // a section, whose id is at
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

	// What a group says about the check: of a finding set aside or taken up, and of a principle.
	Principle string `json:"principle,omitempty"`
	Rule      string `json:"rule,omitempty"`
	Excerpt   string `json:"excerpt,omitempty"`
	Reason    Reason `json:"reason,omitempty"`
	Note      string `json:"note,omitempty"`
	Answer    Answer `json:"answer,omitempty"`
	Evidence  string `json:"evidence,omitempty"`
}

// Batch is what one open page sends at once: atomic, one entry of the log. Base is the seq that the page
// had read when it made the edits. Log may be empty.
type Batch struct {
	Client string `json:"client"`
	Batch  int64  `json:"batch"`
	Log    string `json:"log,omitempty"`
	Base   int64  `json:"base"`
	Edits  []Edit `json:"edits"`

	Taken time.Time `json:"-"` // when the server took it; the sender does not say so
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

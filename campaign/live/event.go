package live

import (
	"encoding/json"

	"workbench/campaign"
)

// The names of events. Their texts are part of HTTP version 1.
const (
	HelloEvent    = "hello"    // first on every stream
	EditsEvent    = "edits"    // one entry of the log; the event's ID is its seq
	PresenceEvent = "presence" // the full list of who is on the draft
	FindingsEvent = "findings" // the check report, with the seq that was checked
	WorkshopEvent = "workshop" // phase, timer, message, spotlight, lock, members
	ActivityEvent = "activity" // for those who lead: what goes on in which draft, without content
	BeatEvent     = "beat"     // every 8 seconds
)

// recheckEvent is for the streams alone: it has them do what they do with every beat.
const recheckEvent = "recheck"

// Event is one event of a stream. ID is the seq of an edits event and 0 for all others.
//
// On a subscription (not on a stream) an edits event without Data says that the log has got at least
// as far as ID, and that the entries are to be read there.
type Event struct {
	ID   int64
	Name string
	Data json.RawMessage
}

// Send takes the next events of a stream, at least one, which leave in one piece. It must not keep the slice.
type Send func(events ...Event) error

// Answer is what a page hears when its batch is durable: the log it went into, the seq of its entry and
// the edits as they were applied.
type Answer struct {
	Log   string          `json:"log"`
	Seq   int64           `json:"seq"`
	Edits []campaign.Edit `json:"edits"`
}

// Page is a part of a draft's log. Seq is the last of the whole log, and More says that entries follow.
type Page struct {
	Log     string           `json:"log"`
	Seq     int64            `json:"seq"`
	Entries []campaign.Entry `json:"entries"`
	More    bool             `json:"more"`
}

// Hello is the data of a draft stream's first event: where the log stands, the workshop's public state,
// who is there, and the check report (null where the desk has no check).
type Hello struct {
	Log      string          `json:"log"`
	Seq      int64           `json:"seq"`
	Workshop json.RawMessage `json:"workshop"`
	Presence []Presence      `json:"presence"`
	Findings json.RawMessage `json:"findings"`
}

// Edited is the activity event of a new entry. Crowd and Checked are the other kinds.
type Edited struct {
	Draft string `json:"draft"`
	Seq   int64  `json:"seq"`
	Time  string `json:"time"` // RFC 3339, UTC
}

// Crowd says how many pages are open on a draft and how many of them hold unsent edits; and how many are
// absent that hold some (Away), or are silent and nobody knows (Silent). Section is the one that most of the pages
// show, of as many the one that came first.
type Crowd struct {
	Draft   string `json:"draft"`
	Present int    `json:"present"`
	Unsent  int    `json:"unsent"`
	Away    int    `json:"away,omitempty"`
	Silent  int    `json:"silent,omitempty"`
	Section string `json:"section,omitempty"`
}

// Checked is the activity event of a check that is made: what is open in the draft may be something else.
type Checked struct {
	Draft   string `json:"draft"`
	Checked int64  `json:"checked"` // the seq that was checked, 0 where nobody asked for a report
}

// WorkshopHello is the data of a workshop stream's first event.
type WorkshopHello struct {
	Workshop json.RawMessage `json:"workshop"`
	Drafts   []Crowd         `json:"drafts"` // those on which somebody is present
}

// encode marshals what this package itself has made, which cannot fail unless a value holds JSON that
// was never valid; then it is null, so that a stream goes on.
func encode(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage("null")
	}
	return data
}

package storage

import (
	"gorm.io/gorm"

	"workbench/campaign"
)

// traces is what a table tells of people, and what closing a workshop leaves of it.
type traces struct {
	table string
	// The column by which rows belong: draft_id or group_id, where people are told apart draft by draft, or workshop_id,
	// where what is left is the facilitator's. Empty: rows belong to no workshop, or only also looks at them.
	of string

	gone      bool     // no row is left
	authors   []string // columns of authors: a person of the draft, or the facilitator, is left
	minutes   []string // columns of times: the minute is left
	documents []string // columns of JSON: authors and times inside of them likewise
	key       []string // the rest of the primary key, where there are documents
	kept      []string // columns that sound like people and tell of none
	also      func(tx *gorm.DB, c *closing, id string) error

	why string // nothing has to be done
}

// tableTraces has every table of the schema once; a test reads the schema and demands it.
var tableTraces = []traces{
	{table: "entries", of: "draft_id", authors: []string{"who"}, minutes: []string{"at"}, kept: []string{"client", "edits"}, also: closeEntries},
	{table: "draft_values", of: "draft_id", kept: []string{"value"}, also: closeLocks},
	{table: "checkpoints", of: "draft_id", authors: []string{"who"}, minutes: []string{"at"}, kept: []string{"name"}},
	{table: "comments", of: "draft_id", documents: []string{"comment"}, key: []string{"id"}},
	{table: "not_useful", of: "draft_id", minutes: []string{"at"}, kept: []string{"who"}, also: closeNotUseful},
	{table: "group_hands", of: "group_id", gone: true},
	{table: "group_ready", of: "group_id", minutes: []string{"at"}},
	{table: "rubric_marks", of: "group_id", authors: []string{"who"}, minutes: []string{"at"}, kept: []string{"scorer"}, also: closeScorers},
	{table: "votes", of: "workshop_id", documents: []string{"vote"}, key: []string{"id"}, minutes: []string{"opened"}},
	{table: "vote_dots", also: closeVotes},
	{table: "courses", of: "workshop_id", kept: []string{"course"}, also: closeCourse},
	{table: "members", of: "workshop_id", gone: true, also: closeSessions},
	{table: "workshop_keys", of: "workshop_id", gone: true},
	{table: "sessions", kept: []string{"token", "data"}, why: "goes with its member"},
	{table: "workshops", kept: []string{"created"}, why: "says what the workshop is, and is made to say that it is closed"},
	{table: "drafts", of: "workshop_id", minutes: []string{"updated_at"}},
	{table: "workshop_groups", kept: []string{"name"}, why: "a group's name"},
	{table: "codes", why: "they open the workshop or a group, and nobody's seat"},
	{table: "accounts", kept: []string{"name", "name_key", "created"}, why: "of those who lead, in the whole workbench"},
	{table: "invites", kept: []string{"invited_by", "expires", "used"}, why: "of those who lead, in the whole workbench"},
	{table: "packs", kept: []string{"uploaded_by", "at"}, why: "of those who lead, in the whole workbench"},
	{table: "backups_made", kept: []string{"at", "file"}, why: "which copies there are"},
	{table: "meta", kept: []string{"name", "value"}, why: "marks of the whole database"},
	{table: "migrations", kept: []string{"name"}, why: "the schema"},
}

// authorsOf lists who stands in the columns of authors of a table's rows.
func (t *traces) authorsOf(tx *gorm.DB, id string) (all []string, err error) {
	for _, column := range t.authors {
		var some []string
		if err := tx.Raw("SELECT DISTINCT "+column+" FROM "+t.table+" WHERE "+t.of+" = ?", id).Scan(&some).Error; err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// forget leaves of the rows of one draft, group or workshop what the list says.
func (t *traces) forget(tx *gorm.DB, c *closing, id string) error {
	if t.also != nil {
		if err := t.also(tx, c, id); err != nil {
			return err
		}
	}
	if t.gone {
		return tx.Exec("DELETE FROM "+t.table+" WHERE "+t.of+" = ?", id).Error
	}
	for _, column := range t.documents {
		if err := t.forgetDocuments(tx, c, column, id); err != nil {
			return err
		}
	}
	set, args := "", []any(nil)
	assign := func(expression string, values ...any) {
		if set != "" {
			set += ", "
		}
		set, args = set+expression, append(args, values...)
	}
	for _, column := range t.minutes {
		assign(column + " = " + minuteOf(column))
	}
	if len(t.authors) > 0 {
		found, err := t.authorsOf(tx, id)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			cases, values := c.cases(found)
			for _, column := range t.authors {
				assign(column+" = CASE "+column+cases+" ELSE '' END", values...)
			}
		}
	}
	if t.table == "entries" {
		// The page of each entry is one page of the draft, which has sent every entry as a batch of its own.
		assign("client = CASE WHEN client = ? THEN client ELSE ? END, batch = seq, sum = ''", campaign.ServerClient, newID())
	}
	if set == "" {
		return nil
	}
	return tx.Exec("UPDATE "+t.table+" SET "+set+" WHERE "+t.of+" = ?", append(args, id)...).Error
}

// minuteOf takes what is behind the minute from a column of times as formatTime writes them. Empty stays empty.
func minuteOf(column string) string {
	return "CASE WHEN " + column + " = '' THEN '' ELSE substr(" + column + ", 1, 16) || ':00.000000000Z' END"
}

package storage

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"workbench/campaign"
)

// valueRow is a draft with one of its values, or with none: the fold of a log in one statement, which is
// one moment on both databases.
type valueRow struct {
	ID, WorkshopID, GroupID, LogID string
	Seq                            int64
	Canvas, Language               string
	Closed                         bool
	Field, Value                   *string
}

const selectValues = "SELECT d.id, d.workshop_id, d.group_id, d.log_id, d.seq, d.canvas, d.language, d.closed, v.field, v.value" +
	" FROM drafts d LEFT JOIN draft_values v ON v.draft_id = d.id "

// Open returns where a draft stands: the position of its log and the state at that position, both of one
// moment. It reads no entries, so its cost is that of the content alone. campaign.NotFound where there is
// no such draft.
func (s *Store) Open(ctx context.Context, draft string) (campaign.Head, error) {
	var rows []valueRow
	err := s.view(ctx, "open draft", func(db *gorm.DB) error {
		err := db.Raw(selectValues+"WHERE d.id = ?", draft).Scan(&rows).Error
		if err == nil && len(rows) == 0 {
			return missing("such draft")
		}
		return err
	})
	if err != nil {
		return campaign.Head{}, err
	}
	heads, err := s.fold(rows)
	return heads[draft], err
}

// fold gathers rows into heads by draft.
func (s *Store) fold(rows []valueRow) (map[string]campaign.Head, error) {
	heads := make(map[string]campaign.Head)
	for _, r := range rows {
		head, ok := heads[r.ID]
		if !ok {
			head = campaign.Head{LogID: r.LogID, Seq: r.Seq, WorkshopID: r.WorkshopID, GroupID: r.GroupID, Closed: r.Closed,
				State: campaign.State{Canvas: r.Canvas, Language: r.Language, Fields: make(map[string]campaign.FieldState)}}
			heads[r.ID] = head
		}
		if r.Field == nil || r.Value == nil {
			continue
		}
		if err := s.lib.DecodePart(&head.State, *r.Field, []byte(*r.Value)); err != nil {
			return nil, fmt.Errorf("storage: draft %s, field %s: %w", r.ID, *r.Field, err)
		}
		heads[r.ID] = head
	}
	return heads, nil
}

// Position returns a draft's log and the seq of its last entry, 0 before the first: one row by its key.
// campaign.NotFound where there is no such draft.
func (s *Store) Position(ctx context.Context, draft string) (logID string, seq int64, err error) {
	at, err := s.kept.position(draft, func() (position, error) {
		var row struct {
			LogID string
			Seq   int64
		}
		err := s.view(ctx, "position of draft", func(db *gorm.DB) error {
			found := db.Raw("SELECT log_id, seq FROM drafts WHERE id = ?", draft).Scan(&row)
			if found.Error == nil && found.RowsAffected == 0 {
				return missing("such draft")
			}
			return found.Error
		})
		return position{row.LogID, row.Seq}, err
	})
	return at.log, at.seq, err
}

// entryRow is one line of the log.
type entryRow struct {
	Seq                 int64
	Client              string
	Batch               int64
	Who, At, Sum, Edits string
}

const selectEntries = "SELECT seq, client, batch, who, at, sum, edits FROM entries "

func (r *entryRow) entry() (campaign.Entry, error) {
	e := campaign.Entry{Seq: r.Seq, Client: r.Client, Batch: r.Batch, Who: r.Who, Time: parseTime(r.At)}
	if err := json.Unmarshal([]byte(r.Edits), &e.Edits); err != nil {
		return e, fmt.Errorf("storage: entry %d: %w", r.Seq, err)
	}
	return e, nil
}

// Entries returns the entries after a seq, ascending and without gaps, at most limit. A draft that does
// not exist has none.
func (s *Store) Entries(ctx context.Context, draft string, after int64, limit int) ([]campaign.Entry, error) {
	if limit <= 0 {
		return nil, nil
	}
	var rows []entryRow
	err := s.view(ctx, "read entries", func(db *gorm.DB) error {
		return db.Raw(selectEntries+"WHERE draft_id = ? AND seq > ? ORDER BY seq LIMIT ?", draft, after, limit).Scan(&rows).Error
	})
	if err != nil {
		return nil, err
	}
	entries := make([]campaign.Entry, len(rows))
	for i := range rows {
		if entries[i], err = rows[i].entry(); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

// Find returns the entry that a client's batch became; false where it is not in the log.
func (s *Store) Find(ctx context.Context, draft, client string, batch int64) (campaign.Stored, bool, error) {
	var rows []entryRow
	err := s.view(ctx, "find batch", func(db *gorm.DB) error {
		return db.Raw(selectEntries+"WHERE draft_id = ? AND client = ? AND batch = ?", draft, client, batch).Scan(&rows).Error
	})
	if err != nil || len(rows) == 0 {
		return campaign.Stored{}, false, err
	}
	entry, err := rows[0].entry()
	return campaign.Stored{Entry: entry, Sum: rows[0].Sum}, err == nil, err
}

// Append writes an entry, the field states that it changed, and the draft's position and canvas, in one
// transaction. On nil they are durable and every read sees them.
//
// campaign.ErrTaken says that the seq is not the next one or that the client's batch is in the log
// already, campaign.NotFound that there is no such draft; nothing was written then. A context cancelled
// before the writing has started stops it; after that Append waits for the outcome and reports it.
func (s *Store) Append(ctx context.Context, draft string, a campaign.Appended) error {
	leave, err := s.enter()
	if err != nil {
		return err
	}
	defer leave()
	p, err := s.encode(draft, a)
	if err != nil {
		return err
	}
	if s.group != nil {
		err := s.group.append(ctx, p)
		if err == nil {
			s.kept.appended(draft, a.Entry.Seq)
		} else {
			s.kept.changed() // the log may have gone on all the same
		}
		return settle(ctx, "append", err)
	}
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := p.write(plainly{tx}); err != nil {
			return err
		}
		return notify(tx, draft, a.Entry.Seq)
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return campaign.ErrTaken
	}
	return settle(ctx, "append", err)
}

// appending is an entry on its way, encoded by the goroutine that brings it.
type appending struct {
	draft  string
	entry  campaign.Entry
	sum    string
	canvas string
	edits  string
	values []changedValue
}

type changedValue struct {
	field, value string
	gone         bool
}

func (s *Store) encode(draft string, a campaign.Appended) (*appending, error) {
	var edits bytes.Buffer
	enc := json.NewEncoder(&edits)
	enc.SetEscapeHTML(false) // values stay as they came
	if a.Entry.Edits == nil {
		a.Entry.Edits = []campaign.Edit{}
	}
	if err := enc.Encode(a.Entry.Edits); err != nil {
		return nil, fmt.Errorf("storage: encode edits: %w", err)
	}
	p := &appending{draft: draft, entry: a.Entry, sum: a.Sum, canvas: a.State.Canvas,
		edits: string(bytes.TrimSuffix(edits.Bytes(), []byte("\n")))}
	for _, field := range a.Changed {
		value, there, err := s.lib.EncodePart(a.State, field)
		if err != nil {
			return nil, fmt.Errorf("storage: encode %s: %w", field, err)
		}
		p.values = append(p.values, changedValue{field: field, value: string(value), gone: !there})
	}
	return p, nil
}

package storage

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"workbench/campaign"
)

type checkpointRow struct {
	DraftID string `gorm:"primaryKey"`
	Seq     int64  `gorm:"primaryKey;autoIncrement:false"`
	Name    string `gorm:"primaryKey"`
	Who     string
	At      string
	Kind    string
}

func (checkpointRow) TableName() string { return "checkpoints" }

func (r *checkpointRow) checkpoint() campaign.Checkpoint {
	return campaign.Checkpoint{DraftID: r.DraftID, Seq: r.Seq, Name: r.Name, Kind: campaign.CheckpointKind(r.Kind), Who: r.Who, At: parseTime(r.At)}
}

// AddCheckpoint gives a moment of a draft a name. The same name for the same moment is kept once, with who gave it
// first.
//
// campaign.NotFound where there is no such draft or its log has no such entry yet; campaign.Conflict where people have
// named campaign.CheckpointCount moments of the draft.
func (s *Store) AddCheckpoint(ctx context.Context, c campaign.Checkpoint) error {
	return s.change(ctx, "keep a checkpoint", func(tx *gorm.DB) error {
		var there int
		if err := tx.Raw("SELECT COUNT(*) FROM drafts WHERE id = ? AND seq >= ?", c.DraftID, c.Seq).Scan(&there).Error; err != nil {
			return err
		}
		if there == 0 || c.Seq < 0 {
			return missing("such moment of a draft")
		}
		row := checkpointRow{DraftID: c.DraftID, Seq: c.Seq, Name: c.Name, Who: c.Who, At: formatTime(c.At), Kind: string(c.Kind)}
		made := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if made.Error != nil || made.RowsAffected == 0 {
			return made.Error
		}
		var n int64
		if err := tx.Model(&checkpointRow{}).Where("draft_id = ? AND kind = ?", c.DraftID, string(c.Kind)).Count(&n).Error; err != nil {
			return err
		}
		if n > campaign.CheckpointCount {
			return campaign.Fail(campaign.Conflict, "name", "A draft has at most %d named moments, and this one has them. Remove the name of one, or look for the moment in the history instead.", campaign.CheckpointCount)
		}
		return nil
	})
}

// Each draft's own position is read in the statement that keeps it, so that all checkpoints are of one moment.
const (
	keepAll = "INSERT INTO checkpoints (draft_id, seq, name, who, at, kind)" +
		" SELECT id, seq, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT) FROM drafts WHERE workshop_id = ?" +
		" ON CONFLICT (draft_id, seq, name) DO NOTHING"
	dropOldest = "DELETE FROM checkpoints WHERE kind = ? AND draft_id IN (SELECT id FROM drafts WHERE workshop_id = ?)" +
		" AND at < (SELECT c.at FROM checkpoints c WHERE c.draft_id = checkpoints.draft_id AND c.kind = checkpoints.kind ORDER BY c.at DESC LIMIT 1 OFFSET ?)"
)

// AddCheckpoints keeps an automatic checkpoint of every draft of a workshop as it stands, all of one moment, under one
// name, and returns how many drafts that were. A draft that has the name at its present position keeps the one it has.
// Of a draft's automatic checkpoints the latest campaign.CheckpointCount are kept; what people have named is not
// touched. campaign.NotFound where there is no such workshop.
func (s *Store) AddCheckpoints(ctx context.Context, workshop, name, who string, at time.Time) (drafts int, err error) {
	err = s.change(ctx, "keep checkpoints", func(tx *gorm.DB) error {
		var there int
		if err := tx.Raw("SELECT COUNT(*) FROM workshops WHERE id = ?", workshop).Scan(&there).Error; err != nil {
			return err
		}
		if there == 0 {
			return missing("such workshop")
		}
		if err := tx.Exec(keepAll, name, who, formatTime(at), string(campaign.CheckpointAutomatic), workshop).Error; err != nil {
			return err
		}
		if err := tx.Exec(dropOldest, string(campaign.CheckpointAutomatic), workshop, campaign.CheckpointCount-1).Error; err != nil {
			return err
		}
		return tx.Raw("SELECT COUNT(*) FROM drafts WHERE workshop_id = ?", workshop).Scan(&drafts).Error
	})
	return drafts, err
}

// RenameCheckpoint gives a checkpoint another name; who named it first, and when, stays. campaign.NotFound where there
// is none, campaign.Conflict where the moment has the other name already.
func (s *Store) RenameCheckpoint(ctx context.Context, draft string, seq int64, name, to string) error {
	return s.change(ctx, "rename a checkpoint", func(tx *gorm.DB) error {
		if name != to {
			var taken int
			if err := tx.Raw("SELECT COUNT(*) FROM checkpoints WHERE draft_id = ? AND seq = ? AND name = ?", draft, seq, to).Scan(&taken).Error; err != nil {
				return err
			}
			if taken > 0 {
				return campaign.Fail(campaign.Conflict, "name", "This moment has the name “%s” already. Choose another.", to)
			}
		}
		changed := tx.Exec("UPDATE checkpoints SET name = ? WHERE draft_id = ? AND seq = ? AND name = ?", to, draft, seq, name)
		if changed.Error == nil && changed.RowsAffected == 0 {
			return missing("such checkpoint")
		}
		return changed.Error
	})
}

// RemoveCheckpoint takes the name of a moment away; the moment stays in the log. Removing again does nothing.
func (s *Store) RemoveCheckpoint(ctx context.Context, draft string, seq int64, name string) error {
	return s.change(ctx, "remove a checkpoint", func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM checkpoints WHERE draft_id = ? AND seq = ? AND name = ?", draft, seq, name).Error
	})
}

// Checkpoints returns the checkpoints of a draft, the latest moment first. A draft that does not exist has none.
func (s *Store) Checkpoints(ctx context.Context, draft string) (list []campaign.Checkpoint, err error) {
	var rows []checkpointRow
	err = s.view(ctx, "read checkpoints", func(db *gorm.DB) error {
		return db.Where("draft_id = ?", draft).Order("seq DESC, at DESC, name").Find(&rows).Error
	})
	for i := range rows {
		list = append(list, rows[i].checkpoint())
	}
	return list, err
}

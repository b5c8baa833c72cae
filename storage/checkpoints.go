package storage

import (
	"context"

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
}

func (checkpointRow) TableName() string { return "checkpoints" }

// AddCheckpoint gives a moment of a draft a name. The same name for the same moment is kept once, with who gave it
// first.
//
// campaign.NotFound where there is no such draft or its log has no such entry yet; campaign.Conflict where the draft
// has campaign.CheckpointCount of them.
func (s *Store) AddCheckpoint(ctx context.Context, c campaign.Checkpoint) error {
	return s.change(ctx, "keep a checkpoint", func(tx *gorm.DB) error {
		var there int
		if err := tx.Raw("SELECT COUNT(*) FROM drafts WHERE id = ? AND seq >= ?", c.DraftID, c.Seq).Scan(&there).Error; err != nil {
			return err
		}
		if there == 0 || c.Seq < 0 {
			return missing("such moment of a draft")
		}
		row := checkpointRow{DraftID: c.DraftID, Seq: c.Seq, Name: c.Name, Who: c.Who, At: formatTime(c.At)}
		made := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if made.Error != nil || made.RowsAffected == 0 {
			return made.Error
		}
		var n int64
		if err := tx.Model(&checkpointRow{}).Where("draft_id = ?", c.DraftID).Count(&n).Error; err != nil {
			return err
		}
		if n > campaign.CheckpointCount {
			return campaign.Fail(campaign.Conflict, "name", "A draft has at most %d named moments, and this one has them. Look for the moment in the history instead.", campaign.CheckpointCount)
		}
		return nil
	})
}

// Checkpoints returns the named moments of a draft, the latest moment first. A draft that does not exist has none.
func (s *Store) Checkpoints(ctx context.Context, draft string) (list []campaign.Checkpoint, err error) {
	var rows []checkpointRow
	err = s.view(ctx, "read checkpoints", func(db *gorm.DB) error {
		return db.Where("draft_id = ?", draft).Order("seq DESC, at DESC, name").Find(&rows).Error
	})
	for _, r := range rows {
		list = append(list, campaign.Checkpoint{DraftID: r.DraftID, Seq: r.Seq, Name: r.Name, Who: r.Who, At: parseTime(r.At)})
	}
	return list, err
}

package storage

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"workbench/campaign"
)

type notUsefulRow struct {
	DraftID   string `gorm:"primaryKey"`
	Who       string `gorm:"primaryKey"`
	Finding   string `gorm:"primaryKey"`
	Pack      string
	Version   string
	Principle string
	Rule      string
	Language  string
	At        string
}

func (notUsefulRow) TableName() string { return "not_useful" }

// AddNotUseful keeps that a finding was of no use to somebody. Said twice it counts once. campaign.NotFound where
// there is no such draft.
func (s *Store) AddNotUseful(ctx context.Context, n campaign.NotUseful) error {
	return s.change(ctx, "keep what was not useful", func(tx *gorm.DB) error {
		var there int
		if err := tx.Raw("SELECT COUNT(*) FROM drafts WHERE id = ?", n.DraftID).Scan(&there).Error; err != nil {
			return err
		}
		if there == 0 {
			return missing("such draft")
		}
		return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&notUsefulRow{
			DraftID: n.DraftID, Who: n.Who, Finding: n.Finding, Pack: n.Pack, Version: n.Version,
			Principle: n.Principle, Rule: n.Rule, Language: n.Language, At: formatTime(time.Now().UTC()),
		}).Error
	})
}

// DropNotUseful takes back what AddNotUseful kept. What was never said is no error.
func (s *Store) DropNotUseful(ctx context.Context, draft, who, finding string) error {
	return s.change(ctx, "take back what was not useful", func(tx *gorm.DB) error {
		return tx.Delete(&notUsefulRow{}, "draft_id = ? AND who = ? AND finding = ?", draft, who, finding).Error
	})
}

// IsNotUseful says whether somebody has said so of a finding.
func (s *Store) IsNotUseful(ctx context.Context, draft, who, finding string) (said bool, err error) {
	var n int64
	err = s.view(ctx, "read what was not useful", func(db *gorm.DB) error {
		return db.Model(&notUsefulRow{}).Where("draft_id = ? AND who = ? AND finding = ?", draft, who, finding).Count(&n).Error
	})
	return n > 0, err
}

// NotUsefulCounts counts by rule, language and version of a pack, the most often said first.
func (s *Store) NotUsefulCounts(ctx context.Context) (counts []campaign.NotUsefulCount, err error) {
	err = s.view(ctx, "count what was not useful", func(db *gorm.DB) error {
		return db.Raw("SELECT pack, version, principle, rule, language, COUNT(*) AS times, COUNT(DISTINCT draft_id) AS drafts FROM not_useful" +
			" GROUP BY pack, version, principle, rule, language ORDER BY times DESC, pack, version, principle, rule, language").Scan(&counts).Error
	})
	return counts, err
}

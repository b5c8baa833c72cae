package storage

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"workbench/campaign"
)

type codeRow struct {
	Code       string `gorm:"primaryKey"`
	WorkshopID string
	GroupID    string
}

func (codeRow) TableName() string { return "codes" }

// codeTries bounds how often a code is drawn again because it is in use. With 30^6 codes a second draw is
// rare and a third is a broken source of randomness.
const codeTries = 20

var errNoCode = errors.New("storage: every code drawn is in use")

// giveCode draws a code that no workshop and no group has and writes it.
func (s *Store) giveCode(tx *gorm.DB, workshopID, groupID string) (string, error) {
	for range codeTries {
		code := s.code()
		// Not a caught error: on PostgreSQL an error would end the transaction.
		added := tx.Exec("INSERT INTO codes (code, workshop_id, group_id) VALUES (?, ?, ?) ON CONFLICT (code) DO NOTHING",
			code, workshopID, groupID)
		if added.Error != nil {
			return "", added.Error
		}
		if added.RowsAffected == 1 {
			return code, nil
		}
	}
	return "", errNoCode
}

// RotateCode gives a group, or the workshop where groupID is empty, a new code; the old one lets nobody in
// from then on. campaign.NotFound where there is no such workshop, or no such group in it.
func (s *Store) RotateCode(ctx context.Context, workshopID, groupID string) (code string, err error) {
	err = s.change(ctx, "rotate code", func(tx *gorm.DB) error {
		gone := tx.Exec("DELETE FROM codes WHERE workshop_id = ? AND group_id = ?", workshopID, groupID)
		if gone.Error != nil {
			return gone.Error
		}
		if gone.RowsAffected == 0 {
			if groupID == "" {
				return missing("such workshop")
			}
			return missing("such group in this workshop")
		}
		code, err = s.giveCode(tx, workshopID, groupID)
		return err
	})
	return code, err
}

// WorkshopByCode returns what a code opens: a workshop, and a group of it where the code is that group's
// own. Case, spaces and dashes do not matter. Whether the workshop lets people in that way is not asked
// here. campaign.NotFound where the code opens nothing.
func (s *Store) WorkshopByCode(ctx context.Context, code string) (workshopID, groupID string, err error) {
	var row codeRow
	err = s.view(ctx, "look up code", func(db *gorm.DB) error {
		err := db.First(&row, "code = ?", tidyCode(code)).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return campaign.Fail(campaign.NotFound, "", "No workshop has this code. Compare it with the one on the wall; it may have been changed.")
		}
		return err
	})
	return row.WorkshopID, row.GroupID, err
}

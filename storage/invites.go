package storage

import (
	"context"
	"time"

	"gorm.io/gorm"

	"workbench/campaign"
)

type inviteRow struct {
	Hash      string `gorm:"primaryKey"`
	Kind      string
	Role      string
	Expires   string
	InvitedBy string
	Used      string
}

func (inviteRow) TableName() string { return "invites" }

const openInvite = "hash = ? AND used = '' AND (expires = '' OR expires > ?)"

// CreateInvite keeps an invite. One with a zero Expires does not expire.
func (s *Store) CreateInvite(ctx context.Context, i campaign.Invite) error {
	return s.change(ctx, "create invite", func(tx *gorm.DB) error {
		return tx.Create(&inviteRow{Hash: i.Hash, Kind: i.Kind, Role: string(i.Role),
			Expires: formatTime(i.Expires), InvitedBy: i.By}).Error
	})
}

// HasInvite says whether an invite with this hash could be used now. It does not use it.
func (s *Store) HasInvite(ctx context.Context, hash string, now time.Time) (bool, error) {
	var n int64
	err := s.view(ctx, "look up invite", func(db *gorm.DB) error {
		return db.Model(&inviteRow{}).Where(openInvite, hash, formatTime(now)).Count(&n).Error
	})
	return n == 1, err
}

// UseInvite uses an invite and returns it. Of any number of callers at once exactly one succeeds.
// campaign.NotFound where there is none, or it has been used or has expired.
func (s *Store) UseInvite(ctx context.Context, hash string, now time.Time) (campaign.Invite, error) {
	var row inviteRow
	err := s.change(ctx, "use invite", func(tx *gorm.DB) error {
		used := tx.Model(&inviteRow{}).Where(openInvite, hash, formatTime(now)).Update("used", formatTime(now))
		if used.Error != nil {
			return used.Error
		}
		if used.RowsAffected == 0 {
			return campaign.Fail(campaign.NotFound, "", "This link or code has been used or has expired. Ask for a new one.")
		}
		return tx.First(&row, "hash = ?", hash).Error
	})
	if err != nil {
		return campaign.Invite{}, err
	}
	return campaign.Invite{Hash: row.Hash, Kind: row.Kind, Role: campaign.Role(row.Role),
		Expires: parseTime(row.Expires), By: row.InvitedBy}, nil
}

// DropInvites takes back every unused invite of a kind, so that a new first-start link ends the old one.
func (s *Store) DropInvites(ctx context.Context, kind string) error {
	return s.change(ctx, "drop invites", func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM invites WHERE kind = ? AND used = ''", kind).Error
	})
}

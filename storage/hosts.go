package storage

import (
	"context"

	"gorm.io/gorm"
)

// SetHost lets a member look after their table, or ends that. A table may have several hosts. campaign.NotFound where there
// is no such member, or none who is present.
func (s *Store) SetHost(ctx context.Context, id string, host bool) error {
	return s.change(ctx, "choose a host", func(tx *gorm.DB) error {
		changed := tx.Exec("UPDATE members SET host = ? WHERE id = ? AND NOT removed", host, id)
		if changed.Error == nil && changed.RowsAffected == 0 {
			return missing("such member")
		}
		return changed.Error
	})
}

// ReturnMember gives a removed member the seat back, at the table where it was and with the name and code it had. One who
// is present stays as they are. campaign.NotFound where there is no such member.
func (s *Store) ReturnMember(ctx context.Context, id string) error {
	return s.change(ctx, "bring a member back", func(tx *gorm.DB) error {
		changed := tx.Exec("UPDATE members SET removed = ? WHERE id = ?", false, id)
		if changed.Error == nil && changed.RowsAffected == 0 {
			return missing("such member")
		}
		return changed.Error
	})
}

package storage

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"workbench/campaign"
)

type handRow struct {
	GroupID string `gorm:"primaryKey"`
	Since   string
	Taken   string
}

func (handRow) TableName() string { return "group_hands" }

type readyRow struct {
	GroupID string `gorm:"primaryKey"`
	Part    string `gorm:"primaryKey"`
	At      string
}

func (readyRow) TableName() string { return "group_ready" }

// RaiseHand raises a group's hand. One that is up stays as it is, with when it was raised; one that was taken waits
// again from now. campaign.NotFound where there is no such group.
func (s *Store) RaiseHand(ctx context.Context, group string, at time.Time) error {
	return s.change(ctx, "raise a hand", func(tx *gorm.DB) error {
		if err := groupThere(tx, group); err != nil {
			return err
		}
		return tx.Exec("INSERT INTO group_hands (group_id, since, taken) VALUES (?, ?, '') ON CONFLICT (group_id)"+
			" DO UPDATE SET since = CASE WHEN group_hands.taken = '' THEN group_hands.since ELSE excluded.since END, taken = ''", group, formatTime(at)).Error
	})
}

// TakeHand says who is on the way to a group whose hand is up. A hand that is down meanwhile stays down.
func (s *Store) TakeHand(ctx context.Context, group, who string) error {
	return s.change(ctx, "take a hand", func(tx *gorm.DB) error {
		return tx.Exec("UPDATE group_hands SET taken = ? WHERE group_id = ?", who, group).Error
	})
}

// LowerHand lowers a group's hand. Lowering again does nothing.
func (s *Store) LowerHand(ctx context.Context, group string) error {
	return s.change(ctx, "lower a hand", func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM group_hands WHERE group_id = ?", group).Error
	})
}

// SetReady says whether a group is ready with a part, the id of a section or phase. Saying the same again changes
// nothing. campaign.NotFound where there is no such group.
func (s *Store) SetReady(ctx context.Context, group, part string, ready bool, at time.Time) error {
	return s.change(ctx, "set ready", func(tx *gorm.DB) error {
		if !ready {
			return tx.Exec("DELETE FROM group_ready WHERE group_id = ? AND part = ?", group, part).Error
		}
		if err := groupThere(tx, group); err != nil {
			return err
		}
		return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&readyRow{GroupID: group, Part: part, At: formatTime(at)}).Error
	})
}

// Marks returns what the groups of a workshop show, by group. A group that shows nothing is not in it.
func (s *Store) Marks(ctx context.Context, workshop string) (map[string]campaign.Marks, error) {
	return s.marks(ctx, "group_id IN (SELECT id FROM workshop_groups WHERE workshop_id = ?)", workshop)
}

// GroupMarks returns what one group shows, nothing for a group that does not exist.
func (s *Store) GroupMarks(ctx context.Context, group string) (campaign.Marks, error) {
	all, err := s.marks(ctx, "group_id = ?", group)
	return all[group], err
}

func (s *Store) marks(ctx context.Context, where, id string) (map[string]campaign.Marks, error) {
	var hands []handRow
	var ready []readyRow
	err := s.view(ctx, "read marks", func(db *gorm.DB) error {
		if err := db.Where(where, id).Find(&hands).Error; err != nil {
			return err
		}
		return db.Where(where, id).Order("at, part").Find(&ready).Error
	})
	all := map[string]campaign.Marks{}
	for _, r := range hands {
		m := all[r.GroupID]
		m.Hand = &campaign.Hand{Since: parseTime(r.Since), Taken: r.Taken}
		all[r.GroupID] = m
	}
	for _, r := range ready {
		m := all[r.GroupID]
		m.Ready = append(m.Ready, campaign.Ready{Part: r.Part, At: parseTime(r.At)})
		all[r.GroupID] = m
	}
	return all, err
}

// groupThere refuses a group that does not exist.
func groupThere(tx *gorm.DB, group string) error {
	var n int
	err := tx.Raw("SELECT COUNT(*) FROM workshop_groups WHERE id = ?", group).Scan(&n).Error
	if err == nil && n == 0 {
		err = missing("such group")
	}
	return err
}

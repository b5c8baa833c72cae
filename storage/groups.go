package storage

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"workbench/campaign"
)

type groupRow struct {
	ID         string `gorm:"primaryKey"`
	WorkshopID string
	Position   int
	Name       string
	Country    string
	Sign       int
	DraftID    string `gorm:"->"` // read along, of another table
}

func (groupRow) TableName() string { return "workshop_groups" }

type draftRow struct {
	ID         string `gorm:"primaryKey"`
	WorkshopID string
	GroupID    string
	LogID      string
	Seq        int64
	Canvas     string
	Language   string
	UpdatedAt  string
	Closed     bool
}

func (draftRow) TableName() string { return "drafts" }

// readGroups reads the groups that db selects, in the order they are shown, without their codes.
func readGroups(db *gorm.DB) ([]campaign.Group, error) {
	var rows []groupRow
	err := db.Select("workshop_groups.*, (SELECT d.id FROM drafts d WHERE d.group_id = workshop_groups.id) AS draft_id").
		Order("workshop_id, position").Find(&rows).Error
	groups := make([]campaign.Group, len(rows))
	for i, r := range rows {
		groups[i] = campaign.Group{ID: r.ID, WorkshopID: r.WorkshopID, Name: r.Name, Country: r.Country,
			DraftID: r.DraftID, Sign: r.Sign}
	}
	return groups, err
}

// addGroup writes a group with its code and its empty draft.
func (s *Store) addGroup(tx *gorm.DB, w *campaign.Workshop, g campaign.Group, position int, now time.Time) (campaign.Group, error) {
	g.ID, g.WorkshopID, g.DraftID, g.Members = newID(), w.ID, newID(), nil
	err := tx.Create(&groupRow{ID: g.ID, WorkshopID: w.ID, Position: position,
		Name: g.Name, Country: g.Country, Sign: g.Sign}).Error
	if err != nil {
		return g, err
	}
	if g.Code, err = s.giveCode(tx, w.ID, g.ID); err != nil {
		return g, err
	}
	return g, tx.Create(&draftRow{ID: g.DraftID, WorkshopID: w.ID, GroupID: g.ID, LogID: newID(),
		Canvas: w.Canvas, Language: w.Language, UpdatedAt: formatTime(now)}).Error
}

// AddGroup adds a group after the others, with a code and an empty draft on the workshop's canvas and in
// its language, and fills the ids. campaign.NotFound where there is no such workshop.
func (s *Store) AddGroup(ctx context.Context, workshopID string, g campaign.Group) (campaign.Group, error) {
	err := s.change(ctx, "add group", func(tx *gorm.DB) error {
		w, err := lockWorkshop(tx, workshopID, 0)
		if err != nil {
			return err
		}
		if w.Closed != "" {
			return campaign.EndedRefusal()
		}
		var next int
		err = tx.Raw("SELECT COALESCE(MAX(position), -1) + 1 FROM workshop_groups WHERE workshop_id = ?", workshopID).Scan(&next).Error
		if err != nil {
			return err
		}
		domain := w.workshop()
		g, err = s.addGroup(tx, &domain, g, next, time.Now())
		return err
	})
	return g, err
}

// UpdateGroup changes a group's name, country and sign; the rest of g is not looked at. campaign.NotFound
// where there is none.
func (s *Store) UpdateGroup(ctx context.Context, g campaign.Group) error {
	return s.change(ctx, "update group", func(tx *gorm.DB) error {
		changed := tx.Exec("UPDATE workshop_groups SET name = ?, country = ?, sign = ? WHERE id = ?", g.Name, g.Country, g.Sign, g.ID)
		if changed.Error == nil && changed.RowsAffected == 0 {
			return missing("such group")
		}
		return changed.Error
	})
}

// GroupDraft returns the id of a group's draft. campaign.NotFound where there is no such group.
func (s *Store) GroupDraft(ctx context.Context, groupID string) (string, error) {
	return remembered(s.kept, "draft of group", groupID, func() (string, error) {
		var row draftRow
		err := s.view(ctx, "draft of group", func(db *gorm.DB) error {
			err := db.First(&row, "group_id = ?", groupID).Error
			if errors.Is(err, gorm.ErrRecordNotFound) {
				return missing("such group")
			}
			return err
		})
		return row.ID, err
	})
}

// lockWorkshop reads a workshop and holds it until the transaction ends, so that what is counted in it
// (names, positions, guests) is counted once. It adds to the number of guests first.
func lockWorkshop(tx *gorm.DB, id string, guests int) (*workshopRow, error) {
	held := tx.Exec("UPDATE workshops SET guests = guests + ? WHERE id = ?", guests, id)
	if held.Error != nil {
		return nil, held.Error
	}
	if held.RowsAffected == 0 {
		return nil, missing("such workshop")
	}
	var row workshopRow
	return &row, tx.First(&row, "id = ?", id).Error
}

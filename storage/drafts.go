package storage

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"workbench/campaign"
)

func (r *draftRow) info() campaign.DraftInfo {
	return campaign.DraftInfo{ID: r.ID, WorkshopID: r.WorkshopID, GroupID: r.GroupID, LogID: r.LogID,
		Seq: r.Seq, Canvas: r.Canvas, Language: r.Language, Updated: parseTime(r.UpdatedAt)}
}

// DraftInfo returns where a draft belongs and stands. campaign.NotFound where there is none.
func (s *Store) DraftInfo(ctx context.Context, id string) (campaign.DraftInfo, error) {
	var row draftRow
	err := s.view(ctx, "read draft info", func(db *gorm.DB) error {
		err := db.First(&row, "id = ?", id).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return missing("such draft")
		}
		return err
	})
	return row.info(), err
}

// DraftInfos returns the drafts of a workshop in the order of its groups.
func (s *Store) DraftInfos(ctx context.Context, workshopID string) ([]campaign.DraftInfo, error) {
	var rows []draftRow
	err := s.view(ctx, "read draft infos", func(db *gorm.DB) error {
		return db.Raw("SELECT d.* FROM drafts d JOIN workshop_groups g ON g.id = d.group_id"+
			" WHERE d.workshop_id = ? ORDER BY g.position", workshopID).Scan(&rows).Error
	})
	infos := make([]campaign.DraftInfo, len(rows))
	for i := range rows {
		infos[i] = rows[i].info()
	}
	return infos, err
}

// DraftStates returns the states of all drafts of a workshop by draft id, all of one moment, in one query.
func (s *Store) DraftStates(ctx context.Context, workshopID string) (map[string]campaign.State, error) {
	var rows []valueRow
	err := s.view(ctx, "read draft states", func(db *gorm.DB) error {
		return db.Raw(selectValues+"WHERE d.workshop_id = ?", workshopID).Scan(&rows).Error
	})
	if err != nil {
		return nil, err
	}
	heads, err := s.fold(rows)
	if err != nil {
		return nil, err
	}
	states := make(map[string]campaign.State, len(heads))
	for id, head := range heads {
		states[id] = head.State
	}
	return states, nil
}

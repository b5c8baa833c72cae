package storage

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"workbench/campaign"
)

type voteRow struct {
	ID         string `gorm:"primaryKey"`
	WorkshopID string
	Opened     string
	Revision   int64
	Vote       string
}

func (voteRow) TableName() string { return "votes" }

func (r *voteRow) vote() (v campaign.Vote, err error) {
	err = json.Unmarshal([]byte(r.Vote), &v)
	v.ID, v.Workshop, v.Revision = r.ID, r.WorkshopID, r.Revision
	return v, err
}

// AddVote keeps a new vote and returns it with its id. campaign.NotFound where there is no such workshop,
// campaign.Conflict where it has campaign.VoteCount votes, or campaign.VoteOpen that are open.
func (s *Store) AddVote(ctx context.Context, v campaign.Vote) (campaign.Vote, error) {
	err := s.change(ctx, "keep a vote", func(tx *gorm.DB) error {
		// Holding the workshop's row, two who ask at once are counted one after the other.
		held := tx.Exec("UPDATE workshops SET id = id WHERE id = ?", v.Workshop)
		if held.Error != nil {
			return held.Error
		}
		if held.RowsAffected == 0 {
			return missing("such workshop")
		}
		all, err := readVotes(tx, "workshop_id = ?", v.Workshop)
		if err != nil {
			return err
		}
		open := 0
		for i := range all {
			if all[i].Open() {
				open++
			}
		}
		if len(all) >= campaign.VoteCount {
			return campaign.Fail(campaign.Conflict, "question", "A workshop keeps at most %d votes, and this one has them. Delete one that is no longer needed.", campaign.VoteCount)
		}
		if open >= campaign.VoteOpen {
			return campaign.Fail(campaign.Conflict, "question", "%d votes are open already. Close one first, so that people know where to look.", open)
		}
		v.ID, v.Revision = newID(), 1
		data, err := json.Marshal(v)
		if err != nil {
			return err
		}
		return tx.Create(&voteRow{v.ID, v.Workshop, formatTime(v.Opened), v.Revision, string(data)}).Error
	})
	return v, err
}

func readVotes(db *gorm.DB, where string, args ...any) ([]campaign.Vote, error) {
	var rows []voteRow
	if err := db.Where(where, args...).Order("opened DESC, id").Find(&rows).Error; err != nil {
		return nil, err
	}
	var all []campaign.Vote
	for i := range rows {
		v, err := rows[i].vote()
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// Votes returns the votes of a workshop, the latest first.
func (s *Store) Votes(ctx context.Context, workshop string) (all []campaign.Vote, err error) {
	err = s.view(ctx, "read votes", func(db *gorm.DB) error {
		all, err = readVotes(db, "workshop_id = ?", workshop)
		return err
	})
	return all, err
}

// Vote returns a vote of a workshop. campaign.NotFound where it has no such vote.
func (s *Store) Vote(ctx context.Context, workshop, id string) (v campaign.Vote, err error) {
	err = s.view(ctx, "read a vote", func(db *gorm.DB) error {
		v, err = oneVote(db, workshop, id)
		return err
	})
	return v, err
}

func oneVote(db *gorm.DB, workshop, id string) (campaign.Vote, error) {
	all, err := readVotes(db, "workshop_id = ? AND id = ?", workshop, id)
	if err == nil && len(all) == 0 {
		err = missing("such vote")
	}
	if err != nil {
		return campaign.Vote{}, err
	}
	return all[0], nil
}

// holdVote reads a vote that no other transaction changes until this one ends.
func holdVote(tx *gorm.DB, workshop, id string) (campaign.Vote, error) {
	if err := tx.Exec("UPDATE votes SET revision = revision WHERE id = ? AND workshop_id = ?", id, workshop).Error; err != nil {
		return campaign.Vote{}, err
	}
	return oneVote(tx, workshop, id)
}

func keepVote(tx *gorm.DB, v *campaign.Vote) error {
	v.Revision++
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return tx.Exec("UPDATE votes SET revision = ?, vote = ? WHERE id = ?", v.Revision, string(data), v.ID).Error
}

// CloseVote ends a vote: what the dots come to is kept as far as campaign.Vote.Close says, and in the same transaction
// who put which dots is deleted. Closing again does nothing. campaign.NotFound where there is no such vote.
func (s *Store) CloseVote(ctx context.Context, workshop, id string, now time.Time) (v campaign.Vote, err error) {
	err = s.change(ctx, "close a vote", func(tx *gorm.DB) error {
		v, err = endVote(tx, workshop, id, now)
		return err
	})
	return v, err
}

// endVote is CloseVote in a transaction.
func endVote(tx *gorm.DB, workshop, id string, now time.Time) (campaign.Vote, error) {
	v, err := holdVote(tx, workshop, id)
	if err != nil || !v.Open() {
		return v, err
	}
	var rows []string
	if err := tx.Raw("SELECT dots FROM vote_dots WHERE vote_id = ?", id).Scan(&rows).Error; err != nil {
		return v, err
	}
	all := make([]campaign.Dots, len(rows))
	for i := range rows {
		if err := json.Unmarshal([]byte(rows[i]), &all[i]); err != nil {
			return v, err
		}
	}
	v.Close(all, now)
	if err := tx.Exec("DELETE FROM vote_dots WHERE vote_id = ?", id).Error; err != nil {
		return v, err
	}
	return v, keepVote(tx, &v)
}

// CountVoteByHand keeps what was counted in the room, in place of what was counted before.
func (s *Store) CountVoteByHand(ctx context.Context, workshop, id string, h campaign.HandCount) error {
	return s.change(ctx, "count a vote by hand", func(tx *gorm.DB) error {
		v, err := holdVote(tx, workshop, id)
		if err != nil {
			return err
		}
		if err := v.CountByHand(h); err != nil {
			return err
		}
		return keepVote(tx, &v)
	})
}

// DeleteVote deletes a vote with all that was said in it. Deleting again does nothing.
func (s *Store) DeleteVote(ctx context.Context, workshop, id string) error {
	return s.change(ctx, "delete a vote", func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM votes WHERE id = ? AND workshop_id = ?", id, workshop).Error
	})
}

// PlaceDots keeps the dots of one person in place of those they put before; none takes the vote back. It returns the
// dots as they are kept. campaign.Conflict where the vote is closed.
func (s *Store) PlaceDots(ctx context.Context, workshop, id, who string, dots campaign.Dots) (placed campaign.Dots, err error) {
	err = s.change(ctx, "keep somebody's dots", func(tx *gorm.DB) error {
		v, err := holdVote(tx, workshop, id)
		if err != nil {
			return err
		}
		if placed, err = v.Place(dots); err != nil {
			return err
		}
		if len(placed) == 0 {
			return tx.Exec("DELETE FROM vote_dots WHERE vote_id = ? AND who = ?", id, who).Error
		}
		data, err := json.Marshal(placed)
		if err != nil {
			return err
		}
		return tx.Exec("INSERT INTO vote_dots (vote_id, who, dots) VALUES (?, ?, ?) ON CONFLICT (vote_id, who) DO UPDATE SET dots = excluded.dots", id, who, string(data)).Error
	})
	return placed, err
}

// OwnDots are the dots of one person in an open vote; none once it is closed.
func (s *Store) OwnDots(ctx context.Context, id, who string) (dots campaign.Dots, err error) {
	err = s.view(ctx, "read somebody's dots", func(db *gorm.DB) error {
		var rows []string
		if err := db.Raw("SELECT dots FROM vote_dots WHERE vote_id = ? AND who = ?", id, who).Scan(&rows).Error; err != nil || len(rows) == 0 {
			return err
		}
		return json.Unmarshal([]byte(rows[0]), &dots)
	})
	return dots, err
}

// Voters counts who has put dots in an open vote.
func (s *Store) Voters(ctx context.Context, id string) (n int, err error) {
	err = s.view(ctx, "count voters", func(db *gorm.DB) error {
		return db.Raw("SELECT COUNT(*) FROM vote_dots WHERE vote_id = ?", id).Scan(&n).Error
	})
	return n, err
}

package storage

import (
	"context"
	"encoding/json"
	"errors"

	"gorm.io/gorm"

	"workbench/campaign"
)

type commentRow struct {
	DraftID  string `gorm:"primaryKey"`
	ID       string `gorm:"primaryKey"`
	Number   int64
	Revision int64
	Comment  string
}

func (commentRow) TableName() string { return "comments" }

func (r commentRow) comment() (c campaign.Comment, err error) {
	err = json.Unmarshal([]byte(r.Comment), &c)
	return c, err
}

// errCommentsMoved says that others say something about the draft all the time.
var errCommentsMoved = errors.New("storage: the comments have moved on")

// AddComment keeps what somebody says about a draft. An id that is kept already is kept once, as it is.
//
// campaign.NotFound where there is no such draft or thread; campaign.Conflict where the draft has
// campaign.CommentCount comments.
func (s *Store) AddComment(ctx context.Context, draft string, c campaign.Comment) error {
	data, err := json.Marshal(c)
	if err != nil {
		return err
	}
	for range courseTries {
		err = s.change(ctx, "keep a comment", func(tx *gorm.DB) error {
			var there int
			if err := tx.Raw("SELECT COUNT(*) FROM drafts WHERE id = ?", draft).Scan(&there).Error; err != nil {
				return err
			}
			if there == 0 {
				return missing("such draft")
			}
			var rows []commentRow
			if err := tx.Where("draft_id = ? AND id IN ?", draft, []string{c.ID, c.Thread}).Find(&rows).Error; err != nil {
				return err
			}
			thread := c.Thread == ""
			for _, r := range rows {
				if r.ID == c.ID {
					return nil
				}
				first, err := r.comment()
				if err != nil {
					return err
				}
				thread = first.Thread == ""
			}
			if !thread {
				return missing("such comment")
			}
			var number int64
			if err := tx.Raw("SELECT COALESCE(MAX(number), 0) FROM comments WHERE draft_id = ?", draft).Scan(&number).Error; err != nil {
				return err
			}
			if number >= campaign.CommentCount {
				return campaign.Fail(campaign.Conflict, "text", "A draft has at most %d comments and replies, and this one has them. Talk to each other instead.", campaign.CommentCount)
			}
			kept := tx.Exec("INSERT INTO comments (draft_id, id, number, revision, comment) VALUES (?, ?, ?, 1, ?) ON CONFLICT DO NOTHING", draft, c.ID, number+1, string(data))
			if kept.Error == nil && kept.RowsAffected == 0 {
				return campaign.ErrTaken
			}
			return kept.Error
		})
		if !errors.Is(err, campaign.ErrTaken) {
			return err
		}
	}
	return campaign.Fail(campaign.Unavailable, "", "Many people comment at this moment. Try again.").Because(errCommentsMoved)
}

// ChangeComment has fn change a comment and keeps what it left. Where somebody else changes it at the same time, fn is
// called again with what they left, so it must do nothing else. An error of fn is returned and nothing is kept.
// campaign.NotFound where there is no such comment.
func (s *Store) ChangeComment(ctx context.Context, draft, id string, fn func(c *campaign.Comment) error) (c campaign.Comment, err error) {
	for range courseTries {
		err = s.change(ctx, "change a comment", func(tx *gorm.DB) error {
			var rows []commentRow
			if err := tx.Where("draft_id = ? AND id = ?", draft, id).Find(&rows).Error; err != nil {
				return err
			}
			if len(rows) == 0 {
				return missing("such comment")
			}
			var err error
			if c, err = rows[0].comment(); err != nil {
				return err
			}
			if err := fn(&c); err != nil {
				return err
			}
			data, err := json.Marshal(c)
			if err != nil {
				return err
			}
			kept := tx.Exec("UPDATE comments SET revision = revision + 1, comment = ? WHERE draft_id = ? AND id = ? AND revision = ?", string(data), draft, id, rows[0].Revision)
			if kept.Error == nil && kept.RowsAffected == 0 {
				return campaign.ErrTaken
			}
			return kept.Error
		})
		if !errors.Is(err, campaign.ErrTaken) {
			return c, err
		}
	}
	return c, campaign.Fail(campaign.Unavailable, "", "Somebody else is changing this comment at this moment. Try again.").Because(errCommentsMoved)
}

// Comments returns what was said about a draft, the oldest first. A draft that does not exist has none.
func (s *Store) Comments(ctx context.Context, draft string) (list []campaign.Comment, err error) {
	err = s.view(ctx, "read comments", func(db *gorm.DB) error {
		var rows []commentRow
		if err := db.Where("draft_id = ?", draft).Order("number").Find(&rows).Error; err != nil {
			return err
		}
		list = make([]campaign.Comment, len(rows))
		for i := range rows {
			if list[i], err = rows[i].comment(); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

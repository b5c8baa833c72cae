package storage

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"workbench/campaign"
)

type rubricMarkRow struct {
	GroupID   string `gorm:"primaryKey"`
	Criterion string `gorm:"primaryKey"`
	Scorer    string `gorm:"primaryKey"`
	Led       int
	Step      string
	Note      string
	Who       string
	At        string
}

func (rubricMarkRow) TableName() string { return "rubric_marks" }

// KeepRubricMarks has change say what a scorer's marks of a group's draft become: it is given those that stand, in no
// order, and returns those to keep, each in place of the one by the same criterion; an empty one takes it back. It is
// called with the workshop's course as it is in the same transaction, so that no mark gets past a round that is being
// closed, and nobody's words are replaced unseen. An error of change is returned and nothing is kept.
func (s *Store) KeepRubricMarks(ctx context.Context, workshop, group, scorer string, change func(c *campaign.Course, had []campaign.RubricMark) ([]campaign.RubricMark, error)) error {
	return s.change(ctx, "keep marks", func(tx *gorm.DB) error {
		if err := tx.Exec("UPDATE courses SET revision = revision WHERE workshop_id = ?", workshop).Error; err != nil { // nobody changes it now
			return err
		}
		course, err := readCourse(tx, workshop)
		if err != nil {
			return err
		}
		var rows []rubricMarkRow
		if err := tx.Find(&rows, "group_id = ? AND scorer = ?", group, scorer).Error; err != nil {
			return err
		}
		marks, err := change(&course, rubricMarksOf(rows))
		if err != nil {
			return err
		}
		for _, m := range marks {
			if m.Empty() {
				err = tx.Exec("DELETE FROM rubric_marks WHERE group_id = ? AND criterion = ? AND scorer = ?", m.Group, m.Criterion, m.Scorer).Error
			} else {
				row := rubricMarkRow{m.Group, m.Criterion, m.Scorer, 0, m.Step, m.Note, m.Who, formatTime(m.At)}
				if m.Led {
					row.Led = 1
				}
				err = tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// RubricMarks returns the marks of a workshop's drafts.
func (s *Store) RubricMarks(ctx context.Context, workshop string) ([]campaign.RubricMark, error) {
	var rows []rubricMarkRow
	err := s.view(ctx, "read marks", func(db *gorm.DB) error {
		return db.Where("group_id IN (SELECT id FROM workshop_groups WHERE workshop_id = ?)", workshop).Order("at, group_id, criterion, scorer").Find(&rows).Error
	})
	return rubricMarksOf(rows), err
}

func rubricMarksOf(rows []rubricMarkRow) (marks []campaign.RubricMark) {
	for _, r := range rows {
		marks = append(marks, campaign.RubricMark{Group: r.GroupID, Criterion: r.Criterion, Scorer: r.Scorer, Led: r.Led != 0, Step: r.Step, Note: r.Note, Who: r.Who, At: parseTime(r.At)})
	}
	return marks
}

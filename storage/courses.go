package storage

import (
	"context"
	"encoding/json"
	"errors"

	"gorm.io/gorm"

	"workbench/campaign"
)

type courseRow struct {
	WorkshopID string `gorm:"primaryKey"`
	Revision   int64
	Course     string
}

func (courseRow) TableName() string { return "courses" }

// courseTries is how often a change of a course that lost the race to another is made again.
const courseTries = 16

// errCourseMoved says that somebody else changed the course meanwhile.
var errCourseMoved = errors.New("storage: the course has moved on")

// Course returns how a workshop goes. A workshop without a plan, and one that does not exist, has the zero Course.
func (s *Store) Course(ctx context.Context, workshop string) (c campaign.Course, err error) {
	err = s.view(ctx, "read how a workshop goes", func(db *gorm.DB) error {
		c, err = readCourse(db, workshop)
		return err
	})
	return c, err
}

func readCourse(db *gorm.DB, workshop string) (c campaign.Course, err error) {
	var rows []courseRow
	if err := db.Find(&rows, "workshop_id = ?", workshop).Error; err != nil || len(rows) == 0 {
		return c, err
	}
	err = json.Unmarshal([]byte(rows[0].Course), &c)
	c.Revision = rows[0].Revision
	return c, err
}

// ChangeCourse has fn change how a workshop goes and keeps what it left, with the next revision. Where somebody else
// changes it at the same time, fn is called again with what they left, so it must do nothing else. An error of fn is
// returned and nothing is kept. campaign.NotFound where there is no such workshop.
func (s *Store) ChangeCourse(ctx context.Context, workshop string, fn func(c *campaign.Course) error) (campaign.Course, error) {
	for range courseTries {
		var c campaign.Course
		err := s.change(ctx, "change how a workshop goes", func(tx *gorm.DB) (err error) {
			var there int
			if err := tx.Raw("SELECT COUNT(*) FROM workshops WHERE id = ?", workshop).Scan(&there).Error; err != nil {
				return err
			}
			if there == 0 {
				return missing("such workshop")
			}
			if c, err = readCourse(tx, workshop); err != nil {
				return err
			}
			was := c.Revision
			if err := fn(&c); err != nil {
				return err
			}
			c.Revision = was + 1
			data, err := json.Marshal(c)
			if err != nil {
				return err
			}
			kept := tx.Exec("UPDATE courses SET revision = ?, course = ? WHERE workshop_id = ? AND revision = ?", c.Revision, string(data), workshop, was)
			if was == 0 {
				kept = tx.Exec("INSERT INTO courses (workshop_id, revision, course) VALUES (?, ?, ?) ON CONFLICT (workshop_id) DO NOTHING", workshop, c.Revision, string(data))
			}
			if kept.Error == nil && kept.RowsAffected == 0 {
				return campaign.ErrTaken
			}
			return kept.Error
		})
		if !errors.Is(err, campaign.ErrTaken) {
			return c, err
		}
	}
	return campaign.Course{}, campaign.Fail(campaign.Unavailable, "", "Somebody else is changing the phases at this moment. Try again.").Because(errCourseMoved)
}

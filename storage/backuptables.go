package storage

import (
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// backupTables is everything that a backup holds, in an order in which each row finds what it refers to.
// The backup's own migrations say which schema it has. Which backups were made is of the place and not of what it holds:
// it stays there and goes nowhere.
var backupTables = []string{"meta", "packs", "workshops", "workshop_groups", "codes", "members", "accounts", "invites",
	"drafts", "entries", "draft_values", "not_useful", "checkpoints", "courses", "group_hands", "group_ready", "votes", "vote_dots", "rubric_marks", "comments", "workshop_keys", "sessions"}

// Progress hears how many rows of how many have been copied. It is called often and must be quick.
type Progress func(done, total int64)

// What one statement inserts at most: rows, and about as many bytes.
const (
	copyRows  = 200
	copyBytes = 1 << 20
)

// copyTables copies every row from one database to another, empty one.
func copyTables(from, to *gorm.DB, progress Progress) error {
	c := copying{from: from, to: to, progress: progress}
	for _, table := range backupTables {
		var n int64
		if err := from.Table(table).Count(&n).Error; err != nil {
			return fmt.Errorf("table %s: %w", table, err)
		}
		c.total += n
	}
	for _, table := range backupTables {
		if err := c.copy(table); err != nil {
			return fmt.Errorf("table %s: %w", table, err)
		}
	}
	return nil
}

// copying is a copy of all tables under way.
type copying struct {
	from, to    *gorm.DB
	progress    Progress
	done, total int64

	insert  string // of the table being copied, up to the values
	columns int
	values  []any // of rows that wait to be inserted
	bytes   int
}

func (c *copying) copy(table string) error {
	rows, err := c.from.Raw("SELECT * FROM " + table).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	types, err := rows.ColumnTypes()
	if err != nil {
		return err
	}
	c.insert, c.columns = "INSERT INTO "+table+" ("+strings.Join(columns, ", ")+") VALUES ", len(columns)
	places := make([]any, len(columns))
	for rows.Next() {
		row := make([]any, len(columns))
		for i := range row {
			places[i] = &row[i]
		}
		if err := rows.Scan(places...); err != nil {
			return err
		}
		for i, v := range row {
			switch v := v.(type) {
			case int64:
				// SQLite keeps 0 and 1 where PostgreSQL will have only a boolean.
				if types[i].DatabaseTypeName() == "BOOLEAN" {
					row[i] = v != 0
				}
			case string:
				c.bytes += len(v)
			case []byte:
				c.bytes += len(v)
			}
		}
		c.values = append(c.values, row...)
		if len(c.values) >= copyRows*c.columns || c.bytes >= copyBytes {
			if err := c.flush(); err != nil {
				return err
			}
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return c.flush()
}

// flush inserts the rows that wait.
func (c *copying) flush() error {
	n := len(c.values) / c.columns
	if n == 0 {
		return nil
	}
	row := "(?" + strings.Repeat(", ?", c.columns-1) + ")"
	if err := c.to.Exec(c.insert+row+strings.Repeat(", "+row, n-1), c.values...).Error; err != nil {
		return err
	}
	clear(c.values)
	c.values, c.bytes = c.values[:0], 0
	c.done += int64(n)
	if c.progress != nil {
		c.progress(c.done, c.total)
	}
	return nil
}

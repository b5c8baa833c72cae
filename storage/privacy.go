package storage

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"workbench/campaign"
)

// What name_key begins with of people without a name: their seats are told apart at their table, not in the workshop. A
// name begins with neither, because they hold a control character.
const (
	seatedKey = "\x01seat "
	movedKey  = "\x01moved " // their number is nobody else's in the workshop
)

// pseudonymBytes are kept of the HMAC: as many as an id has, so that two never meet.
const pseudonymBytes = 16

// pseudonym stands beside what a member writes, in place of the id: HMAC-SHA-256 (RFC 2104) of it under the workshop's key.
// Empty where the workshop has none.
func pseudonym(member string, secret *string) string {
	if secret == nil || *secret == "" {
		return ""
	}
	mac := hmac.New(sha256.New, []byte(*secret))
	mac.Write([]byte(member))
	return "seat-" + hex.EncodeToString(mac.Sum(nil)[:pseudonymBytes])
}

// withSecret reads each member's workshop's key along, in the same statement.
func withSecret(db *gorm.DB) *gorm.DB {
	return db.Select("members.*, (SELECT k.secret FROM workshop_keys k WHERE k.workshop_id = members.workshop_id) AS secret")
}

// makeKey gives a workshop that keeps nothing of people the key of its pseudonyms.
func makeKey(tx *gorm.DB, workshop string, mode campaign.Privacy) error {
	if mode != campaign.PrivacyNothing {
		return nil
	}
	key := make([]byte, 32)
	rand.Read(key) // never fails: crypto/rand.Read crashes the program instead
	return tx.Exec("INSERT INTO workshop_keys (workshop_id, secret) VALUES (?, ?)", workshop, hex.EncodeToString(key)).Error
}

// freeAlias chooses at random among the aliases that nobody has, and where all are taken among all, with a number.
func freeAlias(taken map[string]bool) string {
	var free []string
	for _, a := range campaign.Aliases() {
		if !taken[nameKey(a)] {
			free = append(free, a)
		}
	}
	if len(free) == 0 {
		free = campaign.Aliases()
	}
	n, err := rand.Int(rand.Reader, big.NewInt(int64(len(free))))
	if err != nil {
		panic(err) // crypto/rand never fails
	}
	return freeName(free[n.Int64()], 0, taken)
}

func chair(n int) string { return fmt.Sprintf("Seat %d", n) }

func chairNumber(name string) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(name, "Seat "))
	return n
}

// freeChair is the first seat of a group that nobody has or has had, nor anybody who was moved in the workshop.
func freeChair(rows []memberRow, group string) string {
	taken := make(map[string]bool, len(rows))
	for _, r := range rows {
		if r.GroupID == group || strings.HasPrefix(r.NameKey, movedKey) {
			taken[r.Name] = true
		}
	}
	n := 1
	for taken[chair(n)] {
		n++
	}
	return chair(n)
}

// takeChair gives somebody who moves a number that nobody in the workshop has had.
func takeChair(tx *gorm.DB, row *memberRow) error {
	var names []string
	if err := tx.Raw("SELECT name FROM members WHERE workshop_id = ?", row.WorkshopID).Scan(&names).Error; err != nil {
		return err
	}
	most := 0
	for _, name := range names {
		most = max(most, chairNumber(name))
	}
	return tx.Exec("UPDATE members SET name = ?, name_key = ? WHERE id = ?", chair(most+1), movedKey+row.ID, row.ID).Error
}

// SetPrivacy has a workshop keep less of who people are, from now on and of those who are there: their names are replaced
// by aliases or seats, and those of facilitators in its course are taken out. What the log holds stays: ids of members, and
// in its locks what facilitators were called. Where nothing changes nothing is done.
//
// campaign.Conflict where it would keep more, campaign.Invalid where there is no such mode, campaign.NotFound where there
// is no such workshop.
func (s *Store) SetPrivacy(ctx context.Context, workshop string, to campaign.Privacy) error {
	return s.change(ctx, "change what is kept of people", func(tx *gorm.DB) error {
		w, err := lockWorkshop(tx, workshop, 0)
		if err != nil {
			return err
		}
		was := campaign.Privacy(w.Privacy)
		if err := was.To(to); err != nil || was == to {
			return err
		}
		if err := tx.Exec("UPDATE workshops SET privacy = ? WHERE id = ?", string(to), workshop).Error; err != nil {
			return err
		}
		if err := renameAll(tx, workshop, to); err != nil {
			return err
		}
		if to != campaign.PrivacyNothing {
			return nil
		}
		if err := makeKey(tx, workshop, to); err != nil {
			return err
		}
		return veilCourse(tx, workshop)
	})
}

// veilCourse takes the facilitators' names out of how a workshop went. Without a course there is nothing to do.
func veilCourse(tx *gorm.DB, workshop string) error {
	course, err := readCourse(tx, workshop)
	if err != nil || course.Revision == 0 {
		return err
	}
	course.Veil()
	course.Revision++
	data, err := json.Marshal(course)
	if err != nil {
		return err
	}
	return tx.Exec("UPDATE courses SET revision = ?, course = ? WHERE workshop_id = ?", course.Revision, string(data), workshop).Error
}

// renameAll gives everybody in a workshop, those who left too, an alias or a seat.
func renameAll(tx *gorm.DB, workshop string, to campaign.Privacy) error {
	// The earlier names go first: an alias may be what somebody was called.
	if err := tx.Exec("UPDATE members SET name = '', name_key = ? || id WHERE workshop_id = ?", seatedKey, workshop).Error; err != nil {
		return err
	}
	var rows []memberRow
	if err := tx.Order("joined, id").Find(&rows, "workshop_id = ?", workshop).Error; err != nil {
		return err
	}
	taken := make(map[string]bool, len(rows))
	for i := range rows {
		r := &rows[i]
		if to == campaign.PrivacyAliases {
			r.Name = freeAlias(taken)
			r.NameKey = nameKey(r.Name)
			taken[r.NameKey] = true
		} else {
			r.Name = freeChair(rows, r.GroupID)
		}
		if err := tx.Exec("UPDATE members SET name = ?, name_key = ? WHERE id = ?", r.Name, r.NameKey, r.ID).Error; err != nil {
			return err
		}
	}
	return nil
}

// NewAlias gives a member another alias. campaign.NotFound where there is no such member, campaign.Conflict where the
// workshop does not give aliases.
func (s *Store) NewAlias(ctx context.Context, member string) (campaign.Member, error) {
	var row memberRow
	err := s.change(ctx, "give another alias", func(tx *gorm.DB) error {
		err := tx.First(&row, "id = ? AND NOT removed", member).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return missing("such member")
		}
		if err != nil {
			return err
		}
		w, err := lockWorkshop(tx, row.WorkshopID, 0)
		if err != nil {
			return err
		}
		if campaign.Privacy(w.Privacy) != campaign.PrivacyAliases {
			return campaign.Fail(campaign.Conflict, "", "This workshop gives no aliases, so there is no other one to be had.")
		}
		var keys []string
		if err := tx.Raw("SELECT name_key FROM members WHERE workshop_id = ?", row.WorkshopID).Scan(&keys).Error; err != nil {
			return err
		}
		taken := make(map[string]bool, len(keys))
		for _, k := range keys {
			taken[k] = true
		}
		row.Name = freeAlias(taken)
		return tx.Exec("UPDATE members SET name = ?, name_key = ? WHERE id = ?", row.Name, nameKey(row.Name), member).Error
	})
	return row.member(), err
}

// Privacy returns what a workshop keeps of people. campaign.NotFound where there is none.
func (s *Store) Privacy(ctx context.Context, workshop string) (campaign.Privacy, error) {
	return s.privacyOf(ctx, "privacy of workshop", workshop, "SELECT privacy FROM workshops WHERE id = ?")
}

// DraftPrivacy returns what the workshop of a draft keeps of people. campaign.NotFound where there is none.
func (s *Store) DraftPrivacy(ctx context.Context, draft string) (campaign.Privacy, error) {
	return s.privacyOf(ctx, "privacy of draft", draft, "SELECT w.privacy FROM workshops w JOIN drafts d ON d.workshop_id = w.id WHERE d.id = ?")
}

func (s *Store) privacyOf(ctx context.Context, what, id, query string) (campaign.Privacy, error) {
	return remembered(s.kept, what, id, func() (campaign.Privacy, error) {
		var mode []string
		err := s.view(ctx, what, func(db *gorm.DB) error {
			return db.Raw(query, id).Scan(&mode).Error
		})
		if err == nil && len(mode) == 0 {
			err = missing("such workshop")
		}
		if err != nil {
			return "", err
		}
		return campaign.Privacy(mode[0]), nil
	})
}

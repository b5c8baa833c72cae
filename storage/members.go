package storage

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"gorm.io/gorm"

	"workbench/campaign"
)

type memberRow struct {
	ID         string `gorm:"primaryKey"`
	WorkshopID string
	GroupID    string
	Name       string
	NameKey    string
	SeatCode   string
	Removed    bool
	Joined     string
	Secret     *string `gorm:"->"` // the workshop's key, read along; nil where it has none
	Host       bool
}

func (memberRow) TableName() string { return "members" }

func (r *memberRow) member() campaign.Member {
	return campaign.Member{Pseudonym: pseudonym(r.ID, r.Secret), ID: r.ID, WorkshopID: r.WorkshopID, GroupID: r.GroupID, Name: r.Name,
		SeatCode: r.SeatCode, Removed: r.Removed, Joined: parseTime(r.Joined), Host: r.Host}
}

// nameKey is what two names have in common that people would call the same.
func nameKey(name string) string { return norm.NFC.String(cases.Fold().String(norm.NFC.String(name))) }

// AddMember adds somebody to m.GroupID of m.WorkshopID and fills id, seat code and Joined where it is zero.
//
// The name is trimmed. An empty one becomes "Guest" and a number that counts up in the workshop. A name
// that somebody in the workshop has already, whatever the case, gets a number: "Aisyah 2". The name of a
// removed member stays taken, so that the log's authors can be told apart. Where the workshop does not keep names, the one
// given is not looked at: one gets an alias, or is the next seat of the group.
//
// campaign.NotFound where there is no such workshop, or no such group in it.
func (s *Store) AddMember(ctx context.Context, m campaign.Member) (campaign.Member, error) {
	m.ID, m.Name, m.Removed = newID(), strings.TrimSpace(m.Name), false
	if m.Joined.IsZero() {
		m.Joined = time.Now()
	}
	m.Joined = m.Joined.UTC()
	err := s.change(ctx, "add member", func(tx *gorm.DB) error {
		guest := 0
		var mode string
		if err := tx.Raw("SELECT privacy FROM workshops WHERE id = ?", m.WorkshopID).Scan(&mode).Error; err != nil {
			return err
		}
		if m.Name == "" && campaign.Privacy(mode) == campaign.PrivacyNames {
			guest = 1
		}
		w, err := lockWorkshop(tx, m.WorkshopID, guest)
		if err != nil {
			return err
		}
		if w.Closed != "" {
			return campaign.EndedRefusal()
		}
		if err := groupOf(tx, m.GroupID, m.WorkshopID); err != nil {
			return err
		}
		var rows []memberRow
		if err := tx.Select("group_id", "name", "name_key", "seat_code").Find(&rows, "workshop_id = ?", m.WorkshopID).Error; err != nil {
			return err
		}
		names, seats := make(map[string]bool, len(rows)), make(map[string]bool, len(rows))
		for _, r := range rows {
			names[r.NameKey], seats[r.SeatCode] = true, true
		}
		key := ""
		switch campaign.Privacy(w.Privacy) {
		case campaign.PrivacyAliases:
			m.Name = freeAlias(names)
		case campaign.PrivacyNothing:
			m.Name, key = freeChair(rows, m.GroupID), seatedKey+m.ID
		default:
			m.Name = freeName(m.Name, w.Guests, names)
		}
		if key == "" {
			key = nameKey(m.Name)
		}
		if m.SeatCode, err = s.freeSeat(seats); err != nil {
			return err
		}
		err = tx.Create(&memberRow{ID: m.ID, WorkshopID: m.WorkshopID, GroupID: m.GroupID, Name: m.Name,
			NameKey: key, SeatCode: m.SeatCode, Joined: formatTime(m.Joined)}).Error
		if err != nil || campaign.Privacy(w.Privacy) != campaign.PrivacyNothing {
			return err
		}
		var secret string
		err = tx.Raw("SELECT secret FROM workshop_keys WHERE workshop_id = ?", m.WorkshopID).Scan(&secret).Error
		m.Pseudonym = pseudonym(m.ID, &secret)
		return err
	})
	return m, err
}

// freeName returns the name, with the lowest number from 2 that makes it the only one. The nameless are
// the guest they were counted as, or the next one whose name is free.
func freeName(name string, guest int64, taken map[string]bool) string {
	if name == "" {
		for n := guest; ; n++ {
			if name := fmt.Sprintf("Guest %d", n); !taken[nameKey(name)] {
				return name
			}
		}
	}
	free := name
	for n := 2; taken[nameKey(free)]; n++ {
		free = fmt.Sprintf("%s %d", name, n)
	}
	return free
}

func (s *Store) freeSeat(taken map[string]bool) (string, error) {
	for range codeTries {
		if code := s.code(); !taken[code] {
			return code, nil
		}
	}
	return "", errNoCode
}

// groupOf refuses a group that is not in the workshop.
func groupOf(tx *gorm.DB, groupID, workshopID string) error {
	var n int
	err := tx.Raw("SELECT COUNT(*) FROM workshop_groups WHERE id = ? AND workshop_id = ?", groupID, workshopID).Scan(&n).Error
	if err == nil && n == 0 {
		return missing("such group in this workshop")
	}
	return err
}

func (s *Store) oneMember(ctx context.Context, what, where string, args ...any) (campaign.Member, error) {
	var row memberRow
	err := s.view(ctx, "read member", func(db *gorm.DB) error {
		err := withSecret(db).Where(where, args...).First(&row).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return missing(what)
		}
		return err
	})
	return row.member(), err
}

// Member returns a member, a removed one too: Removed says so, and the caller turns them away.
// campaign.NotFound where there is none.
func (s *Store) Member(ctx context.Context, id string) (campaign.Member, error) {
	return remembered(s.kept, "member", id, func() (campaign.Member, error) {
		return s.oneMember(ctx, "such member", "id = ?", id)
	})
}

// MemberBySeat returns the member whose seat a code is; case, spaces and dashes do not matter.
// campaign.NotFound where it is nobody's in the workshop, or a removed member's.
func (s *Store) MemberBySeat(ctx context.Context, workshopID, seat string) (campaign.Member, error) {
	return s.oneMember(ctx, "seat with this code in the workshop", "workshop_id = ? AND seat_code = ? AND NOT removed", workshopID, tidyCode(seat))
}

// Members returns everybody who has joined a workshop, removed members too, in the order in which they
// joined. A workshop that does not exist has none.
func (s *Store) Members(ctx context.Context, workshopID string) (members []campaign.Member, err error) {
	err = s.view(ctx, "read members", func(db *gorm.DB) error {
		members, err = readMembers(db.Where("workshop_id = ?", workshopID))
		return err
	})
	return members, err
}

func readMembers(db *gorm.DB) ([]campaign.Member, error) {
	var rows []memberRow
	err := withSecret(db).Order("joined, id").Find(&rows).Error
	members := make([]campaign.Member, len(rows))
	for i := range rows {
		members[i] = rows[i].member()
	}
	return members, err
}

// MoveMember puts a member into another group of the same workshop. Where people are seats they get a number that
// nobody at either table has had. A host is none at another table. campaign.NotFound where there is no
// such member, or none who is present, and where the group is not in the workshop.
func (s *Store) MoveMember(ctx context.Context, id, groupID string) error {
	return s.change(ctx, "move member", func(tx *gorm.DB) error {
		var row memberRow
		err := tx.First(&row, "id = ? AND NOT removed", id).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return missing("such member")
		}
		if err != nil {
			return err
		}
		if err := groupOf(tx, groupID, row.WorkshopID); err != nil {
			return err
		}
		w, err := lockWorkshop(tx, row.WorkshopID, 0)
		if err != nil {
			return err
		}
		if campaign.Privacy(w.Privacy) == campaign.PrivacyNothing && groupID != row.GroupID {
			if err := takeChair(tx, &row); err != nil {
				return err
			}
		}
		return tx.Exec("UPDATE members SET host = (host AND group_id = ?), group_id = ? WHERE id = ?", groupID, groupID, id).Error
	})
}

// RemoveMember takes a member's seat away, and what a host may do; the name stays with what they wrote. Removing again does
// nothing. campaign.NotFound where there is none.
func (s *Store) RemoveMember(ctx context.Context, id string) error {
	return s.change(ctx, "remove member", func(tx *gorm.DB) error {
		changed := tx.Exec("UPDATE members SET removed = ?, host = ? WHERE id = ?", true, false, id)
		if changed.Error == nil && changed.RowsAffected == 0 {
			return missing("such member")
		}
		return changed.Error
	})
}

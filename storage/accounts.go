package storage

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"workbench/campaign"
)

type accountRow struct {
	ID           string `gorm:"primaryKey"`
	Name         string
	NameKey      string
	Role         string
	PasswordHash string
	Demo         bool
	Created      string
}

func (accountRow) TableName() string { return "accounts" }

func (r *accountRow) account() campaign.Account {
	return campaign.Account{ID: r.ID, Name: r.Name, Role: campaign.Role(r.Role), PasswordHash: r.PasswordHash, Demo: r.Demo}
}

// CreateAccount adds an account and fills its id. The name is trimmed and must differ from every other by
// more than case: campaign.Conflict, and campaign.Invalid where it is empty.
func (s *Store) CreateAccount(ctx context.Context, a campaign.Account) (campaign.Account, error) {
	a.ID, a.Name = newID(), strings.TrimSpace(a.Name)
	if a.Name == "" {
		return a, campaign.Fail(campaign.Invalid, "name", "An account needs a name. Give one.")
	}
	err := s.change(ctx, "create account", func(tx *gorm.DB) error {
		err := tx.Create(&accountRow{ID: a.ID, Name: a.Name, NameKey: nameKey(a.Name), Role: string(a.Role),
			PasswordHash: a.PasswordHash, Demo: a.Demo, Created: formatTime(time.Now())}).Error
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return campaign.Fail(campaign.Conflict, "name", "There is an account with the name %s already. Choose another name.", a.Name)
		}
		return err
	})
	return a, err
}

func (s *Store) oneAccount(ctx context.Context, where, value string) (campaign.Account, error) {
	var row accountRow
	err := s.view(ctx, "read account", func(db *gorm.DB) error {
		err := db.Where(where, value).First(&row).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return missing("such account")
		}
		return err
	})
	return row.account(), err
}

// Account returns an account. campaign.NotFound where there is none.
func (s *Store) Account(ctx context.Context, id string) (campaign.Account, error) {
	return remembered(s.kept, "account", id, func() (campaign.Account, error) {
		return s.oneAccount(ctx, "id = ?", id)
	})
}

// AccountByName returns the account with a name; case and spaces at the ends do not matter.
// campaign.NotFound where there is none.
func (s *Store) AccountByName(ctx context.Context, name string) (campaign.Account, error) {
	return s.oneAccount(ctx, "name_key = ?", nameKey(strings.TrimSpace(name)))
}

// Accounts returns all accounts in the order in which they were made.
func (s *Store) Accounts(ctx context.Context) ([]campaign.Account, error) {
	var rows []accountRow
	err := s.view(ctx, "read accounts", func(db *gorm.DB) error {
		return db.Order("created, id").Find(&rows).Error
	})
	accounts := make([]campaign.Account, len(rows))
	for i := range rows {
		accounts[i] = rows[i].account()
	}
	return accounts, err
}

// SetPassword replaces the hash of an account's password. campaign.NotFound where there is none.
func (s *Store) SetPassword(ctx context.Context, id, hash string) error {
	return s.setAccount(ctx, id, "password_hash", hash)
}

// SetRole replaces an account's role. campaign.NotFound where there is none.
func (s *Store) SetRole(ctx context.Context, id string, role campaign.Role) error {
	return s.setAccount(ctx, id, "role", string(role))
}

func (s *Store) setAccount(ctx context.Context, id, column, value string) error {
	return s.change(ctx, "change account", func(tx *gorm.DB) error {
		changed := tx.Model(&accountRow{}).Where("id = ?", id).Update(column, value)
		if changed.Error == nil && changed.RowsAffected == 0 {
			return missing("such account")
		}
		return changed.Error
	})
}

package storage

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"workbench/campaign"
)

type packRow struct {
	ID         string `gorm:"primaryKey"`
	Version    string `gorm:"primaryKey"`
	Digest     string
	Zip        []byte
	UploadedBy string
	At         string
}

func (packRow) TableName() string { return "packs" }

func (r *packRow) pack() campaign.KeptPack {
	return campaign.KeptPack{ID: r.ID, Version: r.Version, Digest: r.Digest, Zip: r.Zip, Size: len(r.Zip), By: r.UploadedBy, At: parseTime(r.At)}
}

// KeepPack keeps a version of a pack. Keeping the same contents again does nothing; other contents under a version
// that is there are campaign.Conflict. At is now where it is zero.
func (s *Store) KeepPack(ctx context.Context, p campaign.KeptPack) error {
	if p.At.IsZero() {
		p.At = time.Now()
	}
	err := s.change(ctx, "keep pack", func(tx *gorm.DB) error {
		there, err := readPack(tx.Select("id", "version", "digest"), p.ID, p.Version)
		switch {
		case err == nil && there.Digest == p.Digest:
			return nil
		case err == nil:
			return versionTaken(p)
		case campaign.CodeOf(err) != campaign.NotFound:
			return err
		}
		return tx.Create(&packRow{ID: p.ID, Version: p.Version, Digest: p.Digest, Zip: p.Zip, UploadedBy: p.By, At: formatTime(p.At.UTC())}).Error
	})
	if campaign.CodeOf(err) == campaign.Conflict {
		// Somebody else kept one at the same moment: the same contents are as well.
		if there, err := s.Pack(ctx, p.ID, p.Version); err == nil && there.Digest == p.Digest {
			return nil
		}
		return versionTaken(p)
	}
	return err
}

func versionTaken(p campaign.KeptPack) error {
	return campaign.Fail(campaign.Conflict, "version", "There is a pack %s %s already, with other contents, and workshops must be able to rely on it. Raise the version in pack.yaml and try again.", p.ID, p.Version)
}

func readPack(db *gorm.DB, id, version string) (campaign.KeptPack, error) {
	var row packRow
	err := db.First(&row, "id = ? AND version = ?", id, version).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return campaign.KeptPack{}, missing("such pack")
	}
	return row.pack(), err
}

// Pack returns a version of a pack with its zip. campaign.NotFound where there is none.
func (s *Store) Pack(ctx context.Context, id, version string) (p campaign.KeptPack, err error) {
	err = s.view(ctx, "read pack", func(db *gorm.DB) error {
		p, err = readPack(db, id, version)
		return err
	})
	return p, err
}

// Packs returns all kept packs without their zips, by id and then the newest first, with how many workshops are
// checked by each.
func (s *Store) Packs(ctx context.Context) ([]campaign.KeptPack, error) {
	var rows []struct {
		Row       packRow `gorm:"embedded"`
		Size      int
		Workshops int
	}
	err := s.view(ctx, "read packs", func(db *gorm.DB) error {
		return db.Raw("SELECT p.id, p.version, p.digest, p.uploaded_by, p.at, LENGTH(p.zip) AS size," +
			" (SELECT COUNT(*) FROM workshops w WHERE w.pack = p.id AND w.pack_version = p.version) AS workshops" +
			" FROM packs p ORDER BY p.id, p.at DESC, p.version DESC").Scan(&rows).Error
	})
	all := make([]campaign.KeptPack, len(rows))
	for i := range rows {
		all[i] = rows[i].Row.pack()
		all[i].Size, all[i].Workshops = rows[i].Size, rows[i].Workshops
	}
	return all, err
}

// RemovePack removes a version of a pack. campaign.Conflict while a workshop is checked by it, campaign.NotFound
// where there is none.
func (s *Store) RemovePack(ctx context.Context, id, version string) error {
	return s.change(ctx, "remove pack", func(tx *gorm.DB) error {
		if _, err := readPack(locked(tx, "UPDATE").Select("id", "version"), id, version); err != nil {
			return err
		}
		removed := tx.Exec("DELETE FROM packs WHERE id = ? AND version = ? AND NOT EXISTS"+
			" (SELECT 1 FROM workshops w WHERE w.pack = packs.id AND w.pack_version = packs.version)", id, version)
		if removed.Error != nil || removed.RowsAffected > 0 {
			return removed.Error
		}
		return campaign.Fail(campaign.Conflict, "", "The pack %s %s stays: a workshop is checked by it. Choose another pack for that workshop first.", id, version)
	})
}

// WorkshopPack returns what a workshop is checked by, in one short read at most. campaign.NotFound where there is no such
// workshop.
func (s *Store) WorkshopPack(ctx context.Context, workshopID string) (campaign.PackUse, error) {
	return remembered(s.kept, "pack of workshop", workshopID, func() (use campaign.PackUse, err error) {
		err = s.view(ctx, "read pack of workshop", func(db *gorm.DB) error {
			var row workshopRow
			err := db.Select("pack", "pack_version", "pack_digest", "pack_settings").First(&row, "id = ?", workshopID).Error
			if errors.Is(err, gorm.ErrRecordNotFound) {
				return missing("such workshop")
			}
			use = campaign.PackUse{ID: row.Pack, Version: row.PackVersion, Digest: row.PackDigest, Settings: row.PackSettings}
			return err
		})
		return use, err
	})
}

// SetWorkshopPack changes what a workshop is checked by, from was to now. Other instances on one PostgreSQL hear of
// it as of an entry. campaign.Conflict where somebody has changed
// it meanwhile or the pack has been removed, campaign.NotFound where there is no such workshop.
func (s *Store) SetWorkshopPack(ctx context.Context, workshopID string, was, now campaign.PackUse) error {
	return s.change(ctx, "set pack of workshop", func(tx *gorm.DB) error {
		if err := packThere(tx, now); err != nil {
			return err
		}
		changed := tx.Model(&workshopRow{}).
			Where("id = ? AND pack = ? AND pack_version = ? AND pack_digest = ? AND pack_settings = ?", workshopID, was.ID, was.Version, was.Digest, was.Settings).
			Updates(map[string]any{"pack": now.ID, "pack_version": now.Version, "pack_digest": now.Digest, "pack_settings": now.Settings})
		if changed.Error != nil {
			return changed.Error
		}
		if changed.RowsAffected > 0 {
			if s.postgres == nil {
				return nil
			}
			return tx.Exec("SELECT pg_notify(?, id || ' ' || seq) FROM drafts WHERE workshop_id = ?", notifyChannel, workshopID).Error
		}
		var there int64
		if err := tx.Model(&workshopRow{}).Where("id = ?", workshopID).Count(&there).Error; err != nil {
			return err
		}
		if there == 0 {
			return missing("such workshop")
		}
		return campaign.Fail(campaign.Conflict, "", "Somebody else has just changed the principles of this workshop. Look at what they are now, and change them again.")
	})
}

// locked keeps what is read as it is until the transaction ends, so that a pack is not removed while a workshop is
// given it. On SQLite nobody else writes meanwhile.
func locked(tx *gorm.DB, strength string) *gorm.DB {
	if tx.Name() != postgresDialect {
		return tx
	}
	return tx.Clauses(clause.Locking{Strength: strength})
}

// packThere refuses a version that is not kept. One that is not settled yet needs none.
func packThere(tx *gorm.DB, use campaign.PackUse) error {
	if use.Version == "" {
		return nil
	}
	p, err := readPack(locked(tx, "SHARE").Select("id", "version", "digest"), use.ID, use.Version)
	if err == nil && p.Digest == use.Digest {
		return nil
	}
	if err != nil && campaign.CodeOf(err) != campaign.NotFound {
		return err
	}
	return campaign.Fail(campaign.Conflict, "pack", "The pack %s %s has just been removed. Choose another one.", use.ID, use.Version)
}

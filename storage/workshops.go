package storage

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"workbench/campaign"
)

type workshopRow struct {
	ID           string `gorm:"primaryKey"`
	Title        string
	Place        string
	FirstDay     string
	LastDay      string
	Language     string
	Canvas       string
	Pack         string
	PackVersion  string
	PackDigest   string
	PackSettings string
	Joining      string
	Privacy      string
	WifiName     string
	WifiPassword string
	Demo         bool
	Guests       int64 // how many have been named "Guest N"
	Created      string
	Closed       string
}

func (workshopRow) TableName() string { return "workshops" }

func (r *workshopRow) workshop() campaign.Workshop {
	return campaign.Workshop{
		ID: r.ID, Title: r.Title, Place: r.Place, From: r.FirstDay, To: r.LastDay,
		Language: r.Language, Canvas: r.Canvas, Pack: r.Pack, PackVersion: r.PackVersion, PackDigest: r.PackDigest, PackSettings: r.PackSettings,
		Joining: campaign.Joining(r.Joining), Privacy: campaign.Privacy(r.Privacy),
		WiFi: campaign.WiFi{Name: r.WifiName, Password: r.WifiPassword}, Demo: r.Demo, Created: parseTime(r.Created), Closed: parseTime(r.Closed),
	}
}

// CreateWorkshop adds a workshop with its groups, in their order, and an empty draft for each on the
// workshop's canvas and in its language. It fills all ids and codes, and Created where it is zero;
// an empty Joining becomes JoinOpen, an empty Privacy PrivacyNames. Members given with the groups are ignored. campaign.Conflict where the pack is
// of a version that is not kept.
func (s *Store) CreateWorkshop(ctx context.Context, w campaign.Workshop) (campaign.Workshop, error) {
	w.ID = newID()
	if w.Created.IsZero() {
		w.Created = time.Now()
	}
	w.Created = w.Created.UTC()
	if w.Joining == "" {
		w.Joining = campaign.JoinOpen
	}
	if w.Privacy == "" {
		w.Privacy = campaign.PrivacyNames
	}
	groups := append([]campaign.Group(nil), w.Groups...)
	w.Groups = nil
	err := s.change(ctx, "create workshop", func(tx *gorm.DB) error {
		err := packThere(tx, w.PackUse())
		if err != nil {
			return err
		}
		err = tx.Create(&workshopRow{
			ID: w.ID, Title: w.Title, Place: w.Place, FirstDay: w.From, LastDay: w.To,
			Language: w.Language, Canvas: w.Canvas, Pack: w.Pack, PackVersion: w.PackVersion, PackDigest: w.PackDigest, PackSettings: w.PackSettings,
			Joining: string(w.Joining), Privacy: string(w.Privacy),
			WifiName: w.WiFi.Name, WifiPassword: w.WiFi.Password, Demo: w.Demo, Created: formatTime(w.Created),
		}).Error
		if err != nil {
			return err
		}
		if err := makeKey(tx, w.ID, w.Privacy); err != nil {
			return err
		}
		if w.JoinCode, err = s.giveCode(tx, w.ID, ""); err != nil {
			return err
		}
		for i, g := range groups {
			g, err := s.addGroup(tx, &w, g, i, w.Created)
			if err != nil {
				return err
			}
			w.Groups = append(w.Groups, g)
		}
		return nil
	})
	return w, err
}

// Workshop returns a workshop with its codes and its groups in their order, without the members, who are many: see
// Members. campaign.NotFound where there is none.
func (s *Store) Workshop(ctx context.Context, id string) (campaign.Workshop, error) {
	var w campaign.Workshop
	err := s.view(ctx, "read workshop", func(db *gorm.DB) error {
		var row workshopRow
		err := db.First(&row, "id = ?", id).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return missing("such workshop")
		}
		if err != nil {
			return err
		}
		all, err := withGroups(db, []workshopRow{row})
		if err != nil {
			return err
		}
		w = all[0]
		return nil
	})
	return w, err
}

// Workshops returns all workshops, the newest first, with their codes and groups, without members.
func (s *Store) Workshops(ctx context.Context) ([]campaign.Workshop, error) {
	var all []campaign.Workshop
	err := s.view(ctx, "read workshops", func(db *gorm.DB) error {
		var rows []workshopRow
		if err := db.Order("created DESC, id").Find(&rows).Error; err != nil {
			return err
		}
		var err error
		all, err = withGroups(db, rows)
		return err
	})
	return all, err
}

// withGroups adds groups and codes, in two queries however many workshops there are.
func withGroups(db *gorm.DB, rows []workshopRow) ([]campaign.Workshop, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ofThese := func() *gorm.DB { // one workshop is read by its key, several with all others
		if len(rows) == 1 {
			return db.Where("workshop_id = ?", rows[0].ID)
		}
		return db
	}
	var codes []codeRow
	if err := ofThese().Find(&codes).Error; err != nil {
		return nil, err
	}
	codeOf := make(map[[2]string]string, len(codes))
	for _, c := range codes {
		codeOf[[2]string{c.WorkshopID, c.GroupID}] = c.Code
	}
	groups, err := readGroups(ofThese())
	if err != nil {
		return nil, err
	}
	byWorkshop := make(map[string][]campaign.Group, len(rows))
	for _, g := range groups {
		g.Code = codeOf[[2]string{g.WorkshopID, g.ID}]
		byWorkshop[g.WorkshopID] = append(byWorkshop[g.WorkshopID], g)
	}
	all := make([]campaign.Workshop, len(rows))
	for i := range rows {
		all[i] = rows[i].workshop()
		all[i].JoinCode = codeOf[[2]string{rows[i].ID, ""}]
		all[i].Groups = byWorkshop[rows[i].ID]
	}
	return all, nil
}

// UpdateWorkshop changes title, place, days, language, canvas, way of joining and WiFi; groups, codes, the pack
// (see SetWorkshopPack), privacy (see SetPrivacy) and the rest of w are not looked at. The drafts follow the language. They keep their canvas, which
// only their log can change; new groups begin on the workshop's. campaign.NotFound where there is none.
func (s *Store) UpdateWorkshop(ctx context.Context, w campaign.Workshop) error {
	return s.change(ctx, "update workshop", func(tx *gorm.DB) error {
		if err := tx.Exec("UPDATE workshops SET joining = CASE WHEN closed = '' THEN ? ELSE joining END WHERE id = ?", string(w.Joining), w.ID).Error; err != nil {
			return err
		}
		changed := tx.Model(&workshopRow{}).Where("id = ?", w.ID).Updates(map[string]any{
			"title": w.Title, "place": w.Place, "first_day": w.From, "last_day": w.To,
			"language": w.Language, "canvas": w.Canvas,
			"wifi_name": w.WiFi.Name, "wifi_password": w.WiFi.Password,
		})
		if changed.Error != nil {
			return changed.Error
		}
		if changed.RowsAffected == 0 {
			return missing("such workshop")
		}
		return tx.Exec("UPDATE drafts SET language = ? WHERE workshop_id = ?", w.Language, w.ID).Error
	})
}

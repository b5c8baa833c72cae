package storage

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"workbench/campaign"
)

// scrubMark is the name under which meta says that the files may still hold what was deleted.
const scrubMark = "scrub"

// CloseWorkshop closes a workshop that keeps nothing of people for good. The key of its pseudonyms, its members with their
// seat codes, their sessions and what they showed to the room are deleted; beside every text stays a person of its draft,
// drawn by lot, or the facilitator; of times the minute stays; pages that sent the texts cannot be told apart any more.
// Nobody joins and nothing is written from then on. All of it happens in one transaction or nothing. Drafts get new log
// ids. It returns the ids that the members had, for what still stands in memory.
//
// Afterwards Scrub takes from the files what was deleted. Closing again does nothing. campaign.NotFound where there is no
// such workshop, campaign.Conflict where it keeps more of people.
func (s *Store) CloseWorkshop(ctx context.Context, workshop string, now time.Time) (members []string, err error) {
	err = s.change(ctx, "close a workshop", func(tx *gorm.DB) error {
		w, err := lockWorkshop(tx, workshop, 0)
		if err != nil || w.Closed != "" {
			return err
		}
		if err := w.workshop().CanClose(); err != nil {
			return err
		}
		c := &closing{workshop: workshop, now: campaign.ToMinute(now), known: make(map[string]string), step: s.stepped}
		if err := c.run(tx); err != nil {
			return err
		}
		members = c.members
		if s.postgres == nil {
			return nil
		}
		for _, d := range c.drafts {
			if err := notify(tx, d.ID, d.Seq); err != nil {
				return err
			}
		}
		return nil
	})
	return members, err
}

// closing is the closing of a workshop under way.
type closing struct {
	workshop string
	now      time.Time
	members  []string
	drafts   []draftRow
	step     func(string)
	known    map[string]string // the authors of the workshop -> one id for a person, campaign.FacilitatorAuthor for those who lead

	people map[string]string // of the draft under way: the person's id -> campaign.PersonAuthor
}

// stepped tells a test how far a closing has got.
func (s *Store) stepped(what string) {
	if s.step != nil {
		s.step(what)
	}
}

func (c *closing) run(tx *gorm.DB) error {
	if err := tx.Exec("UPDATE workshops SET closed = ?, joining = ?, guests = 0 WHERE id = ?", formatTime(c.now), string(campaign.JoinClosed), c.workshop).Error; err != nil {
		return err
	}
	// From here on nobody else appends: an entry that was on its way finds its draft closed.
	if err := tx.Exec("UPDATE drafts SET closed = ? WHERE workshop_id = ?", true, c.workshop).Error; err != nil {
		return err
	}
	if err := tx.Order("id").Find(&c.drafts, "workshop_id = ?", c.workshop).Error; err != nil {
		return err
	}
	if err := c.meet(tx); err != nil {
		return err
	}
	for _, d := range c.drafts {
		if err := tx.Exec("UPDATE drafts SET log_id = ? WHERE id = ?", newID(), d.ID).Error; err != nil {
			return err
		}
		at := map[string]string{"draft_id": d.ID, "group_id": d.GroupID}
		if err := c.draw(tx, at); err != nil {
			return err
		}
		for i := range tableTraces {
			if id := at[tableTraces[i].of]; id != "" {
				if err := tableTraces[i].forget(tx, c, id); err != nil {
					return err
				}
				c.step(tableTraces[i].table)
			}
		}
	}
	c.people = nil
	for i := range tableTraces {
		if t := &tableTraces[i]; t.of == "workshop_id" || t.of == "" && t.also != nil {
			if err := t.forget(tx, c, c.workshop); err != nil {
				return err
			}
			c.step(t.table)
		}
	}
	return tx.Exec("INSERT INTO meta (name, value) VALUES (?, '1') ON CONFLICT (name) DO NOTHING", scrubMark).Error
}

// meet learns under which authors each person has written.
func (c *closing) meet(tx *gorm.DB) error {
	members, err := readMembers(tx.Where("workshop_id = ?", c.workshop))
	if err != nil {
		return err
	}
	var accounts []string
	if err := tx.Raw("SELECT id FROM accounts").Scan(&accounts).Error; err != nil {
		return err
	}
	for _, m := range members {
		c.members = append(c.members, m.ID)
		c.known[m.ID] = m.ID
		if m.Pseudonym != "" {
			c.known[m.Pseudonym] = m.ID
		}
	}
	for _, a := range append(accounts, campaign.FacilitatorAuthor) {
		c.known[a] = campaign.FacilitatorAuthor
	}
	return nil
}

// draw gives the people of a draft their letters by lot, so that the letters tell neither who came first nor who sat where.
func (c *closing) draw(tx *gorm.DB, at map[string]string) error {
	c.people = make(map[string]string)
	var all []string
	for i := range tableTraces {
		t := &tableTraces[i]
		id := at[t.of]
		if id == "" || len(t.authors) == 0 {
			continue
		}
		found, err := t.authorsOf(tx, id)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, author := range all {
		c.author(author)
	}
	return nil
}

// author is what is left of an author: a person of the draft, or the facilitator. Outside of drafts everybody is the
// facilitator.
func (c *closing) author(was string) string {
	if was == "" {
		return ""
	}
	person, ok := c.known[was]
	if !ok {
		person = was // an account that is gone, or a text of an earlier schema: somebody
	}
	if person == campaign.FacilitatorAuthor || c.people == nil {
		return campaign.FacilitatorAuthor
	}
	label, ok := c.people[person]
	if !ok {
		label = campaign.PersonAuthor(len(c.people))
		c.people[person] = label
	}
	return label
}

// cases writes the middle of a CASE that replaces authors.
func (c *closing) cases(authors []string) (sql string, args []any) {
	var b strings.Builder
	done := make(map[string]bool)
	for _, author := range authors {
		if author == "" || done[author] {
			continue
		}
		done[author] = true
		b.WriteString(" WHEN ? THEN ?")
		args = append(args, author, c.author(author))
	}
	if len(args) == 0 { // a CASE needs one
		return " WHEN '' THEN ''", nil
	}
	return b.String(), args
}

// closeEntries takes the facilitators' names out of the locks in the log.
func closeEntries(tx *gorm.DB, c *closing, draft string) error {
	var rows []entryRow
	err := tx.Raw(selectEntries+`WHERE draft_id = ? AND edits LIKE '%"kind":"lock"%'`, draft).Scan(&rows).Error
	if err != nil {
		return err
	}
	for _, r := range rows {
		e, err := r.entry()
		if err != nil {
			return err
		}
		for i := range e.Edits {
			if e.Edits[i].Kind != campaign.EditLock {
				continue
			}
			if e.Edits[i].Value, err = nameless(e.Edits[i].Value); err != nil {
				return err
			}
		}
		data, err := json.Marshal(e.Edits)
		if err != nil {
			return err
		}
		if err := tx.Exec("UPDATE entries SET edits = ? WHERE draft_id = ? AND seq = ?", string(data), draft, r.Seq).Error; err != nil {
			return err
		}
	}
	return nil
}

// closeLocks takes the facilitators' names out of the locks that hold.
func closeLocks(tx *gorm.DB, c *closing, draft string) error {
	var value []string
	err := tx.Raw("SELECT value FROM draft_values WHERE draft_id = ? AND field = 'locks'", draft).Scan(&value).Error
	if err != nil || len(value) == 0 {
		return err
	}
	var locks []json.RawMessage
	if err := json.Unmarshal([]byte(value[0]), &locks); err != nil {
		return err
	}
	for i := range locks {
		if locks[i], err = nameless(locks[i]); err != nil {
			return err
		}
	}
	data, err := json.Marshal(locks)
	if err != nil {
		return err
	}
	return tx.Exec("UPDATE draft_values SET value = ? WHERE draft_id = ? AND field = 'locks'", string(data), draft).Error
}

// nameless is a lock set by no one in particular.
func nameless(lock json.RawMessage) (json.RawMessage, error) {
	var l campaign.Lock
	if err := json.Unmarshal(lock, &l); err != nil {
		return nil, err
	}
	l.By, l.Since = campaign.FacilitatorName, campaign.ToMinute(l.Since)
	return json.Marshal(l)
}

// closeNotUseful leaves each finding somebody of its own, so that not even the same person is seen in two.
func closeNotUseful(tx *gorm.DB, c *closing, draft string) error {
	var rows []notUsefulRow
	if err := tx.Select("who", "finding").Find(&rows, "draft_id = ?", draft).Error; err != nil {
		return err
	}
	for _, r := range rows {
		if err := tx.Exec("UPDATE not_useful SET who = ? WHERE draft_id = ? AND who = ? AND finding = ?", newID(), draft, r.Who, r.Finding).Error; err != nil {
			return err
		}
	}
	return nil
}

// closeScorers leaves those who lead, each of whom scores a draft under their own id, apart and unknown. Other scorers are
// groups.
func closeScorers(tx *gorm.DB, c *closing, group string) error {
	var scorers []string
	if err := tx.Raw("SELECT DISTINCT scorer FROM rubric_marks WHERE group_id = ?", group).Scan(&scorers).Error; err != nil {
		return err
	}
	for _, scorer := range scorers {
		if _, person := c.known[scorer]; !person || scorer == campaign.FacilitatorAuthor {
			continue
		}
		if err := tx.Exec("UPDATE rubric_marks SET scorer = ? WHERE group_id = ? AND scorer = ?", newID(), group, scorer).Error; err != nil {
			return err
		}
	}
	return nil
}

// closeVotes ends the votes that are open: they are counted, and the dots go.
func closeVotes(tx *gorm.DB, c *closing, workshop string) error {
	all, err := readVotes(tx, "workshop_id = ?", workshop)
	if err != nil {
		return err
	}
	for i := range all {
		if _, err := endVote(tx, workshop, all[i].ID, c.now); err != nil {
			return err
		}
	}
	return nil
}

// closeCourse takes the facilitators' names out of how the workshop went.
func closeCourse(tx *gorm.DB, c *closing, workshop string) error { return veilCourse(tx, workshop) }

// closeSessions ends the members' sessions.
func closeSessions(tx *gorm.DB, c *closing, workshop string) error { return endSessions(tx, c.members) }

// EndSessions ends every session of the members. After CloseWorkshop and once nothing of theirs is under way any more it
// finds what a request that was under way has kept again.
func (s *Store) EndSessions(ctx context.Context, members []string) error {
	return s.change(ctx, "end sessions", func(tx *gorm.DB) error { return endSessions(tx, members) })
}

// endSessions looks for the ids in what is kept: a session's data is the session manager's, and a member's id is random and
// long enough to stand in it for nothing else.
func endSessions(tx *gorm.DB, members []string) error {
	var rows []sessionRow
	if err := tx.Find(&rows).Error; err != nil {
		return err
	}
	for _, r := range rows {
		data := string(r.Data)
		if !slices.ContainsFunc(members, func(id string) bool { return strings.Contains(data, id) }) {
			continue
		}
		if err := tx.Exec("DELETE FROM sessions WHERE token = ?", r.Token).Error; err != nil {
			return err
		}
	}
	return nil
}

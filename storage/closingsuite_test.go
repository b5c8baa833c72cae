package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"workbench/campaign"
)

var closingPromises = []promise{
	{"Closing_KnowsEveryTableAndEveryColumnOfPeople", closingTables},
	{"Closing_LeavesNothingThatTiesTextsToPeople", closingLeaves},
	{"Closing_KeepsTextsAndTheirOrder", closingKeeps},
	{"Closing_EndsTheWorkshopForGood", closingEnds},
	{"Closing_IsForWorkshopsThatKeepNothing", closingRefuses},
	{"Closing_LeavesOtherWorkshopsAlone", closingOthers},
	{"Closing_BrokenOffAnywhereIsAllOrNothing", closingKilled},
	{"Backups_AreNotedByTheirNames", backupsNoted},
}

// ofPeople are names of columns that sound like somebody, or like what gives somebody away.
var ofPeople = regexp.MustCompile(`^(who|by|.*_by|taken|author.*|member.*|user.*|account.*|person.*|client.*|seat.*|token|secret|name|name_key|scorer|voter|assigned|host|owner|data|edits|value|vote|course|comment|.*json|at|.*_at|since|opened|joined|created|used|expires|file)$`)

func closingTables(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	tables, err := s.write.Migrator().GetTables()
	must(t, err)
	for _, table := range tables {
		i := slices.IndexFunc(tableTraces, func(r traces) bool { return r.table == table })
		if i < 0 {
			t.Errorf("the table %s is not in the list of traces.go: say there what closing a workshop leaves of it", table)
			continue
		}
		r := tableTraces[i]
		if r.gone {
			continue
		}
		if r.of == "" && r.also == nil && r.why == "" {
			t.Errorf("it is not said why nothing is done about the table %s", table)
		}
		columns, err := s.write.Migrator().ColumnTypes(table)
		must(t, err)
		named := slices.Concat(r.authors, r.minutes, r.documents, r.kept)
		for _, column := range columns {
			if name := column.Name(); ofPeople.MatchString(name) && !slices.Contains(named, name) && !(r.also != nil && r.of == "") {
				t.Errorf("the column %s.%s is not in the list of traces.go: say there what closing a workshop leaves of it", table, name)
			}
		}
	}
	if len(tables) != len(tableTraces) {
		t.Errorf("%d tables, %d in the list", len(tables), len(tableTraces))
	}
}

// crowd is a workshop that keeps nothing, with everything in it that people leave behind.
type crowd struct {
	campaign.Workshop
	people []campaign.Member
	lead   campaign.Account
	told   []string // must not be there any more
}

func by(seq int64, client string, batch int64, who, text string) campaign.Appended {
	a := titled(seq, client, batch, text)
	a.Entry.Who, a.Entry.Time = who, day.Add(time.Duration(seq)*7*time.Second)
	return a
}

func gather(t testing.TB, s *Store) crowd {
	t.Helper()
	w := addWorkshop(t, s, 2)
	var c crowd
	lead, err := s.CreateAccount(ctx, campaign.Account{Name: "Farah", Role: campaign.Facilitator, PasswordHash: "h"})
	must(t, err)
	c.lead = lead
	early := sit(t, s, w, 0, "Aisyah") // from before the workshop kept nothing
	draft := w.Groups[0].DraftID
	must(t, s.Append(ctx, draft, by(1, "page-early", 4, early.ID, "one")))
	lock, err := json.Marshal(campaign.Lock{Section: "message", By: "Farah", Since: day, At: "09:30", Why: campaign.LockedByHand})
	must(t, err)
	locked := titled(2, campaign.ServerClient, 2, "one")
	locked.Entry.Who, locked.Entry.Edits = lead.ID, []campaign.Edit{{Kind: campaign.EditLock, At: "message", Value: lock}}
	locked.State.Locks = []campaign.Lock{{Section: "message", Seq: 2, By: "Farah", Since: day, At: "09:30", Why: campaign.LockedByHand}}
	locked.Changed = []string{"locks"}
	must(t, s.Append(ctx, draft, locked))
	must(t, s.SetPrivacy(ctx, w.ID, campaign.PrivacyNothing))
	people := []campaign.Member{early, sit(t, s, w, 0, "Somchai"), sit(t, s, w, 1, "Lina"), sit(t, s, w, 0, "Gone")}
	must(t, s.RemoveMember(ctx, people[3].ID))
	for i := range people {
		people[i], err = s.Member(ctx, people[i].ID)
		must(t, err)
		must(t, s.CommitCtx(ctx, fmt.Sprint("token-", i), []byte(`{"values":{"member":"`+people[i].ID+`"}}`), time.Now().Add(time.Hour)))
		c.told = append(c.told, people[i].ID, people[i].Pseudonym, people[i].SeatCode, fmt.Sprint("token-", i), fmt.Sprint("page-", i))
	}
	must(t, s.CommitCtx(ctx, "led-token", []byte(`{"values":{"account":"`+lead.ID+`"}}`), time.Now().Add(time.Hour)))
	for i, who := range []string{people[0].Pseudonym, people[1].Pseudonym, people[0].Pseudonym, campaign.FacilitatorAuthor} {
		must(t, s.Append(ctx, draft, by(int64(i)+3, fmt.Sprint("page-", i), 9, who, fmt.Sprint("text ", i))))
	}
	must(t, s.Append(ctx, w.Groups[1].DraftID, by(1, "page-2", 1, people[2].Pseudonym, "theirs")))
	must(t, s.Append(ctx, w.Groups[1].DraftID, by(2, "page-3", 1, people[3].Pseudonym, "before they went")))
	must(t, s.AddCheckpoint(ctx, campaign.Checkpoint{DraftID: draft, Seq: 2, Name: "Before lunch", Who: people[1].Pseudonym, At: day}))
	must(t, s.AddNotUseful(ctx, notUseful(draft, people[1].Pseudonym, "x", "en")))
	must(t, s.AddNotUseful(ctx, notUseful(draft, people[1].Pseudonym, "y", "en")))
	must(t, s.RaiseHand(ctx, w.Groups[0].ID, day))
	must(t, s.TakeHand(ctx, w.Groups[0].ID, lead.ID))
	must(t, s.SetReady(ctx, w.Groups[0].ID, "message", true, day))
	v := addVote(t, s, w.ID)
	for i := range 3 {
		_, err := s.PlaceDots(ctx, w.ID, v.ID, people[i].Pseudonym, campaign.Dots{"c1": 1})
		must(t, err)
	}
	_, err = s.ChangeCourse(ctx, w.ID, func(c *campaign.Course) error {
		c.LockSection("message", "Farah", day)
		return c.Say(campaign.Message{ID: "m", Text: "Come", By: "Farah", At: day})
	})
	must(t, err)
	var secret string
	must(t, s.read.Raw("SELECT secret FROM workshop_keys WHERE workshop_id = ?", w.ID).Scan(&secret).Error)
	c.told = append(c.told, secret, "page-early")
	c.Workshop, err = s.Workshop(ctx, w.ID)
	must(t, err)
	c.people = people
	return c
}

func closeIt(t testing.TB, s *Store, id string) {
	t.Helper()
	must(t, second(s.CloseWorkshop(ctx, id, time.Now())))
	must(t, s.Scrub(ctx))
}

// about is what a database says of one workshop and its log.
func about(t testing.TB, s *Store) string {
	t.Helper()
	lines := slices.DeleteFunc(strings.Split(dump(t, s), "\n"), func(line string) bool {
		return strings.HasPrefix(line, "migrations") || strings.HasPrefix(line, "accounts")
	})
	return strings.Join(lines, "\n")
}

func closingLeaves(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	c := gather(t, s)
	before := about(t, s)
	for _, word := range append(slices.Clone(c.told), "Farah") {
		if !strings.Contains(before, word) {
			t.Errorf("%q is not there before, so that its going tells nothing", word)
		}
	}
	members, err := s.CloseWorkshop(ctx, c.ID, day)
	must(t, err)
	if len(members) != 4 {
		t.Errorf("members %v", members)
	}
	if done, err := s.Scrubbed(ctx); done || err != nil {
		t.Errorf("before scrubbing: %v, %v", done, err)
	}
	must(t, s.Scrub(ctx))
	if done, err := s.Scrubbed(ctx); !done || err != nil {
		t.Errorf("after scrubbing: %v, %v", done, err)
	}
	after := about(t, s)
	for _, word := range append(c.told, "Farah", "seat-") {
		if strings.Contains(after, word) {
			t.Errorf("%q is still there", word)
		}
	}
	entries, err := s.Entries(ctx, c.Groups[0].DraftID, 0, 100)
	must(t, err)
	people := map[string]string{}
	for i, want := range []string{"a", "f", "a", "b", "a", "f"} {
		who := entries[i].Who
		if was, ok := people[want]; ok && was != who || want == "f" && who != campaign.FacilitatorAuthor || want != "f" && who != "person-a" && who != "person-b" {
			t.Errorf("entry %d is by %q", i, who)
		}
		people[want] = who
	}
	if people["a"] == people["b"] {
		t.Error("two people are one")
	}
	list, err := s.Checkpoints(ctx, c.Groups[0].DraftID)
	must(t, err)
	if list[0].Who != people["b"] || !list[0].At.Equal(day.Truncate(time.Minute)) {
		t.Errorf("the checkpoint is by %q at %v", list[0].Who, list[0].At)
	}
	votes, err := s.Votes(ctx, c.ID)
	must(t, err)
	if votes[0].Open() || votes[0].Voters != 3 {
		t.Errorf("the vote is %+v", votes[0])
	}
	counts, err := s.NotUsefulCounts(ctx)
	must(t, err)
	if len(counts) != 1 || counts[0].Times != 2 {
		t.Errorf("not useful: %+v", counts)
	}
}

func closingKeeps(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	c := gather(t, s)
	draft := c.Groups[0].DraftID
	was, err := s.Entries(ctx, draft, 0, 100)
	must(t, err)
	head, err := s.Open(ctx, draft)
	must(t, err)
	closeIt(t, s, c.ID)
	now, err := s.Entries(ctx, draft, 0, 100)
	must(t, err)
	if len(now) != len(was) {
		t.Fatalf("%d entries of %d", len(now), len(was))
	}
	clients := map[string]bool{}
	for i, e := range now {
		if e.Seq != was[i].Seq || !e.Time.Equal(was[i].Time.Truncate(time.Minute)) || i > 0 && e.Time.Before(now[i-1].Time) {
			t.Errorf("entry %d is %d at %v, was at %v", i, e.Seq, e.Time, was[i].Time)
		}
		if i != 1 && fmt.Sprint(e.Edits) != fmt.Sprint(was[i].Edits) {
			t.Errorf("entry %d holds %v", i, e.Edits)
		}
		if e.Client != campaign.ServerClient {
			clients[e.Client] = true
		}
	}
	if len(clients) != 1 {
		t.Errorf("pages can be told apart: %v", clients)
	}
	after, err := s.Open(ctx, draft)
	must(t, err)
	if after.Seq != head.Seq || after.LogID == head.LogID || !after.Closed || fmt.Sprint(after.State.Fields) != fmt.Sprint(head.State.Fields) {
		t.Errorf("%+v\nwas %+v", after, head)
	}
	if after.State.Locks[0].By != campaign.FacilitatorName || after.State.Locks[0].Section != "message" {
		t.Errorf("locks %+v", after.State.Locks)
	}
}

func closingEnds(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	c := gather(t, s)
	closeIt(t, s, c.ID)
	wantCode(t, second(s.AddMember(ctx, campaign.Member{WorkshopID: c.ID, GroupID: c.Groups[0].ID})), campaign.Locked)
	wantCode(t, second(s.AddGroup(ctx, c.ID, campaign.Group{Name: "New"})), campaign.Locked)
	must(t, s.UpdateWorkshop(ctx, c.Workshop)) // its settings as they were before
	w, err := s.Workshop(ctx, c.ID)
	must(t, err)
	if w.Joining != campaign.JoinClosed || !w.Ended() {
		t.Errorf("joining is %q, closed %v", w.Joining, w.Closed)
	}
	draft := c.Groups[0].DraftID
	if err := s.Append(ctx, draft, by(7, "page-0", 9, "x", "again")); !errors.Is(err, campaign.ErrTaken) {
		t.Errorf("a retry of a page: %v", err)
	}
	wantCode(t, second(s.Member(ctx, c.people[0].ID)), campaign.NotFound)
	for i := range c.people {
		if _, there, err := s.FindCtx(ctx, fmt.Sprint("token-", i)); there || err != nil {
			t.Errorf("the session %d: %v, %v", i, there, err)
		}
	}
	if _, there, err := s.FindCtx(ctx, "led-token"); !there || err != nil {
		t.Errorf("the facilitator's session: %v, %v", there, err)
	}
	before := dump(t, s)
	must(t, second(s.CloseWorkshop(ctx, c.ID, time.Now())))
	if dump(t, s) != before {
		t.Error("closing again changes something")
	}
}

func closingRefuses(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	for _, mode := range []campaign.Privacy{campaign.PrivacyNames, campaign.PrivacyAliases} {
		w := private(t, s, mode, 1)
		before := dump(t, s)
		wantCode(t, second(s.CloseWorkshop(ctx, w.ID, day)), campaign.Conflict)
		if dump(t, s) != before {
			t.Errorf("%s: something has changed", mode)
		}
	}
	wantCode(t, second(s.CloseWorkshop(ctx, "none", day)), campaign.NotFound)
}

func closingOthers(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := private(t, s, campaign.PrivacyNothing, 1)
	m := sit(t, s, w, 0, "")
	must(t, s.Append(ctx, w.Groups[0].DraftID, by(1, "their-page", 1, m.Pseudonym, "theirs")))
	must(t, s.CommitCtx(ctx, "their-token", []byte(m.ID), time.Now().Add(time.Hour)))
	closeIt(t, s, gatherBeside(t, s))
	again, err := s.Member(ctx, m.ID)
	must(t, err)
	entries, err := s.Entries(ctx, w.Groups[0].DraftID, 0, 10)
	must(t, err)
	if again.Pseudonym != m.Pseudonym || entries[0].Who != m.Pseudonym || entries[0].Client != "their-page" || !entries[0].Time.Equal(day.Add(7*time.Second)) {
		t.Errorf("%+v, %+v", again, entries[0])
	}
	if _, there, err := s.FindCtx(ctx, "their-token"); !there || err != nil {
		t.Errorf("their session: %v, %v", there, err)
	}
}

func gatherBeside(t testing.TB, s *Store) string { return gather(t, s).ID }

// What the child of closingKilled is told: where it dies, and which workshop it closes.
const (
	childStep     = "WORKBENCH_STORAGE_TEST_STEP"
	childWorkshop = "WORKBENCH_STORAGE_TEST_WORKSHOP"
)

// closeUntilKilled is the child: it closes a workshop and kills itself on the way.
func closeUntilKilled() {
	s, err := Open(ctx, Config{Dir: os.Getenv(childDir), DSN: os.Getenv(childDSN)})
	if err == nil {
		s.step = func(at string) {
			if at == os.Getenv(childStep) {
				self, _ := os.FindProcess(os.Getpid())
				self.Kill()
				select {}
			}
		}
		if _, err = s.CloseWorkshop(ctx, os.Getenv(childWorkshop), day); err == nil {
			err = s.Scrub(ctx)
		}
	}
	fmt.Fprintln(os.Stderr, "still alive:", err)
	os.Exit(1)
}

func closingKilled(t *testing.T, fresh fresh) {
	self, err := os.Executable()
	must(t, err)
	for _, step := range []struct {
		at     string
		closed bool
	}{{"entries", false}, {"members", false}, {"workshop_keys", false}, {"drafts", false}, {"scrub", true}, {"scrubbed", true}} {
		t.Run(step.at, func(t *testing.T) {
			c := fresh(t)
			s := open(t, c)
			room := gather(t, s)
			must(t, s.Close())
			child := exec.Command(self)
			child.Env = append(os.Environ(), childStep+"="+step.at, childWorkshop+"="+room.ID, childDraft+"=x", childDir+"="+c.Dir, childDSN+"="+c.DSN)
			if said, err := child.CombinedOutput(); err == nil || strings.Contains(string(said), "alive") {
				t.Fatalf("the child was not killed: %v %s", err, said)
			}
			s = open(t, c)
			now := about(t, s)
			for _, word := range room.told {
				if strings.Contains(now, word) == step.closed {
					t.Errorf("%q is there: %v", word, !step.closed)
				}
			}
			w, err := s.Workshop(ctx, room.ID)
			must(t, err)
			if done, err := s.Scrubbed(ctx); w.Ended() != step.closed || !done || err != nil {
				t.Errorf("closed %v, scrubbed %v, %v", w.Closed, done, err)
			}
		})
	}
}

func backupsNoted(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	must(t, s.NoteBackup(ctx, "/somewhere/tuesday.workbench", day))
	must(t, s.NoteBackup(ctx, "monday.workbench", day.Add(-24*time.Hour)))
	must(t, s.NoteBackup(ctx, "monday.workbench", day.Add(-24*time.Hour)))
	file := t.TempDir() + "/b"
	must(t, s.Backup(ctx, file, nil))
	restored(t, s, file) // which copies there are is not forgotten with what a backup does not hold
	all, err := s.BackupsMade(ctx)
	must(t, err)
	if len(all) != 2 || all[0] != (campaign.BackupMade{At: day, File: "tuesday.workbench"}) || all[1].File != "monday.workbench" {
		t.Errorf("%+v", all)
	}
}

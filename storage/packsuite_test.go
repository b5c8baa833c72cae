package storage

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"workbench/campaign"
)

var packPromises = []promise{
	{"KeepPack_GivesBackWhatWasKept", keepPack},
	{"KeepPack_RefusesOtherContentsUnderAUsedVersion", keepOther},
	{"KeepPack_OfManyAtOnceOneWinsAndTheSameIsNoMistake", keepAtOnce},
	{"SetWorkshopPack_ChangesOnlyWhatWasSeen", setPack},
	{"RemovePack_KeepsWhatAWorkshopUses", removePack},
	{"WorkshopsOfAnEarlierProgramAreNotSettled", earlierPack},
}

// keep keeps a pack whose contents are named by a word.
func keep(t testing.TB, s *Store, id, version, digest string) campaign.KeptPack {
	t.Helper()
	p := campaign.KeptPack{ID: id, Version: version, Digest: digest, Zip: []byte{0, 0xff, 'P', 'K'}, By: "trainer", At: day}
	must(t, s.KeepPack(ctx, p))
	p.Size = len(p.Zip)
	return p
}

func keepPack(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	want := keep(t, s, "own", "1.0.0", "one")
	got, err := s.Pack(ctx, "own", "1.0.0")
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for _, other := range [][2]string{{"own", "1.0.1"}, {"other", "1.0.0"}} {
		_, err := s.Pack(ctx, other[0], other[1])
		wantCode(t, err, campaign.NotFound)
	}
	large := campaign.KeptPack{ID: "large", Version: "1.0.0", Digest: "d", Zip: bytes.Repeat([]byte{0, 0x27}, 5<<19)}
	must(t, s.KeepPack(ctx, large))
	got, err = s.Pack(ctx, "large", "1.0.0")
	must(t, err)
	if !bytes.Equal(got.Zip, large.Zip) || got.At.IsZero() || got.By != "" {
		t.Errorf("%d bytes, at %v by %q", len(got.Zip), got.At, got.By)
	}
}

func keepOther(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	want := keep(t, s, "own", "1.0.0", "one")
	again := want
	again.Zip, again.By = []byte("packed by another program"), "somebody else"
	must(t, s.KeepPack(ctx, again))
	other := want
	other.Digest = "two"
	err := s.KeepPack(ctx, other)
	wantCode(t, err, campaign.Conflict)
	if !strings.Contains(err.Error(), "own 1.0.0") || !strings.Contains(err.Error(), "Raise the version") {
		t.Errorf("the sentence is %q", err)
	}
	if got, err := s.Pack(ctx, "own", "1.0.0"); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func keepAtOnce(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() {
			errs[i] = s.KeepPack(ctx, campaign.KeptPack{ID: "own", Version: "1.0.0", Digest: fmt.Sprint(i % 2), Zip: []byte{1}})
		})
	}
	wg.Wait()
	got, err := s.Pack(ctx, "own", "1.0.0")
	must(t, err)
	for i, err := range errs {
		if mine := fmt.Sprint(i%2) == got.Digest; mine != (err == nil) || !mine && campaign.CodeOf(err) != campaign.Conflict {
			t.Errorf("%d: %v, kept is %s", i, err, got.Digest)
		}
	}
}

func setPack(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w, other := addWorkshop(t, s, 1), addWorkshop(t, s, 1)
	if use, err := s.WorkshopPack(ctx, w.ID); err != nil || use != (campaign.PackUse{ID: "pve-sea"}) || use != w.PackUse() {
		t.Errorf("a new workshop is checked by %+v, %v", use, err)
	}
	keep(t, s, "own", "1.0.0", "one")
	now := campaign.PackUse{ID: "own", Version: "1.0.0", Digest: "one", Settings: `{"off":["a"]}`}
	must(t, s.SetWorkshopPack(ctx, w.ID, w.PackUse(), now))
	use, err := s.WorkshopPack(ctx, w.ID)
	must(t, err)
	whole, err := s.Workshop(ctx, w.ID)
	must(t, err)
	if use != now || whole.PackUse() != now {
		t.Errorf("got %+v and %+v, want %+v", use, whole.PackUse(), now)
	}
	if use, err := s.WorkshopPack(ctx, other.ID); err != nil || use != other.PackUse() {
		t.Errorf("the other workshop is checked by %+v, %v", use, err)
	}
	wantCode(t, s.SetWorkshopPack(ctx, w.ID, w.PackUse(), now), campaign.Conflict) // was is not what is any more
	for _, gone := range []campaign.PackUse{{ID: "own", Version: "2.0.0", Digest: "one"}, {ID: "own", Version: "1.0.0", Digest: "two"}} {
		wantCode(t, s.SetWorkshopPack(ctx, w.ID, now, gone), campaign.Conflict)
		w := campaign.Workshop{Title: "x", Pack: gone.ID, PackVersion: gone.Version, PackDigest: gone.Digest}
		_, err := s.CreateWorkshop(ctx, w)
		wantCode(t, err, campaign.Conflict)
	}
	wantCode(t, s.SetWorkshopPack(ctx, "nothing", now, now), campaign.NotFound)
	_, err = s.WorkshopPack(ctx, "nothing")
	wantCode(t, err, campaign.NotFound)
	// A change of the workshop's other settings leaves it alone.
	w.Title = "Two"
	must(t, s.UpdateWorkshop(ctx, w))
	if use, err := s.WorkshopPack(ctx, w.ID); err != nil || use != now {
		t.Errorf("after another change %+v, %v", use, err)
	}
	made, err := s.CreateWorkshop(ctx, campaign.Workshop{Title: "x", Pack: "own", PackVersion: "1.0.0", PackDigest: "one", PackSettings: "{}"})
	must(t, err)
	if use, err := s.WorkshopPack(ctx, made.ID); err != nil || use != made.PackUse() || use.Settings != "{}" {
		t.Errorf("made with %+v, %v", use, err)
	}
}

func removePack(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 1)
	keep(t, s, "own", "1.0.0", "one")
	keep(t, s, "own", "1.1.0", "two")
	keep(t, s, "another", "1.0.0", "three")
	must(t, s.SetWorkshopPack(ctx, w.ID, w.PackUse(), campaign.PackUse{ID: "own", Version: "1.1.0", Digest: "two"}))
	err := s.RemovePack(ctx, "own", "1.1.0")
	wantCode(t, err, campaign.Conflict)
	if !strings.Contains(err.Error(), "own 1.1.0") {
		t.Errorf("the sentence is %q", err)
	}
	list := func() (out []string) {
		all, err := s.Packs(ctx)
		must(t, err)
		for _, p := range all {
			if p.Zip != nil || p.Size != 4 || p.By != "trainer" || !p.At.Equal(day) || p.Digest == "" {
				t.Errorf("listed %+v", p)
			}
			out = append(out, fmt.Sprint(p.ID, " ", p.Version, " ", p.Workshops))
		}
		return out
	}
	if got, want := list(), []string{"another 1.0.0 0", "own 1.1.0 1", "own 1.0.0 0"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	must(t, s.RemovePack(ctx, "own", "1.0.0"))
	wantCode(t, s.RemovePack(ctx, "own", "1.0.0"), campaign.NotFound)
	if got, want := list(), []string{"another 1.0.0 0", "own 1.1.0 1"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// earlierPack brings a database of the schema before packs up to date.
func earlierPack(t *testing.T, fresh fresh) {
	c := fresh(t)
	s := open(t, c)
	w := addWorkshop(t, s, 1)
	for _, sql := range []string{"DROP TABLE packs", "ALTER TABLE workshops DROP COLUMN pack_version", "ALTER TABLE workshops DROP COLUMN pack_digest",
		"ALTER TABLE workshops DROP COLUMN pack_settings", "DROP TABLE not_useful", "DROP TABLE checkpoints", "DROP TABLE courses", "DROP TABLE comments", "DROP TABLE group_hands", "DROP TABLE group_ready",
		"DROP TABLE rubric_marks", "DROP TABLE vote_dots", "DROP TABLE votes", "ALTER TABLE members DROP COLUMN host", "DROP TABLE workshop_keys", "ALTER TABLE workshops DROP COLUMN privacy",
		"DROP TABLE backups_made", "ALTER TABLE workshops DROP COLUMN closed", "ALTER TABLE drafts DROP COLUMN closed", "DELETE FROM migrations WHERE number >= 4"} {
		must(t, s.write.Exec(sql).Error)
	}
	must(t, s.Close())
	s = open(t, c)
	got, err := s.Workshop(ctx, w.ID)
	must(t, err)
	if !reflect.DeepEqual(got, w) || got.PackUse() != (campaign.PackUse{ID: "pve-sea"}) {
		t.Errorf("got  %+v\nwant %+v", got, w)
	}
	keep(t, s, "own", "1.0.0", "one")
}

package storage

import (
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"workbench/campaign"
)

var accountPromises = []promise{
	{"Account_IsFoundByIdAndName", accountFound},
	{"Account_NamesDifferByMoreThanCase", accountNames},
	{"Account_PasswordAndRoleChange", accountChanges},
	{"Invite_IsValidOnce", inviteOnce},
	{"Invite_OfManyAtOnceOneSucceeds", inviteRace},
	{"Invite_Expires", inviteExpires},
	{"Invite_UnusedOnesOfAKindAreDropped", inviteDropped},
	{"Session_IsKeptReplacedAndEnded", session},
	{"Session_ExpiredIsNotFoundAndSweptOnOpen", sessionExpired},
}

func accountFound(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	var want []campaign.Account
	for _, a := range []campaign.Account{
		{Name: " Noor ", Role: campaign.Trainer, PasswordHash: "hash"},
		{Name: "demo", Role: campaign.Facilitator, PasswordHash: "other", Demo: true},
	} {
		made, err := s.CreateAccount(ctx, a)
		must(t, err)
		byID, err := s.Account(ctx, made.ID)
		must(t, err)
		if !reflect.DeepEqual(byID, made) || !idForm.MatchString(made.ID) {
			t.Errorf("made %+v, got %+v", made, byID)
		}
		want = append(want, made)
	}
	if want[0].Name != "Noor" {
		t.Errorf("name %q", want[0].Name)
	}
	for _, name := range []string{"Noor", "noor", " NOOR"} {
		got, err := s.AccountByName(ctx, name)
		must(t, err)
		if got.ID != want[0].ID {
			t.Errorf("%q is %+v", name, got)
		}
	}
	all, err := s.Accounts(ctx)
	must(t, err)
	if !reflect.DeepEqual(all, want) {
		t.Errorf("got %+v\nwant %+v", all, want)
	}
	_, err = s.Account(ctx, "nothing")
	wantCode(t, err, campaign.NotFound)
	_, err = s.AccountByName(ctx, "nobody")
	wantCode(t, err, campaign.NotFound)
}

func accountNames(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	_, err := s.CreateAccount(ctx, campaign.Account{Name: "Thuý"})
	must(t, err)
	_, err = s.CreateAccount(ctx, campaign.Account{Name: "THUY\u0301"})
	wantCode(t, err, campaign.Conflict)
	_, err = s.CreateAccount(ctx, campaign.Account{Name: "  "})
	wantCode(t, err, campaign.Invalid)
}

func accountChanges(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	a, err := s.CreateAccount(ctx, campaign.Account{Name: "Noor", Role: campaign.Facilitator, PasswordHash: "old"})
	must(t, err)
	must(t, s.SetPassword(ctx, a.ID, "new"))
	must(t, s.SetRole(ctx, a.ID, campaign.Trainer))
	a.PasswordHash, a.Role = "new", campaign.Trainer
	got, err := s.Account(ctx, a.ID)
	must(t, err)
	if !reflect.DeepEqual(got, a) {
		t.Errorf("got %+v", got)
	}
	wantCode(t, s.SetPassword(ctx, "nothing", "x"), campaign.NotFound)
	wantCode(t, s.SetRole(ctx, "nothing", campaign.Trainer), campaign.NotFound)
}

func inviteOnce(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	want := campaign.Invite{Hash: "h", Kind: "facilitator", Role: campaign.Facilitator, Expires: day.Add(time.Hour), By: "noor"}
	must(t, s.CreateInvite(ctx, want))
	wantCode(t, s.CreateInvite(ctx, want), campaign.Conflict)
	wantInvite(t, s, "h", day, true)
	got, err := s.UseInvite(ctx, "h", day)
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	wantInvite(t, s, "h", day, false)
	_, err = s.UseInvite(ctx, "h", day)
	wantCode(t, err, campaign.NotFound)
	_, err = s.UseInvite(ctx, "nothing", day)
	wantCode(t, err, campaign.NotFound)
}

func wantInvite(t *testing.T, s *Store, hash string, now time.Time, want bool) {
	t.Helper()
	got, err := s.HasInvite(ctx, hash, now)
	must(t, err)
	if got != want {
		t.Errorf("invite %s at %v: %v, want %v", hash, now, got, want)
	}
}

func inviteRace(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	must(t, s.CreateInvite(ctx, campaign.Invite{Hash: "h", Kind: "first", Role: campaign.Trainer}))
	var won atomic.Int32
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			if _, err := s.UseInvite(ctx, "h", day); err == nil {
				won.Add(1)
			} else if campaign.CodeOf(err) != campaign.NotFound {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 {
		t.Errorf("%d used it", won.Load())
	}
}

func inviteExpires(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	must(t, s.CreateInvite(ctx, campaign.Invite{Hash: "h", Kind: "facilitator", Expires: day}))
	must(t, s.CreateInvite(ctx, campaign.Invite{Hash: "ever", Kind: "first"}))
	wantInvite(t, s, "h", day.Add(-1), true)
	wantInvite(t, s, "h", day, false)
	wantInvite(t, s, "ever", day.AddDate(50, 0, 0), true)
	_, err := s.UseInvite(ctx, "h", day)
	wantCode(t, err, campaign.NotFound)
}

func inviteDropped(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	must(t, s.CreateInvite(ctx, campaign.Invite{Hash: "a", Kind: "first"}))
	must(t, s.CreateInvite(ctx, campaign.Invite{Hash: "b", Kind: "facilitator"}))
	must(t, s.DropInvites(ctx, "first"))
	wantInvite(t, s, "a", day, false)
	wantInvite(t, s, "b", day, true)
}

func session(t *testing.T, fresh fresh) {
	s := open(t, fresh(t)).Sessions()
	later := time.Now().Add(time.Hour)
	must(t, s.Commit("token", []byte{0, 1, 0xff}, later))
	must(t, s.Commit("token", []byte{0, 2, 0xff}, later))
	must(t, s.Commit("empty", nil, later))
	data, ok, err := s.Find("token")
	must(t, err)
	if !ok || !reflect.DeepEqual(data, []byte{0, 2, 0xff}) {
		t.Errorf("got %v %v", data, ok)
	}
	if data, ok, err := s.Find("empty"); err != nil || !ok || len(data) != 0 {
		t.Errorf("got %v %v %v", data, ok, err)
	}
	must(t, s.Delete("token"))
	must(t, s.Delete("token"))
	if _, ok, err := s.Find("token"); ok || err != nil {
		t.Errorf("ended session: %v %v", ok, err)
	}
}

func sessionExpired(t *testing.T, fresh fresh) {
	c := fresh(t)
	s := open(t, c)
	now := time.Now()
	for token, ends := range map[string]time.Duration{"young": time.Hour, "old": -time.Second, "older": -sweepAfter} {
		must(t, s.CommitCtx(ctx, token, []byte("x"), now.Add(ends)))
		if _, ok, err := s.FindCtx(ctx, token); ok != (ends > 0) || err != nil {
			t.Errorf("a session that ends in %s: %v %v", ends, ok, err)
		}
	}
	must(t, s.Close())
	// A start a day too late, and one when the clock is right again.
	day := func() time.Time { return now.Add(24 * time.Hour) }
	for _, clock := range []func() time.Time{day, nil} {
		c.Now = clock
		s = open(t, c)
		if _, ok, err := s.FindCtx(ctx, "young"); ok != (clock == nil) || err != nil {
			t.Errorf("a session that ends in an hour: %v %v", ok, err)
		}
		var tokens []string
		must(t, s.read.Raw("SELECT token FROM sessions ORDER BY token").Scan(&tokens).Error)
		if !reflect.DeepEqual(tokens, []string{"old", "young"}) {
			t.Errorf("tokens %v", tokens)
		}
		must(t, s.Close())
	}
}

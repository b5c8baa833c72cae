package storage

import (
	"slices"
	"strings"
	"testing"

	"workbench/campaign"
)

var privacyPromises = []promise{
	{"Privacy_OnlyMovesTowardsKeepingLess", privacyOneWay},
	{"Privacy_AliasesAreGivenAndNoNameIsKept", privacyAliases},
	{"Privacy_NothingKeepsSeatsAndPseudonyms", privacyNothing},
	{"Privacy_AStricterModeReplacesTheNamesThatAreThere", privacyReplaces},
}

func private(t testing.TB, s *Store, mode campaign.Privacy, groups int) campaign.Workshop {
	t.Helper()
	w := addWorkshop(t, s, groups)
	must(t, s.SetPrivacy(ctx, w.ID, mode))
	return w
}

func sit(t testing.TB, s *Store, w campaign.Workshop, group int, name string) campaign.Member {
	t.Helper()
	m, err := s.AddMember(ctx, campaign.Member{WorkshopID: w.ID, GroupID: w.Groups[group].ID, Name: name})
	must(t, err)
	return m
}

func privacyOneWay(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 1)
	for _, step := range []struct {
		to   campaign.Privacy
		code campaign.Code
		then campaign.Privacy
	}{
		{"", campaign.Invalid, campaign.PrivacyNames}, {"all", campaign.Invalid, campaign.PrivacyNames},
		{campaign.PrivacyNames, "", campaign.PrivacyNames}, {campaign.PrivacyAliases, "", campaign.PrivacyAliases},
		{campaign.PrivacyNames, campaign.Conflict, campaign.PrivacyAliases}, {campaign.PrivacyNothing, "", campaign.PrivacyNothing},
		{campaign.PrivacyAliases, campaign.Conflict, campaign.PrivacyNothing}, {campaign.PrivacyNames, campaign.Conflict, campaign.PrivacyNothing},
		{campaign.PrivacyNothing, "", campaign.PrivacyNothing},
	} {
		wantCode(t, s.SetPrivacy(ctx, w.ID, step.to), step.code)
		got, err := s.Workshop(ctx, w.ID)
		must(t, err)
		ofDraft, err := s.DraftPrivacy(ctx, w.Groups[0].DraftID)
		must(t, err)
		if got.Privacy != step.then || ofDraft != step.then {
			t.Errorf("after %q it is %q, at the draft %q, want %q", step.to, got.Privacy, ofDraft, step.then)
		}
	}
	got, err := s.Workshop(ctx, w.ID)
	must(t, err)
	got.Privacy = campaign.PrivacyNames
	must(t, s.UpdateWorkshop(ctx, got)) // settings do not change it
	if mode, err := s.Privacy(ctx, w.ID); mode != campaign.PrivacyNothing || err != nil {
		t.Errorf("after other settings: %q, %v", mode, err)
	}
	wantCode(t, s.SetPrivacy(ctx, "none", campaign.PrivacyAliases), campaign.NotFound)
}

func privacyAliases(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := private(t, s, campaign.PrivacyAliases, 2)
	all, seen := campaign.Aliases(), map[string]bool{}
	for i := range len(all) + 3 {
		m := sit(t, s, w, i%2, "Aisyah")
		if seen[m.Name] {
			t.Fatalf("%q was given twice", m.Name)
		}
		seen[m.Name] = true
		if known := slices.Contains(all, m.Name); known != (i < len(all)) {
			t.Fatalf("person %d is %q", i, m.Name)
		}
	}
	m := sit(t, s, w, 0, "")
	other, err := s.NewAlias(ctx, m.ID)
	must(t, err)
	kept, err := s.Member(ctx, m.ID)
	must(t, err)
	if other.Name == m.Name || kept.Name != other.Name || seen[other.Name] || m.Pseudonym != "" {
		t.Errorf("%q, then %q, kept %q", m.Name, other.Name, kept.Name)
	}
	if strings.Contains(strings.ToLower(dump(t, s)), "aisyah") {
		t.Error("the typed name is kept")
	}
	wantCode(t, second(s.NewAlias(ctx, "none")), campaign.NotFound)
	wantCode(t, second(s.NewAlias(ctx, sit(t, s, addWorkshop(t, s, 1), 0, "A").ID)), campaign.Conflict)
}

func second[T any](_ T, err error) error { return err }

func privacyNothing(t *testing.T, fresh fresh) {
	c := fresh(t)
	s := open(t, c)
	w := private(t, s, campaign.PrivacyNothing, 2)
	one, two, far := sit(t, s, w, 0, "Aisyah"), sit(t, s, w, 0, ""), sit(t, s, w, 1, "Aisyah")
	if one.Name != "Seat 1" || two.Name != "Seat 2" || far.Name != "Seat 1" {
		t.Errorf("seats %q, %q, %q", one.Name, two.Name, far.Name)
	}
	elsewhere := private(t, s, campaign.PrivacyNothing, 1)
	pseudonyms := map[string]bool{}
	for _, m := range []campaign.Member{one, two, far, sit(t, s, elsewhere, 0, "")} {
		got, err := s.Member(ctx, m.ID)
		must(t, err)
		if got.Pseudonym == "" || got.Pseudonym != m.Pseudonym || strings.Contains(got.Pseudonym, m.ID) || pseudonyms[got.Pseudonym] {
			t.Errorf("pseudonym %q, at joining %q", got.Pseudonym, m.Pseudonym)
		}
		pseudonyms[got.Pseudonym] = true
	}
	must(t, s.MoveMember(ctx, two.ID, w.Groups[1].ID))
	moved, err := s.Member(ctx, two.ID)
	must(t, err)
	if moved.Name != "Seat 3" || moved.Pseudonym != two.Pseudonym {
		t.Errorf("moved to %q", moved.Name)
	}
	must(t, s.RemoveMember(ctx, one.ID))
	if next, fourth := sit(t, s, w, 0, ""), sit(t, s, w, 0, ""); next.Name != "Seat 2" || fourth.Name != "Seat 4" {
		t.Errorf("after them %q and %q: a number is given once at a table", next.Name, fourth.Name)
	}
	if strings.Contains(strings.ToLower(dump(t, s)), "aisyah") {
		t.Error("the typed name is kept")
	}
	must(t, s.Close())
	again, err := open(t, c).Member(ctx, far.ID)
	must(t, err)
	if again.Pseudonym != far.Pseudonym {
		t.Error("the pseudonym is another one after a restart")
	}
}

func privacyReplaces(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	a, b := sit(t, s, w, 0, "Aisyah"), sit(t, s, w, 0, "Hornbill")
	must(t, s.RemoveMember(ctx, b.ID))
	_, err := s.ChangeCourse(ctx, w.ID, func(c *campaign.Course) error {
		c.LockSection("message", "Farah", day)
		return c.Say(campaign.Message{ID: "m", Text: "Come", By: "Farah", At: day})
	})
	must(t, err)
	must(t, s.SetPrivacy(ctx, w.ID, campaign.PrivacyAliases))
	for _, m := range []campaign.Member{a, b} {
		now, err := s.Member(ctx, m.ID)
		must(t, err)
		if !slices.Contains(campaign.Aliases(), now.Name) || now.SeatCode != m.SeatCode {
			t.Errorf("%s is %q now", m.Name, now.Name)
		}
	}
	if text := dump(t, s); strings.Contains(text, "Aisyah") || !strings.Contains(text, "Farah") {
		t.Error("a person's name is kept, or a facilitator's is not")
	}
	must(t, s.SetPrivacy(ctx, w.ID, campaign.PrivacyNothing))
	now, err := s.Members(ctx, w.ID)
	must(t, err)
	if now[0].Name != "Seat 1" || now[1].Name != "Seat 2" || now[0].Pseudonym == "" {
		t.Errorf("seats %+v", now)
	}
	if strings.Contains(dump(t, s), "Farah") {
		t.Error("a facilitator's name is kept in the course")
	}
}

package storage

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"workbench/campaign"
)

var memberPromises = []promise{
	{"AddMember_FillsIdAndSeatCode", addMember},
	{"AddMember_EqualNamesGetANumber", equalNames},
	{"AddMember_AtOnceNoTwoAreCalledTheSame", namesAtOnce},
	{"AddMember_SeatCodesDifferInTheWorkshop", seatClash},
	{"MoveMember_OnlyInsideTheWorkshop", moveMember},
	{"RemoveMember_TheSeatIsGoneTheNameStays", removeMember},
	{"SetHost_UntilTheyAreMovedOrRemoved", setHost},
	{"ReturnMember_TheSeatIsAsItWas", returnMember},
}

func join(t testing.TB, s *Store, g campaign.Group, name string) campaign.Member {
	t.Helper()
	m, err := s.AddMember(ctx, campaign.Member{WorkshopID: g.WorkshopID, GroupID: g.ID, Name: name})
	must(t, err)
	return m
}

func addMember(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	m, err := s.AddMember(ctx, campaign.Member{WorkshopID: w.ID, GroupID: w.Groups[1].ID, Name: " Aisyah\u00a0", Joined: day})
	must(t, err)
	if !idForm.MatchString(m.ID) || !codeForm.MatchString(m.SeatCode) || m.Name != "Aisyah" {
		t.Errorf("%+v", m)
	}
	got, err := s.Member(ctx, m.ID)
	must(t, err)
	bySeat, err := s.MemberBySeat(ctx, w.ID, strings.ToLower(m.SeatCode[:3])+" "+m.SeatCode[3:])
	must(t, err)
	if !reflect.DeepEqual(got, m) || !reflect.DeepEqual(bySeat, m) {
		t.Errorf("want %+v\ngot  %+v\nseat %+v", m, got, bySeat)
	}
	all, err := s.Members(ctx, w.ID)
	must(t, err)
	if !reflect.DeepEqual(all, []campaign.Member{m}) {
		t.Errorf("members %+v", all)
	}
	_, err = s.Member(ctx, "nothing")
	wantCode(t, err, campaign.NotFound)
	_, err = s.MemberBySeat(ctx, addWorkshop(t, s, 0).ID, m.SeatCode)
	wantCode(t, err, campaign.NotFound)
	for _, wrong := range []campaign.Member{{WorkshopID: "nothing", GroupID: w.Groups[0].ID}, {WorkshopID: w.ID, GroupID: "nothing"},
		{WorkshopID: w.ID, GroupID: addWorkshop(t, s, 1).Groups[0].ID}} {
		_, err = s.AddMember(ctx, wrong)
		wantCode(t, err, campaign.NotFound)
	}
}

func equalNames(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w, other := addWorkshop(t, s, 2), addWorkshop(t, s, 1)
	for i, c := range []struct{ name, want string }{
		{"Aisyah", "Aisyah"}, {"aisyah", "aisyah 2"}, {"AISYAH ", "AISYAH 3"}, {"Aisyah 2", "Aisyah 2 2"},
		{"", "Guest 1"}, {"  ", "Guest 2"}, {"guest 3", "guest 3"}, {"", "Guest 4"}, {"Guest", "Guest"}, {"", "Guest 5"},
		{"Trần", "Trần"}, {"Tra\u0302\u0300n", "Tra\u0302\u0300n 2"}, {"Straße", "Straße"}, {"STRASSE", "STRASSE 2"},
	} {
		if m := join(t, s, w.Groups[i%2], c.name); m.Name != c.want {
			t.Errorf("%q became %q, want %q", c.name, m.Name, c.want)
		}
	}
	if m := join(t, s, other.Groups[0], "Aisyah"); m.Name != "Aisyah" {
		t.Errorf("another workshop's name counts: %q", m.Name)
	}
	if m := join(t, s, other.Groups[0], ""); m.Name != "Guest 1" {
		t.Errorf("another workshop's guests count: %q", m.Name)
	}
}

func namesAtOnce(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			_, err := s.AddMember(ctx, campaign.Member{WorkshopID: w.ID, GroupID: w.Groups[i%2].ID, Name: []string{"", "Ana"}[i/2%2]})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	members, err := s.Members(ctx, w.ID)
	must(t, err)
	names := map[string]bool{}
	for _, m := range members {
		names[m.Name] = true
	}
	if len(members) != 20 || len(names) != 20 || !names["Guest 10"] || !names["Ana 10"] {
		t.Errorf("%d members, names %v", len(members), names)
	}
}

func seatClash(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w, other := addWorkshop(t, s, 1), addWorkshop(t, s, 1)
	codesFrom(s, "AAAAAA", "AAAAAA", "BBBBBB", "AAAAAA")
	for i, want := range []string{"AAAAAA", "BBBBBB"} {
		if m := join(t, s, w.Groups[0], fmt.Sprint(i)); m.SeatCode != want {
			t.Errorf("seat %s, want %s", m.SeatCode, want)
		}
	}
	if m := join(t, s, other.Groups[0], "x"); m.SeatCode != "AAAAAA" {
		t.Errorf("seat %s", m.SeatCode)
	}
}

func moveMember(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	m := join(t, s, w.Groups[0], "Ana")
	must(t, s.MoveMember(ctx, m.ID, w.Groups[1].ID))
	got, err := s.Member(ctx, m.ID)
	must(t, err)
	if got.GroupID != w.Groups[1].ID {
		t.Errorf("%+v", got)
	}
	wantCode(t, s.MoveMember(ctx, m.ID, addWorkshop(t, s, 1).Groups[0].ID), campaign.NotFound)
	wantCode(t, s.MoveMember(ctx, "nothing", w.Groups[0].ID), campaign.NotFound)
}

func removeMember(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	g := w.Groups[0]
	first, second := join(t, s, g, "Ana"), join(t, s, g, "Bo")
	if !second.Joined.After(first.Joined) && second.Joined != first.Joined {
		t.Errorf("joined %v, then %v", first.Joined, second.Joined)
	}
	must(t, s.RemoveMember(ctx, first.ID))
	must(t, s.RemoveMember(ctx, first.ID))
	_, err := s.MemberBySeat(ctx, w.ID, first.SeatCode)
	wantCode(t, err, campaign.NotFound)
	wantCode(t, s.MoveMember(ctx, first.ID, w.Groups[1].ID), campaign.NotFound)
	got, err := s.Member(ctx, first.ID)
	must(t, err)
	if !got.Removed || got.Name != "Ana" {
		t.Errorf("%+v", got)
	}
	all, err := s.Members(ctx, w.ID)
	must(t, err)
	if len(all) != 2 || !all[0].Removed || all[1].Removed || all[1].ID != second.ID {
		t.Errorf("all: %+v", all)
	}
	if again := join(t, s, g, "Ana"); again.Name != "Ana 2" {
		t.Errorf("name of a removed member was given to %q", again.Name)
	}
	wantCode(t, s.RemoveMember(ctx, "nothing"), campaign.NotFound)
}

func setHost(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	m := join(t, s, w.Groups[0], "Aisyah")
	isHost := func(want bool) {
		t.Helper()
		got, err := s.Member(ctx, m.ID)
		must(t, err)
		whole, err := s.Members(ctx, w.ID)
		must(t, err)
		if got.Host != want || whole[0].Host != want {
			t.Errorf("host is %v and %v, want %v", got.Host, whole[0].Host, want)
		}
	}
	isHost(false)
	must(t, s.SetHost(ctx, m.ID, true))
	isHost(true)
	must(t, s.MoveMember(ctx, m.ID, w.Groups[0].ID)) // to where they are
	isHost(true)
	must(t, s.MoveMember(ctx, m.ID, w.Groups[1].ID))
	isHost(false)
	must(t, s.SetHost(ctx, m.ID, true))
	must(t, s.SetHost(ctx, m.ID, false))
	isHost(false)
	must(t, s.SetHost(ctx, m.ID, true))
	must(t, s.RemoveMember(ctx, m.ID))
	isHost(false)
	wantCode(t, s.SetHost(ctx, m.ID, true), campaign.NotFound)
	wantCode(t, s.SetHost(ctx, "nothing", true), campaign.NotFound)
}

func returnMember(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	m := join(t, s, addWorkshop(t, s, 1).Groups[0], "Aisyah")
	must(t, s.RemoveMember(ctx, m.ID))
	must(t, s.ReturnMember(ctx, m.ID))
	must(t, s.ReturnMember(ctx, m.ID))
	got, err := s.MemberBySeat(ctx, m.WorkshopID, m.SeatCode)
	must(t, err)
	if got.ID != m.ID || got.Name != m.Name || got.GroupID != m.GroupID || got.Removed {
		t.Errorf("%+v, was %+v", got, m)
	}
	wantCode(t, s.ReturnMember(ctx, "nothing"), campaign.NotFound)
}

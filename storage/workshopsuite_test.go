package storage

import (
	"errors"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"workbench/campaign"
)

var workshopPromises = []promise{
	{"CreateWorkshop_FillsIdsAndCodes", createWorkshop},
	{"CreateWorkshop_DrawsAgainWhenACodeIsTaken", createClash},
	{"CreateWorkshop_LeavesNothingWhenNoCodeIsFree", createNoCode},
	{"Workshops_NewestFirst", workshopsNewest},
	{"UpdateWorkshop_ChangesWhatItSays", updateWorkshop},
	{"RotateCode_TheOldCodeOpensNothing", rotateCode},
	{"WorkshopByCode_ReadsWhatPeopleType", byCode},
	{"AddGroup_ComesLastWithADraft", addGroup},
	{"UpdateGroup_ChangesNameCountryAndSign", updateGroup},
}

var (
	idForm   = regexp.MustCompile(`^[A-Za-z0-9_-]{22,}$`)
	codeForm = regexp.MustCompile(`^[` + campaign.CodeAlphabet + `]{6}$`)
)

func createWorkshop(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 3)
	ids, codes := map[string]bool{}, map[string]bool{}
	ids[w.ID], codes[w.JoinCode] = true, true
	for _, g := range w.Groups {
		ids[g.ID], ids[g.DraftID], codes[g.Code] = true, true, true
		if g.WorkshopID != w.ID {
			t.Errorf("group %+v", g)
		}
	}
	if len(ids) != 7 || len(codes) != 4 {
		t.Errorf("ids %v, codes %v", ids, codes)
	}
	for id := range ids {
		if !idForm.MatchString(id) {
			t.Errorf("id %q", id)
		}
	}
	for code := range codes {
		if !codeForm.MatchString(code) {
			t.Errorf("code %q", code)
		}
	}
	got, err := s.Workshop(ctx, w.ID)
	must(t, err)
	if !reflect.DeepEqual(got, w) {
		t.Errorf("got  %+v\nwant %+v", got, w)
	}
	_, err = s.Workshop(ctx, "nothing")
	wantCode(t, err, campaign.NotFound)
	draft, err := s.GroupDraft(ctx, w.Groups[1].ID)
	must(t, err)
	if draft != w.Groups[1].DraftID {
		t.Errorf("draft %q", draft)
	}
	_, err = s.GroupDraft(ctx, "nothing")
	wantCode(t, err, campaign.NotFound)
}

// codesFrom makes the store draw these codes, and the last one for ever.
func codesFrom(s *Store, codes ...string) {
	s.code = func() string {
		code := codes[0]
		if len(codes) > 1 {
			codes = codes[1:]
		}
		return code
	}
}

func createClash(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	codesFrom(s, "AAAAAA", "AAAAAA", "BBBBBB", "BBBBBB", "AAAAAA", "CCCCCC")
	w := addWorkshop(t, s, 2)
	if w.JoinCode != "AAAAAA" || w.Groups[0].Code != "BBBBBB" || w.Groups[1].Code != "CCCCCC" {
		t.Errorf("codes %s %s %s", w.JoinCode, w.Groups[0].Code, w.Groups[1].Code)
	}
	codesFrom(s, "CCCCCC", "DDDDDD", "EEEEEE")
	if other := addWorkshop(t, s, 1); other.JoinCode != "DDDDDD" {
		t.Errorf("a group's code was given to a workshop: %s", other.JoinCode)
	}
}

func createNoCode(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	codesFrom(s, "AAAAAA")
	before := dump(t, s)
	if _, err := s.CreateWorkshop(ctx, campaign.Workshop{Title: "x", Groups: make([]campaign.Group, 1)}); !errors.Is(err, errNoCode) {
		t.Fatalf("got %v", err)
	}
	if after := dump(t, s); after != before {
		t.Errorf("before %s\nafter  %s", before, after)
	}
}

func workshopsNewest(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	if all, err := s.Workshops(ctx); err != nil || len(all) != 0 {
		t.Fatalf("%v, %v", all, err)
	}
	var want []campaign.Workshop
	for i, title := range []string{"old", "newer", "newest"} {
		w, err := s.CreateWorkshop(ctx, campaign.Workshop{Title: title, Created: day.Add(time.Duration(i)), Groups: make([]campaign.Group, i)})
		must(t, err)
		want = append([]campaign.Workshop{w}, want...)
	}
	all, err := s.Workshops(ctx)
	must(t, err)
	if !reflect.DeepEqual(all, want) {
		t.Errorf("got  %+v\nwant %+v", all, want)
	}
	if all[0].Joining != campaign.JoinOpen {
		t.Errorf("joining %q", all[0].Joining)
	}
}

func updateWorkshop(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w, other := addWorkshop(t, s, 1), addWorkshop(t, s, 1)
	change := campaign.Workshop{ID: w.ID, Title: "Two", Place: "Hall", From: "2025-01-01", To: "2025-01-02", Language: "ms",
		Canvas: "second", Pack: "own", Joining: campaign.JoinClosed, WiFi: campaign.WiFi{Name: "n", Password: "p"}}
	must(t, s.UpdateWorkshop(ctx, change))
	want := change
	want.JoinCode, want.Demo, want.Created, want.Groups = w.JoinCode, w.Demo, w.Created, w.Groups
	want.Pack, want.Privacy = w.Pack, w.Privacy // have methods of their own
	got, err := s.Workshop(ctx, w.ID)
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for draft, language := range map[string]string{w.Groups[0].DraftID: "ms", other.Groups[0].DraftID: "en"} {
		head, err := s.Open(ctx, draft)
		must(t, err)
		if head.State.Language != language || head.State.Canvas != campaign.DefaultCanvas {
			t.Errorf("draft: language %q, canvas %q", head.State.Language, head.State.Canvas)
		}
	}
	change.ID = "nothing"
	wantCode(t, s.UpdateWorkshop(ctx, change), campaign.NotFound)
}

func rotateCode(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	for _, c := range []struct{ group, old string }{{"", w.JoinCode}, {w.Groups[1].ID, w.Groups[1].Code}} {
		code, err := s.RotateCode(ctx, w.ID, c.group)
		must(t, err)
		if code == c.old || !codeForm.MatchString(code) {
			t.Errorf("code %q after %q", code, c.old)
		}
		_, _, err = s.WorkshopByCode(ctx, c.old)
		wantCode(t, err, campaign.NotFound)
		workshop, group, err := s.WorkshopByCode(ctx, code)
		must(t, err)
		if workshop != w.ID || group != c.group {
			t.Errorf("%q opens %s %s", code, workshop, group)
		}
	}
	for _, c := range [][2]string{{"nothing", ""}, {w.ID, "nothing"}, {addWorkshop(t, s, 0).ID, w.Groups[0].ID}} {
		_, err := s.RotateCode(ctx, c[0], c[1])
		wantCode(t, err, campaign.NotFound)
	}
}

func byCode(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 1)
	g := w.Groups[0]
	for _, c := range []struct{ code, group string }{
		{w.JoinCode, ""}, {strings.ToLower(w.JoinCode), ""}, {" " + w.JoinCode[:3] + "-" + w.JoinCode[3:] + "\n", ""},
		{g.Code, g.ID}, {g.Code[:2] + " " + g.Code[2:4] + "\u2013" + g.Code[4:], g.ID},
	} {
		workshop, group, err := s.WorkshopByCode(ctx, c.code)
		must(t, err)
		if workshop != w.ID || group != c.group {
			t.Errorf("%q opens %q %q", c.code, workshop, group)
		}
	}
	for _, code := range []string{"", "AAAAA", w.JoinCode + "2", "' OR 1=1 --", "%"} {
		_, _, err := s.WorkshopByCode(ctx, code)
		wantCode(t, err, campaign.NotFound)
	}
}

func addGroup(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	change := w
	change.Canvas = "second"
	must(t, s.UpdateWorkshop(ctx, change))
	g, err := s.AddGroup(ctx, w.ID, campaign.Group{Name: "Late", Country: "LA", Sign: 5})
	must(t, err)
	got, err := s.Workshop(ctx, w.ID)
	must(t, err)
	if len(got.Groups) != 3 || !reflect.DeepEqual(got.Groups[2], g) {
		t.Errorf("got %+v\nwant %+v last", got.Groups, g)
	}
	head, err := s.Open(ctx, g.DraftID)
	must(t, err)
	if head.GroupID != g.ID || head.State.Canvas != "second" || head.State.Language != "en" {
		t.Errorf("head %+v", head)
	}
	_, err = s.AddGroup(ctx, "nothing", campaign.Group{})
	wantCode(t, err, campaign.NotFound)
}

func updateGroup(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	must(t, s.UpdateGroup(ctx, campaign.Group{ID: w.Groups[0].ID, Name: "Renamed", Country: "", Sign: 7}))
	w.Groups[0].Name, w.Groups[0].Country, w.Groups[0].Sign = "Renamed", "", 7
	got, err := s.Workshop(ctx, w.ID)
	must(t, err)
	if !reflect.DeepEqual(got, w) {
		t.Errorf("got  %+v\nwant %+v", got, w)
	}
	wantCode(t, s.UpdateGroup(ctx, campaign.Group{ID: "nothing"}), campaign.NotFound)
}

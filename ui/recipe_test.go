package ui_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"workbench/principles"
)

// recipe reads the files of the README's recipe: each is a block that begins with "# mine/NAME".
func recipe(t *testing.T) fs.FS {
	t.Helper()
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, m := range regexp.MustCompile(`(?m)^    # mine/(\S+)\n((?:    .*\n)+)`).FindAllStringSubmatch(string(text), -1) {
		files[m[1]] = &fstest.MapFile{Data: []byte(strings.ReplaceAll("\n"+m[2], "\n    ", "\n"))}
	}
	if len(files) < 6 {
		t.Fatalf("the README's recipe has only %d files", len(files))
	}
	return files
}

// valley is a workshop that is checked by the pack mine, and a member of its only group.
func (a *app) valley(pack fs.FS) (workshop string, member person) {
	a.t.Helper()
	a.upload(a.trainer(), zipped(a.t, pack)).expect(303)
	var made struct {
		ID       string
		JoinCode string `json:"join_code"`
		Groups   []struct{ ID string }
	}
	a.call(a.leader(), "POST", "/api/v1/workshops", obj{"title": "The valley", "pack": "mine", "groups": []obj{{"name": "One"}}}).expect(201).read(&made)
	return made.ID, a.joined(obj{"code": made.JoinCode, "group_id": made.Groups[0].ID, "name": "Aisyah"})
}

func TestReadme_APackFromScratchWorksInAWorkshopWithoutTouchingGo(t *testing.T) {
	a := newApp(t)
	lead := a.leader()
	workshop, member := a.valley(recipe(t))
	a.open(member, "page").submit(0, write("message.core", 0, 0, "Send teachers to that backward little village."))
	var r principles.Report
	a.call(member, "GET", "/api/v1/drafts/"+member.draft+"/findings", nil).expect(200).read(&r)
	if len(r.Principles) != 1 || len(r.Findings) != 1 || r.Pack != (principles.PackRef{ID: "mine", Version: "1.0.0"}) {
		t.Fatalf("%+v", r)
	}
	f := r.Findings[0]
	if f.Principle != "our-valley" || f.Excerpt != "backward little village" || f.Severity != principles.Should || f.Status != principles.Review || !strings.Contains(f.Suggestion, "what the village does well") {
		t.Errorf("found %+v", f)
	}
	for _, path := range []string{"/sections/message", "/findings", "/principles/our-valley", "/brief"} {
		a.call(member, "GET", "/drafts/"+member.draft+path, nil).expect(200).says("Nobody's village is made small")
	}
	a.call(member, "GET", "/principles", nil).expect(200).says("Nobody's village is made small", "Pack mine, version 1.0.0")
	a.call(member, "GET", "/principles/our-valley", nil).expect(200).says("Help for a backward village.")
	a.call(lead, "GET", "/principles/our-valley", nil).expect(404) // of no workshop, so of the pack that is built in
	a.call(member, "GET", "/drafts/"+member.draft+"/sections/message", nil).expect(200).says("'backward little village' makes a village small")
	a.call(lead, "GET", "/workshops/"+workshop+"/principles", nil).expect(200).says("What our valley asks of a campaign", "Nobody's village is made small", "belittling")
	a.call(lead, "GET", "/workshops/"+workshop+"/groups", nil).expect(200)
}

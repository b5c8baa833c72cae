package ui_test

import (
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"workbench/campaign"
	"workbench/principles"
)

// filled is a room whose first table has written something that the principles ask about.
func filled(t *testing.T) (*room, *visitor) {
	t.Helper()
	r := newRoom(t)
	v := r.seated(0, "Aisyah")
	for section, values := range map[string]map[string]string{
		"context":  {"campaign.title": "Kopi: \"Kita\"/ជាមួយគ្នា", "context.strengths": "- Friday boat repair\n- the shared market"},
		"audience": {"audience.primary": "The general public"},
		"message":  {"message.core": "<b>We eat together</b>"},
	} {
		form := v.get(r.section(0, section)).form(r.section(0, section))
		for field, value := range values {
			form.Set("f."+field, value)
		}
		v.post(r.section(0, section), form).expect(http.StatusOK)
	}
	return r, v
}

func TestSection_FindingsStandBesideTheFieldAndInThePanel(t *testing.T) {
	r, v := filled(t)
	report := principles.Check(r.draft(0), principles.Standard())
	todo := map[string]bool{}
	for _, p := range report.Principles {
		todo[p.ID] = p.Todo
	}
	p := v.get(r.section(0, "audience"))
	beside := p.find("data-findings-for", "audience.primary")
	panel := p.find("data-findings-panel", "")
	if beside == nil || panel == nil {
		t.Fatal("the page has no place for findings")
	}
	asked := 0
	for _, f := range report.Find("audience.primary") {
		if todo[f.Principle] {
			continue
		}
		asked++
		if !strings.Contains(text(beside), f.Message) {
			t.Errorf("beside the field one does not read: %s", f.Message)
		}
	}
	if asked == 0 {
		t.Fatal("“The general public” raises no question")
	}
	if p.find("href", r.section(0, "audience")+"#at-audience.primary") == nil {
		t.Error("the panel does not lead to the field")
	}
	if p.find("href", "/drafts/"+r.workshop.Groups[0].DraftID+"/principles/aud-specific") == nil {
		t.Error("the finding does not lead to its principle")
	}
	if p.find("id", "at-audience.primary") == nil {
		t.Error("the field is not where the panel leads to")
	}
	v.get(r.section(0, "message")).says("Friday boat repair")

	// Nobody has been in the plan: what is missing there is to do, and nothing to blame.
	untouched := v.get(r.section(0, "partners"))
	untouched.each(func(n *html.Node) {
		if strings.Contains(attribute(n, "class"), "finding") && strings.HasPrefix(attribute(n, "class"), "finding") {
			t.Errorf("an empty section is blamed: %s", strings.Join(strings.Fields(text(n)), " "))
		}
	})
}

func TestFindings_TheFragmentIsThePanelAndTheFieldsAlone(t *testing.T) {
	r, v := filled(t)
	p := v.get("/drafts/" + r.workshop.Groups[0].DraftID + "/findings?fragment=audience")
	p.expect(http.StatusOK)
	if strings.Contains(p.source, "<html") || strings.Contains(p.source, "<form") {
		t.Error("the fragment is a whole page")
	}
	if p.find("data-findings-panel", "") == nil || p.find("data-findings-for", "audience.primary") == nil || p.find("data-findings-for", "message.core") != nil {
		t.Errorf("the fragment is not the section's: %s", p.source)
	}
	if n := p.find("data-fragment", ""); n == nil || attribute(n, "data-seq") == "" || attribute(n, "data-seq") == "0" {
		t.Error("the fragment does not say which seq was checked")
	}
	v.get("/drafts/" + r.workshop.Groups[0].DraftID + "/findings?fragment=nowhere").expect(http.StatusNotFound)
}

func TestCanvas_MovingLosesNothing(t *testing.T) {
	r, v := filled(t)
	at := "/drafts/" + r.workshop.Groups[0].DraftID + "/canvas"
	form := v.get(at).form(at)
	if form.Get("canvas") != campaign.DefaultCanvas {
		t.Errorf("the draft's canvas is not chosen: %s", form.Get("canvas"))
	}
	before := r.draft(0)
	v.post(at, url.Values{"canvas": {"rapid-response"}}).expect(http.StatusOK)
	after := r.draft(0)
	if after.Canvas != "rapid-response" || len(after.Fields) != len(before.Fields) {
		t.Errorf("on %s there are %d fields of %d", after.Canvas, len(after.Fields), len(before.Fields))
	}
	v.get(r.section(0, "goal")).expect(http.StatusNotFound)
	v.post(at, url.Values{"canvas": {"no-such"}}).expect(http.StatusBadRequest)
}

func TestBrief_IsReadOnThePageAndTakenHomeUnderANameForEverySystem(t *testing.T) {
	r, v := filled(t)
	at := "/drafts/" + r.workshop.Groups[0].DraftID + "/brief"
	p := v.get(at)
	p.expect(http.StatusOK)
	p.says("<b>We eat together</b>", "The general public")
	p = v.get(at + ".md")
	p.expect(http.StatusOK)
	kind, params, err := mime.ParseMediaType(p.header.Get("Content-Disposition"))
	if err != nil || kind != "attachment" {
		t.Fatalf("Content-Disposition %q: %v", p.header.Get("Content-Disposition"), err)
	}
	name := params["filename"]
	if strings.ContainsAny(name, `/\:*?"<>|`) || !strings.HasSuffix(name, ".md") || !strings.Contains(name, "ជាមួយគ្នា") {
		t.Errorf("the file is named %q", name)
	}
	if !strings.HasPrefix(p.source, "---\n") {
		t.Error("the file is no brief")
	}
}

// A text that the catalogue lacks would stand in brackets.
func TestPages_SayEverythingInWords(t *testing.T) {
	r, v := filled(t)
	draft := "/drafts/" + r.workshop.Groups[0].DraftID
	paths := []string{"/", "/join", "/join/" + r.workshop.JoinCode, "/join/222222", "/seat", "/nowhere", "/principles",
		draft, draft + "/findings", draft + "/canvas", draft + "/brief"}
	for _, p := range principles.Standard().Principles() {
		paths = append(paths, "/principles/"+p.ID)
	}
	for _, section := range campaign.Standard().Canvas(campaign.DefaultCanvas).Sections {
		paths = append(paths, r.section(0, section.ID))
	}
	id := regexp.MustCompile(`\[[a-z]+\.[a-z_.]+\]`)
	for _, path := range paths {
		p := v.get(path)
		if found := id.FindString(p.source); found != "" {
			t.Errorf("%s lacks the text %s", path, found)
		}
		if p.status >= http.StatusInternalServerError || strings.Contains(p.source, "<no value>") || strings.Contains(p.source, "%!") {
			t.Errorf("%s answers %d, or holds an empty place", path, p.status)
		}
		mains, titles, root := 0, 0, false
		p.each(func(n *html.Node) {
			switch n.Data {
			case "main":
				mains++
			case "h1":
				titles++
			case "html":
				root = attribute(n, "lang") != ""
			}
		})
		if mains != 1 || titles != 1 || !root || p.find("href", "#main") == nil {
			t.Errorf("%s: %d main, %d h1, a language: %v; each page has one of each and a way past its head", path, mains, titles, root)
		}
	}
}

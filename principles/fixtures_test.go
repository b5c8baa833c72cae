package principles

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"workbench/campaign"
)

// draftFrom reads a draft that a fixture holds as YAML.
func draftFrom(t *testing.T, n *yaml.Node) *campaign.Draft {
	t.Helper()
	raw := strings.Replace(string(yamlToJSON(n)), "{", `{"format":"campaign-draft/1","language":"en",`, 1)
	d, err := campaign.Standard().ParseDraft([]byte(raw))
	if err != nil {
		t.Fatalf("the fixture is no draft: %v", err)
	}
	return d
}

func TestCheck_FixtureDraftsGiveExactlyTheirFindings(t *testing.T) {
	names, err := fs.Glob(os.DirFS("testdata"), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, name := range names {
		if name == "sentences.yaml" {
			continue
		}
		n++
		t.Run(name, func(t *testing.T) {
			var f struct {
				About string
				Draft yaml.Node
				Finds []map[string]string
			}
			data, err := os.ReadFile("testdata/" + name)
			if err != nil {
				t.Fatal(err)
			}
			if err := yaml.Unmarshal(data, &f); err != nil {
				t.Fatal(err)
			}
			r := Check(draftFrom(t, &f.Draft), Standard())
			for i, got := range r.Findings {
				have := map[string]string{
					"principle": got.Principle, "rule": got.Rule, "field": got.Field, "row": got.Row.String(), "column": got.Column,
					"excerpt": got.Excerpt, "severity": string(got.Severity), "status": string(got.Status),
					"start": fmt.Sprint(got.Start), "end": fmt.Sprint(got.End),
				}
				if i >= len(f.Finds) {
					t.Errorf("one finding too many: %v", have)
					continue
				}
				for key, want := range f.Finds[i] {
					if have[key] != want {
						t.Errorf("finding %d: %s is %q, want %q (%v)", i, key, have[key], want, have)
					}
				}
			}
			if len(r.Findings) < len(f.Finds) {
				t.Errorf("missing: %v", f.Finds[len(r.Findings):])
			}
		})
	}
	if n < 3 {
		t.Errorf("there are %d fixture drafts; they have gone astray", n)
	}
}

func TestCheck_Sentences(t *testing.T) {
	var f struct {
		Asks   []struct{ Rule, Field, Text string }
		Silent []struct{ Field, Column, Text string }
	}
	data, err := os.ReadFile("testdata/sentences.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &f); err != nil {
		t.Fatal(err)
	}
	check := func(field, column, text string) []Finding {
		v := campaign.Value{Text: text}
		if column != "" {
			v = campaign.Value{Rows: []campaign.Row{{Cells: map[string]campaign.Value{column: {Text: text}}}}}
		}
		d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.Value{field: v}}
		var out []Finding
		for _, x := range Check(d, Standard()).Findings {
			if x.Span && x.Severity != Info {
				out = append(out, x)
			}
		}
		return out
	}
	for _, s := range f.Asks {
		found := false
		for _, x := range check(s.Field, "", s.Text) {
			found = found || x.Rule == s.Rule
		}
		if !found {
			t.Errorf("%s says nothing of %q", s.Rule, s.Text)
		}
	}
	for _, s := range f.Silent {
		for _, x := range check(s.Field, s.Column, s.Text) {
			t.Errorf("%s asks about %q in %q", x.Rule, x.Excerpt, s.Text)
		}
	}
}

func TestCheck_TheMeetingsOwnAnnouncementIsNoFinding(t *testing.T) {
	text, err := os.ReadFile("testdata/announcement.txt")
	if err != nil {
		t.Fatal(err)
	}
	d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.Value{"context.situation": {Text: string(text)}}}
	for _, f := range Check(d, Standard()).Find("context.situation") {
		if f.Severity != Info {
			t.Errorf("%s asks about %q", f.Rule, f.Excerpt)
		}
	}
}

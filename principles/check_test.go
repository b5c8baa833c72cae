package principles

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"workbench/campaign"
)

func TestCheck_SameDraftSameReport(t *testing.T) {
	d := draftOf(500)
	want, err := json.Marshal(Check(d, Standard()))
	if err != nil {
		t.Fatal(err)
	}
	p, err := Load(inMemory(t), campaign.Standard())
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if got, _ := json.Marshal(Check(d, p)); !bytes.Equal(got, want) {
			t.Fatalf("the same draft gave another report:\n%s\n%s", got, want)
		}
	}
}

func TestReport_IsTheAgreedJSON(t *testing.T) {
	d := &campaign.Draft{Canvas: "rapid-response", Language: "en", Fields: map[string]campaign.Value{
		"audience.primary": {Text: "general public"},
		"message.variants": {Rows: []campaign.Row{{Cells: map[string]campaign.Value{"wording": {Text: "crush them"}}}}},
	}}
	r := Check(d, Standard())
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`{"format":"check-report/1","canvas":"rapid-response","pack":{"id":"pve-sea","version":"1.0.0"},"principles":[{"id":"aud-specific","group":"audience","severity":"must","status":"not_met"},`,
		`{"principle":"aud-specific","severity":"must","status":"not_met","rule":"vague-audience","field":"audience.primary","row":null,"column":null,"start":0,"end":14,"excerpt":"general public","language":"en","message":"Who exactly?`,
		`"field":"message.variants","row":0,"column":"wording","start":0,"end":10,"excerpt":"crush them"`,
		`"sources":["R1","R3","C3","G1"]}`,
		`"counts":{"met":`,
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the report lacks %s\n%s", want, data)
		}
	}
	var back Report
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	for i := range r.Principles {
		r.Principles[i].Todo = false
	}
	for i := range r.Findings {
		r.Findings[i].told, r.Findings[i].said = false, values{} // what Tell needs is not in the format
	}
	if !reflect.DeepEqual(*r, back) {
		t.Errorf("reading the report back gives another:\n%+v\n%+v", *r, back)
	}
}

func TestCheck_EmptyDraftIsToDoAndNotAWallOfRed(t *testing.T) {
	r := Check(&campaign.Draft{Canvas: "quick-four", Fields: map[string]campaign.Value{}}, Standard())
	for _, j := range r.Principles {
		asked := slices.ContainsFunc(Standard().Principle(j.ID).Needs, campaign.Standard().Canvas("quick-four").Has)
		if asked && (j.Status != NotMet || !j.Todo) {
			t.Errorf("%s is %s, to do %v", j.ID, j.Status, j.Todo)
		}
		if !asked && j.Status != NotAsked {
			t.Errorf("%s is %s and its fields are not on the canvas", j.ID, j.Status)
		}
		if asked && len(r.Of(j.ID)) == 0 {
			t.Errorf("%s is not met and no finding says why", j.ID)
		}
	}
}

func TestCheck_FindingsStandInTheOrderOfCatalogueFieldRowAndStart(t *testing.T) {
	rows := []campaign.Row{
		{Cells: map[string]campaign.Value{"wording": {Text: "crush them, hunt down the radicals"}}},
		{Cells: map[string]campaign.Value{"wording": {Text: "traitors and infidels"}}},
	}
	d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Fields: map[string]campaign.Value{
		"message.variants": {Rows: rows}, "campaign.title": {Text: "Crush them"}, "message.core": {Text: "Together"},
	}}
	var got []string
	for _, f := range Check(d, Standard()).Of("msg-inclusive") {
		got = append(got, f.Field+" "+f.Row.String()+" "+f.Excerpt)
	}
	want := []string{
		"campaign.title  Crush them", "message.variants 0 crush them", "message.variants 0 hunt down the radicals",
		"message.variants 1 traitors", "message.variants 1 infidels",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPack_EveryPrincipleHasWhatAScreenNeeds(t *testing.T) {
	p := Standard()
	for _, pr := range p.Principles() {
		x := p.Texts("en-GB").Principle(pr.ID)
		if x.Title == "" || x.Statement == "" || x.Why == "" || x.SelfCheck == "" || len(x.Met) == 0 || len(x.Violated) == 0 {
			t.Errorf("%s lacks a text", pr.ID)
		}
		if len(pr.Fields) == 0 || len(pr.Sources) == 0 || p.Texts("en").Group(pr.Group) == "" {
			t.Errorf("%s lacks fields, sources or its group's title", pr.ID)
		}
		for _, key := range pr.Sources {
			if s := p.Source(key); s.Title == "" || s.URL == "" {
				t.Errorf("%s names the source %s, which is not complete", pr.ID, key)
			}
		}
	}
	for _, never := range []string{"not a document of the United Nations", "any government"} {
		if !strings.Contains(p.Description, never) {
			t.Errorf("the description does not say %q", never)
		}
	}
}

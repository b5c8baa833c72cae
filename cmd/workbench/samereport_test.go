package main

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"workbench/campaign"
	"workbench/principles"
)

// TestCheck_SaysTheSameEverywhere holds the check of one draft on the page, over HTTP, in the briefs and by the
// command against one another, for every draft of the demonstration, with what was set aside and answered.
func TestCheck_SaysTheSameEverywhere(t *testing.T) {
	s := serveHere(t, nil, "--demo", "--addr", "127.0.0.1:0", "--data", t.TempDir())
	s.waitReady(t)
	facilitator := signIn(t, s.url, "demo", "demo-workshop")
	var all struct{ Workshops []room }
	facilitator.do(t, http.MethodGet, "/workshops", nil, &all)
	var w room
	facilitator.do(t, http.MethodGet, "/workshops/"+all.Workshops[0].ID, nil, &w)
	if len(w.Groups) < 8 {
		t.Fatalf("%d groups in the demonstration", len(w.Groups))
	}
	for _, g := range w.Groups {
		t.Run(g.Name, func(t *testing.T) { sameReport(t, facilitator, g.DraftID) })
	}
}

func sameReport(t *testing.T, c *client, draft string) {
	var online principles.Report
	c.do(t, http.MethodGet, "/drafts/"+draft+"/findings", nil, &online)
	edits := []map[string]any{{"kind": "self_check", "at": "", "principle": "hrg-rights", "answer": "partly", "evidence": "Two of us read it."}}
	for i, f := range online.Findings {
		if i%3 == 0 { // some of each kind: whole fields, rows, words
			a := f.About()
			edits = append(edits, map[string]any{"kind": "set_aside", "at": strings.TrimRight(strings.Join([]string{a.Field, a.Row, a.Column}, "/"), "/"),
				"principle": a.Principle, "rule": a.Rule, "excerpt": a.Excerpt, "reason": campaign.Reasons[i%len(campaign.Reasons)], "note": "We talked about it."})
		}
	}
	var file json.RawMessage
	c.do(t, http.MethodGet, "/drafts/"+draft, nil, &file)
	var head struct{ Seq int64 }
	if err := json.Unmarshal(file, &head); err != nil {
		t.Fatal(err)
	}
	c.do(t, http.MethodPost, "/drafts/"+draft+"/edits", map[string]any{"client": "same-" + draft, "batch": 1, "base": head.Seq, "edits": edits}, nil)
	c.do(t, http.MethodGet, "/drafts/"+draft, nil, &file)
	c.do(t, http.MethodGet, "/drafts/"+draft+"/findings", nil, &online)

	name := filepath.Join(t.TempDir(), "draft.json")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	checked := callHere(t, nil, "", "check", "--fail-on", "none", "--format", "json", name)
	if checked.code != exitDone {
		t.Fatalf("check: %+v", checked)
	}
	command := readReport(t, []byte(checked.out))
	if len(online.Findings) > 0 && len(command.SetAside()) == 0 {
		t.Error("the file does not carry what was set aside")
	}

	var brief, offline struct{ Report json.RawMessage }
	c.do(t, http.MethodGet, "/drafts/"+draft+"/brief?format=json", nil, &brief)
	made := callHere(t, nil, "", "brief", name, "--format", "json")
	if err := json.Unmarshal([]byte(made.out), &offline); err != nil {
		t.Fatalf("brief: %+v: %v", made, err)
	}
	for where, got := range map[string]*principles.Report{
		"HTTP": &online, "the brief over HTTP": readReport(t, brief.Report), "the brief of the file": readReport(t, offline.Report),
	} {
		numberRows(t, got, file)
		if !reflect.DeepEqual(got, command) {
			t.Errorf("%s and the command differ:\n%s\n%s", where, asJSON(t, got), asJSON(t, command))
		}
	}

	d, err := campaign.Standard().ParseDraft(file)
	if err != nil {
		t.Fatal(err)
	}
	page, words := pageAs(t, c, "/drafts/"+draft+"/findings"), principles.Standard().Texts("en")
	report := principles.Check(d, principles.Standard())
	for _, f := range report.Findings {
		if j, _ := report.Judged(f.Principle); !j.Todo && !strings.Contains(page, html.EscapeString(words.Tell(f).Message)) {
			t.Errorf("the page does not say %q", words.Tell(f).Message)
		}
	}
	if n := strings.Count(page, "We talked about it."); n == 0 && len(online.SetAside()) > 0 {
		t.Error("the page does not show why findings were set aside")
	}
}

func readReport(t *testing.T, data []byte) *principles.Report {
	t.Helper()
	var r principles.Report
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	return &r
}

// numberRows names rows by their index, as a file does.
func numberRows(t *testing.T, r *principles.Report, file []byte) {
	t.Helper()
	d, err := campaign.Standard().ParseDraft(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		for k, row := range d.Fields[f.Field].Rows {
			if f.Row.Set && f.Row.ID == row.ID && row.ID != "" {
				f.Row = principles.RowRef{Index: k, Set: true}
			}
		}
		if f.Aside != nil {
			about := f.About()
			about.Reason, about.Note = f.Aside.Reason, f.Aside.Note
			f.Aside = &about
		}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// readPage reads a page in English.
func pageAs(t *testing.T, c *client, path string) string {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, c.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d, %v", path, answer.StatusCode, err)
	}
	return string(body)
}

package testdata_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"workbench/campaign"
)

// drafts returns the fixtures and the drafts of the demonstration workshop by file name.
func drafts(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, pattern := range []string{"drafts/*.json", "../cmd/workbench/demo/*.json"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		if len(names) == 0 {
			t.Fatalf("no file matches %s", pattern)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = data
		}
	}
	return files
}

func TestDrafts_ParseAndEncodeBackToTheSame(t *testing.T) {
	lib := campaign.Standard()
	for name, data := range drafts(t) {
		t.Run(name, func(t *testing.T) {
			draft, err := lib.ParseDraft(data)
			if err != nil {
				t.Fatalf("parse: %v", err)
			}
			encoded, err := lib.EncodeDraft(draft)
			if err != nil {
				t.Fatalf("encode: %v", err)
			}
			again, err := lib.ParseDraft(encoded)
			if err != nil {
				t.Fatalf("parse what was encoded: %v", err)
			}
			if !draft.Equal(again) {
				t.Error("the draft changed on its way through a file")
			}
			if !bytes.Equal(encoded, data) {
				t.Error("the file is not written as the program writes it: parse it and encode it again")
			}
		})
	}
}

func TestDrafts_NoFieldIsLostInParsing(t *testing.T) {
	lib := campaign.Standard()
	for name, data := range drafts(t) {
		t.Run(name, func(t *testing.T) {
			var file struct {
				Canvas, Language, Group string
				Fields                  map[string]any
			}
			if err := json.Unmarshal(data, &file); err != nil {
				t.Fatal(err)
			}
			draft, err := lib.ParseDraft(data)
			if err != nil {
				t.Fatalf("parse: %v", err)
			}
			if draft.Canvas != file.Canvas || draft.Language != file.Language || draft.Group != file.Group {
				t.Errorf("head is %q %q %q, the file says %q %q %q",
					draft.Canvas, draft.Language, draft.Group, file.Canvas, file.Language, file.Group)
			}
			for id, raw := range file.Fields {
				value, ok := draft.Fields[id]
				if !ok {
					t.Errorf("%s is lost", id)
				}
				if rows, is := raw.([]any); is && len(value.Rows) > 0 && len(value.Rows) != len(rows) {
					t.Errorf("%s has %d rows, the file has %d", id, len(value.Rows), len(rows))
				}
				if text, is := raw.(string); is && value.Text != text {
					t.Errorf("%s is %q, the file says %q", id, value.Text, text)
				}
			}
		})
	}
}

func TestDrafts_AskOnlyWhatTheirCanvasHas(t *testing.T) {
	lib := campaign.Standard()
	for name, data := range drafts(t) {
		draft, err := lib.ParseDraft(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		canvas := lib.Canvas(draft.Canvas)
		if canvas == nil {
			t.Errorf("%s: no canvas %q", name, draft.Canvas)
			continue
		}
		for id := range draft.Fields {
			if !canvas.Has(id) {
				t.Errorf("%s: %s is not on %s", name, id, draft.Canvas)
			}
		}
	}
}

// The wall of a demonstration shows groups at different stages; this keeps it so.
func TestDemo_StandsAtDifferentStages(t *testing.T) {
	lib := campaign.Standard()
	stages := []struct {
		file, group string
		filled      int
	}{
		{"bn", "Brunei Darussalam", 55}, {"kh", "Cambodia", 16}, {"id", "Indonesia", 27}, {"my", "Malaysia", 24},
		{"ph", "Philippines", 32}, {"sg", "Singapore", 38}, {"th", "Thailand", 45}, {"vn", "Viet Nam", 8},
	}
	for _, stage := range stages {
		data, err := os.ReadFile("../cmd/workbench/demo/" + stage.file + ".json")
		if err != nil {
			t.Fatal(err)
		}
		draft, err := lib.ParseDraft(data)
		if err != nil {
			t.Errorf("%s: %v", stage.file, err)
			continue
		}
		if draft.Group != stage.group || len(draft.Fields) != stage.filled {
			t.Errorf("%s: group %q with %d fields, want %q with %d",
				stage.file, draft.Group, len(draft.Fields), stage.group, stage.filled)
		}
	}
}

func TestLimits_OneMoreIsRefused(t *testing.T) {
	lib := campaign.Standard()
	data, err := os.ReadFile("drafts/limits.json")
	if err != nil {
		t.Fatal(err)
	}
	draft, err := lib.ParseDraft(data)
	if err != nil {
		t.Fatal(err)
	}
	if n := campaign.Graphemes(draft.Text("campaign.title")); n != 500 {
		t.Errorf("the line has %d graphemes, want 500", n)
	}
	if n := len(draft.Text("campaign.title")); n != 4096 {
		t.Errorf("the line has %d bytes, want 4096", n)
	}
	if n := campaign.Graphemes(draft.Text("context.situation")); n != 20000 {
		t.Errorf("the text has %d graphemes, want 20000", n)
	}
	if n := len(draft.Text("context.situation")); n != 160<<10 {
		t.Errorf("the text has %d bytes, want %d", n, 160<<10)
	}
	if n := len(draft.Fields["context.calendar"].Rows); n != 200 {
		t.Errorf("%d rows, want 200", n)
	}
	over := map[string]struct{ from, to string }{
		"campaign.title":    {`"campaign.title": "`, `"campaign.title": "x`},
		"context.place":     {`"context.place": "`, `"context.place": "x`},
		"context.situation": {`"context.situation": "`, `"context.situation": "x`},
		"context.drivers":   {`"context.drivers": "`, `"context.drivers": "x`},
		"context.calendar":  {`"context.calendar": [`, `"context.calendar": [{"what": "one more"},`},
		"audience.size":     {`999999999999.99`, `1000000000000`},
	}
	for field, change := range over {
		t.Run(field, func(t *testing.T) {
			more := bytes.Replace(data, []byte(change.from), []byte(change.to), 1)
			if bytes.Equal(more, data) {
				t.Fatalf("%q is not in the file", change.from)
			}
			_, err := lib.ParseDraft(more)
			if err == nil {
				t.Fatal("accepted beyond the limit")
			}
			if refusal, ok := err.(*campaign.Error); !ok || !strings.HasPrefix(refusal.Field, field) {
				t.Errorf("refused as %#v, want the field %s named", err, field)
			}
		})
	}
}

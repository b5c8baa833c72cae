package campaign

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// file returns a draft file with the given "fields".
func file(fields string) string {
	return `{"format":"campaign-draft/1","canvas":"pve-campaign","language":"ms","group":"Group 3","fields":{` + fields + `}}`
}

func TestParseDraft_ReadsWhatTheContractShows(t *testing.T) {
	d, err := Standard().ParseDraft([]byte(file(`
		"campaign.title": "Jom\tkita 😀", "campaign.summary": "a\r\nb\rc", "audience.age_from": 18, "audience.age_to": 1e3,
		"audience.languages": ["ms", "en", "ms"], "message.approach": "prebunk", "goal.do": null, "goal.feel": "", "goal.objectives": [], "message.tone": "",
		"channels.list": [{"id": "r1", "channel": "tiktok", "why": " ", "from": "2027-02-01", "cost": 12.50}, {}, {"id": "r2", "why": ""}, {"id": "r1", "why": "b"}, {"id": "not an id", "why": "c"}, {"id": 7, "why": "d"}]`)))
	if err != nil {
		t.Fatal(err)
	}
	if d.Canvas != "pve-campaign" || d.Language != "ms" || d.Group != "Group 3" || len(d.Fields) != 7 {
		t.Errorf("%+v", d)
	}
	if d.Text("campaign.title") != "Jom\tkita 😀" || d.Text("campaign.summary") != "a\nb\nc" || d.Text("message.approach") != "prebunk" {
		t.Errorf("texts: %+v", d.Fields)
	}
	if *d.Fields["audience.age_from"].Number != 1800 || *d.Fields["audience.age_to"].Number != 100_000 {
		t.Errorf("numbers: %+v", d.Fields)
	}
	if got := d.Fields["audience.languages"].Choices; len(got) != 2 || got[0] != "en" || got[1] != "ms" {
		t.Errorf("choices: %v", got)
	}
	rows := d.Fields["channels.list"].Rows
	if len(rows) != 4 || rows[0].ID != "r1" || rows[1].ID != "" || rows[2].ID != "" || rows[3].ID != "" {
		t.Fatalf("rows: %+v", rows)
	}
	if c := rows[0].Cells; c["why"].Text != " " || *c["cost"].Number != 1250 || c["from"].Text != "2027-02-01" {
		t.Errorf("cells: %+v", c)
	}
}

func TestParseDraft_IgnoresWhatTheServerAdds(t *testing.T) {
	for _, f := range []string{
		`{"format":"campaign-draft/1","canvas":"oasis","seq":7,"log":{"any":"thing"},"fields":{}}`,
		`{"format":"campaign-draft/1","canvas":"oasis","fields":null}`,
		"\ufeff" + `{"format":"campaign-draft/1","canvas":"oasis","language":"","group":null}` + "\n",
	} {
		d, err := Standard().ParseDraft([]byte(f))
		if err != nil || d.Canvas != "oasis" || d.Language != "en" || d.Fields == nil {
			t.Errorf("%s: %+v, %v", f, d, err)
		}
	}
}

func TestParseDraft_RefusesWhatItDoesNotKnow(t *testing.T) {
	manyRows := `"channels.list":[` + strings.Repeat(`{"why":"x"},`, 200) + `{"why":"x"}]`
	for _, c := range []struct{ name, file, field, says string }{
		{"nothing", ``, "", "not valid JSON"},
		{"not JSON", "{\n  \"format\": x}", "", "line 2, column 13"},
		{"two documents", file(``) + file(``), "", "not valid JSON"},
		{"a list", `[]`, "", "this is a list"},
		{"null", `null`, "", "this is null"},
		{"no format", `{"canvas":"oasis"}`, "format", "campaign-draft/1"},
		{"another format", `{"format":"campaign-draft/2","canvas":"oasis"}`, "format", `"campaign-draft/2"`},
		{"a format that is no text", `{"format":1,"canvas":"oasis"}`, "format", "this is a number"},
		{"no canvas", `{"format":"campaign-draft/1"}`, "canvas", "quick-four, pve-campaign, gammma"},
		{"an unknown canvas", `{"format":"campaign-draft/1","canvas":"oases"}`, "canvas", `"oasis" is close`},
		{"a language that is none", `{"format":"campaign-draft/1","canvas":"oasis","language":"e n"}`, "language", "tag of a language"},
		{"a group that is no text", `{"format":"campaign-draft/1","canvas":"oasis","group":[1]}`, "group", "this is a list"},
		{"a group of two lines", `{"format":"campaign-draft/1","canvas":"oasis","group":"a\nb"}`, "group", "one line"},
		{"an unknown part", `{"format":"campaign-draft/1","canvas":"oasis","feilds":{}}`, "feilds", `"fields" is close`},
		{"a part in capitals", `{"Format":"campaign-draft/1","canvas":"oasis"}`, "Format", `"format" is close`},
		{"a part twice", `{"format":"campaign-draft/1","canvas":"oasis","canvas":"oasis"}`, "", `"canvas" stands twice`},
		{"fields that are a list", `{"format":"campaign-draft/1","canvas":"oasis","fields":[]}`, "fields", "this is a list"},
		{"a field twice", file(`"goal.do":"a","goal.do":"b"`), "fields", "stands twice"},
		{"an unknown field", file(`"gaol.do":"a"`), "gaol.do", `"goal.do" is close`},
		{"an unknown field far from all", file(`"zzzzzzzzzzzz":"a"`), "zzzzzzzzzzzz", "no field"},
		{"a very long name", file(`"` + strings.Repeat("z", 10_000) + `":"a"`), strings.Repeat("z", 60) + "…", "no field"},
		{"a number for a line", file(`"goal.do":1`), "goal.do", "this is a number"},
		{"a list for a line", file(`"goal.do":["a"]`), "goal.do", "this is a list"},
		{"a text for a number", file(`"audience.size":"10"`), "audience.size", "this is a text"},
		{"true", file(`"audience.size":true`), "audience.size", "true or false"},
		{"a text for choices", file(`"audience.languages":"en"`), "audience.languages", "list of options"},
		{"a number among choices", file(`"audience.languages":[1]`), "audience.languages", "this is a number"},
		{"an option that is none", file(`"audience.languages":["fill"]`), "audience.languages", `"fil" is close`},
		{"an object for rows", file(`"channels.list":{"why":"x"}`), "channels.list", "this is an object"},
		{"a text for a row", file(`"channels.list":["x"]`), "channels.list", "Row 1:"},
		{"an unknown column", file(`"channels.list":[{"why":"x"},{"chanel":"radio"}]`), "channels.list", `Row 2: There is no column "chanel"; "channel" is close`},
		{"a column twice", file(`"channels.list":[{"why":"x","why":"y"}]`), "channels.list", "stands twice"},
		{"a wrong cell", file(`"channels.list":[{"cost":"x"}]`), "channels.list", "Row 1, cost: A number"},
		{"a wrong option in a cell", file(`"channels.list":[{"channel":"ticktok"}]`), "channels.list", `Row 1, channel: There is no option "ticktok"; "tiktok" is close`},
		{"too many rows", file(manyRows), "channels.list", "at most 200 rows"},
		{"a day that is none", file(`"channels.list":[{"from":"2026-02-29"}]`), "channels.list", "not a date"},
		{"a day in another order", file(`"channels.list":[{"from":"01-02-2027"}]`), "channels.list", "2027-02-01"},
		{"a number too large", file(`"audience.size":1000000000000`), "audience.size", "too large"},
		{"three decimals", file(`"audience.size":0.001`), "audience.size", "two decimals"},
		{"a line feed in a line", file(`"goal.do":"a\nb"`), "goal.do", "one line"},
		{"a control character", file(`"campaign.summary":"a\u0000b"`), "campaign.summary", "U+0000"},
		{"a lone surrogate", file(`"goal.do":"a\ud83d"`), "", `\ud83d stands alone`},
		{"a lone surrogate in a name", file(`"\udc00":"a"`), "", `\udc00 stands alone`},
		{"invalid UTF-8", file("\"goal.do\":\"a\xff\""), "", "UTF-8"},
		{"a line too long", file(`"goal.do":"` + strings.Repeat("x", 501) + `"`), "goal.do", "501"},
	} {
		_, err := Standard().ParseDraft([]byte(c.file))
		var e *Error
		if !errors.As(err, &e) || e.Code != Invalid || e.Field != c.field || !strings.Contains(e.Error(), c.says) || strings.Contains(e.Error(), "%!") {
			t.Errorf("%s: field %q: %v", c.name, fieldOf(err), err)
		}
	}
	if _, err := Standard().ParseDraft(make([]byte, DraftBytes+1)); CodeOf(err) != TooLarge {
		t.Errorf("too large: %v", err)
	}
}

func fieldOf(err error) string {
	var e *Error
	errors.As(err, &e)
	return e.Field
}

// drawDraft draws a draft with values of every kind, all valid.
func drawDraft(t *rapid.T, label string, ids bool) *Draft {
	l := Standard()
	d := &Draft{Canvas: "oasis", Language: "km", Group: drawLine(t, label+" group"), Fields: map[string]Value{}}
	for _, id := range []string{"message.core", "message.story", "audience.size", "audience.languages", "message.approach", "channels.list", "message.variants"} {
		f := l.Field(id)
		if f.Kind != Rows {
			d.put(id, drawValue(t, label+" "+id, f.Kind, f.Options))
			continue
		}
		var v Value
		taken := rapid.Permutation([]string{"a", "b", "c", "d", "e", "f"}).Draw(t, label+" ids")
		for i := range rapid.IntRange(0, 5).Draw(t, label+" rows") {
			r := Row{Cells: map[string]Value{}}
			if ids {
				r.ID = taken[i]
			}
			for _, c := range f.Columns {
				if v := drawValue(t, label+" "+c.ID, c.Kind, c.Options); !v.Empty() {
					r.Cells[c.ID] = v
				}
			}
			v.Rows = append(v.Rows, r)
		}
		d.put(id, v)
	}
	return d
}

func (d *Draft) put(id string, v Value) {
	if !v.Empty() || len(v.Rows) > 0 {
		d.Fields[id] = v
	}
}

func drawLine(t *rapid.T, label string) string {
	return strings.ReplaceAll(drawText(t, label, 4), "\n", "\t\"\\<\u2028")
}

func drawValue(t *rapid.T, label string, kind Kind, options []string) Value {
	if rapid.Bool().Draw(t, label+" empty") {
		return Value{}
	}
	switch kind {
	case Line:
		return Value{Text: drawLine(t, label)}
	case Text:
		return Value{Text: drawText(t, label, 10)}
	case Amount:
		n := Number(rapid.Int64Range(-99_999_999_999_999, 99_999_999_999_999).Draw(t, label))
		return Value{Number: &n}
	case Date:
		return Value{Text: rapid.SampledFrom([]string{"2027-02-01", "2028-02-29", "0001-01-01"}).Draw(t, label)}
	case Choice:
		return Value{Text: rapid.SampledFrom(options).Draw(t, label)}
	}
	return Value{Choices: inOrder(options, rapid.SliceOf(rapid.SampledFrom(options)).Draw(t, label))}
}

func TestEncodeDraft_ParseGivesTheSameDraft(t *testing.T) {
	l := Standard()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDraft(t, "d", false)
		data, err := l.EncodeDraft(d)
		if err != nil {
			t.Fatal(err)
		}
		back, err := l.ParseDraft(data)
		if err != nil || !back.Equal(d) || !d.Equal(back) {
			t.Fatalf("%s\nreads as %+v, %v", data, back, err)
		}
		if again, err := l.EncodeDraft(back); err != nil || string(again) != string(data) {
			t.Fatalf("encoded again:\n%s\nwas\n%s", again, data)
		}
	})
}

func TestEncodeDraft_IsIndentedAndInOrder(t *testing.T) {
	d, err := Standard().ParseDraft([]byte(file(`"channels.list":[{"id":"r","cost":12.50,"why":"<&>"}],"campaign.title":"T"`)))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Standard().EncodeDraft(d)
	want := `{
  "format": "campaign-draft/1",
  "canvas": "pve-campaign",
  "language": "ms",
  "group": "Group 3",
  "fields": {
    "campaign.title": "T",
    "channels.list": [
      {
        "why": "<&>",
        "cost": 12.5
      }
    ]
  }
}
`
	if err != nil || string(got) != want {
		t.Errorf("%s%v", got, err)
	}
	if live := string(Standard().EncodeFields(d, true)); !strings.Contains(live, `{"id":"r","why":`) {
		t.Errorf("live: %s", live)
	}
}

func TestEqual_ARowWithoutAValueIsNothing(t *testing.T) {
	filled := Row{ID: "a", Cells: map[string]Value{"why": {Text: "x"}}}
	empty := Row{ID: "b", Cells: map[string]Value{"why": {}}}
	again := Row{ID: "c", Cells: map[string]Value{"why": {Text: "x"}, "cost": {}}}
	if !Equal(Value{Rows: []Row{filled, empty}}, Value{Rows: []Row{again}}) {
		t.Error("ids or empty rows count")
	}
	if !(Value{Rows: []Row{empty}}).Empty() || (Value{Rows: []Row{filled}}).Empty() {
		t.Error("an empty row is a value")
	}
	if Equal(Value{Rows: []Row{filled, filled}}, Value{Rows: []Row{again}}) {
		t.Error("two rows are one")
	}
	zero := Number(0)
	if Equal(Value{Number: &zero}, Value{}) || (Value{Number: &zero}).Empty() {
		t.Error("0 is nothing")
	}
	a := &Draft{Fields: map[string]Value{"goal.do": {}}}
	if !a.Equal(&Draft{}) || !(&Draft{}).Equal(a) {
		t.Error("nothing and absent differ")
	}
	if a.Equal(&Draft{Fields: map[string]Value{"goal.do": {Text: "x"}}}) {
		t.Error("a value and nothing are equal")
	}
}

func TestParseValue_ReadsFieldsAndCells(t *testing.T) {
	l := Standard()
	if v, err := l.ParseValue("channels.list", "cost", raw(`1.5`)); err != nil || *v.Number != 150 {
		t.Errorf("%+v, %v", v, err)
	}
	if v, err := l.ParseValue("message.tone", "", raw(`["calm","warm"]`)); err != nil || string(EncodeValue(Choices, v)) != `["warm","calm"]` {
		t.Errorf("%+v, %v", v, err)
	}
	if v, err := l.ParseValue("channels.list", "", raw(`[{"why":"x","cost":2}]`)); err != nil || string(EncodeValue(Rows, v)) != `[{"cost":2,"why":"x"}]` {
		t.Errorf("%+v, %v", v, err)
	}
	for _, c := range [][3]string{{"nope", "", `1`}, {"channels.list", "nope", `1`}, {"goal.do", "why", `"x"`}, {"goal.do", "", `{`}, {"goal.do", "", `"\ud800"`}} {
		if v, err := l.ParseValue(c[0], c[1], raw(c[2])); CodeOf(err) != Invalid || fieldOf(err) != c[0] {
			t.Errorf("%v: %+v, %v", c, v, err)
		}
	}
}

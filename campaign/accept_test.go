package campaign

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// draftState is a state with something of each kind: a line, a text, choices, and rows one of which is in the bin.
func draftState() State {
	n := Number(1800)
	return State{Canvas: DefaultCanvas, Language: "en", Fields: map[string]FieldState{
		"message.core":       {Value: Value{Text: "a😀b"}},
		"audience.age_from":  {Value: Value{Number: &n}},
		"audience.languages": {Value: Value{Choices: []string{"en", "ms"}}},
		"channels.list": {Rows: []RowState{
			{ID: "A", Cells: map[string]Value{"why": {Text: "why"}}},
			{ID: "B", Deleted: true, Cells: map[string]Value{"why": {Text: "gone"}}},
			{ID: "C"},
		}},
	}}
}

func raw(s string) json.RawMessage { return json.RawMessage(s) }

// one accepts a batch of edits made at the state itself.
func one(s State, edits ...Edit) (Accepted, error) {
	return Standard().Accept(s, Batch{Client: "c1", Batch: 1, Edits: edits}, nil, 1)
}

// mustOne accepts edits that must be accepted.
func mustOne(t *testing.T, s State, edits ...Edit) Accepted {
	t.Helper()
	got, err := one(s, edits...)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestAccept_RefusesWhatIsWrong(t *testing.T) {
	text := func(at string, s ...Splice) Edit { return Edit{Kind: EditText, At: at, Splices: s} }
	set := func(at, v string) Edit { return Edit{Kind: EditSet, At: at, Value: raw(v)} }
	insert := func(row, after string, values map[string]json.RawMessage) Edit {
		return Edit{Kind: EditInsertRow, At: "channels.list", Row: row, After: after, Values: values}
	}
	for _, c := range []struct {
		name  string
		edit  Edit
		code  Code
		field string
		says  string // a part of the sentence
	}{
		{"no kind", Edit{At: "message.core"}, Invalid, "message.core", "kind of edit"},
		{"a kind that is close", Edit{Kind: "insert_rows", At: "channels.list"}, Invalid, "channels.list", `"insert_row" is close`},
		{"an unknown field", text("mesage.core"), Invalid, "mesage.core", `"message.core" is close`},
		{"no field", text(""), Invalid, "", "There is no field"},
		{"a row of a field without rows", text("message.core/A"), Invalid, "message.core", "has no rows"},
		{"an unknown column", text("channels.list/A/whi"), Invalid, "channels.list/A/whi", `"why" is close`},
		{"too deep", text("channels.list/A/why/x"), Invalid, "channels.list/A/why/x", "no column"},
		{"a bad row id", text("channels.list/a b/why"), Invalid, "channels.list", "not the id of a row"},
		{"a row that never was", text("channels.list/Z/why"), Invalid, "channels.list/Z/why", "never had a row"},
		{"moving a row that never was", Edit{Kind: EditMoveRow, At: "channels.list/Z"}, Invalid, "channels.list/Z", "never had a row"},
		{"deleting a row that never was", Edit{Kind: EditDeleteRow, At: "channels.list/Z"}, Invalid, "channels.list/Z", "never had a row"},
		{"restoring a row that never was", Edit{Kind: EditRestoreRow, At: "channels.list/Z"}, Invalid, "channels.list/Z", "never had a row"},
		{"splices at a number", text("audience.age_from"), Invalid, "audience.age_from", "kind set"},
		{"splices at choices", text("audience.languages"), Invalid, "audience.languages", "kind choose"},
		{"splices at rows", text("channels.list"), Invalid, "channels.list", "insert_row"},
		{"splices at a row", text("channels.list/A"), Invalid, "channels.list/A", "channels.list/A/channel"},
		{"set of a line", set("message.core", `"x"`), Invalid, "message.core", "kind text, with splices"},
		{"set of a cell that is a line", set("channels.list/A/why", `"x"`), Invalid, "channels.list/A/why", "kind text, with splices"},
		{"set of rows", set("channels.list", `[]`), Invalid, "channels.list", "insert_row"},
		{"set without a value", Edit{Kind: EditSet, At: "audience.age_from"}, Invalid, "audience.age_from", "missing"},
		{"set of what is not JSON", set("audience.age_from", `{`), Invalid, "audience.age_from", "not valid JSON"},
		{"a number as text", set("audience.age_from", `"18"`), Invalid, "audience.age_from", "number such as 18"},
		{"three decimals", set("audience.age_from", `1.234`), Invalid, "audience.age_from", "two decimals"},
		{"a number too large", set("audience.age_from", `1e12`), Invalid, "audience.age_from", "too large"},
		{"an option outside the list", set("message.approach", `"prebnk"`), Invalid, "message.approach", `"prebunk" is close`},
		{"no option near", set("message.approach", `"zzzzzz"`), Invalid, "message.approach", "it is one of positive_alternative, prebunk"},
		{"a day that is none", set("channels.list/A/from", `"2027-02-30"`), Invalid, "channels.list/A/from", "not a date"},
		{"a lone surrogate in a value", set("message.approach", `"\ud83d"`), Invalid, "message.approach", "stands alone"},
		{"choosing at a line", Edit{Kind: EditChoose, At: "message.core"}, Invalid, "message.core", "kind text"},
		{"choosing at a choice", Edit{Kind: EditChoose, At: "message.approach"}, Invalid, "message.approach", "kind set"},
		{"choosing what is not there", Edit{Kind: EditChoose, At: "audience.languages", Add: []string{"xx"}}, Invalid, "audience.languages", "no option"},
		{"removing what is not there", Edit{Kind: EditChoose, At: "audience.languages", Remove: []string{"xx"}}, Invalid, "audience.languages", "no option"},
		{"past the end", text("message.core", Splice{0, 5, ""}), Invalid, "message.core", "the text ends at 4"},
		{"half a pair", text("message.core", Splice{0, 2, ""}), Invalid, "message.core", "surrogate pair"},
		{"an insert inside a pair", text("message.core", Splice{2, 2, "x"}), Invalid, "message.core", "surrogate pair"},
		{"before the start", text("message.core", Splice{-1, 0, "x"}), Invalid, "message.core", "in order"},
		{"backwards", text("message.core", Splice{3, 1, "x"}), Invalid, "message.core", "in order"},
		{"overlapping", text("message.core", Splice{0, 3, ""}, Splice{1, 4, ""}), Invalid, "message.core", "Splice 2"},
		{"a line feed in a line", text("message.core", Splice{0, 0, "x\r\ny"}), Invalid, "message.core", "one line"},
		{"a control character", text("message.core", Splice{0, 0, "x\x07"}), Invalid, "message.core", "U+0007"},
		{"a C1 control character", text("message.story", Splice{0, 0, "x\u0085"}), Invalid, "message.story", "U+0085"},
		{"invalid UTF-8", text("message.core", Splice{0, 0, "x\xff"}), Invalid, "message.core", "UTF-8"},
		{"a line too long", text("message.core", Splice{0, 0, strings.Repeat("x", 500)}), Invalid, "message.core", "at most 500 characters"},
		{"a line of too many bytes", text("message.core", Splice{0, 0, "x" + strings.Repeat("\u0301", 2100)}), Invalid, "message.core", "4096 bytes"},
		{"a text too long", text("message.story", Splice{0, 0, strings.Repeat("x", 20_001)}), Invalid, "message.story", "at most 20000 characters"},
		{"a text of too many bytes", text("message.story", Splice{0, 0, "x" + strings.Repeat("\u0301", 82_000)}), Invalid, "message.story", "163840 bytes"},
		{"a row without an id", insert("", "", nil), Invalid, "channels.list", "cannot be the id"},
		{"a row with a strange id", insert("a/b", "", nil), Invalid, "channels.list", "cannot be the id"},
		{"a row with a long id", insert(strings.Repeat("a", 41), "", nil), Invalid, "channels.list", "cannot be the id"},
		{"a row id in use", insert("A", "", nil), Conflict, "channels.list", "has or had"},
		{"a row id in the bin", insert("B", "", nil), Conflict, "channels.list", "has or had"},
		{"after a row that never was", insert("N", "Z", nil), Invalid, "channels.list", "never had the row"},
		{"after itself, being new", insert("N", "N", nil), Invalid, "channels.list", "never had the row"},
		{"a row with an unknown column", insert("N", "", map[string]json.RawMessage{"whi": raw(`"x"`)}), Invalid, "channels.list", `"why" is close`},
		{"a row with a wrong kind", insert("N", "", map[string]json.RawMessage{"cost": raw(`"x"`)}), Invalid, "channels.list/N/cost", "number such as"},
		{"a row with a long line", insert("N", "", map[string]json.RawMessage{"why": raw(`"` + strings.Repeat("x", 501) + `"`)}), Invalid, "channels.list/N/why", "500"},
		{"inserting at a row", Edit{Kind: EditInsertRow, At: "channels.list/A", Row: "N"}, Invalid, "channels.list/A", "the field alone"},
		{"inserting at a line", Edit{Kind: EditInsertRow, At: "message.core", Row: "N"}, Invalid, "message.core", "has no rows"},
		{"moving a field", Edit{Kind: EditMoveRow, At: "channels.list"}, Invalid, "channels.list", "FIELD/ROW"},
		{"deleting a cell", Edit{Kind: EditDeleteRow, At: "channels.list/A/why"}, Invalid, "channels.list/A/why", "FIELD/ROW"},
		{"moving after itself", Edit{Kind: EditMoveRow, At: "channels.list/A", After: "A"}, Invalid, "channels.list/A", "after itself"},
		{"moving after what never was", Edit{Kind: EditMoveRow, At: "channels.list/A", After: "Z"}, Invalid, "channels.list/A", "never had the row"},
		{"the canvas", Edit{Kind: EditCanvas, Value: raw(`"gammma"`)}, Invalid, "canvas", "not changed by an edit"},
	} {
		s := draftState()
		before := fingerprint(Standard(), s)
		good := Edit{Kind: EditText, At: "message.core", Splices: []Splice{{0, 0, ""}}}
		_, err := one(s, good, c.edit)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v is no refusal", c.name, err)
			continue
		}
		if e.Code != c.code || e.Field != c.field || !strings.Contains(e.Error(), c.says) {
			t.Errorf("%s: %s at %q: %s", c.name, e.Code, e.Field, e)
		}
		if strings.Contains(e.Error(), "%!") {
			t.Errorf("%s: a hole in the sentence: %s", c.name, e)
		}
		if fingerprint(Standard(), s) != before {
			t.Errorf("%s: the refused batch left a trace", c.name)
		}
	}
}

func TestAccept_RefusesABatchThatIsWrongAsAWhole(t *testing.T) {
	edit := []Edit{{Kind: EditText, At: "message.core"}}
	big := []Edit{{Kind: EditText, At: "message.story", Splices: []Splice{{0, 0, strings.Repeat("x", BatchBytes)}}}}
	for _, c := range []struct {
		name  string
		batch Batch
		code  Code
		field string
	}{
		{"no client", Batch{Edits: edit}, Invalid, "client"},
		{"a strange client", Batch{Client: "a b", Edits: edit}, Invalid, "client"},
		{"a long client", Batch{Client: strings.Repeat("a", 65), Edits: edit}, Invalid, "client"},
		{"a number below 0", Batch{Client: "c", Batch: -1, Edits: edit}, Invalid, "batch"},
		{"no edits", Batch{Client: "c"}, Invalid, "edits"},
		{"a base below 0", Batch{Client: "c", Base: -1, Edits: edit}, Invalid, "base"},
		{"a base past the end", Batch{Client: "c", Base: 1, Edits: edit}, Conflict, "base"},
		{"too large", Batch{Client: "c", Edits: big}, TooLarge, ""},
	} {
		_, err := Standard().Accept(draftState(), c.batch, nil, 1)
		var e *Error
		if !errors.As(err, &e) || e.Code != c.code || e.Field != c.field {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestAccept_WantsTheEntriesSinceTheBase(t *testing.T) {
	_, err := Standard().Accept(draftState(), Batch{Client: "c", Edits: []Edit{{Kind: EditText, At: "message.core"}}}, nil, 3)
	if err == nil || CodeOf(err) != "" {
		t.Errorf("two entries are missing and the answer is %v", err)
	}
}

func TestAccept_AnswersTheEditAsItWasApplied(t *testing.T) {
	for _, c := range []struct {
		name string
		edit string
		want string
	}{
		{"CR LF becomes LF", `{"kind":"text","at":"message.story","splices":[{"from":0,"to":0,"insert":"a\r\nb\rc"}]}`,
			`{"kind":"text","at":"message.story","splices":[{"from":0,"to":0,"insert":"a\nb\nc"}]}`},
		{"splices that touch are joined", `{"kind":"text","at":"message.core","splices":[{"from":0,"to":1,"insert":""},{"from":1,"to":3,"insert":""}]}`,
			`{"kind":"text","at":"message.core","splices":[{"from":0,"to":3,"insert":""}]}`},
		{"a number is plain", `{"kind":"set","at":"audience.age_from","value": 1.50e1}`, `{"kind":"set","at":"audience.age_from","value":15}`},
		{"empty is null", `{"kind":"set","at":"audience.age_from","value":[ ]}`, `{"kind":"set","at":"audience.age_from","value":null}`},
		{"choices are in order and once", `{"kind":"set","at":"audience.languages","value":["th","en","th"]}`, `{"kind":"set","at":"audience.languages","value":["en","th"]}`},
		{"add wins over remove", `{"kind":"choose","at":"audience.languages","add":["th"],"remove":["th","en"]}`, `{"kind":"choose","at":"audience.languages","add":["th"],"remove":["en"]}`},
		{"a row's nothing is left out", `{"kind":"insert_row","at":"channels.list","row":"N","after":"A","values":{"why":"x","channel":null,"cost":2.0}}`,
			`{"kind":"insert_row","at":"channels.list","row":"N","after":"A","values":{"cost":2,"why":"x"}}`},
		{"after a row in the bin is where it stood", `{"kind":"insert_row","at":"channels.list","row":"N","after":"B"}`, `{"kind":"insert_row","at":"channels.list","row":"N","after":"A"}`},
		{"a cell in the bin", `{"kind":"set","at":"channels.list/B/channel","value":"radio"}`, `{"kind":"set","at":"channels.list/B/channel","value":"radio","hidden":true}`},
		{"a text in the bin", `{"kind":"text","at":"channels.list/B/why","splices":[{"from":4,"to":4,"insert":"!"}]}`,
			`{"kind":"text","at":"channels.list/B/why","splices":[{"from":4,"to":4,"insert":"!"}],"hidden":true}`},
		{"a move in the bin", `{"kind":"move_row","at":"channels.list/B","after":"C"}`, `{"kind":"move_row","at":"channels.list/B","after":"C","hidden":true}`},
		{"a delete in the bin", `{"kind":"delete_row","at":"channels.list/B"}`, `{"kind":"delete_row","at":"channels.list/B","hidden":true}`},
		{"hidden is not believed", `{"kind":"delete_row","at":"channels.list/A","hidden":true}`, `{"kind":"delete_row","at":"channels.list/A"}`},
		{"a row restored after itself is where it stood", `{"kind":"restore_row","at":"channels.list/B","after":"B"}`, `{"kind":"restore_row","at":"channels.list/B","after":"A"}`},
		{"what is visible is restored already", `{"kind":"restore_row","at":"channels.list/C","after":"C"}`, `{"kind":"restore_row","at":"channels.list/C","after":"A"}`},
		{"restoring what is visible moves it", `{"kind":"restore_row","at":"channels.list/C","after":""}`, `{"kind":"restore_row","at":"channels.list/C"}`},
	} {
		b, err := ParseBatch([]byte(`{"client":"c1","batch":1,"base":0,"edits":[` + c.edit + `]}`))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var want Edit
		if err := json.Unmarshal([]byte(c.want), &want); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		got := mustOne(t, draftState(), b.Edits...)
		if data, err := json.Marshal(got.Edits[0]); err != nil || string(data) != spelt(t, want) {
			t.Errorf("%s: %s, %v; want %s", c.name, data, err, c.want)
		}
	}
}

func spelt(t *testing.T, e Edit) string {
	t.Helper()
	data, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAccept_OnlyTheServerChangesTheCanvas(t *testing.T) {
	edit := Edit{Kind: EditCanvas, Value: raw(`"gammma"`)}
	got, err := Standard().Accept(draftState(), Batch{Client: ServerClient, Edits: []Edit{edit}}, nil, 1)
	if err != nil || got.State.Canvas != "gammma" || len(got.Changed) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	if replayed, _, err := Standard().Apply(draftState(), got.Edits, 1); err != nil || replayed.Canvas != "gammma" {
		t.Errorf("replayed: %q, %v", replayed.Canvas, err)
	}
	edit.Value = raw(`"gamma"`)
	_, err = Standard().Accept(draftState(), Batch{Client: ServerClient, Edits: []Edit{edit}}, nil, 1)
	if CodeOf(err) != Invalid || !strings.Contains(err.Error(), `"gammma" is close`) {
		t.Error(err)
	}
}

func TestAccept_SaysWhichFieldsChanged(t *testing.T) {
	got := mustOne(t, draftState(),
		Edit{Kind: EditDeleteRow, At: "channels.list/A"},
		Edit{Kind: EditSet, At: "audience.age_from", Value: raw(`null`)},
		Edit{Kind: EditDeleteRow, At: "channels.list/C"})
	if s := fmt.Sprint(got.Changed); s != "[channels.list audience.age_from]" {
		t.Error(s)
	}
	if _, there := got.State.Fields["audience.age_from"]; there {
		t.Error("an emptied field is still in the state")
	}
}

package campaign

import (
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestFormEdits_TurnOneDraftIntoTheOther(t *testing.T) {
	l := Standard()
	rapid.Check(t, func(t *rapid.T) {
		was, now := drawDraft(t, "was", true), drawDraft(t, "now", true)
		now.Group = was.Group
		s := l.Seed(was, func() string { t.Fatal("every row has an id"); return "" })
		edits := l.FormEdits(was, now)
		if len(edits) == 0 {
			if !was.Equal(now) {
				t.Fatalf("no edits between\n%+v\nand\n%+v", was, now)
			}
			return
		}
		got, err := l.Accept(s, Batch{Client: "form", Edits: edits}, nil, 1)
		if err != nil {
			t.Fatalf("%v\n%+v", err, edits)
		}
		if have, want := string(l.EncodeFields(got.State.Draft(""), true)), string(l.EncodeFields(now, true)); have != want {
			t.Fatalf("got\n%s\nwant\n%s\nby %+v", have, want, edits)
		}
	})
}

func rowsOf(ids ...string) *Draft {
	var v Value
	for _, id := range ids {
		v.Rows = append(v.Rows, Row{ID: id, Cells: map[string]Value{"why": {Text: "why " + id}}})
	}
	return &Draft{Fields: map[string]Value{"channels.list": v}}
}

func TestFormEdits_MoveAsFewRowsAsCanBe(t *testing.T) {
	for _, c := range []struct {
		was, now *Draft
		want     string
	}{
		{rowsOf("a", "b", "c"), rowsOf("a", "b", "c"), ""},
		{rowsOf("a", "b", "c", "d"), rowsOf("b", "c", "d", "a"), "move_row channels.list/a after d; "},
		{rowsOf("a", "b", "c", "d"), rowsOf("d", "a", "b", "c"), "move_row channels.list/d after ; "},
		{rowsOf("a", "b", "c"), rowsOf("a", "n", "c"), "delete_row channels.list/b after ; insert_row channels.list after a; "},
	} {
		got := ""
		for _, e := range Standard().FormEdits(c.was, c.now) {
			got += fmt.Sprintf("%s %s after %s; ", e.Kind, e.At, e.After)
		}
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestFormEdits_ALateFormKeepsWhatOthersWrote(t *testing.T) {
	was := &Draft{Fields: map[string]Value{"message.core": {Text: "we are friends"}}}
	now := &Draft{Fields: map[string]Value{"message.core": {Text: "we are good friends"}}}
	r := newTable(t, "we are friends")
	r.at(0, typed(Splice{14, 14, " and neighbours"}))
	r.at(0, Standard().FormEdits(was, now)...)
	if got := r.state.Draft("").Text("message.core"); got != "we are good friends and neighbours" {
		t.Error(got)
	}
}

func TestSeed_GivesEveryRowAnID(t *testing.T) {
	d := rowsOf("a", "", "a", "not an id", "b")
	n := 0
	s := Standard().Seed(d, func() string { n++; return fmt.Sprintf("new%d", n) })
	got := ""
	for _, r := range s.Fields["channels.list"].Rows {
		got += fmt.Sprint(r.ID, r.Placed, r.Cells["why"].Text, "; ")
	}
	if got != "a0why a; new10why ; new20why a; new30why not an id; b0why b; " {
		t.Error(got)
	}
	if back := s.Draft(""); !back.Equal(d) {
		t.Errorf("%+v", back)
	}
	s.Draft("").Fields["channels.list"].Rows[0].Cells["why"] = Value{Text: "changed"}
	if s.Fields["channels.list"].Rows[0].Cells["why"].Text != "why a" {
		t.Error("the visible draft shares its cells with the state")
	}
}

func TestProgress_CountsFilledFields(t *testing.T) {
	d := &Draft{Fields: map[string]Value{
		"audience.primary": {Text: "x"}, "audience.place": {Text: "y"}, "message.core": {}, "goal.do": {Text: "not asked here"},
		"channels.list": {Rows: []Row{{ID: "a"}}}, "messengers.list": {Rows: []Row{{Cells: map[string]Value{"name": {Text: "n"}}}}},
	}}
	want := []SectionProgress{{"audience", 2, 7, 1, 2}, {"context", 0, 4, 0, 3}, {"message", 0, 3, 0, 2}, {"channels", 1, 2, 0, 1}}
	got := Standard().Canvas("quick-four").Progress(d)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestSum_TellsARetryFromAnotherContent(t *testing.T) {
	read := func(edits string) Batch {
		b, err := ParseBatch([]byte(`{"client":"c","batch":1,"base":4,"edits":` + edits + `}`))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	b := read(`[{"kind":"insert_row","at":"channels.list","row":"r","values":{"why":"x","cost":1}}]`)
	same := read(`[ {"at":"channels.list","kind":"insert_row","row":"r","after":"","values":{ "cost": 1, "why": "\u0078"}} ]`)
	same.Client, same.Batch, same.Log = "other", 2, "log"
	if len(b.Sum()) != 64 || b.Sum() != same.Sum() {
		t.Errorf("%s, %s", b.Sum(), same.Sum())
	}
	base, value, more := b, read(`[{"kind":"insert_row","at":"channels.list","row":"r","values":{"why":"y","cost":1}}]`), b
	base.Base++
	more.Edits = append(more.Edits[:1:1], more.Edits[0])
	broken, empty := b, b
	broken.Edits = []Edit{{Kind: EditSet, At: "goal.do", Value: json.RawMessage(`{`)}}
	empty.Edits = []Edit{{Kind: EditSet, At: "goal.do", Value: json.RawMessage(``)}}
	seen := map[string]bool{b.Sum(): true}
	for _, other := range []Batch{base, value, more, broken, empty} {
		if seen[other.Sum()] {
			t.Errorf("%+v has the sum of another", other)
		}
		seen[other.Sum()] = true
	}
}

func TestFieldState_UnknownIsRefused(t *testing.T) {
	l := Standard()
	if _, err := l.EncodeFieldState("nope", FieldState{}); err == nil {
		t.Error("an unknown field is encoded")
	}
	if _, err := l.EncodeFieldState("channels.list", FieldState{Rows: []RowState{{ID: "a", Cells: map[string]Value{"nope": {Text: "x"}}}}}); err == nil {
		t.Error("an unknown column is encoded")
	}
	for id, data := range map[string]string{"nope": `{}`, "goal.do": `{"value":1}`, "audience.size": `{"value":"x"}`, "channels.list": `{"rows":[{"id":"a","cells":{"nope":"x"}}]}`, "goal.feel": `{`} {
		if f, err := l.DecodeFieldState(id, []byte(data)); err == nil {
			t.Errorf("%s of %s is read as %+v", data, id, f)
		}
	}
}

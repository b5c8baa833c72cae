package campaign

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestAccept_RowsAreLimited(t *testing.T) {
	full := func(visible, deleted int) State {
		var fs FieldState
		for i := range visible + deleted {
			fs.Rows = append(fs.Rows, RowState{ID: fmt.Sprintf("r%d", i), Deleted: i >= visible})
		}
		return State{Canvas: DefaultCanvas, Fields: map[string]FieldState{"channels.list": fs}}
	}
	for _, c := range []struct {
		name  string
		state State
		edits []Edit
		ok    bool
	}{
		{"the 200th", full(199, 0), []Edit{put("N", "")}, true},
		{"the 201st", full(200, 0), []Edit{put("N", "")}, false},
		{"one for another", full(200, 0), []Edit{put("N", ""), drop("r0")}, true},
		{"restored as the 201st", full(200, 1), []Edit{restore("r200", "")}, false},
		{"restored as the 200th", full(199, 1), []Edit{restore("r199", "")}, true},
		{"moved in a full list", full(200, 0), []Edit{move("r7", "")}, true},
		{"deleted from a list over the limit", full(203, 0), []Edit{drop("r7")}, true},
		{"the 2,000th ever", full(10, 1989), []Edit{put("N", "")}, true},
		{"the 2,001st ever", full(10, 1990), []Edit{put("N", "")}, false},
	} {
		_, err := one(c.state, c.edits...)
		if (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
		if err != nil && (CodeOf(err) != Invalid || err.(*Error).Field != "channels.list") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestAccept_LimitsOfATextCountGraphemes(t *testing.T) {
	family := "👨‍👩‍👧" // one grapheme, 8 units, 18 bytes
	state := func(text string) State {
		return State{Canvas: DefaultCanvas, Fields: map[string]FieldState{"message.core": {Value: Value{Text: text}}}}
	}
	if _, err := one(state(""), typed(Splice{0, 0, strings.Repeat(family, 200)})); err != nil {
		t.Errorf("200 families are no line: %v", err)
	}
	if _, err := one(state(strings.Repeat("x", 499)), typed(Splice{499, 499, "ស្ត្រី"})); err != nil {
		t.Errorf("a 500th grapheme: %v", err)
	}
	if _, err := one(state(strings.Repeat("x", 499)), typed(Splice{499, 499, "ស្ត្រីa"})); CodeOf(err) != Invalid {
		t.Errorf("a 501st grapheme: %v", err)
	}
}

func TestAccept_WhatOnlyRemovesIsNeverOverALimit(t *testing.T) {
	over := State{Canvas: DefaultCanvas, Fields: map[string]FieldState{"message.core": {Value: Value{Text: strings.Repeat("x", 600)}}}}
	if _, err := one(over, typed(Splice{0, 1, ""})); err != nil {
		t.Error(err)
	}
	if _, err := one(over, typed(Splice{0, 10, "y"})); CodeOf(err) != Invalid {
		t.Errorf("a replacement in a line that stays too long: %v", err)
	}
	if _, err := one(over, typed(Splice{0, 0, "yyy"}), typed(Splice{0, 300, ""})); err != nil {
		t.Errorf("only what the whole batch leaves counts: %v", err)
	}
}

func TestAccept_ALimitBrokenOnlyByRebasingNamesTheField(t *testing.T) {
	r := newTable(t, strings.Repeat("x", 400))
	r.at(0, typed(Splice{400, 400, strings.Repeat("y", 60)}))
	_, err := r.try(0, typed(Splice{0, 0, strings.Repeat("z", 60)}))
	if CodeOf(err) != Invalid || err.(*Error).Field != "message.core" {
		t.Error(err)
	}
}

// fill returns a state of about n bytes of visible text and n of text in the bin.
func fill(visible, binned int) State {
	s := State{Canvas: DefaultCanvas, Fields: map[string]FieldState{}}
	var fs FieldState
	for i := 0; visible > 0 || binned > 0; i++ {
		r := RowState{ID: fmt.Sprintf("r%d", i), Cells: map[string]Value{}}
		text := Value{Text: "x" + strings.Repeat("\u0301", 75_000)}
		if visible > 0 {
			visible -= 150_000
		} else {
			binned -= 150_000
			r.Deleted = true
		}
		r.Cells["wording"] = text
		fs.Rows = append(fs.Rows, r)
	}
	s.Fields["message.variants"] = fs
	return s
}

func TestAccept_ADraftIsLimited(t *testing.T) {
	insert := Edit{Kind: EditInsertRow, At: "message.variants", Row: "N", Values: map[string]json.RawMessage{"wording": raw(`"y` + strings.Repeat("\u0301", 75_000) + `"`)}}
	if _, err := one(fill(1_700_000, 0), insert); err != nil {
		t.Errorf("below 2 MiB: %v", err)
	}
	if _, err := one(fill(2_000_000, 0), insert); CodeOf(err) != TooLarge {
		t.Errorf("over 2 MiB: %v", err)
	}
	if _, err := one(fill(2_500_000, 0), Edit{Kind: EditDeleteRow, At: "message.variants/r0"}); err != nil {
		t.Errorf("a removal from a draft over the limit: %v", err)
	}
	if _, err := one(fill(150_000, 4_000_000), insert); err != nil {
		t.Errorf("the bin is not in the file: %v", err)
	}
	if _, err := one(fill(150_000, 8_500_000), insert); CodeOf(err) != TooLarge {
		t.Errorf("the bin has an end: %v", err)
	}
}

func TestAccept_ADraftThatOnlyRebasingMakesTooLargeNamesTheField(t *testing.T) {
	insert := Edit{Kind: EditInsertRow, At: "message.variants", Row: "N", Values: map[string]json.RawMessage{"wording": raw(`"y` + strings.Repeat("\u0301", 75_000) + `"`)}}
	since := []Entry{{Seq: 1, Edits: []Edit{{Kind: EditDeleteRow, At: "partners.list/r"}}}}
	_, err := Standard().Accept(fill(2_000_000, 0), Batch{Client: "c", Edits: []Edit{insert}}, since, 2)
	if CodeOf(err) != Invalid || err.(*Error).Field != "message.variants" {
		t.Errorf("%v (%s)", err, CodeOf(err))
	}
}

func TestAccept_EveryDraftCanBeReadBackAsAFile(t *testing.T) {
	s := fill(1_500_000, 0)
	last := s
	for i := range 40 {
		got, err := one(last, Edit{Kind: EditInsertRow, At: "message.variants", Row: fmt.Sprintf("N%d", i), Values: map[string]json.RawMessage{"wording": raw(`"` + strings.Repeat(`\"\n`, 5_000) + `"`)}})
		if err != nil {
			break
		}
		last = got.State
	}
	file, err := Standard().EncodeDraft(last.Draft(strings.Repeat("g", 500)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Standard().ParseDraft(file); err != nil {
		t.Errorf("a file of %d bytes: %v", len(file), err)
	}
	if len(file) < DraftBytes-40_000 {
		t.Errorf("the draft was refused at %d bytes", len(file))
	}
}

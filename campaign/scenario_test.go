package campaign

import (
	"fmt"
	"strings"
	"testing"
)

// table is a draft whose batches are all based on the entry that the test names, as if every page had read
// just that.
type table struct {
	t     *testing.T
	state State
	log   []Entry
}

// at accepts a batch that a page made after reading the entry base, and returns it as applied.
func (r *table) at(base int64, edits ...Edit) []Edit {
	r.t.Helper()
	got, err := r.try(base, edits...)
	if err != nil {
		r.t.Fatal(err)
	}
	return got
}

func (r *table) try(base int64, edits ...Edit) ([]Edit, error) {
	seq := int64(len(r.log)) + 1
	got, err := Standard().Accept(r.state, Batch{Client: "c", Batch: seq, Base: base, Edits: edits}, r.log[base:], seq)
	if err != nil {
		return nil, err
	}
	r.log = append(r.log, Entry{Seq: seq, Edits: got.Edits})
	r.state = got.State
	return got.Edits, nil
}

func (r *table) rows() string {
	var ids []string
	for _, row := range r.state.Draft("").Fields["channels.list"].Rows {
		ids = append(ids, row.ID)
	}
	return strings.Join(ids, " ")
}

func newTable(t *testing.T, core string, rows ...string) *table {
	r := &table{t: t, state: State{Canvas: DefaultCanvas, Fields: map[string]FieldState{"message.core": {Value: Value{Text: core}}}}}
	var fs FieldState
	for _, id := range rows {
		fs.Rows = append(fs.Rows, RowState{ID: id})
	}
	r.state.Fields["channels.list"] = fs
	return r
}

func typed(s ...Splice) Edit { return Edit{Kind: EditText, At: "message.core", Splices: s} }
func put(id, after string) Edit {
	return Edit{Kind: EditInsertRow, At: "channels.list", Row: id, After: after}
}
func move(id, after string) Edit {
	return Edit{Kind: EditMoveRow, At: "channels.list/" + id, After: after}
}
func drop(id string) Edit { return Edit{Kind: EditDeleteRow, At: "channels.list/" + id} }
func restore(id, after string) Edit {
	return Edit{Kind: EditRestoreRow, At: "channels.list/" + id, After: after}
}

func TestAccept_LateSplicesAreRebased(t *testing.T) {
	for _, c := range []struct {
		name        string
		first, late []Edit
		want        string
	}{
		{"inserts at one place: the first accepted stands first", []Edit{typed(Splice{2, 2, "X"})}, []Edit{typed(Splice{2, 2, "Y"})}, "abXYcdef"},
		{"an insert inside a removal is kept", []Edit{typed(Splice{3, 3, "X"})}, []Edit{typed(Splice{1, 5, ""})}, "aXf"},
		{"an insert into what is gone is kept", []Edit{typed(Splice{1, 5, ""})}, []Edit{typed(Splice{3, 3, "X"})}, "aXf"},
		{"two remove the same", []Edit{typed(Splice{1, 4, ""})}, []Edit{typed(Splice{2, 5, ""})}, "af"},
		{"two replace the same: both words stand", []Edit{typed(Splice{1, 5, "X"})}, []Edit{typed(Splice{1, 5, "Y"})}, "aXYf"},
		{"the one that removes fewer goes first", []Edit{typed(Splice{1, 5, "X"})}, []Edit{typed(Splice{1, 1, "Y"})}, "aYXf"},
		{"two edits of one batch", []Edit{typed(Splice{0, 0, "X"})}, []Edit{typed(Splice{6, 6, "1"}), typed(Splice{7, 7, "2"})}, "Xabcdef12"},
		{"the second edit sees the first", []Edit{typed(Splice{6, 6, "X"})}, []Edit{typed(Splice{0, 6, ""}), typed(Splice{0, 0, "new"})}, "Xnew"},
		{"several entries came since", []Edit{typed(Splice{0, 3, ""}), typed(Splice{3, 3, "X"})}, []Edit{typed(Splice{3, 3, "Y"})}, "YdefX"},
	} {
		r := newTable(t, "abcdef")
		for i, e := range c.first {
			r.at(int64(i), e)
		}
		r.at(0, c.late...)
		if got := r.state.Draft("").Text("message.core"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAccept_ALateBatchIsHeldToTheTextItSaw(t *testing.T) {
	r := newTable(t, "abc")
	r.at(0, typed(Splice{3, 3, "defgh"}))
	for _, late := range [][]Edit{
		{typed(Splice{4, 4, "x"})},
		{typed(Splice{2, 1, "x"})},
		{typed(Splice{0, 3, ""}), typed(Splice{1, 1, "x"})},
	} {
		if _, err := r.try(0, late...); CodeOf(err) != Invalid {
			t.Errorf("%+v over a text of three: %v", late, err)
		}
	}
}

func TestAccept_RowsPutAtOnePlace(t *testing.T) {
	for _, c := range []struct {
		name  string
		do    func(r *table) // on the rows A B C
		want  string
		after string // of the last edit as applied
	}{
		{"at the top", func(r *table) { r.at(0, put("N", "")) }, "N A B C", ""},
		{"behind a row", func(r *table) { r.at(0, put("N", "A")) }, "A N B C", "A"},
		{"the first accepted stands first", func(r *table) { r.at(0, put("1", "A")); r.at(0, put("2", "A")) }, "A 1 2 B C", "1"},
		{"the first accepted stands first at the top", func(r *table) { r.at(0, put("1", "")); r.at(0, put("2", "")) }, "1 2 A B C", "1"},
		{"having seen it, the new one goes between", func(r *table) { r.at(0, put("1", "A")); r.at(1, put("2", "A")) }, "A 2 1 B C", "A"},
		{"a batch's own rows are not stepped over", func(r *table) { r.at(0, put("1", "A")); r.at(0, put("2", "A"), put("3", "A")) }, "A 1 3 2 B C", "1"},
		{"a batch puts rows one behind another", func(r *table) { r.at(0, put("1", "A")); r.at(0, put("2", "A"), put("3", "2")) }, "A 1 2 3 B C", "2"},
		{"a moved row was put there too", func(r *table) { r.at(0, move("C", "A")); r.at(0, put("N", "A")) }, "A C N B", "C"},
		{"the later move wins", func(r *table) { r.at(0, move("A", "C")); r.at(0, move("A", "B")) }, "B A C", "B"},
		{"after a row that was deleted meanwhile", func(r *table) { r.at(0, drop("B")); r.at(0, put("N", "B")) }, "A N C", "A"},
		{"after a row that was moved meanwhile", func(r *table) { r.at(0, move("A", "C")); r.at(0, put("N", "A")) }, "B C A N", "A"},
		{"restored behind another", func(r *table) { r.at(0, drop("A")); r.at(1, restore("A", "C")) }, "B C A", "C"},
		{"restored at the top", func(r *table) { r.at(0, drop("C")); r.at(1, restore("C", "")) }, "C A B", ""},
		{"restored where the one before is in the bin", func(r *table) { r.at(0, drop("A"), drop("B")); r.at(1, restore("B", "A")) }, "B C", ""},
		{"deleted twice", func(r *table) { r.at(0, drop("A")); r.at(0, drop("A")) }, "B C", ""},
	} {
		r := newTable(t, "", "A", "B", "C")
		c.do(r)
		last := r.log[len(r.log)-1].Edits
		if got := r.rows(); got != c.want || last[len(last)-1].After != c.after {
			t.Errorf("%s: %s, after %q; want %s, after %q", c.name, got, last[len(last)-1].After, c.want, c.after)
		}
	}
}

func TestAccept_TheBinKeepsLaterEdits(t *testing.T) {
	r := newTable(t, "", "A", "B")
	r.at(0, drop("A"))
	why := Edit{Kind: EditText, At: "channels.list/A/why", Splices: []Splice{{0, 0, "kept"}}}
	cost := Edit{Kind: EditSet, At: "channels.list/A/cost", Value: raw(`7`)}
	for _, e := range r.at(0, why, cost) {
		if !e.Hidden {
			t.Errorf("%+v went to the bin and does not say so", e)
		}
	}
	if got := r.rows(); got != "B" {
		t.Errorf("the rows are %s", got)
	}
	r.at(2, restore("A", "B"))
	row := r.state.Draft("").Fields["channels.list"].Rows[1]
	if row.ID != "A" || row.Cells["why"].Text != "kept" || *row.Cells["cost"].Number != 700 {
		t.Errorf("restored: %+v", row)
	}
}

func TestAccept_ChoicesOfSeveralPagesMeet(t *testing.T) {
	r := newTable(t, "")
	at := "audience.languages"
	r.at(0, Edit{Kind: EditChoose, At: at, Add: []string{"th"}})
	r.at(0, Edit{Kind: EditChoose, At: at, Add: []string{"en"}})
	r.at(0, Edit{Kind: EditChoose, At: at, Remove: []string{"th"}, Add: []string{"km"}})
	if got := fmt.Sprint(r.state.Fields[at].Value.Choices); got != "[en km]" {
		t.Error(got)
	}
	r.at(0, Edit{Kind: EditSet, At: at, Value: raw(`["ms"]`)})
	if got := fmt.Sprint(r.state.Fields[at].Value.Choices); got != "[ms]" {
		t.Errorf("a later set replaces: %s", got)
	}
	r.at(0, Edit{Kind: EditSet, At: at, Value: raw(`""`)})
	if fs, there := r.state.Fields[at]; there {
		t.Errorf("emptied: %+v", fs)
	}
}

func TestApply_ALogThatDoesNotFitIsAnError(t *testing.T) {
	for _, e := range []Edit{
		typed(Splice{7, 9, "x"}),
		put("A", ""),
		put("N", "Z"),
		move("Z", ""),
		{Kind: EditSet, At: "nope", Value: raw(`1`)},
		{Kind: EditSet, At: "audience.size", Value: raw(`{`)},
		{Kind: EditCanvas, Value: raw(`"nope"`)},
		{Kind: EditCanvas, Value: raw(`1`)},
		{Kind: "other", At: "goal.do"},
	} {
		r := newTable(t, "abc", "A")
		before := fingerprint(Standard(), r.state)
		if _, _, err := Standard().Apply(r.state, []Edit{drop("A"), e}, 1); err == nil {
			t.Errorf("%+v is applied", e)
		}
		if fingerprint(Standard(), r.state) != before {
			t.Errorf("%+v changed the state", e)
		}
	}
}

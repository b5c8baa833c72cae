package campaign

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestEdit_WrittenWithAllNamesOfItsKind(t *testing.T) {
	for _, c := range []struct {
		edit Edit
		want string
	}{
		{Edit{Kind: EditText, At: "message.core"}, `{"kind":"text","at":"message.core","splices":[]}`},
		{Edit{Kind: EditText, At: "channels.list/r/why", Splices: []Splice{{0, 1, "<"}}, Hidden: true},
			`{"kind":"text","at":"channels.list/r/why","hidden":true,"splices":[{"from":0,"to":1,"insert":"\u003c"}]}`},
		{Edit{Kind: EditSet, At: "audience.age_from", Value: json.RawMessage("null")}, `{"kind":"set","at":"audience.age_from","value":null}`},
		{Edit{Kind: EditChoose, At: "audience.languages", Add: []string{"th"}}, `{"kind":"choose","at":"audience.languages","add":["th"],"remove":[]}`},
		{Edit{Kind: EditInsertRow, At: "channels.list", Row: "r"}, `{"kind":"insert_row","at":"channels.list","row":"r","after":"","values":{}}`},
		{Edit{Kind: EditMoveRow, At: "channels.list/r", After: "q"}, `{"kind":"move_row","at":"channels.list/r","after":"q"}`},
		{Edit{Kind: EditRestoreRow, At: "channels.list/r"}, `{"kind":"restore_row","at":"channels.list/r","after":""}`},
		{Edit{Kind: EditDeleteRow, At: "channels.list/r", Hidden: true}, `{"kind":"delete_row","at":"channels.list/r","hidden":true}`},
	} {
		got, err := json.Marshal(c.edit)
		if err != nil || string(got) != c.want {
			t.Errorf("%+v is written\n%s (%v), want\n%s", c.edit, got, err, c.want)
		}
		var was, again Edit
		if err := json.Unmarshal(got, &was); err != nil {
			t.Fatal(err)
		}
		second, err := json.Marshal(was)
		if err != nil || json.Unmarshal(second, &again) != nil || !reflect.DeepEqual(was, again) {
			t.Errorf("%s read and written again is %s (%v)", got, second, err)
		}
	}
}

func TestSum_LeftOutAndEmptyAreOneContent(t *testing.T) {
	var short, long Batch
	for text, into := range map[string]*Batch{
		`{"base":1,"edits":[{"kind":"choose","at":"audience.languages","add":["th"]},{"kind":"insert_row","at":"channels.list","row":"r"}]}`:                                    &short,
		`{"base":1,"edits":[{"kind":"choose","at":"audience.languages","add":["th"],"remove":[]},{"kind":"insert_row","at":"channels.list","row":"r","after":"","values":{}}]}`: &long,
	} {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			t.Fatal(err)
		}
	}
	if short.Sum() != long.Sum() {
		t.Error("the same batch with empty members left out counts as another")
	}
}

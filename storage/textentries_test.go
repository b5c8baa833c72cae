package storage

import (
	"encoding/json"
	"reflect"
	"testing"

	"workbench/campaign"
)

// textEntries checks that a stretch read for some places has the seq of every entry and all that was done to
// the texts at those places.
func textEntries(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	w := addWorkshop(t, s, 2)
	draft := w.Groups[0].DraftID
	text := func(at, insert string) campaign.Edit {
		return campaign.Edit{Kind: campaign.EditText, At: at, Splices: []campaign.Splice{{From: 1, To: 2, Insert: insert}}}
	}
	log := [][]campaign.Edit{
		{text("message.core", "\"message.story\"")}, // names the other place in its words only
		{text("message.story", "ស្ត្រី <b>\n")},
		{{Kind: campaign.EditSet, At: "audience.age_from", Value: json.RawMessage(`18`)}},
		{{Kind: campaign.EditInsertRow, At: "channels.list", Row: "r1", Values: map[string]json.RawMessage{}}, text("channels.list/r1/why", "x")},
		{text("message.story", "a"), text("message.core", "b"), text("message.story", "c")},
		{text("message.story_of_another", "d")},
		{{Kind: campaign.EditText, At: "message.story"}},
	}
	for i, edits := range log {
		a := titled(int64(i+1), "page", int64(i+1), "x")
		a.Entry.Edits = edits
		must(t, s.Append(ctx, draft, a))
	}
	must(t, s.Append(ctx, w.Groups[1].DraftID, titled(1, "page", 1, "x")))
	at := func(entries []campaign.Entry, places ...string) [][]campaign.Edit {
		var all [][]campaign.Edit
		for _, e := range entries {
			var edits []campaign.Edit
			for _, one := range e.Edits {
				for _, p := range places {
					if one.Kind == campaign.EditText && one.At == p && len(one.Splices) > 0 {
						edits = append(edits, one)
					}
				}
			}
			all = append(all, edits)
		}
		return all
	}
	for _, places := range [][]string{{"message.story"}, {"message.core", "channels.list/r1/why"}, {"context.place"}, {"a\"b"}, nil} {
		for _, c := range []struct{ after, until int64 }{{0, 7}, {2, 5}, {6, 7}, {0, 100}} {
			whole, err := s.Entries(ctx, draft, c.after, int(min(c.until, 7)-c.after))
			must(t, err)
			got, err := s.TextEntries(ctx, draft, c.after, c.until, places)
			must(t, err)
			if len(got) != len(whole) {
				t.Fatalf("%v %+v: %d entries, want %d", places, c, len(got), len(whole))
			}
			for i := range got {
				if got[i].Seq != whole[i].Seq {
					t.Errorf("%v %+v: entry %d where %d stands", places, c, got[i].Seq, whole[i].Seq)
				}
			}
			if !reflect.DeepEqual(at(got, places...), at(whole, places...)) {
				t.Errorf("%v %+v: %+v", places, c, got)
			}
		}
	}
	for _, c := range []struct{ after, until int64 }{{7, 9}, {5, 5}, {5, 2}} {
		if got, err := s.TextEntries(ctx, draft, c.after, c.until, []string{"message.story"}); err != nil || len(got) != 0 {
			t.Errorf("%+v: %+v, %v", c, got, err)
		}
	}
	if got, err := s.TextEntries(ctx, "nothing", 0, 9, []string{"message.story"}); err != nil || len(got) != 0 {
		t.Errorf("of no draft: %+v, %v", got, err)
	}
}

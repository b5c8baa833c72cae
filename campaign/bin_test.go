package campaign

import "testing"

func TestDeleteRow_RemembersWhichEntryPutTheRowIntoTheBin(t *testing.T) {
	l, s := Standard(), State{Canvas: DefaultCanvas, Language: "en"}
	at := func(seq int64, kind EditKind, after string) {
		t.Helper()
		e := Edit{Kind: kind, At: "channels.list/r", After: after}
		if kind == EditInsertRow {
			e.At, e.Row = "channels.list", "r"
		}
		got, err := l.Accept(s, Batch{Client: "c", Batch: seq, Base: seq - 1, Edits: []Edit{e}}, nil, seq)
		if err != nil {
			t.Fatal(err)
		}
		replayed, _, err := l.Apply(s, got.Edits, seq)
		if err != nil || replayed.Fields["channels.list"].Rows[0].Binned != got.State.Fields["channels.list"].Rows[0].Binned {
			t.Errorf("entry %d is replayed to another state, %v", seq, err)
		}
		data, err := l.EncodeFieldState("channels.list", got.State.Fields["channels.list"])
		if err != nil {
			t.Fatal(err)
		}
		kept, err := l.DecodeFieldState("channels.list", data)
		if err != nil {
			t.Fatal(err)
		}
		s = State{Canvas: s.Canvas, Language: s.Language, Fields: map[string]FieldState{"channels.list": kept}}
	}
	for i, step := range []struct {
		kind  EditKind
		after string
		want  int64
	}{{EditInsertRow, "", 0}, {EditDeleteRow, "", 2}, {EditDeleteRow, "", 2}, {EditMoveRow, "", 2}, {EditRestoreRow, "r", 0}, {EditDeleteRow, "", 6}, {EditRestoreRow, "", 0}} {
		at(int64(i+1), step.kind, step.after)
		if got := s.Fields["channels.list"].Rows[0].Binned; got != step.want {
			t.Errorf("after entry %d, %s, the row was binned by %d, should be %d", i+1, step.kind, got, step.want)
		}
	}
}

package campaign

import (
	"fmt"
	"strings"
	"testing"
)

// benchState is a draft as a group leaves it, with one text of a number of graphemes.
func benchState(text string) State {
	s := State{Canvas: DefaultCanvas, Language: "en", Fields: map[string]FieldState{}}
	for _, f := range Standard().Fields() {
		switch f.Kind {
		case Line, Text:
			s.Fields[f.ID] = FieldState{Value: Value{Text: "A sentence of the usual length, as groups write them."}}
		case Rows:
			var fs FieldState
			for i := range 5 {
				r := RowState{ID: fmt.Sprintf("r%d", i), Cells: map[string]Value{}}
				for _, c := range f.Columns {
					if c.Kind == Line {
						r.Cells[c.ID] = Value{Text: "a line of words"}
					}
				}
				fs.Rows = append(fs.Rows, r)
			}
			s.Fields[f.ID] = fs
		}
	}
	s.Fields["message.story"] = FieldState{Value: Value{Text: text}}
	return s
}

var benchTexts = map[string]string{
	"200":        strings.Repeat("word ", 40),
	"12000":      strings.Repeat("word ", 2400),
	"12000_thai": strings.Repeat("ที่", 4000) + strings.Repeat("กขคง", 2000),
}

func typing(at int) []Edit {
	return []Edit{{Kind: EditText, At: "message.story", Splices: []Splice{{at, at, "x"}}}}
}

// since returns n entries that each typed one character into the text.
func since(n int) []Entry {
	list := make([]Entry, n)
	for i := range list {
		list[i] = Entry{Seq: int64(i) + 1, Edits: typing(i)}
	}
	return list
}

func benchAccept(b *testing.B, text string, over int) {
	l, s := Standard(), benchState(strings.Repeat("x", over)+text)
	entries := since(over)
	batch := Batch{Client: "c", Edits: typing(UTF16Len(text) / 2)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := l.Accept(s, batch, entries, int64(over)+1); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkApply_Text200(b *testing.B)       { benchAccept(b, benchTexts["200"], 0) }
func BenchmarkApply_Text12000(b *testing.B)     { benchAccept(b, benchTexts["12000"], 0) }
func BenchmarkApply_Text12000Thai(b *testing.B) { benchAccept(b, benchTexts["12000_thai"], 0) }

func BenchmarkApply_Rows(b *testing.B) {
	l, s := Standard(), benchState("")
	batch := Batch{Client: "c", Edits: []Edit{{Kind: EditInsertRow, At: "channels.list", Row: "N", After: "r2"}, {Kind: EditMoveRow, At: "channels.list/r1", After: "N"}}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := l.Accept(s, batch, nil, 1); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRebase_Over1Text200(b *testing.B)     { benchAccept(b, benchTexts["200"], 1) }
func BenchmarkRebase_Over100Text200(b *testing.B)   { benchAccept(b, benchTexts["200"], 100) }
func BenchmarkRebase_Over1Text12000(b *testing.B)   { benchAccept(b, benchTexts["12000"], 1) }
func BenchmarkRebase_Over100Text12000(b *testing.B) { benchAccept(b, benchTexts["12000"], 100) }
func BenchmarkRebase_Over100Text12000Thai(b *testing.B) {
	benchAccept(b, benchTexts["12000_thai"], 100)
}

func BenchmarkDiffText_Text12000(b *testing.B) {
	old := benchTexts["12000"]
	new := old[:3000] + "something else" + old[3010:9000] + old[9100:]
	b.ReportAllocs()
	for b.Loop() {
		DiffText(old, new)
	}
}

func BenchmarkParseDraft(b *testing.B) {
	l := Standard()
	data, err := l.EncodeDraft(benchState(benchTexts["12000"]).Draft("g"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := l.ParseDraft(data); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStateAt folds a log of 100,000 entries over a full draft, as the page of an old moment does.
func BenchmarkStateAt(b *testing.B) {
	l := Standard()
	from := State{Canvas: DefaultCanvas, Language: "en", Fields: map[string]FieldState{}}
	for _, f := range l.Fields() {
		if f.Kind == Text {
			from.Fields[f.ID] = FieldState{Value: Value{Text: strings.Repeat("What riders say of the road. ", 20)}}
		}
	}
	read := func(after int64, limit int) ([]Entry, error) {
		entries := make([]Entry, limit)
		for i := range entries {
			entries[i] = Entry{Seq: after + int64(i) + 1, Edits: []Edit{{Kind: EditText, At: "audience.insight", Splices: []Splice{{From: 9, To: 10, Insert: "x"}}}}}
		}
		return entries, nil
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := l.StateAt(from, 0, 100_000, read); err != nil {
			b.Fatal(err)
		}
	}
}

package campaign

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzAccept holds Accept to its promises for any batch: a refusal leaves no trace and is a sentence, and what
// is accepted replays to the same state, which can be stored and read back as a file.
func FuzzAccept(f *testing.F) {
	for _, edits := range []string{
		`{"kind":"text","at":"message.core","splices":[{"from":1,"to":3,"insert":"é"}]}`,
		`{"kind":"text","at":"channels.list/B/why","splices":[{"from":0,"to":0,"insert":"x"},{"from":2,"to":4,"insert":""}]}`,
		`{"kind":"set","at":"audience.age_from","value":1e2},{"kind":"set","at":"channels.list/A/from","value":"2027-02-01"}`,
		`{"kind":"choose","at":"audience.languages","add":["th"],"remove":["en"]}`,
		`{"kind":"insert_row","at":"channels.list","row":"N","after":"B","values":{"why":"x","cost":2}},{"kind":"move_row","at":"channels.list/N","after":"C"}`,
		`{"kind":"delete_row","at":"channels.list/A"},{"kind":"restore_row","at":"channels.list/B","after":"A"}`,
	} {
		f.Add(int64(0), []byte(`{"client":"c","batch":1,"base":0,"edits":[`+edits+`]}`))
		f.Add(int64(1), []byte(`{"client":"c","batch":1,"base":0,"edits":[`+edits+`]}`))
	}
	l := Standard()
	first, err := one(draftState(),
		Edit{Kind: EditText, At: "message.core", Splices: []Splice{{0, 0, "😀"}, {1, 3, "x"}}},
		Edit{Kind: EditInsertRow, At: "channels.list", Row: "M", After: "A"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, late int64, data []byte) {
		b, err := ParseBatch(data)
		if err != nil {
			mustRefuse(t, err)
			return
		}
		b.Sum()
		s, since, seq := draftState(), []Entry(nil), int64(1)
		if late != 0 && b.Base == 0 {
			s, since, seq = first.State, []Entry{{Seq: 1, Edits: first.Edits}}, 2
		}
		before := fingerprint(l, s)
		got, err := l.Accept(s, b, since, seq)
		if fingerprint(l, s) != before {
			t.Fatal("the state was changed")
		}
		if err != nil {
			mustRefuse(t, err)
			return
		}
		logged, err := json.Marshal(got.Edits)
		if err != nil {
			t.Fatal(err)
		}
		var edits []Edit
		if err := json.Unmarshal(logged, &edits); err != nil {
			t.Fatal(err)
		}
		replayed, changed, err := l.Apply(s, edits, seq)
		if err != nil || !slices.Equal(changed, got.Changed) || fingerprint(l, replayed) != fingerprint(l, got.State) {
			t.Fatalf("%s replays to another state: %v", logged, err)
		}
		file, err := l.EncodeDraft(got.State.Draft(""))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := l.ParseDraft(file); err != nil || !back.Equal(got.State.Draft("")) {
			t.Fatalf("%s cannot be read back: %v", file, err)
		}
	})
}

// mustRefuse holds an error to being a refusal with a sentence.
func mustRefuse(t *testing.T, err error) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Error() == "" || strings.Contains(e.Error(), "%!") || !utf8.ValidString(e.Field) {
		t.Fatalf("no refusal for people: %v", err)
	}
}

func FuzzParseDraft(f *testing.F) {
	f.Add([]byte(file(`"campaign.title":"x","audience.size":1.50,"audience.languages":["en"],"channels.list":[{"id":"a","cost":1e2,"from":"2027-02-01"}]`)))
	f.Add([]byte(`{"format":"campaign-draft/1","canvas":"oasis","seq":1,"log":"x","fields":{"goal.do":"\ud83d\ude00\r\n"}}`))
	f.Add([]byte("\xef\xbb\xbf{}"))
	l := Standard()
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := l.ParseDraft(data)
		if err != nil {
			mustRefuse(t, err)
			return
		}
		out, err := l.EncodeDraft(d)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := l.ParseDraft(out); err != nil || !back.Equal(d) {
			t.Fatalf("%s\nis written as\n%s\nwhich reads as %+v, %v", data, out, back, err)
		}
	})
}

// FuzzSplices holds the algebra to its laws: two lists of splices come to the same text in either order, two
// in a row do what their composition does, and no list, however disordered, does harm.
func FuzzSplices(f *testing.F) {
	f.Add("a😀bcd", 1, 3, "x", 4, 4, "y", 0, 5, "", 2, 2, "z")
	f.Add("", 0, 0, "é", 0, 0, "", 0, 0, "x", 0, 0, "y")
	f.Add("abcdef", 5, 1, "x", -3, 99, "y", 2, 2, "", 2, 4, "q")
	f.Fuzz(func(t *testing.T, text string, a1, a2 int, aText string, a3, a4 int, aMore string, b1, b2 int, bText string, b3, b4 int, bMore string) {
		a := []Splice{{a1, a2, aText}, {a3, a4, aMore}}
		b := []Splice{{b1, b2, bText}, {b3, b4, bMore}}
		length := UTF16Len(text)
		bOverA, aOverB := MapSplices(b, a, length, false), MapSplices(a, b, length, true)
		composed := ComposeSplices(a, bOverA, length)
		MapPosition(b1, a1, a)
		for _, s := range []string{text, aText, aMore, bText, bMore} {
			if !utf8.ValidString(s) {
				return
			}
		}
		afterA, err := ApplySplices(text, a)
		if err != nil {
			mustRefuse(t, err)
			return
		}
		if stepwise, err := ApplySplices(afterA, bOverA); err == nil {
			if atOnce, err := ApplySplices(text, composed); err != nil || stepwise != atOnce {
				t.Fatalf("%q and %q are not one by %+v: %v", stepwise, atOnce, composed, err)
			}
		}
		afterB, err := ApplySplices(text, b)
		if err != nil {
			return
		}
		one, err1 := ApplySplices(afterA, bOverA)
		two, err2 := ApplySplices(afterB, aOverB)
		if err1 != nil || err2 != nil || one != two {
			t.Fatalf("%+v and %+v: %q, %v and %q, %v", a, b, one, err1, two, err2)
		}
	})
}

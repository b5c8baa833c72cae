package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"
)

// opened opens one file and returns what is wrong with it, a line each.
func opened(t *testing.T, text string, read func(Sheet, *yaml.Node)) []string {
	t.Helper()
	bad := new(Mistakes)
	s, n := Open(fstest.MapFS{"a.yaml": {Data: []byte(text)}}, "a.yaml", bad)
	if n != nil && read != nil {
		read(s, n)
	}
	err := bad.Err()
	if err == nil {
		if n == nil {
			t.Fatalf("%q gave neither a value nor a mistake", text)
		}
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

func TestOpen_RefusesWhatIsNoOnePlainDocument(t *testing.T) {
	const syntax = "this is not YAML that can be read; check the indentation, the colons and the quotes on this line and the one before it"
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "a.yaml:1: the file is empty"},
		{"only a comment", "# soon\n", "a.yaml:1: the file is empty"},
		{"not UTF-8", "a: b\nc: \xe4\n", "a.yaml:2: this line is not written in UTF-8; save the file as UTF-8"},
		{"UTF-16", "\xff\xfea\x00:\x00 \x00b\x00", "a.yaml:1: this line is not written in UTF-8; save the file as UTF-8"},
		{"second document", "a: b\n---\nc: d\n", "a.yaml:2: the file holds a second document; take out the line with --- and keep one"},
		{"second document that cannot be read", "a: b\n---\nc: [\n", "a.yaml:3: " + syntax},
		{"open bracket", "a: [b\n", "a.yaml:1: " + syntax},
		{"open quote", "a: b\nc: \"d\n", "a.yaml:2: " + syntax},
		{"a tab", "a:\n\t- b\n", "a.yaml:2: " + syntax},
		{"unknown alias", "a: b\nc: *d\n", "a.yaml:2: " + syntax},
		{"too large", "a: " + strings.Repeat("b", maxFile), "a.yaml:1: the file is larger than 1 MiB; split it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := opened(t, c.text, nil); !slices.Equal(got, []string{c.want}) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestOpen_NamesTheFileThatIsNotThereOrIsAFolder(t *testing.T) {
	bad := new(Mistakes)
	files := fstest.MapFS{"folder/a.yaml": {}}
	Open(files, "none.yaml", bad)
	s, n := Open(files, "folder", bad)
	want := "none.yaml:1: there is no such file; add it\nfolder:1: the file cannot be read; check that it is a file and may be read"
	if err := bad.Err(); err == nil || err.Error() != want || n != nil || s.Name() != "folder" {
		t.Errorf("got %v and %v of %s, want %s", err, n, s.Name(), want)
	}
}

func TestSheet_EveryMistakeHasItsLineAndAWayOut(t *testing.T) {
	text := func(s Sheet, n *yaml.Node) { s.Text(n, "the name") }
	word := func(s Sheet, n *yaml.Node) { s.Word(n, "the word") }
	list := func(s Sheet, n *yaml.Node) { s.List(n, "the list") }
	keys := func(s Sheet, n *yaml.Node) { s.Keys(n, "the file", "name", "age") }
	object := func(s Sheet, n *yaml.Node) { s.Object(n, "the file", "name!", "age") }
	whole := func(s Sheet, n *yaml.Node) { s.Whole(n, "the time", "minutes", 1, 60) }
	truth := func(s Sheet, n *yaml.Node) { s.Truth(n, "copy") }
	oneOf := func(s Sheet, n *yaml.Node) { s.OneOf(n, "the size", "small", "large") }
	plain := func(s Sheet, n *yaml.Node) { s.Plain(n, "the draft") }
	for _, c := range []struct {
		name, text string
		read       func(Sheet, *yaml.Node)
		want       string // "" for no mistake
	}{
		{"a text", "\n\nriver", text, ""},
		{"a quoted no", `"no"`, text, ""},
		{"a block that reads as a number", "|\n  12\n", text, ""},
		{"no", "no", text, `1: the name is written no, which YAML does not read as text; put it in quotes: "no"`},
		{"On", "On", text, `1: the name is written On, which YAML does not read as text; put it in quotes: "On"`},
		{"a number", "12", text, `1: the name is written 12, which YAML does not read as text; put it in quotes: "12"`},
		{"a date", "2026-11-23", text, `1: the name is written 2026-11-23, which YAML does not read as text; put it in quotes: "2026-11-23"`},
		{"blank", "\n' '", text, "2: the name is empty; write it"},
		{"a list for a text", "[a]", text, "1: the name must be one text"},
		{"an anchor", "&a river", text, "1: the name uses a YAML anchor or alias; write the value out"},
		{"a word no", "no", word, ""},
		{"a word 2026-11-23", "2026-11-23", word, ""},
		{"no word", "''", word, "1: the word is empty; write it"},
		{"an anchored word", "&a no", word, "1: the word uses a YAML anchor or alias; write the value out"},
		{"a list", "[a, b]", list, ""},
		{"a text for a list", "a", list, "1: the list must be a list, written as [one, two] or with a dash before each"},
		{"a text twice", "- a\n- b\n- a\n", list, `3: "a" is twice in the list; keep one`},
		{"an alias in a list", "- a\n- &b c\n", list, "2: a member of the list uses a YAML anchor or alias; write the value out"},
		{"an anchored list", "&a [b]", list, "1: the list uses a YAML anchor or alias; write the value out"},
		{"keys", "name: a\nage: b\n", keys, ""},
		{"a key left out", "age: b\n", keys, ""},
		{"an unknown key", "age: b\nnam: a\n", keys, `2: in the file there is no key "nam" (perhaps name is meant); the keys are name, age`},
		{"a key twice", "age: a\nage: b\n", keys, `2: in the file the key "age" is there twice, first on line 1; keep one`},
		{"a merge", "<<: {age: b}\n", keys, `1: a key of the file is written <<, which YAML does not read as text; put it in quotes: "<<"`},
		{"a list for keys", "[a]", keys, "1: the file must be keys with values, written as key: value"},
		{"a key that must be there", "name: a\n", object, ""},
		{"a key that is missing", "age: b\n", object, "1: the file has no name; add it"},
		{"an unknown key of an object", "name: a\nagee: b\n", object, `2: the file has no key "agee" (perhaps age is meant); the keys are name, age`},
		{"a number of minutes", "60", whole, ""},
		{"too much", "61", whole, "1: the time must be a whole number of minutes from 1 to 60"},
		{"too little", "0", whole, "1: the time must be a whole number of minutes from 1 to 60"},
		{"half a minute", "1.5", whole, "1: the time must be a whole number of minutes from 1 to 60"},
		{"a truth", "true", truth, ""},
		{"no truth", "yes", truth, "1: copy must be true or false"},
		{"one of two", "large", oneOf, ""},
		{"none of two", "huge", oneOf, `1: the size is "huge"; it must be one of small, large`},
		{"an alias deep inside", "a: &x [b]\nc:\n  d: *x\n", plain, "1: the draft uses a YAML anchor or alias; write the value out"},
		{"nothing but values", "a: [b]\nc: {d: 1}\n", plain, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(opened(t, c.text, c.read), "\n")
			want := c.want
			if want != "" {
				want = "a.yaml:" + want
			}
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestSheet_GivesTheValuesAndNothingForMistakes(t *testing.T) {
	const file = "name: ' Mei '\nno: 1\nlist: [a, a, b]\nage: 7\nold: 700\ncopy: true\nsize: small\nword: no\n"
	bad := new(Mistakes)
	s, root := Open(fstest.MapFS{"a.yaml": {Data: []byte(file)}}, "a.yaml", bad)
	o := s.Keys(root, "the file", "name", "list", "age", "old", "copy", "size", "word", "none")
	age, ageOK := s.Whole(o["age"], "age", "", 1, 120)
	old, oldOK := s.Whole(o["old"], "old", "years", 1, 120)
	none, noneOK := s.Whole(o["none"], "none", "", 3, 9)
	got := fmt.Sprintf("%q %q %v %v %d %v %d %v %d %v %v %q %q %q", s.Text(o["name"], "name"), s.Text(o["none"], "none"), s.List(o["list"], "list"),
		s.List(o["none"], "none"), age, ageOK, old, oldOK, none, noneOK, s.Truth(o["copy"], "copy"), s.OneOf(o["size"], "size", "small"), s.OneOf(o["none"], "none", "small"), s.Word(o["word"], "word"))
	if want := `"Mei" "" [a b] [] 7 true 1 false 3 false true "small" "" "no"`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	lines := strings.Split(bad.Err().Error(), "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[0], "a.yaml:2: ") || !strings.HasPrefix(lines[1], "a.yaml:3: ") || !strings.HasPrefix(lines[2], "a.yaml:5: ") {
		t.Errorf("the mistakes are %q, want lines 2, 3 and 5", lines)
	}
}

func TestMistakes_StandInTheOrderOfFilesAndLines(t *testing.T) {
	bad := new(Mistakes)
	if bad.Err() != nil {
		t.Errorf("no mistakes give %v", bad.Err())
	}
	files := fstest.MapFS{"z.yaml": {Data: []byte("a: b")}, "a.yaml": {Data: []byte("a: b")}}
	for _, name := range []string{"z.yaml", "a.yaml"} {
		Open(files, name, bad)
	}
	bad.Add("m.yaml", 3, "%d apples", 3)
	bad.Add("a.yaml", 9, "late")
	bad.Add("a.yaml", 2, "first of two")
	bad.Add("z.yaml", -1, "no line")
	bad.Add("a.yaml", 2, "second of two")
	err := bad.Err()
	want := "z.yaml:1: no line\na.yaml:2: first of two\na.yaml:2: second of two\na.yaml:9: late\nm.yaml:3: 3 apples"
	if err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	var one Mistake
	if !errors.As(err, &one) || one != (Mistake{File: "z.yaml", Line: 1, Text: "no line"}) {
		t.Errorf("the first mistake is %+v", one)
	}
	if joined, ok := err.(interface{ Unwrap() []error }); !ok || len(joined.Unwrap()) != 5 {
		t.Error("the error is not joined from five")
	}
}

func TestText_WhatSurelyIsOneIsOneToTheYAMLReader(t *testing.T) {
	sure := 0
	for _, c := range []string{"a", "Yes", "ye", "tru", "n", "Inf", "NaN", "nul", "of", "0x", "1", "2026-11-", "1.5e", "~", ".in", "é", "ไ"} {
		for _, more := range []string{"", "s", "e", "l", "ll", "f", "1", "23", "true", "null", "0000000", "yesyes", " and more", "inity", "Inf", "ไทย"} {
			n := &yaml.Node{Kind: yaml.ScalarNode, Value: c + more}
			if !surelyText(n) {
				continue
			}
			sure++
			if n.ShortTag() != "!!str" || isSpoken(n.Value) {
				t.Errorf("%q is %s", n.Value, n.ShortTag())
			}
		}
	}
	if sure < 50 {
		t.Errorf("only %d were held against it", sure)
	}
	if surelyText(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!binary", Value: "aGVsbG8gd29ybGQ"}) {
		t.Error("what has a tag is what it says")
	}
}

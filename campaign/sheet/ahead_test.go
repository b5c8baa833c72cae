package sheet

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"
)

func TestAhead_GivesWhatOpenGivesInTheOrderOfAsking(t *testing.T) {
	files := fstest.MapFS{"none.txt": {Data: []byte("a")}}
	for i := range 40 {
		files[fmt.Sprintf("folder/%02d.yaml", i)] = &fstest.MapFile{Data: []byte([]string{"a: b", "a: [", "", "c: d\n---\ne: f"}[i%4])}
	}
	one, ahead := new(Mistakes), new(Mistakes)
	a := ReadAhead(files, "folder/07.yaml", "folder", "nowhere")
	defer a.Close()
	for i := 44; i >= 0; i-- { // backwards, and some that are not there
		name := fmt.Sprintf("folder/%02d.yaml", i)
		_, want := Open(files, name, one)
		s, got := a.Open(name, ahead)
		if s.Name() != name || (got == nil) != (want == nil) || got != nil && got.Content[1].Value != want.Content[1].Value {
			t.Errorf("%s gives %v, want %v", name, got, want)
		}
		if got != nil {
			s.Fail(got, "seen")
			Sheet{name: name, bad: one}.Fail(want, "seen")
		}
	}
	if got, want := ahead.Err().Error(), one.Err().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAhead_ClosesWithoutReadingAll(t *testing.T) {
	ReadAhead(fstest.MapFS{"a.yaml": {Data: []byte("a: b")}}, ".").Close()
}

func TestAhead_ReadsIntoThePlaceOfAFileThatIsDoneAndLeavesItsTexts(t *testing.T) {
	files := fstest.MapFS{}
	for i := range 20 {
		files[fmt.Sprintf("%02d.yaml", i)] = &fstest.MapFile{Data: []byte(fmt.Sprintf("a: [text %d, %s]\n", i, strings.Repeat("x, ", i*40)))}
	}
	for _, roots := range [][]string{{"."}, nil} {
		bad := new(Mistakes)
		a := ReadAhead(files, roots...)
		var texts []string
		for i := range 20 {
			s, n := a.Open(fmt.Sprintf("%02d.yaml", i), bad)
			items := s.Items(s.Object(n, "the file", "a!")["a"], "a")
			if len(items) != 1+i*40 || n.Line != 1 || n.Kind != yaml.MappingNode || items[0].Content != nil {
				t.Fatalf("file %d has %d items", i, len(items))
			}
			texts = append(texts, s.Text(items[0], "a text"))
			s.Done()
		}
		a.Close()
		if rooms := len(a.rooms); roots == nil && rooms != 1 || rooms > 20 {
			t.Errorf("%d rooms for files that were read one after the other", rooms)
		}
		for i, text := range texts {
			if text != fmt.Sprint("text ", i) {
				t.Errorf("text %d has become %q", i, text)
			}
		}
		if err := bad.Err(); err != nil {
			t.Error(err)
		}
	}
}

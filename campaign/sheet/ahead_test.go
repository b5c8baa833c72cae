package sheet

import (
	"fmt"
	"testing"
	"testing/fstest"
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

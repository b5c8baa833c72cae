package principles

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"workbench/campaign"
)

// entry is one entry of a zip as a test writes it.
type entry struct {
	name, data string
	mode       fs.FileMode
}

func zipOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		to, err := w.CreateHeader(h)
		if err == nil && e.data != "" {
			_, err = to.Write([]byte(e.data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func numbered(n int, form string) []entry {
	var out []entry
	for i := range n {
		out = append(out, entry{name: fmt.Sprintf(form, i)})
	}
	return out
}

// lying returns a zip whose headers say that its one file unpacks to n bytes.
func lying(t *testing.T, n uint32) []byte {
	data := zipOf(t, entry{name: "pack.yaml", data: strings.Repeat("a", 1000)})
	at := bytes.Index(data, []byte("PK\x01\x02"))
	for i := range 4 {
		data[at+24+i] = byte(n >> (8 * i))
	}
	return data
}

func TestOpenZip_RefusesWhatIsNoPackWithASentence(t *testing.T) {
	big := strings.Repeat("0", 1<<20)
	var bomb []entry
	for i := range 21 {
		bomb = append(bomb, entry{name: fmt.Sprint(i), data: big})
	}
	noise := bytes.Repeat([]byte("PK\x05\x06"), MaxZip/4+1)
	cut := zipOf(t, entry{name: "pack.yaml", data: "id: x"})
	broken := bytes.Replace(zipOf(t, entry{name: "pack.yaml", data: big}), []byte("PK\x03\x04"), []byte("PK\x03\x03"), 1)
	for _, tt := range []struct {
		name string
		data []byte
		code campaign.Code
		says string
	}{
		{"nothing", nil, campaign.Invalid, "no zip"},
		{"a text", []byte("id: pve-sea"), campaign.Invalid, "no zip"},
		{"cut short", cut[:len(cut)-8], campaign.Invalid, "no zip"},
		{"a broken entry", broken, campaign.Invalid, "“pack.yaml”"},
		{"an empty zip", zipOf(t), campaign.Invalid, "empty"},
		{"a folder alone", zipOf(t, entry{name: "pack/"}), campaign.Invalid, "empty"},
		{"a zip that is too large", noise, campaign.TooLarge, "5 MiB"},
		{"a bomb", zipOf(t, bomb...), campaign.TooLarge, "20 MiB"},
		{"a file that is larger than it says", lying(t, 10), campaign.Invalid, "damaged"},
		{"a file that says it is huge", lying(t, 0xfffffff0), campaign.Invalid, "damaged"},
		{"one entry too many", zipOf(t, numbered(MaxEntries+1, "words/en/a%d.yaml")...), campaign.TooLarge, "500 entries"},
		{"one folder too many", zipOf(t, append(numbered(MaxEntries+1, "a%d/"), entry{name: "pack.yaml"})...), campaign.TooLarge, "500 entries"},
		{"a way out", zipOf(t, entry{name: "../pack.yaml"}), campaign.Invalid, "“../pack.yaml”"},
		{"a way out inside", zipOf(t, entry{name: "a/../../pack.yaml"}), campaign.Invalid, "leads out"},
		{"a way out among what is left out", zipOf(t, entry{name: "pack.yaml"}, entry{name: "__MACOSX/../../x"}), campaign.Invalid, "leads out"},
		{"an absolute name", zipOf(t, entry{name: "/etc/pack.yaml"}), campaign.Invalid, "top of a disk"},
		{"a drive", zipOf(t, entry{name: "C:/pack.yaml"}), campaign.Invalid, "top of a disk"},
		{"a backslash", zipOf(t, entry{name: `words\en\a.yaml`}), campaign.Invalid, "backslash"},
		{"an empty part", zipOf(t, entry{name: "words//a.yaml"}), campaign.Invalid, "no name of a file"},
		{"a control character", zipOf(t, entry{name: "a\x00b"}), campaign.Invalid, "cannot be shown"},
		{"a name that is not UTF-8", zipOf(t, entry{name: "a\xffb"}), campaign.Invalid, "cannot be shown"},
		{"a link", zipOf(t, entry{name: "pack.yaml", data: "/etc/passwd", mode: fs.ModeSymlink | 0o777}), campaign.Invalid, "link"},
		{"a device", zipOf(t, entry{name: "pack.yaml", mode: fs.ModeDevice | 0o644}), campaign.Invalid, "no plain file"},
		{"a link to a folder", zipOf(t, entry{name: "words/", mode: fs.ModeSymlink | 0o777}), campaign.Invalid, "link"},
		{"one name twice", zipOf(t, entry{name: "pack.yaml", data: "a"}, entry{name: "pack.yaml", data: "b"}), campaign.Invalid, "twice"},
		{"a file that is a folder too", zipOf(t, entry{name: "words", data: "a"}, entry{name: "words/en/a.yaml", data: "b"}), campaign.Invalid, "a file and a folder"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := OpenZip(tt.data)
			if campaign.CodeOf(err) != tt.code || !strings.Contains(err.Error(), tt.says) {
				t.Fatalf("%v, want %s with %q", err, tt.code, tt.says)
			}
			var e *campaign.Error
			if errors.As(err, &e); e.Field != "pack" {
				t.Errorf("names the field %q", e.Field)
			}
		})
	}
}

func TestOpenZip_OpensWhatFileManagersMake(t *testing.T) {
	many := append(numbered(MaxEntries-1, "mine/words/en/a%d.yaml"), entry{name: "mine/"}, entry{name: "mine/words/"}, entry{name: "mine/pack.yaml", data: "id: x"},
		entry{name: "__MACOSX/mine/._pack.yaml", data: "noise"}, entry{name: "mine/.DS_Store", data: "noise"}, entry{name: "Thumbs.db"})
	files, err := OpenZip(zipOf(t, many...))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	if err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			names = append(names, name)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if data, err := fs.ReadFile(files, "pack.yaml"); string(data) != "id: x" || err != nil || len(names) != MaxEntries {
		t.Errorf("%d files; pack.yaml is %q, %v", len(names), data, err)
	}
	// Without one folder at the top nothing is taken off.
	files, err = OpenZip(zipOf(t, entry{name: "pack.yaml", data: "a"}, entry{name: "words/en/x.yaml", data: "b"}))
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(files, "pack.yaml", "words/en/x.yaml"); err != nil {
		t.Error(err)
	}
}

func TestZip_IsTheSameForTheSameFilesAndOpensAsThem(t *testing.T) {
	packed, err := Zip(StandardFiles())
	if err != nil {
		t.Fatal(err)
	}
	files, err := OpenZip(packed)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(inMemory(t)); n*3 > MaxEntries*2 {
		t.Errorf("the pack that ships has %d files; one that is made from it needs room for its own", n)
	}
	again, err := Zip(files)
	if err != nil || !bytes.Equal(again, packed) {
		t.Errorf("packed again it is another zip, %v", err)
	}
	p, err := Load(files, campaign.Standard())
	if err != nil || p.Version != Standard().Version {
		t.Fatalf("%v", err)
	}
	want, err := Digest(StandardFiles())
	if got, err2 := Digest(files); err != nil || err2 != nil || got != want || len(got) != 64 {
		t.Errorf("digest %s, %v; want %s, %v", got, err2, want, err)
	}
	other := zipOf(t, entry{name: "a", data: "bc"})
	moved := zipOf(t, entry{name: "ab", data: "c"})
	if a, b := digestOf(t, other), digestOf(t, moved); a == b {
		t.Error("a letter that moves from a file into its name leaves the digest")
	}
}

func digestOf(t *testing.T, packed []byte) string {
	t.Helper()
	files, err := OpenZip(packed)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := Digest(files)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func TestZip_RefusesWhatCouldNotBeOpened(t *testing.T) {
	many := fstest.MapFS{}
	for i := range MaxEntries + 1 {
		many[fmt.Sprint(i)] = &fstest.MapFile{ModTime: time.Now()}
	}
	if _, err := Zip(many); campaign.CodeOf(err) != campaign.TooLarge {
		t.Errorf("one file too many: %v", err)
	}
	if _, err := Zip(fstest.MapFS{"a": {Mode: fs.ModeSymlink}}); campaign.CodeOf(err) != campaign.Invalid {
		t.Errorf("a link: %v", err)
	}
}

func FuzzOpenZip_NeverGivesMoreThanItsBounds(f *testing.F) {
	f.Add(zipOf(f, entry{name: "pack.yaml", data: "id: x"}, entry{name: "words/en/a.yaml", data: "b"}))
	f.Add(zipOf(f, entry{name: "a/../b"}, entry{name: "a", mode: fs.ModeSymlink}))
	f.Fuzz(func(t *testing.T, data []byte) {
		files, err := OpenZip(data)
		if err != nil {
			if campaign.CodeOf(err) == "" {
				t.Errorf("%v is no sentence", err)
			}
			return
		}
		n, total := 0, 0
		err = packed(files, func(name string, data []byte) error {
			n, total = n+1, total+len(data)
			if !fs.ValidPath(name) || strings.Contains(name, `\`) {
				t.Errorf("the name %q", name)
			}
			return nil
		})
		if err != nil || n == 0 || n > MaxEntries || total > MaxUnpacked {
			t.Errorf("%d files of %d bytes, %v", n, total, err)
		}
	})
}

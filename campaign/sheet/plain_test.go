package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"
)

// full reads a file with the YAML reader: its one value, or nil.
func full(data []byte) *yaml.Node {
	d := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	if d.Decode(&doc) != nil || !errors.Is(d.Decode(&second), io.EOF) || len(doc.Content) == 0 {
		return nil
	}
	return doc.Content[0]
}

// tree writes all of a node that a sheet can see.
func tree(n *yaml.Node) string {
	var b strings.Builder
	var write func(n *yaml.Node, depth int)
	write = func(n *yaml.Node, depth int) {
		fmt.Fprintf(&b, "%*s%d:%d kind %d style %d %s %q %q\n", 2*depth, "", n.Line, n.Column, n.Kind, n.Style, n.ShortTag(), n.Anchor, n.Value)
		for _, c := range n.Content {
			write(c, depth+1)
		}
	}
	if n != nil {
		write(n, 0)
	}
	return b.String()
}

// agree says where plain reads a file in another way than the YAML reader; "" if it does not, or reads nothing.
func agree(data []byte) string {
	n, ok := readPlain(data, new(room))
	if !ok {
		return ""
	}
	got, want := tree(n), tree(full(data))
	if got == want {
		return ""
	}
	return fmt.Sprintf("%q\ngives\n%s\nand not\n%s", data, got, want)
}

func TestPlain_ReadsEveryFileOfThePackAndTheLibraryAsTheYAMLReaderDoes(t *testing.T) {
	for _, dir := range []string{"../data", "../../principles/packs"} {
		read, left := 0, 0
		root := os.DirFS(dir)
		err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".yaml") {
				return err
			}
			data, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			if diff := agree(data); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			read += len(data)
			if _, ok := readPlain(data, new(room)); !ok {
				t.Logf("%s is left to the YAML reader", name)
				left += len(data)
			}
			return nil
		})
		if err != nil || read == 0 || left*20 > read {
			t.Errorf("%s: %d bytes read and %d of them left to the YAML reader (%v)", dir, read, left, err)
		}
	}
}

// written is what people write.
var written = []string{
	"a: b", "a: b\n", "\n# c\na: b # c\n#c\n", "a:\n  b: c\n  d:\n    - e\n    - f: g\n      h: i\n    -\n      j: k\nl: m\n",
	"a:\n- b\n- c\nd: e\n", "- a\n- - b\n  - c\n- d\n", "- a b\n  c\n\n  d\n- e\n", "a: b\n  c\n\n\n  d # e\nf: g\n", "a:\n  b c\n  d\ne: f\n",
	"a: >-\n  b\n  c\n\n  d\n\ne: |\n  f\n    g\n\n  h\n", "a: >\n  b\nc: |-\n  d\n", "a: [b, c c, \"d\", 'e''f', [g], {h: i}, ]\n",
	"a: [b,\n  c\n  d, # e\n# f\n g]\nh: {}\n", "{a: b, \"c\":d, 'e': [f]}\n", "a: \"b \\\"c\\\" \\n \\u00e9 d\"\n\"e f\": g\n'h''i': j\n",
	"é: [ü, ก, 'x', y]\nว่า: ไป\n", "a: -5\nb: [-1, -c]\nd: ~\ne: no\nf: 2026-11-23\ng: 1.5\nh: 0x1F\n", "a: b#c:d\ne: http://f/g#h\n",
}

func TestPlain_ReadsWhatPeopleWrite(t *testing.T) {
	for _, text := range written {
		if _, ok := readPlain([]byte(text), new(room)); !ok {
			t.Errorf("%q is left to the YAML reader", text)
		} else if diff := agree([]byte(text)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestPlain_LeavesTheRestToTheYAMLReader(t *testing.T) {
	for _, text := range []string{
		"", "# a\n", "a", "a: b: c", "a: - b", "- a\nb: c", "a:\n", "-\n", "a: &b c", "a: *b", "a: !!str b", "a: \"b\nc\"", "a: [b\n", "a: [b}", "a: [b: c]", "a: [,]",
		"a: b\n c: d\n", "a: 'b' c", "a: \"\\x41\"", "a: |2\n  b\n", "a: |\n   b\n  c\n d\n", "a: >\n  b\n   c\n", "a\t: b", "a: b\r\n", "\ufeffa: b", "%YAML 1.2\n---\na: b",
		"---\na: b", "a: b\n...\n", "? a\n: b\n", "<<: a", "a: [b ? c]", "a : b", "a: @b", "a: `b", "a: b\u2028c", "a: b\u0085c", "a\n  b: c\n", strings.Repeat("[", 70) + strings.Repeat("]", 70),
	} {
		if n, ok := readPlain([]byte(text), new(room)); ok {
			t.Errorf("%q gives\n%s", text, tree(n))
		}
	}
}

// parts are what files are made of, and what can go wrong in them.
var parts = []string{
	"a", "b c", "é", "ไทย", "\n", "\n", "\n  ", "\n    ", "\n\n", " ", "  ", ": ", ":", ":\n", ":\n  ", "- ", "\n- ", "\n  - ", "-", "[", "]", ", ", ",", "{", "}", "\"", "'", "''", "\\\"", "\\n", "\\", "#", " # c",
	"|", ">", "|\n  ", ">-\n  ", "&", "*", "!", "?", "? ", "%", "@", "~", "no", "12", "1.5", "2026-11-23", "<<", "---", "...", "\t", "k: ", "\nk: ", "\n  k: ", "\"q\"", "'q'", "[x, y]", "{x: y}",
}

func TestPlain_NeverReadsAnythingInAnotherWay(t *testing.T) {
	read := 0
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(written).Draw(t, "text")
		for range rapid.IntRange(0, 5).Draw(t, "changes") {
			from := rapid.IntRange(0, len(text)).Draw(t, "from")
			to := min(len(text), from+rapid.IntRange(0, 3).Draw(t, "length"))
			text = text[:from] + strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 3).Draw(t, "parts"), "") + text[to:]
		}
		text = strings.ToValidUTF8(text, "?")
		if _, ok := readPlain([]byte(text), new(room)); ok {
			read++
		}
		if diff := agree([]byte(text)); diff != "" {
			t.Fatal(diff)
		}
	})
	if read == 0 {
		t.Error("plain has read nothing of all this")
	}
	t.Logf("plain read %d texts", read)
}

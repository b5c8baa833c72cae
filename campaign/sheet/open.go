package sheet

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// maxFile is the most that one file may hold, in bytes.
const maxFile = 1 << 20

// Sheet is one YAML file while it is read.
type Sheet struct {
	name  string
	bad   *Mistakes
	ahead *Ahead // nil if it was not opened by one
	room  *room
}

// Open reads a file and returns its one value, or nil and a mistake where it has none that can be read.
func Open(fsys fs.FS, name string, bad *Mistakes) (Sheet, *yaml.Node) {
	return open(fsys, name, bad, new(room))
}

// open is Open with the room for the nodes.
func open(fsys fs.FS, name string, bad *Mistakes, in *room) (Sheet, *yaml.Node) {
	s := Sheet{name: name, bad: bad}
	bad.place(name)
	data, err := in.file(fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		bad.Add(name, 1, "there is no such file; add it")
		return s, nil
	case err != nil:
		bad.Add(name, 1, "the file cannot be read; check that it is a file and may be read")
		return s, nil
	case len(data) > maxFile:
		bad.Add(name, 1, "the file is larger than 1 MiB; split it")
		return s, nil
	case !utf8.Valid(data):
		bad.Add(name, lineAt(data, firstBad(data)), "this line is not written in UTF-8; save the file as UTF-8")
		return s, nil
	}
	if n, ok := readPlain(data, in); ok {
		return s, n
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	err = decoder.Decode(&doc)
	if errors.Is(err, io.EOF) {
		bad.Add(name, 1, "the file is empty")
		return s, nil
	}
	if err == nil {
		err = decoder.Decode(&second)
	}
	switch {
	case err == nil:
		bad.Add(name, second.Line, "the file holds a second document; take out the line with --- and keep one")
		return s, nil
	case !errors.Is(err, io.EOF):
		bad.Add(name, syntaxLine(err, data), "this is not YAML that can be read; check the indentation, the colons and the quotes on this line and the one before it")
		return s, nil
	}
	if len(doc.Content) == 0 {
		bad.Add(name, 1, "the file is empty")
		return s, nil
	}
	return s, doc.Content[0]
}

// Name is the name of the file, as it was opened.
func (s Sheet) Name() string { return s.name }

// Done says that nothing of the file's nodes is needed any more, so that another file may be read into their place.
// Texts that were read from them stay as they are. It need
// not be called, and must not be called twice.
func (s Sheet) Done() {
	if s.ahead != nil {
		s.ahead.takeBack(s.room)
	}
}

// Fail notes a mistake at the line of a node.
func (s Sheet) Fail(n *yaml.Node, format string, args ...any) {
	s.bad.Add(s.name, n.Line, format, args...)
}

// firstBad is the place of the first byte that is not UTF-8.
func firstBad(data []byte) int {
	at := 0
	for at < len(data) {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return at
}

var (
	yamlLine   = regexp.MustCompile(`line (\d+)`)
	yamlAnchor = regexp.MustCompile(`unknown anchor '(.*)'`)
)

// syntaxLine finds the line in a message of the YAML reader, which has no other way to tell it. Its scanner
// counts lines from one and its parser from zero; only the parser's messages say what it expected.
func syntaxLine(err error, data []byte) int {
	line := 1
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		if strings.Contains(err.Error(), "did not find expected") {
			line++
		}
	} else if m := yamlAnchor.FindStringSubmatch(err.Error()); m != nil {
		line = lineAt(data, bytes.Index(data, []byte("*"+m[1])))
	}
	return max(1, min(line, lineAt(data, len(bytes.TrimRight(data, "\n")))))
}

// lineAt is the line that holds a byte, counted from one.
func lineAt(data []byte, at int) int { return bytes.Count(data[:max(0, at)], []byte("\n")) + 1 }

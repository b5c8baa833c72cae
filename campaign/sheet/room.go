package sheet

import (
	"bytes"
	"io"
	"io/fs"

	"go.yaml.in/yaml/v3"
)

// room is where a file is read into and where its nodes stand. It is used again for another file when those of the first are not needed
// any more: the nodes of a pack are many times its text, and memory that is used for the first time costs more than
// what is written there.
type room struct {
	parts    [][]yaml.Node
	at, used int // the part that is being filled, and how much of it is
	data     bytes.Buffer
}

// node returns an empty node; more is how many there should be room for where there is none left.
func (r *room) node(more int) *yaml.Node {
	if r.at < len(r.parts) && r.used == len(r.parts[r.at]) {
		r.at, r.used = r.at+1, 0
	}
	if r.at == len(r.parts) {
		r.parts = append(r.parts, make([]yaml.Node, more))
	}
	r.used++
	return &r.parts[r.at][r.used-1]
}

// empty takes all nodes back.
func (r *room) empty() {
	for i := range min(r.at+1, len(r.parts)) {
		part := r.parts[i]
		if i == r.at {
			part = part[:r.used]
		}
		clear(part)
	}
	r.at, r.used = 0, 0
}

// file reads a file as fs.ReadFile does. What it returns is good until the next file is read.
func (r *room) file(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r.data.Reset()
	if info, err := f.Stat(); err == nil && info.Size() < maxFile {
		r.data.Grow(int(info.Size()) + bytes.MinRead) // so that its end is met without growing
	}
	_, err = r.data.ReadFrom(io.LimitReader(f, maxFile+1))
	return r.data.Bytes(), err
}

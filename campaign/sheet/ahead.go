package sheet

import (
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"go.yaml.in/yaml/v3"
)

// Ahead reads the files of a folder before they are asked for, on as many processors as there are. What is
// wrong in a file is noted when it is opened and not when it is read, so the mistakes are the same, and in the
// same order, as if one file were read after the other.
type Ahead struct {
	fsys  fs.FS
	files map[string]*file
	stop  atomic.Bool
	busy  sync.WaitGroup
}

// file is one file that is read once, by whoever comes first.
type file struct {
	once sync.Once
	node *yaml.Node
	bad  Mistakes
}

// ReadAhead begins to read the files named and, of the folders named, every file whose name ends in .yaml. Other
// files are read when they are opened. Close must be called when no more files are opened.
func ReadAhead(fsys fs.FS, roots ...string) *Ahead {
	a := &Ahead{fsys: fsys, files: map[string]*file{}}
	var names []string
	var files []*file
	for _, root := range roots {
		_ = fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(name, ".yaml") {
				f := new(file)
				names, files, a.files[name] = append(names, name), append(files, f), f
			}
			return nil // what cannot be walked through is not read ahead
		})
	}
	var next atomic.Int64
	for range runtime.GOMAXPROCS(0) - 1 {
		a.busy.Go(func() {
			for !a.stop.Load() {
				i := int(next.Add(1)) - 1
				if i >= len(names) {
					return
				}
				files[i].read(fsys, names[i])
			}
		})
	}
	return a
}

func (f *file) read(fsys fs.FS, name string) {
	f.once.Do(func() { _, f.node = Open(fsys, name, &f.bad) })
}

// Open is the function Open of a file that may have been read already. It lets go of what it gives, so that a file is
// in memory no longer than it is needed. Only one goroutine may call it.
func (a *Ahead) Open(name string, bad *Mistakes) (Sheet, *yaml.Node) {
	f := a.files[name]
	if f == nil {
		return Open(a.fsys, name, bad)
	}
	f.read(a.fsys, name)
	bad.place(name)
	bad.all = append(bad.all, f.bad.all...)
	n := f.node
	f.node = nil
	delete(a.files, name) // whoever opens it again reads it again
	return Sheet{name: name, bad: bad}, n
}

// Close ends the reading.
func (a *Ahead) Close() {
	a.stop.Store(true)
	a.busy.Wait()
}

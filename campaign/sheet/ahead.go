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

	free  sync.Mutex
	rooms []*room // that no file is read into
}

// file is one file that is read once, by whoever comes first.
type file struct {
	once sync.Once
	node *yaml.Node
	room *room
	bad  Mistakes
}

// ReadAhead begins to read the files named and, of the folders named, every file whose name ends in .yaml, each once,
// in the order of the names. Other files are read when they are opened. Close must be called when no more files are opened.
func ReadAhead(fsys fs.FS, roots ...string) *Ahead {
	a := &Ahead{fsys: fsys, files: map[string]*file{}}
	readers := runtime.GOMAXPROCS(0) - 1
	if readers == 0 {
		return a
	}
	var names []string
	var files []*file
	for _, root := range roots {
		_ = fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(name, ".yaml") && a.files[name] == nil {
				f := new(file)
				names, files, a.files[name] = append(names, name), append(files, f), f
			}
			return nil // what cannot be walked through is not read ahead
		})
	}
	var next atomic.Int64
	for range readers {
		a.busy.Go(func() {
			for !a.stop.Load() {
				i := int(next.Add(1)) - 1
				if i >= len(names) {
					return
				}
				files[i].read(a, names[i])
			}
		})
	}
	return a
}

func (f *file) read(a *Ahead, name string) {
	f.once.Do(func() {
		f.room = a.takeRoom()
		_, f.node = open(a.fsys, name, &f.bad, f.room)
	})
}

// takeRoom gives a room that is empty.
func (a *Ahead) takeRoom() *room {
	a.free.Lock()
	defer a.free.Unlock()
	n := len(a.rooms)
	if n == 0 {
		return new(room)
	}
	r := a.rooms[n-1]
	a.rooms = a.rooms[:n-1]
	return r
}

func (a *Ahead) takeBack(r *room) {
	r.empty()
	a.free.Lock()
	defer a.free.Unlock()
	a.rooms = append(a.rooms, r)
}

// Open is the function Open of a file that may have been read already. It lets go of what it gives, so that a file is
// in memory no longer than it is needed. Only one goroutine may call it.
func (a *Ahead) Open(name string, bad *Mistakes) (Sheet, *yaml.Node) {
	f := a.files[name]
	if f == nil {
		in := a.takeRoom()
		s, n := open(a.fsys, name, bad, in)
		s.ahead, s.room = a, in
		return s, n
	}
	f.read(a, name)
	bad.place(name)
	bad.all = append(bad.all, f.bad.all...)
	n := f.node
	f.node = nil
	delete(a.files, name) // whoever opens it again reads it again
	return Sheet{name: name, bad: bad, ahead: a, room: f.room}, n
}

// Close ends the reading.
func (a *Ahead) Close() {
	a.stop.Store(true)
	a.busy.Wait()
}

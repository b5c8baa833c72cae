package principles

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"workbench/campaign"
	"workbench/campaign/sheet"
)

var (
	idForm       = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	versionForm  = regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z]{2})?$`)
	sourceForm   = regexp.MustCompile(`^[A-Z]\d+[a-z]?$`)
)

// loading is a pack while it is read.
type loading struct {
	fsys     fs.FS
	whole    bool // also what no check needs
	files    *sheet.Ahead
	lib      *campaign.Library
	bad      *sheet.Mistakes
	pack     *Pack
	families map[string]bool
	counted  int // terms and phrases
	examples []example
	local    []LocalWord    // words from outside the pack
	refused  error          // why one of those cannot be used
	building sync.WaitGroup // the automaton, while the rest is read
}

// Load reads what a check needs of a pack: its sources, its words, its principles and the texts of its first
// language. The texts of another language are read when they are first asked for, and the files stay open to the
// pack for that. Load checks the files against one another and against the library's vocabulary. Where one of them
// is wrong, the error joins everything that is wrong in the whole pack, in the order of the files and lines, each
// as "file:line: what is wrong and how to mend it".
//
// What no check needs may still be wrong in a pack that is loaded: Verify says so, and holds the pack against its
// own examples.
func Load(fsys fs.FS, lib *campaign.Library) (*Pack, error) {
	l, err := read(fsys, lib, false, nil)
	if err == nil {
		return l.pack, nil
	}
	if _, all := read(fsys, lib, true, nil); all != nil {
		return nil, all
	}
	return nil, err // it has been mended in between
}

// read reads a pack, the whole of it or what a check needs, and adds the words of a workshop.
func read(fsys fs.FS, lib *campaign.Library, whole bool, local []LocalWord) (*loading, error) {
	l := &loading{fsys: fsys, whole: whole, local: local, lib: lib, bad: new(sheet.Mistakes), families: map[string]bool{}}
	l.files = sheet.ReadAhead(fsys, "pack.yaml")
	l.pack = &Pack{files: fsys, lib: lib, sources: map[string]Source{}, texts: map[string]func() *PackTexts{}, fieldAt: map[string]int{}}
	for i, f := range lib.Fields() {
		l.pack.fieldAt[f.ID] = i
	}
	l.pack.reviews = reviewsOf(l.pack)
	l.loadPack()
	l.files.Close()
	if err := l.bad.Err(); err != nil {
		return nil, err // all the rest would be held against a pack that is not there
	}
	ahead := []string{"."}
	if !whole {
		ahead = []string{"sources.yaml"} // and so on, as they are asked for
		for _, language := range slices.Concat(l.pack.wording, l.pack.structure) {
			ahead = append(ahead, "words/"+language+"/"+listFile)
		}
		for _, language := range l.pack.wording {
			ahead = append(ahead, "words/"+language)
		}
		ahead = append(ahead, "principles", textsFile(l.pack.languages[0]))
	}
	l.files = sheet.ReadAhead(fsys, ahead...)
	defer l.files.Close()
	defer l.building.Wait()
	l.loadSources()
	l.loadWords()
	if l.refused != nil {
		return nil, l.refused
	}
	if err := l.bad.Err(); err != nil {
		return nil, err // rules would be held against words that are not there
	}
	l.loadPrinciples()
	l.loadRubric()
	l.loadTexts()
	if whole {
		l.loadExamples()
		l.loadStray()
	}
	if err := l.bad.Err(); err != nil {
		return nil, err
	}
	return l, nil
}

// loadPack reads pack.yaml.
func (l *loading) loadPack() {
	s, n := l.files.Open("pack.yaml", l.bad)
	o := s.Object(n, "the pack", "id!", "version!", "title!", "description!", "languages!", "wording!", "structure", "groups!")
	if len(o) == 0 {
		return
	}
	p := l.pack
	if p.ID = s.Text(o["id"], "id"); p.ID != "" && !idForm.MatchString(p.ID) {
		s.Fail(o["id"], "the id %q must be small letters and digits with hyphens between", p.ID)
	}
	if p.Version = s.Text(o["version"], "version"); p.Version != "" && !versionForm.MatchString(p.Version) {
		s.Fail(o["version"], "the version %q must be three numbers such as 1.0.0", p.Version)
	}
	p.Title, p.Description = s.Text(o["title"], "title"), s.Text(o["description"], "description")
	p.languages, p.wording = s.List(o["languages"], "languages"), s.List(o["wording"], "wording")
	if o["structure"] != nil {
		p.structure = s.List(o["structure"], "structure")
	}
	for i, key := range []string{"languages", "wording", "structure"} {
		for _, language := range [][]string{p.languages, p.wording, p.structure}[i] {
			if !languageForm.MatchString(language) {
				s.Fail(o[key], "%q is no language; write a code such as ms or ms-BN", language)
			}
		}
	}
	if o["languages"] != nil && len(p.languages) == 0 {
		s.Fail(o["languages"], "a pack needs one language at least; name it")
	}
	if o["groups"] == nil {
		return
	}
	for _, e := range s.Pairs(o["groups"], "groups") {
		ids := s.List(e.Value, "the principles of group "+e.Key)
		for _, id := range ids {
			if !idForm.MatchString(id) {
				s.Fail(e.Value, "the id %q must be small letters and digits with hyphens between", id)
			}
			if slices.ContainsFunc(p.groups, func(g Group) bool { return slices.Contains(g.Principles, id) }) {
				s.Fail(e.Value, "the principle %q is in two groups; keep one", id)
			}
		}
		p.groups = append(p.groups, Group{ID: e.Key, Principles: ids})
	}
	if len(p.groups) == 0 {
		s.Fail(o["groups"], "a pack needs one group at least; add it")
	}
}

// loadSources reads sources.yaml.
func (l *loading) loadSources() {
	s, n := l.files.Open("sources.yaml", l.bad)
	defer s.Done()
	for _, e := range s.Pairs(n, "the sources") {
		if !sourceForm.MatchString(e.Key) {
			s.Fail(e.At, "the key %q must be a capital letter and a number, such as U1", e.Key)
		}
		o := s.Object(e.Value, "source "+e.Key, "title!", "publisher!", "year", "url!", "copy")
		src := Source{Key: e.Key, Title: s.Text(o["title"], "title"), Publisher: s.Text(o["publisher"], "publisher"), URL: s.Text(o["url"], "url")}
		if year, ok := s.Whole(o["year"], "year", "", 1945, 2100); ok {
			src.Year = year
		}
		src.Copy = s.Truth(o["copy"], "copy")
		if src.URL != "" && !strings.HasPrefix(src.URL, "https://") && !strings.HasPrefix(src.URL, "http://") {
			s.Fail(o["url"], "the address must begin with https:// or http://")
		}
		l.pack.sources[e.Key] = src
	}
}

// loadStray says which files nothing has asked for, so that a misspelt name is not a principle that silently
// is not there.
func (l *loading) loadStray() {
	err := fs.WalkDir(l.fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		dir, base := path.Split(name)
		id, isYAML := strings.CutSuffix(base, ".yaml")
		switch top, inside, _ := strings.Cut(dir, "/"); {
		case name == "pack.yaml" || name == "sources.yaml" || name == rubricFile || base == "README.md" || base == "LICENSE":
		case dir == "principles/" && isYAML:
			if l.pack.Principle(id) == nil {
				l.bad.Add(name, 1, "nothing in the pack asks for this file; put its id into pack.yaml or take it away")
			}
		case dir == "texts/" && isYAML && languageForm.MatchString(id):
			if !slices.Contains(l.pack.languages, id) {
				l.bad.Add(name, 1, "pack.yaml does not name %q among its languages; add it there or take this file away", id)
			}
		case dir == "examples/" && isYAML && languageForm.MatchString(id):
		case top == "words" && strings.Count(inside, "/") == 1 && isYAML:
		case dir == "words/": // said already
		default:
			l.bad.Add(name, 1, "a pack has no such file; its files are pack.yaml, sources.yaml, rubric.yaml, principles/ID.yaml, texts/LANG.yaml, words/LANG/FAMILY.yaml, words/LANG/%s and examples/LANG.yaml; rename it or take it away", listFile)
		}
		return nil
	})
	if err != nil {
		l.bad.Add(".", 1, "the folder cannot be read through; check that it may be read")
	}
}

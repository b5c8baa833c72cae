package principles

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"workbench/campaign"
)

//go:embed all:packs
var packs embed.FS

// StandardID is the id of the pack that ships with the program.
const StandardID = "pve-sea"

// Pack is a loaded pack. It never changes, so any number of goroutines may use it; what its methods return
// must not be changed either.
type Pack struct {
	ID          string
	Version     string
	Title       string
	Description string

	languages  []string // of its texts, complete; the first is the one others fall back to
	wording    []string // languages whose word lists are switched on
	structure  []string // languages of which only the lists are read, for rules that ask for structure
	groups     []Group
	principles []Principle
	rubric     *Rubric // nil: it has none
	sources    map[string]Source
	texts      map[string]func() *PackTexts // read at the first call
	words      *words
	lib        *campaign.Library
	fieldAt    map[string]int // field id -> its place in the vocabulary
	files      fs.FS
	reviews    func() []LanguageReview // read at the first call
	base       *Pack                   // without a workshop's settings; nil: this one has none
	off        []Principle             // switched off by the workshop
}

var standard = sync.OnceValue(func() *Pack {
	p, err := Load(StandardFiles(), campaign.Standard())
	if err != nil {
		panic(err)
	}
	return p
})

// Standard returns the pack that ships with the program, read at the first call. That it cannot be read is a
// fault of the build, which a test finds; it panics then.
func Standard() *Pack { return standard() }

// Principles returns the principles in the order of the catalogue.
func (p *Pack) Principles() []Principle { return p.principles }

// Principle returns the principle with the id, or nil.
func (p *Pack) Principle(id string) *Principle {
	for i := range p.principles {
		if p.principles[i].ID == id {
			return &p.principles[i]
		}
	}
	return nil
}

// Groups returns the groups of principles in the order of the catalogue.
func (p *Pack) Groups() []Group { return p.groups }

// Languages returns the languages that the pack has all its texts in.
func (p *Pack) Languages() []string { return p.languages }

// Source returns the publication with the key; the zero Source if there is none.
func (p *Pack) Source(key string) Source { return p.sources[key] }

// Texts returns the pack's texts in a language. Where the language is not there its place is taken by the
// language without its region and then by the pack's first. Texts of a language other than the first are read at
// the first call for them; what cannot be read of them is in the pack's first language.
func (p *Pack) Texts(language string) PackTexts {
	if t := p.texts[language]; t != nil {
		return *t()
	}
	if base, _, ok := strings.Cut(language, "-"); ok {
		if t := p.texts[base]; t != nil {
			return *t()
		}
	}
	return *p.texts[p.languages[0]]()
}

// fieldOrder sorts ids of fields in the order of the vocabulary.
func (p *Pack) fieldOrder(ids []string) {
	slices.SortFunc(ids, func(a, b string) int { return p.fieldAt[a] - p.fieldAt[b] })
}

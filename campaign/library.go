package campaign

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"workbench/campaign/sheet"
)

//go:embed data
var shipped embed.FS

// Library is the vocabulary of fields, the canvases and their texts. It never changes once it is loaded, so
// any number of goroutines may use it; what its methods return must not be changed either.
//
// The files are plain YAML that a trainer can edit:
//
//	vocabulary.yaml   fields: {id, kind, voice, options, columns}, and options: the lists to choose from
//	canvases.yaml     canvases: {id, minutes, sections: {id, minutes, fields, core}}
//	texts/LANG.yaml   titles, guidance and examples in one language; en.yaml is complete, others may have gaps
type Library struct {
	fields    []Field
	fieldAt   map[string]int
	ids       []string // of the fields
	options   map[string][]string
	canvases  []Canvas
	languages []string
	texts     func(language string) *Texts // of exactly this language; nil if there is none
}

// Standard returns the library that ships with the program. The vocabulary and the canvases are read at the
// first call, the texts of a language when they are first asked for, since a check from the command line
// needs none of them. A test reads all of it strictly; that it cannot be read here is a fault of the build.
func Standard() *Library { return standard() }

var standard = sync.OnceValue(func() *Library {
	files, err := fs.Sub(shipped, "data")
	if err != nil {
		panic(err)
	}
	bad := new(sheet.Mistakes)
	l := loadSkeleton(files, bad)
	if err := bad.Err(); err != nil {
		panic(err)
	}
	english := sync.OnceValue(func() *Texts { return l.mustLoadTexts(files, English, nil) })
	byLanguage := map[string]func() *Texts{English: english}
	for _, language := range l.languages {
		if language != English {
			byLanguage[language] = sync.OnceValue(func() *Texts { return l.mustLoadTexts(files, language, english()) })
		}
	}
	l.texts = func(language string) *Texts {
		if load := byLanguage[language]; load != nil {
			return load()
		}
		return nil
	}
	return l
})

func (l *Library) mustLoadTexts(files fs.FS, language string, english *Texts) *Texts {
	bad := new(sheet.Mistakes)
	t := l.loadTexts(files, language, english, bad)
	if err := bad.Err(); err != nil {
		panic(err)
	}
	return t
}

// LoadLibrary reads vocabulary.yaml, canvases.yaml and texts/*.yaml and checks them against one another.
// The error joins everything that is wrong, in the order of the files and lines, each as "file:line: what
// is wrong and how to mend it".
func LoadLibrary(fsys fs.FS) (*Library, error) {
	bad := new(sheet.Mistakes)
	l := loadSkeleton(fsys, bad)
	if err := bad.Err(); err != nil {
		return nil, err // texts would be held against a vocabulary that is not there
	}
	loaded := map[string]*Texts{}
	for _, language := range l.languages {
		loaded[language] = l.loadTexts(fsys, language, loaded[English], bad)
	}
	if err := bad.Err(); err != nil {
		return nil, err
	}
	l.texts = func(language string) *Texts { return loaded[language] }
	return l, nil
}

// Field returns the field with the id, or nil.
func (l *Library) Field(id string) *Field {
	if i, ok := l.fieldAt[id]; ok {
		return &l.fields[i]
	}
	return nil
}

// Fields returns all fields in the order of the vocabulary.
func (l *Library) Fields() []Field { return l.fields }

// Canvas returns the canvas with the id, or nil.
func (l *Library) Canvas(id string) *Canvas {
	for i := range l.canvases {
		if l.canvases[i].ID == id {
			return &l.canvases[i]
		}
	}
	return nil
}

// Canvases returns all canvases in the order of their file.
func (l *Library) Canvases() []Canvas { return l.canvases }

// OptionSets returns the lists to choose from, by name.
func (l *Library) OptionSets() map[string][]string { return l.options }

// Languages returns the languages that have texts, English first, the others by code.
func (l *Library) Languages() []string { return l.languages }

// ClosestField returns the field that was probably meant by an unknown id, or "" where none is close.
func (l *Library) ClosestField(id string) string { return sheet.Closest(strings.ToLower(id), l.ids) }

// Texts returns the texts of a language. Where the language, or one text of it, is not there, its place is
// taken by the language without its region ("ms" for "ms-BN") and then by English. It is never nil.
func (l *Library) Texts(language string) *Texts {
	if t := l.texts(language); t != nil {
		return t
	}
	if base, _, ok := strings.Cut(language, "-"); ok {
		if t := l.texts(base); t != nil {
			return t
		}
	}
	return l.texts(English)
}

// loadSkeleton reads the vocabulary and the canvases and lists the languages.
func loadSkeleton(fsys fs.FS, bad *sheet.Mistakes) *Library {
	l := &Library{fieldAt: map[string]int{}, options: map[string][]string{}}
	l.loadVocabulary(fsys, bad)
	l.loadCanvases(fsys, bad)
	names, err := fs.Glob(fsys, "texts/*.yaml")
	if err != nil {
		bad.Add("texts", 1, "the folder cannot be read; check that it may be read")
	}
	for _, name := range names {
		language := strings.TrimSuffix(strings.TrimPrefix(name, "texts/"), ".yaml")
		if !languageForm.MatchString(language) {
			bad.Add(name, 1, "the file is named after its language, such as ms.yaml or ms-BN.yaml; rename it")
			continue
		}
		l.languages = append(l.languages, language)
	}
	if i := slices.Index(l.languages, English); i > 0 {
		l.languages = slices.Insert(slices.Delete(l.languages, i, i+1), 0, English)
	} else if i < 0 {
		l.languages = slices.Insert(l.languages, 0, English) // reading it will say that it is missing
	}
	return l
}

package principles

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"workbench/campaign/sheet"
)

// wordLanguages returns the languages that have a folder in words, in the order of their codes.
func (l *loading) wordLanguages() []string {
	var languages []string
	if entries, err := fs.ReadDir(l.fsys, "words"); err == nil {
		for _, e := range entries {
			if !e.IsDir() || !languageForm.MatchString(e.Name()) {
				l.bad.Add("words/"+e.Name(), 1, "words holds one folder a language, named by its code, such as ms; rename this")
				continue
			}
			languages = append(languages, e.Name())
		}
	}
	for _, w := range l.pack.wording {
		if !slices.Contains(languages, w) {
			l.bad.Add("pack.yaml", 1, "wording names %q and there is no folder words/%s; add it or take the language out", w, w)
		}
	}
	for _, w := range l.pack.structure {
		if !slices.Contains(languages, w) {
			l.bad.Add("pack.yaml", 1, "structure names %q and there is no folder words/%s; add it or take the language out", w, w)
		}
	}
	return languages
}

// loadWords reads words/LANG: first all lists, since a phrase of one language may use a list of another, then
// the families. Of languages that are switched off only the names of families are kept, and the lists where rules
// that ask for structure need them; the rest is read with the whole pack, so that its mistakes show, and then left out.
func (l *loading) loadWords() {
	on := newLexicon()
	all := on // with the words of languages that are switched off
	if l.whole {
		all = newLexicon()
	}
	var beginnings []affixes
	read, endings := map[string]affixes{}, map[string][]ending{}
	var languages, functions []string
	for _, language := range l.wordLanguages() {
		var lexicons []*lexicon
		switched := slices.Contains(l.pack.wording, language) || slices.Contains(l.pack.structure, language)
		if all != on {
			lexicons = append(lexicons, all)
		}
		if switched {
			lexicons = append(lexicons, on)
		}
		if len(lexicons) == 0 {
			for _, name := range l.familyFiles(language) {
				l.families[familyID(name)] = true
			}
			continue
		}
		languages = append(languages, language)
		affixes, after := l.loadAffixes(language)
		read[language], endings[language] = affixes, after
		on.endsIn(after)
		all.endsIn(after)
		on.affixes, on.reads, all.affixes, all.reads = affixes, language, affixes, language
		if len(affixes) > 0 && switched {
			beginnings = append(beginnings, affixes)
		}
		if l.loadLists(language, lexicons) && switched {
			functions = append(functions, language)
		}
	}
	var families []family
	phrases := make([]phrase, 0, manyPhrases)
	for _, language := range languages {
		affixes := read[language]
		on.endsIn(endings[language])
		all.endsIn(endings[language])
		on.affixes, on.reads, all.affixes, all.reads = affixes, language, affixes, language
		for _, name := range l.familyFiles(language) {
			l.families[familyID(name)] = true
			if !slices.Contains(l.pack.wording, language) {
				if all != on {
					l.loadFamily(name, language, all, nil)
				}
				continue
			}
			from := len(phrases)
			f, more := l.loadFamily(name, language, on, phrases)
			for i := range more[from:] {
				more[from+i].family = int32(len(families))
			}
			families, phrases = append(families, f), more
		}
	}
	families, phrases = l.loadLocal(on, read, families, phrases)
	l.pack.words = on.compile(families, phrases, functions)
	l.pack.words.affixes = beginnings
	l.building.Go(l.pack.words.build)
}

// familyFiles returns the files of a language that hold a family of phrases.
func (l *loading) familyFiles(language string) []string {
	names, _ := fs.Glob(l.fsys, "words/"+language+"/*.yaml")
	return slices.DeleteFunc(names, func(name string) bool {
		base := path.Base(name)
		return base == affixFile || base == listFile
	})
}

func familyID(file string) string { return strings.TrimSuffix(path.Base(file), ".yaml") }

// listFile holds the word lists of a language.
const listFile = "lists.yaml"

// loadLists reads words/LANG/lists.yaml, which a language need not have, into lexicons. It says whether the language
// has its small words there.
func (l *loading) loadLists(language string, into []*lexicon) bool {
	name, function := "words/"+language+"/"+listFile, false
	if _, err := fs.Stat(l.fsys, name); err != nil {
		return false
	}
	s, n := l.files.Open(name, l.bad)
	defer s.Done()
	for _, e := range s.Pairs(n, "the lists") {
		id := strings.Clone(e.Key) // a part of the file would hold all of it
		if !idForm.MatchString(id) {
			s.Fail(e.At, "the name %q of a list must be small letters and digits with hyphens between", id)
		}
		if id == "function" {
			id, function = id+"."+language, true // small words tell languages apart, so they are never thrown together
		}
		l.loadList(s, e.Value, id, language, into)
	}
	return function
}

// loadList reads one word list into lexicons.
func (l *loading) loadList(s sheet.Sheet, n *yaml.Node, id, language string, into []*lexicon) {
	o := s.Object(n, "the list "+id, "about", "terms!")
	items := l.within(s, s.Items(o["terms"], "terms"))
	lists := make([]*wordList, len(into))
	for i, lex := range into {
		if len(items) > 0 {
			lists[i] = lex.list(id, language)
			lists[i].grow(len(items))
		}
	}
	for _, item := range items {
		written := s.Word(item, "a term")
		if written == "" {
			continue
		}
		word, inflected := strings.CutPrefix(written, "~")
		for i, lex := range into {
			if inflected {
				l.loadForms(s, item, lex, lists[i], lex.affixes.forms(word))
				continue
			}
			t, err := lex.term(written)
			if err != nil {
				s.Fail(item, "%s", err)
				break
			}
			if _, twice := lists[i].add(written, t); twice {
				s.Fail(item, "the list has %q twice; keep one", written)
				break
			}
		}
	}
}

// MaxWords is how many terms and phrases a pack may hold; the one that ships has some 35,000. Each takes room in
// memory that a file's size does not tell.
const MaxWords = 150_000

// within counts terms or phrases, and gives none of those that are over MaxWords: the first of them is reported.
func (l *loading) within(s sheet.Sheet, items []*yaml.Node) []*yaml.Node {
	room := max(0, MaxWords-l.counted)
	if l.counted += len(items); len(items) <= room {
		return items
	}
	if l.counted-len(items) <= MaxWords {
		s.Fail(items[room], "the pack holds more than %d terms and phrases; take out those that are not needed", MaxWords)
	}
	return items[:room]
}

// loadForms adds the forms of one word to a list; those that are there already stay once.
func (l *loading) loadForms(s sheet.Sheet, item *yaml.Node, lex *lexicon, list *wordList, forms []string) {
	for _, form := range forms {
		t, err := lex.term(form)
		if err != nil {
			s.Fail(item, "%s", err)
			return
		}
		list.add(form, t)
	}
}

// familyKeys are the keys of a family's file.
var familyKeys = []string{"about", "level!", "confidence!", "reviewed", "allow", "rewrite", "phrases!", "except"}

// manyPhrases is more than the standard pack has, so that what holds them need not grow.
const manyPhrases = 4000

// loadFamily reads one family of phrases and appends them to out.
func (l *loading) loadFamily(name, language string, lex *lexicon, out []phrase) (family, []phrase) {
	s, n := l.files.Open(name, l.bad)
	defer s.Done()
	f := family{id: familyID(name), language: language}
	if !idForm.MatchString(f.id) {
		l.bad.Add(name, 1, "the file's name must be small letters and digits with hyphens between; rename it")
	}
	o := s.Object(n, "the family", familyKeys...)
	level, _ := s.Whole(o["level"], "level", "", 0, 3)
	f.level = int8(level)
	f.confidence = s.OneOf(o["confidence"], "confidence", "high", "medium", "low")
	f.signed = loadSignature(s, o["reviewed"])
	for _, a := range s.Items(o["allow"], "allow") {
		switch s.OneOf(a, "a member of allow", "naming", "negation", "positive", "reported", "official") {
		case "naming":
			f.naming = true
		case "negation":
			f.negation = true
		case "positive":
			f.positive = true
		case "reported":
			f.reported = true
		case "official":
			f.official = true
		}
	}
	if o["rewrite"] != nil {
		f.rewrite = strings.Clone(s.Text(o["rewrite"], "rewrite")) // for the same reason
	}
	for _, key := range []string{"phrases", "except"} {
		for _, item := range l.within(s, s.Items(o[key], key)) {
			if p, ok := l.loadPhrase(s, item, f, lex); ok {
				p.except = key == "except"
				out = append(out, p)
			}
		}
	}
	return f, out
}

// loadPhrase reads a phrase: its text alone, or {text, level, rewrite}.
func (l *loading) loadPhrase(s sheet.Sheet, item *yaml.Node, f family, lex *lexicon) (phrase, bool) {
	text, level, rewrite := item, f.level, f.rewrite
	if item.Kind == yaml.MappingNode {
		o := s.Object(item, "the phrase", "text!", "level", "rewrite")
		if text = o["text"]; text == nil {
			return phrase{}, false
		}
		if own, ok := s.Whole(o["level"], "level", "", 0, 3); ok {
			level = int8(own)
		}
		if o["rewrite"] != nil {
			rewrite = strings.Clone(s.Text(o["rewrite"], "rewrite"))
		}
	}
	written := s.Word(text, "a phrase")
	if written == "" {
		return phrase{}, false
	}
	p, err := lex.parsePhrase(written)
	if err != nil {
		s.Fail(text, "%s", err)
		return phrase{}, false
	}
	p.level, p.rewrite = level, rewrite
	return p, true
}

package principles

import (
	"cmp"
	"slices"
	"sync"

	"workbench/campaign/sheet"
)

// LanguageReview is how far people who speak a language from home have read what a pack says and hears in it. TextsBy and
// TextsAt are who has signed the texts of the language as a whole, and on which day; empty if nobody has. Texts
// counts the principles that have texts of their own in the language, TextsReviewed those of them that are signed,
// one by one or as a whole. WordingOn says whether its word lists are switched on.
type LanguageReview struct {
	Language         string
	TextsBy, TextsAt string
	Texts            int
	TextsReviewed    int
	Lists            []ListReview
	WordingOn        bool
}

// ListReview is who has reviewed one family of phrases of a language, and on which day. Phrases counts its phrases
// without the exceptions.
type ListReview struct {
	Family   string
	By, At   string
	Reviewed bool
	Phrases  int
}

// languageOrder is the order in which languages are shown; others come after, by their codes.
var languageOrder = []string{"en", "ms", "id", "fil", "th", "vi", "km"}

// Reviews says who has reviewed what of the pack, one a language that it has texts or families of phrases in. They
// are read at the first call; what cannot be read counts as not there, and Verify says why.
func (p *Pack) Reviews() []LanguageReview { return p.reviews() }

// reviewsOf reads the reviews of a pack when they are first asked for.
func reviewsOf(p *Pack) func() []LanguageReview {
	return sync.OnceValue(func() []LanguageReview {
		l := &loading{fsys: p.files, files: sheet.ReadAhead(p.files), bad: new(sheet.Mistakes), pack: p, lib: p.lib}
		languages := slices.Clone(p.languages)
		for _, language := range l.wordLanguages() {
			if !slices.Contains(languages, language) {
				languages = append(languages, language)
			}
		}
		place := func(language string) int {
			if i := slices.Index(languageOrder, language); i >= 0 {
				return i
			}
			return len(languageOrder)
		}
		slices.SortFunc(languages, func(a, b string) int { return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b)) })
		out := make([]LanguageReview, len(languages))
		for i, language := range languages {
			out[i] = l.review(language)
		}
		return out
	})
}

func (l *loading) review(language string) LanguageReview {
	r := LanguageReview{Language: language, WordingOn: slices.Contains(l.pack.wording, language)}
	if slices.Contains(l.pack.languages, language) {
		t := l.pack.texts[language]()
		r.TextsBy, r.TextsAt = t.signed.by, t.signed.at
		for _, text := range t.principles {
			if text.borrowed {
				continue
			}
			r.Texts++
			if t.signed.by != "" || text.signed.by != "" {
				r.TextsReviewed++
			}
		}
	}
	for _, name := range l.familyFiles(language) {
		s, n := l.files.Open(name, l.bad)
		if n == nil {
			continue
		}
		o := s.Object(n, "the family", familyKeys...)
		signed := loadSignature(s, o["reviewed"])
		r.Lists = append(r.Lists, ListReview{
			Family: familyID(name), By: signed.by, At: signed.at, Reviewed: signed.by != "", Phrases: len(s.Items(o["phrases"], "phrases")),
		})
	}
	return r
}

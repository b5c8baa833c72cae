package ui

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/principles"
)

// usefulnessPage shows the trainer which rules people found of no use, in which language.
type usefulnessPage struct {
	Page
	Rows []usefulnessRow
}

type usefulnessRow struct {
	Principle, Title string
	Lang             string // of the title
	Rule, Language   string
	Version          string // the pack and its version
	Times, Drafts    int
	Share            int // of the most often said, in hundredths
}

// showUsefulness counts what people found of no use by rule and language, the most often said first. It names
// neither a person nor a group, and shows no words of a draft.
func (s *Server) showUsefulness(c echo.Context) error {
	counts, err := s.store.NotUsefulCounts(c.Request().Context())
	if err != nil {
		return err
	}
	p := usefulnessPage{Page: s.page(c, "", "")}
	p.Title = p.T("usefulness.title")
	read := map[string]principles.PackTexts{} // by pack and version
	for _, n := range counts {
		version, _, _ := strings.Cut(n.Version, "+") // without a workshop's settings
		name := n.Pack + "@" + version
		words, there := read[name]
		if !there {
			words = s.wordsOf(c, n.Pack, name)
			read[name] = words
		}
		row := usefulnessRow{
			Principle: n.Principle, Rule: n.Rule, Language: languageName(n.Language),
			Version: n.Pack + " " + n.Version, Times: n.Times, Drafts: n.Drafts, Share: 100 * n.Times / counts[0].Times,
		}
		row.Title, row.Lang = words.Principle(n.Principle).Title, words.Language
		p.Rows = append(p.Rows, row)
	}
	return s.render(c, http.StatusOK, "usefulness", p)
}

// wordsOf gives the texts of ID@VERSION. Where that version is no longer here, those of the pack that is built in
// if it has the same id, else none: a principle of the same name may ask something else in another pack.
func (s *Server) wordsOf(c echo.Context, id, name string) principles.PackTexts {
	use, err := s.shelf.Choose(c.Request().Context(), name)
	if err == nil {
		if pack, err := s.shelf.base(c.Request().Context(), use, false); err == nil {
			return s.wordsFor(c, pack)
		}
	}
	if id == s.pack().ID {
		return s.wordsFor(c, s.pack())
	}
	return principles.PackTexts{}
}

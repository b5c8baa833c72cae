package ui

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// usefulnessPage shows the trainer which rules people found of no use, in which language.
type usefulnessPage struct {
	Page
	Rows  []usefulnessRow
	Lang  string // of the principles' titles
	Total int
}

type usefulnessRow struct {
	Principle, Title string
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
	words := s.wordsFor(c, s.pack())
	p := usefulnessPage{Page: s.page(c, "", ""), Lang: words.Language}
	p.Title = p.T("usefulness.title")
	for _, n := range counts {
		language := languageNames[n.Language]
		if language == "" {
			language = n.Language
		}
		p.Rows = append(p.Rows, usefulnessRow{
			Principle: n.Principle, Title: words.Principle(n.Principle).Title, Rule: n.Rule, Language: language,
			Version: n.Pack + " " + n.Version, Times: n.Times, Drafts: n.Drafts, Share: 100 * n.Times / counts[0].Times,
		})
		p.Total += n.Times
	}
	return s.render(c, http.StatusOK, "usefulness", p)
}

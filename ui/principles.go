package ui

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

type principlesPage struct {
	Page
	Groups  []principleGroup
	Pack    *principles.Pack
	Version string

	Lang     string // of the pack's texts
	Guidance guidanceView
}

// showPrinciples lists the pack's principles.
func (s *Server) showPrinciples(c echo.Context) error {
	pack := s.packFor(c)
	words := s.wordsFor(c, pack)
	p := principlesPage{Page: s.page(c, "", ""), Pack: pack, Version: pack.Version, Lang: words.Language, Guidance: s.guidanceView(c, pack)}
	p.Title = p.T("principles.title")
	for _, pr := range pack.Principles() {
		title := words.Group(pr.Group)
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Title != title {
			p.Groups = append(p.Groups, principleGroup{Title: title})
		}
		last := &p.Groups[len(p.Groups)-1]
		last.Items = append(last.Items, principleItem{ID: pr.ID, Title: words.Principle(pr.ID).Title, Severity: pr.Severity})
	}
	return s.render(c, http.StatusOK, "principles", p)
}

// principleView is all that a pack says about a principle.
type principleView struct {
	ID       string
	Severity principles.Severity
	Chapter  string // the title of its group
	Words    principles.PrincipleText
	Lang     string // of the words
	Fields   []string
	Sources  []principles.Source
}

// principleView gathers what a pack says about a principle; false where it has none with the id.
func (s *Server) principleView(words principles.PackTexts, language string, pack *principles.Pack, id string) (principleView, bool) {
	pr := pack.Principle(id)
	if pr == nil {
		return principleView{}, false
	}
	v := principleView{ID: pr.ID, Severity: pr.Severity, Chapter: words.Group(pr.Group), Words: words.Principle(pr.ID), Lang: words.Language}
	for _, f := range pr.Fields {
		v.Fields = append(v.Fields, s.lib.Texts(language).Field(strings.SplitN(f, "/", 2)[0]).Title)
	}
	for _, key := range pr.Sources {
		v.Sources = append(v.Sources, pack.Source(key))
	}
	return v, true
}

type principlePage struct {
	Page
	principleView
	Version  string
	Guidance guidanceView
}

// showPrinciple shows one principle: what it says, why, examples, self-check, where it looks, sources.
func (s *Server) showPrinciple(c echo.Context) error {
	pack := s.packFor(c)
	p := principlePage{Page: s.page(c, "", ""), Version: pack.Version, Guidance: s.guidanceView(c, pack)}
	view, ok := s.principleView(s.wordsFor(c, pack), p.Language, pack, c.Param("principle"))
	if !ok {
		return campaign.Fail(campaign.NotFound, "", "There is no principle “%s” in this pack. Choose one of the list.", c.Param("principle"))
	}
	p.principleView, p.Title = view, view.Words.Title
	return s.render(c, http.StatusOK, "principle", p)
}

package ui

import (
	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// paperPage is what pages that are made to be printed share, in the workshop's language.
type paperPage struct {
	Page
	Workshop campaign.Workshop
	Lang     string // of the canvas's texts
	Up       string // where one came from
	Here     string // the address without the size of the paper
	paper
}

// onPaper renders a page to be printed: of all groups of the workshop :id or, where up names the page of a draft that one
// comes from, of the group whose draft :id is. here is the page's own name.
func (s *Server) onPaper(c echo.Context, up, here string, render func(echo.Context, paperPage, *campaign.Texts, []groupDraft) error) error {
	var p paperPage
	var groups []groupDraft
	var err error
	if up == "" {
		p.Workshop, groups, err = s.groupDrafts(c, c.Param("id"))
		p.Up = "/workshops/" + p.Workshop.ID
		p.Here = p.Up + "/" + here
	} else {
		var of whose
		var d *campaign.Draft
		_, of, d, err = s.openDraft(c)
		p.Workshop, groups = of.workshop, []groupDraft{{group: of.group, draft: d}}
		p.Up, p.Here = "/drafts/"+c.Param("id")+"/"+up, "/drafts/"+c.Param("id")+"/"+here
	}
	if err != nil {
		return err
	}
	if p.paper, err = paperOf(c); err != nil {
		return err
	}
	p.Page = s.page(c, "", "printing.js")
	p.Language = s.interfaceIn(p.Workshop.Language)
	p.localizer = s.messages.in(p.Language, "en")
	texts := s.lib.Texts(p.Workshop.Language)
	p.Lang = texts.Language()
	return render(c, p, texts, groups)
}

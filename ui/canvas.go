package ui

import (
	"html/template"
	"mime"
	"net/http"
	"strings"
	"unicode"

	"github.com/labstack/echo/v4"

	"workbench/campaign/brief"
)

type canvasPage struct {
	draftPage
	Choices []option
}

// showCanvasChoice offers the canvases; a draft moves to another one and loses nothing.
func (s *Server) showCanvasChoice(c echo.Context) error {
	_, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	p := canvasPage{draftPage: s.draftPage(c, of, d, "", "")}
	p.Title = p.T("canvas.title")
	texts := s.lib.Texts(p.Language)
	for _, canvas := range s.lib.Canvases() {
		t := texts.Canvas(canvas.ID)
		p.Choices = append(p.Choices, option{canvas.ID, t.Title, t.About, canvas.Minutes, canvas.ID == d.Canvas})
	}
	return s.render(c, http.StatusOK, "canvas", p)
}

// saveCanvas moves the draft to another canvas.
func (s *Server) saveCanvas(c echo.Context) error {
	var r canvasRequest
	if err := readForm(c, &r); err != nil {
		return err
	}
	if err := s.movable(c); err != nil {
		return err
	}
	if _, err := s.desk.SetCanvas(c.Request().Context(), c.Param("id"), caller(c).Author(), r.Canvas); err != nil {
		return err
	}
	l := s.messages.in(s.languageOf(c), "en")
	return s.redirect(c, "/drafts/"+c.Param("id"), l.T("canvas.moved", "Title", s.lib.Texts(s.languageOf(c)).Canvas(r.Canvas).Title))
}

type briefPage struct {
	draftPage
	Brief    template.HTML
	Comments bool // they are in its annex
	Said     int  // how many are open, where they are shown
}

// showBrief shows the brief as it would be exported.
func (s *Server) showBrief(c echo.Context) error {
	doc, of, err := s.briefOf(c)
	if err != nil {
		return err
	}
	p := briefPage{draftPage: s.draftPage(c, of, doc.Draft, "", ""), Brief: template.HTML(brief.HTML(s.lib, doc))} // every text in it is escaped by its writer
	p.Title, p.Comments, p.Said = p.T("brief.title"), withComments(c), len(doc.Comments)
	return s.render(c, http.StatusOK, "brief", p)
}

// downloadBrief sends the brief as a Markdown file named after the group and the campaign.
func (s *Server) downloadBrief(c echo.Context) error {
	doc, _, err := s.briefOf(c)
	if err != nil {
		return err
	}
	name := fileName(doc.Draft.Group + " " + doc.Draft.Text("campaign.title"))
	c.Response().Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name + ".md"}))
	return c.Blob(http.StatusOK, "text/markdown; charset=utf-8", brief.Markdown(s.lib, doc))
}

// maxFileName keeps names within what every system takes, in bytes, with room for an ending.
const maxFileName = 120

// fileName makes a name that every system can keep: letters, digits and marks of any script, and hyphens.
func fileName(text string) string {
	var b strings.Builder
	for _, r := range text {
		if b.Len() >= maxFileName {
			break
		}
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			b.WriteRune(unicode.ToLower(r))
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if name := strings.Trim(b.String(), "-"); name != "" {
		return name
	}
	return "brief"
}

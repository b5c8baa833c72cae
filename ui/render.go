package ui

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

//go:embed templates
var templateFiles embed.FS

// Page is what every page's struct embeds: who asks, in which language, and what the layout needs.
type Page struct {
	*localizer
	Language  string // of the interface
	Title     string
	Caller    campaign.Caller
	Notice    string // what the last form did
	Alert     string // why the last form was refused
	Wrong     string // the field that the alert is about
	Nonce     string
	Demo      bool
	Projected bool   // for the back of a room: dark on light, with nothing around it
	Scripts   bool   // whether scripts were built in
	Script    string // the address of the page's script, empty where it has none
	Style     string // the address of the style sheet
	assets    *assetSet
}

// page fills what every page shares. script is the built script's name, "" for none.
func (s *Server) page(c echo.Context, title, script string) Page {
	lang := s.languageOf(c)
	nonce, _ := c.Get(nonceKey).(string)
	p := Page{
		localizer: s.messages.in(lang, "en"), Language: lang, Title: title, Caller: caller(c), Nonce: nonce,
		Demo: s.cfg.Demo, Scripts: s.assets.scripts, Style: s.assets.address["app.css"], assets: s.assets,
	}
	if script != "" {
		p.Script = s.assets.address[script]
	}
	return p
}

// Asset is the address of a picture or another file of the program.
func (p Page) Asset(name string) string { return p.assets.address[name] }

// notice takes the sentence that the last form left for this page.
func (s *Server) notice(c echo.Context) string {
	return s.sessions.PopString(c.Request().Context(), sessionNotice)
}

// redirect answers a form with another page (303), leaving a sentence for it.
func (s *Server) redirect(c echo.Context, to, notice string) error {
	if notice != "" {
		s.sessions.Put(c.Request().Context(), sessionNotice, notice)
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// pageSet holds all pages in one set of templates, so that the parts that they share are kept once: a page of the
// name X is "page X": the layout with "X/main" and, where its file has one, "X/top".
type pageSet struct{ all *template.Template }

var templateFuncs = template.FuncMap{
	"add":   func(a, b int) int { return a + b },
	"lower": strings.ToLower,
	"dict": func(pairs ...any) (map[string]any, error) { // arguments for a part that takes several
		if len(pairs)%2 != 0 {
			return nil, fmt.Errorf("dict: odd number of arguments")
		}
		return pairsToMap(pairs), nil
	},
}

func loadPages() (*pageSet, error) {
	all, err := template.New("").Funcs(templateFuncs).ParseFS(templateFiles, "templates/parts/*.html")
	if err != nil {
		return nil, err
	}
	layout, err := fs.ReadFile(templateFiles, "templates/layout.html")
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(templateFiles, "templates/pages/*.html")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		text, err := fs.ReadFile(templateFiles, f)
		if err != nil {
			return nil, err
		}
		name, frame, page := strings.TrimSuffix(path.Base(f), ".html"), string(layout), string(text)
		for _, part := range []string{"top", "main"} {
			own := strings.ReplaceAll(page, `{{define "`+part+`"}}`, `{{define "`+name+"/"+part+`"}}`)
			if own != page {
				page, frame = own, strings.ReplaceAll(frame, `{{template "`+part+`" .}}`, `{{template "`+name+"/"+part+`" .}}`)
			}
		}
		if _, err := all.New(name + ".html").Parse(page); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		if _, err := all.New("page " + name).Parse(frame); err != nil {
			return nil, fmt.Errorf("layout.html for %s: %w", f, err)
		}
	}
	return &pageSet{all}, nil
}

// render answers with a page. It is rendered whole before the first byte is sent, so that a mistake in a
// template is an error page and never half a page.
func (s *Server) render(c echo.Context, status int, name string, data any) error {
	var b bytes.Buffer
	if err := s.pages.all.ExecuteTemplate(&b, "page "+name, data); err != nil {
		return fmt.Errorf("ui: page %s: %w", name, err)
	}
	return c.HTMLBlob(status, b.Bytes())
}

// renderRefused shows a form again as it was typed, with what is wrong and how to mend it. data is the
// page's struct and page the Page in it. What its author cannot mend is returned as it is.
func (s *Server) renderRefused(c echo.Context, name string, page *Page, data any, refused error) error {
	e, status := asError(refused)
	if status >= http.StatusInternalServerError {
		return refused
	}
	page.Alert, page.Wrong = s.sentence(c, e), e.Field
	return s.render(c, status, name, data)
}

// renderPart answers with a part of a page, for a script to put in place.
func (s *Server) renderPart(c echo.Context, status int, part string, data any) error {
	var b bytes.Buffer
	if err := s.pages.all.ExecuteTemplate(&b, part, data); err != nil {
		return fmt.Errorf("ui: part %s: %w", part, err)
	}
	return c.HTMLBlob(status, b.Bytes())
}

type errorPage struct {
	Page
	Status   int
	Sentence string
	Code     campaign.Code
}

// renderError answers with a page that says what, why and what now.
func (s *Server) renderError(c echo.Context, status int, e *campaign.Error) error {
	p := errorPage{Status: status, Sentence: s.sentence(c, e), Code: e.Code}
	p.Page = s.page(c, "", "")
	p.Page.Title = p.T("error.title")
	return s.render(c, status, "error", p)
}

package ui

import (
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"
)

type handoverPage struct {
	Page
	Titles string // JSON: the field's id -> its title
}

// showHandover is where a page at another address of this server hands over the words that it could not send. They
// stand in the part of the link that no browser sends, so the page is the same for everybody; what is taken over goes
// into a draft only when somebody who may open that draft does.
func (s *Server) showHandover(c echo.Context) error {
	p := handoverPage{Page: s.page(c, "", "handover.js")}
	p.Title, p.Style = p.T("handover.title"), s.assets.address["basic.css"]
	texts, titles := s.lib.Texts(p.Language), map[string]string{}
	for _, f := range s.lib.Fields() {
		titles[f.ID] = texts.Field(f.ID).Title
	}
	data, err := json.Marshal(titles)
	if err != nil {
		return err
	}
	p.Titles = string(data)
	return s.render(c, http.StatusOK, "handover", p)
}

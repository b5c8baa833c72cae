package ui

import (
	"html/template"
	"net/http"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// posterPage holds posters for a gallery walk, one page of paper each, with headings in the workshop's language.
type posterPage struct {
	paperPage
	Sheets []poster
}

// poster is a group's campaign at a glance.
type poster struct {
	Group      campaign.Group
	Name       string // the group's
	Workshop   string
	Lang       string // of what the group wrote
	Title      string
	Message    string
	Size       string // of the message's letters: xl, l, m or s
	Audience   posterPart
	Messengers posterPart
	Channels   posterPart
	Call       posterPart
	Cut        bool // something was shortened
	QR         template.HTML
	Address    string
}

// posterPart is a field on a poster.
type posterPart struct {
	Title string
	Lines []string
	More  int // rows that there was no room for
}

// How much of a text a poster has room for, in the width of a common Latin letter.
const (
	posterName     = 60
	posterTitle    = 70
	posterMessage  = 310
	posterAudience = 120
	posterRows     = 4
	posterRow      = 36 // twice as much where there are at most half as many rows
	posterCall     = 150
)

// posterSizes are the sizes of the message's letters, with what each has room for.
var posterSizes = []struct {
	most float64
	size string
}{{90, "xl"}, {140, "l"}, {240, "m"}, {posterMessage, "s"}}

// showPosters shows a poster of every group of a workshop.
func (s *Server) showPosters(c echo.Context) error {
	return s.onPaper(c, "", "posters", s.renderPosters)
}

// showPoster shows the poster of one group.
func (s *Server) showPoster(c echo.Context) error {
	return s.onPaper(c, "brief", "poster", s.renderPosters)
}

func (s *Server) renderPosters(c echo.Context, page paperPage, texts *campaign.Texts, groups []groupDraft) error {
	p := posterPage{paperPage: page}
	p.Title = p.T("poster.title")
	for _, g := range groups {
		sheet, err := s.poster(c, p, texts, g)
		if err != nil {
			return err
		}
		p.Sheets = append(p.Sheets, sheet)
	}
	return s.render(c, http.StatusOK, "posters", p)
}

func (s *Server) poster(c echo.Context, p posterPage, texts *campaign.Texts, g groupDraft) (poster, error) {
	sheet := poster{Group: g.group, Lang: g.draft.Written(), Address: s.addresses(c)[0] + "/drafts/" + g.group.DraftID}
	fit := func(text string, room float64) string {
		text, cut := fitted(text, room)
		sheet.Cut = sheet.Cut || cut
		return text
	}
	part := func(field string) posterPart { return posterPart{Title: texts.Field(field).Title} }
	sheet.Name = fit(g.group.Name, posterName)
	sheet.Workshop, _ = fitted(p.Workshop.Title, posterName)
	sheet.Title = fit(g.draft.Text(campaign.TitleField), posterTitle)
	sheet.Message = fit(g.draft.Text("message.core"), posterMessage)
	for _, step := range posterSizes {
		if sheet.Size = step.size; breadth(sheet.Message) <= step.most {
			break
		}
	}
	line := func(field string, room float64) posterPart {
		v := part(field)
		if text := fit(g.draft.Text(field), room); text != "" {
			v.Lines = []string{text}
		}
		return v
	}
	sheet.Audience, sheet.Call = line("audience.primary", posterAudience), line("message.call", posterCall)
	rows := func(field, column string) posterPart {
		v, col := part(field), s.lib.Field(field).Column(column)
		for _, row := range g.draft.Fields[field].Rows {
			if lines := shownLines(texts, col.Kind, col.OptionSet, row.Cells[column]); len(lines) > 0 {
				v.Lines = append(v.Lines, lines[0])
			}
		}
		if v.More = max(0, len(v.Lines)-posterRows); v.More > 0 {
			v.Lines, sheet.Cut = v.Lines[:posterRows], true
		}
		room := float64(posterRow)
		if len(v.Lines) <= posterRows/2 {
			room *= 2
		}
		for i := range v.Lines {
			v.Lines[i] = fit(v.Lines[i], room)
		}
		return v
	}
	sheet.Messengers, sheet.Channels = rows("messengers.list", "name"), rows("channels.list", "channel")
	var err error
	sheet.QR, err = qrCode(sheet.Address, p.T("poster.qr", "Address", sheet.Address))
	return sheet, err
}

package ui

import (
	"html/template"
	"net/http"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// blankPage holds empty canvases to print and write on by hand, in the workshop's language.
type blankPage struct {
	paperPage
	Sheets []blankSheet
}

// blankSheet is one page of paper for one section, with the way to the draft that it belongs to.
type blankSheet struct {
	Group   campaign.Group
	Canvas  string
	Number  int // of the page among the group's, from 1
	Of      int
	Section blankSection
	QR      template.HTML
	Address string
}

type blankSection struct {
	Title, Purpose string
	Fields         []blankField
}

// blankField is what is asked, and what the room to write is like.
type blankField struct {
	Title, Hint string
	Kind        campaign.Kind
	Columns     []string // the titles of a table's columns
	Options     []string // to tick, where they are few enough
}

// Broad says whether a table takes the whole width of the page.
func (f blankField) Broad() bool { return len(f.Columns) > 3 }

// mostToTick is how many options of a list are printed to be ticked.
const mostToTick = 8

// BlankRows are the empty rows of a table, so many that each is high enough to write in.
func (f blankField) BlankRows() []struct{} {
	if f.Broad() {
		return make([]struct{}, 4)
	}
	return make([]struct{}, 2)
}

// showBlanks shows the blank canvases of all groups of a workshop.
func (s *Server) showBlanks(c echo.Context) error { return s.onPaper(c, "", "blank", s.renderBlanks) }

// showBlank shows the blank canvas of one group.
func (s *Server) showBlank(c echo.Context) error {
	return s.onPaper(c, "canvas", "blank", s.renderBlanks)
}

func (s *Server) renderBlanks(c echo.Context, page paperPage, texts *campaign.Texts, groups []groupDraft) error {
	p := blankPage{paperPage: page}
	p.Title = p.T("blank.title")
	var err error
	for _, g := range groups {
		sheet := blankSheet{Group: g.group, Canvas: texts.Canvas(g.draft.Canvas).Title, Address: s.twin(c, p.Workshop, g.group)}
		if sheet.QR, err = qrCode(sheet.Address, p.T("workshop.qr", "Address", sheet.Address)); err != nil {
			return err
		}
		canvas := s.lib.Canvas(g.draft.Canvas)
		var sections []blankSection
		for i := range canvas.Sections {
			sections = append(sections, s.blankSection(texts, canvas, &canvas.Sections[i]))
		}
		for i, section := range sections {
			sheet.Number, sheet.Of, sheet.Section = i+1, len(sections), section
			p.Sheets = append(p.Sheets, sheet)
		}
	}
	return s.render(c, http.StatusOK, "blank", p)
}

// twin is the address at which a group's table comes into its draft: to join or, while nobody new comes in, to come
// back to a seat.
func (s *Server) twin(c echo.Context, w campaign.Workshop, g campaign.Group) string {
	if w.Joining == campaign.JoinClosed {
		return s.addresses(c)[0] + "/seat?code=" + g.Code
	}
	return s.addresses(c)[0] + "/join/" + g.Code
}

func (s *Server) blankSection(texts *campaign.Texts, canvas *campaign.Canvas, section *campaign.Section) blankSection {
	text := texts.Section(section.ID)
	b := blankSection{Title: text.Title, Purpose: text.Purpose}
	for _, id := range sectionFields(canvas, section) {
		f := s.lib.Field(id)
		field := blankField{Title: texts.Field(id).Title, Hint: texts.Field(id).Hint, Kind: f.Kind}
		for _, col := range f.Columns {
			field.Columns = append(field.Columns, texts.Column(id, col.ID).Title)
		}
		if len(f.Options) <= mostToTick {
			for _, o := range f.Options {
				field.Options = append(field.Options, texts.Option(f.OptionSet, o))
			}
		}
		b.Fields = append(b.Fields, field)
	}
	return b
}

package ui

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// draftPage is what all pages of a draft share.
type draftPage struct {
	Page
	DraftID    string
	Group      campaign.Group
	Name       string // the campaign's title
	Writing    string // the language that the draft is written in
	Canvas     string
	Strip      []stripItem
	Filled     int
	Asked      int
	Seat       string // the seat code of the member who asks
	Who        string
	Privacy    campaign.Privacy
	WorkCode   string
	Course     courseView
	Messages   []roomMessage            // of the facilitators, not dismissed yet
	Nudges     map[string][]roomMessage // those of them that are about a field, by the field
	Votes      []campaign.VoteCall
	Rubric     campaign.RubricCall
	Revealed   string   // titles of the sections that all groups may read of one another
	Open       string   // the section that is open, empty for none
	OpenFields []string // its fields
	AllRead    bool     // all groups may read the open section
	Unnamed    bool     // without the groups' names
	Lock       string   // why the open section cannot be written in, empty where it can
}

// stripItem is one section on the strip that is woven section by section.
type stripItem struct {
	ID, Title     string
	Filled, Asked int
	Current       bool
	Lock          campaign.LockWhy // why nobody can write in it now, empty where they can
}

// State is done, part or none.
func (i stripItem) State() string { return sectionMark{Filled: i.Filled, Asked: i.Asked}.State() }

// draftPage fills what all pages of a draft share. section is the one that is open, "" for none.
func (s *Server) draftPage(c echo.Context, of whose, d *campaign.Draft, section, script string) draftPage {
	g := of.group
	p := draftPage{Page: s.page(c, "", script), DraftID: c.Param("id"), Group: g, Name: d.Text(campaign.TitleField), Writing: d.Written(), Open: section}
	texts := s.lib.Texts(p.Language)
	p.Canvas = texts.Canvas(d.Canvas).Title
	for _, sec := range s.lib.Canvas(d.Canvas).Progress(d) {
		p.Strip = append(p.Strip, stripItem{sec.Section, texts.Section(sec.Section).Title, sec.Filled, sec.Asked, sec.Section == section, ""})
		p.Filled, p.Asked = p.Filled+sec.Filled, p.Asked+sec.Asked
	}
	if open := s.lib.Canvas(d.Canvas).Section(section); open != nil {
		p.OpenFields = sectionFields(s.lib.Canvas(d.Canvas), open)
	}
	if course, err := s.store.Course(c.Request().Context(), g.WorkshopID); err == nil { // the draft can be worked on without knowing
		p.Course, p.Messages, p.Votes = s.courseView(p.Page, g.ID, course), s.roomMessages(c, p.Page, of, d.Canvas, course), course.VotesCalled(s.now())
		p.Nudges, p.Rubric = map[string][]roomMessage{}, course.RubricCall(g.ID)
		for _, m := range p.Messages {
			if m.About != "" {
				p.Nudges[m.Field] = append(p.Nudges[m.Field], m)
			}
		}
		for i := range p.Strip {
			if _, lock := course.May(p.Strip[i].ID); lock != nil {
				p.Strip[i].Lock = lock.Why
			}
		}
		p.AllRead, p.Unnamed = course.Reveals(section), course.Unnamed != ""
		var titles []string
		for _, id := range course.Revealed {
			titles = append(titles, texts.Section(id).Title)
		}
		p.Revealed = strings.Join(titles, ", ")
	}
	if mode, err := s.store.DraftPrivacy(c.Request().Context(), p.DraftID); err == nil { // the line is left out where it is not known
		p.Privacy = mode
	}
	if who := caller(c); who.Role == campaign.MemberRole {
		p.Who = who.Name
		if m, err := s.store.Member(c.Request().Context(), who.ID); err == nil {
			p.Seat = m.SeatCode
		}
	}
	return p
}

// showDraft goes to the first section that is not done yet.
func (s *Server) showDraft(c echo.Context) error {
	_, _, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	progress := s.lib.Canvas(d.Canvas).Progress(d)
	i := slices.IndexFunc(progress, func(p campaign.SectionProgress) bool { return p.Filled < p.Asked })
	return c.Redirect(http.StatusSeeOther, "/drafts/"+c.Param("id")+"/sections/"+progress[max(i, 0)].Section)
}

// sectionPage is one section of a draft, to be filled in.
type sectionPage struct {
	draftPage
	LogID     string
	Client    string // what the plain form is sent under
	Seq       int64
	Section   string
	Heading   string
	Purpose   string
	Minutes   int
	Back      string // the section before, empty at the first
	Next      string
	Fields    []fieldView
	Refused   []refusedView
	Findings  panelView
	Comments  commentsView
	Questions questionsView
	Guidance  guidanceView
	Help      *fieldView // whose examples stand beside the form: the first that is needed
	Marks     marksView
	Strengths []string // remembered from the local context
}

// refusedView is one value that was not saved.
type refusedView struct{ At, Title, Message string }

// fieldView is one field with its control or rows, its guidance and its findings.
type fieldView struct {
	controlView
	Hint, Good, Weak string
	Starters         []string
	Core             bool
	Findings         []findingView
	More             []findingView // folded
	Aside            []findingView // set aside by the group
	Rows             []rowView
	Bin              []binView
	Binned           int     // how many rows were deleted; Bin may hold fewer
	Blank            rowView // a row that the script adds
	AddLabel         string
}

// IsRows says whether the field repeats.
func (f fieldView) IsRows() bool { return f.Kind == campaign.Rows }

// controlView is one native control: a field's or a cell's.
type controlView struct {
	At      string // FIELD or FIELD/ROW/COLUMN
	Kind    campaign.Kind
	Title   string
	Value   string // as it is shown, for refused ones as it was typed
	Was     string // as the server has it
	Options []option
	Error   string
	Writing string
	Public  bool // the audience reads it: people count its characters
	Lead    bool
	Label   string // for a cell: what assistive technology says, with the row's number
}

// Count is the number of characters as people count them.
func (v controlView) Count() int { return campaign.Graphemes(v.Value) }

type rowView struct {
	ID, Field   string
	Number      int
	First, Last bool
	Cells       []controlView
}

// showSection shows one section of a draft.
func (s *Server) showSection(c echo.Context) error {
	p, err := s.sectionPage(c, nil)
	if err != nil {
		return err
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "section", p)
}

// sectionPage reads the draft as it stands. Values in typed, by place, were refused and come back as they
// were typed.
func (s *Server) sectionPage(c echo.Context, typed map[string]refusal) (sectionPage, error) {
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return sectionPage{}, err
	}
	canvas := s.lib.Canvas(d.Canvas)
	section := canvas.Section(c.Param("section"))
	if section == nil {
		return sectionPage{}, campaign.Fail(campaign.NotFound, "section", "This draft's canvas has no section “%s”. Choose one on the strip.", c.Param("section"))
	}
	p := sectionPage{draftPage: s.draftPage(c, of, d, section.ID, "draft.js"), LogID: head.LogID, Client: randomText(12), Seq: head.Seq, Section: section.ID, Minutes: section.Minutes}
	p.Lock = s.lockSentence(c, p.Language, head, section.ID)
	texts := s.lib.Texts(p.Language)
	p.Heading, p.Purpose = texts.Section(section.ID).Title, texts.Section(section.ID).Purpose
	p.Title = p.Heading
	if p.Marks, err = s.marksView(c, of.group, section.ID, p.Heading); err != nil {
		return p, err
	}
	at := slices.IndexFunc(canvas.Sections, func(x campaign.Section) bool { return x.ID == section.ID })
	if at > 0 {
		p.Back = canvas.Sections[at-1].ID
	}
	if at < len(canvas.Sections)-1 {
		p.Next = canvas.Sections[at+1].ID
	}
	pack, refused := s.packOf(c.Request().Context(), of.workshop)
	report, words := s.reportOf(c, pack, d)
	p.Findings = s.panel(words, p.Language, p.DraftID, d, report, section.ID)
	p.Findings.Unchecked = s.sentenceOf(c, refused)
	if pack != nil {
		p.Questions = s.questions(pack, words, p.DraftID, report, sectionFields(canvas, section))
		p.Guidance = s.guidanceView(c, pack)
	}
	for _, id := range sectionFields(canvas, section) {
		f := s.fieldView(p.localizer, texts, d, p.Writing, s.lib.Field(id), typed)
		f.Core = slices.Contains(section.Core, id)
		open, aside := s.fieldFindings(words, p.DraftID, report, id)
		f.Findings, f.More = fold(open)
		f.Aside = aside
		p.Fields = append(p.Fields, f)
		if p.Help == nil && f.Core {
			p.Help = &f
		}
	}
	if p.Comments, err = s.commentsOf(c, p.Page, head, d.Canvas, section.ID); err != nil {
		return p, err
	}
	if err := s.fillBins(c, of.workshop.ID, texts, head.State, p.Fields); err != nil {
		return p, err
	}
	for _, f := range p.Fields { // the summary stands in the order of the page
		for _, control := range f.controls() {
			if control.Error != "" {
				p.Refused = append(p.Refused, refusedView{control.At, control.Title, control.Error})
			}
		}
	}
	if section.ID != "context" {
		for line := range strings.Lines(d.Text("context.strengths")) {
			if line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-•")); line != "" && len(p.Strengths) < 4 {
				p.Strengths = append(p.Strengths, line)
			}
		}
	}
	return p, nil
}

// sectionFields lists the fields of a section's page: the title, which is on every canvas, stands above
// the first.
func sectionFields(canvas *campaign.Canvas, section *campaign.Section) []string {
	if section.ID != canvas.Sections[0].ID || slices.Contains(section.Fields, campaign.TitleField) {
		return section.Fields
	}
	return append([]string{campaign.TitleField}, section.Fields...)
}

func (f fieldView) controls() []controlView {
	all := []controlView{f.controlView}
	for _, r := range f.Rows {
		all = append(all, r.Cells...)
	}
	return all
}

func (s *Server) fieldView(l *localizer, texts *campaign.Texts, d *campaign.Draft, writing string, field *campaign.Field, typed map[string]refusal) fieldView {
	t := texts.Field(field.ID)
	v := fieldView{Hint: t.Hint, Good: t.Good, Weak: t.Weak, Starters: t.Starters}
	v.controlView = s.control(texts, field.ID, field.Kind, field.OptionSet, field.Options, d.Fields[field.ID], typed)
	v.Title, v.Writing, v.Public, v.Lead = t.Title, writing, field.Voice == campaign.Public, field.ID == "message.core" || field.ID == campaign.TitleField
	if field.Kind != campaign.Rows {
		return v
	}
	v.AddLabel = l.T("draft.add_row", "Title", t.Title)
	rows := d.Fields[field.ID].Rows
	for i, r := range rows {
		row := s.rowView(l, texts, writing, field, r, i+1, typed)
		row.First, row.Last = i == 0, i == len(rows)-1
		v.Rows = append(v.Rows, row)
	}
	v.Blank = s.rowView(l, texts, writing, field, campaign.Row{ID: "ROW"}, 0, nil)
	return v
}

func (s *Server) rowView(l *localizer, texts *campaign.Texts, writing string, field *campaign.Field, r campaign.Row, number int, typed map[string]refusal) rowView {
	row := rowView{ID: r.ID, Field: field.ID, Number: number}
	for _, col := range field.Columns {
		cell := s.control(texts, field.ID+"/"+r.ID+"/"+col.ID, col.Kind, col.OptionSet, col.Options, r.Cells[col.ID], typed)
		cell.Title, cell.Writing = texts.Column(field.ID, col.ID).Title, writing
		cell.Label = l.T("draft.cell", "Title", cell.Title, "Number", number)
		row.Cells = append(row.Cells, cell)
	}
	return row
}

func (s *Server) control(texts *campaign.Texts, at string, kind campaign.Kind, set string, ids []string, value campaign.Value, typed map[string]refusal) controlView {
	v := controlView{At: at, Kind: kind, Was: plain(kind, value)}
	v.Value = v.Was
	if r, ok := typed[at]; ok {
		v.Value, v.Error = r.typed, r.message
	}
	chosen := strings.Split(v.Value, ",")
	for _, id := range ids {
		v.Options = append(v.Options, option{ID: id, Title: texts.Option(set, id), Chosen: slices.Contains(chosen, id)})
	}
	return v
}

// plain is a value as a form's control holds it.
func plain(kind campaign.Kind, v campaign.Value) string {
	switch {
	case kind == campaign.Amount && v.Number != nil:
		return v.Number.String()
	case kind == campaign.Choices:
		return strings.Join(v.Choices, ",")
	}
	return v.Text
}

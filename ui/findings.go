package ui

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

// shownFindings is how many findings a field shows before the rest is folded.
const shownFindings = 3

// findingView is one finding as a person reads it.
type findingView struct {
	Principle  string // id
	Title      string // of the principle
	Message    string
	Suggestion string
	Excerpt    string
	Spoken     string // the language of the excerpt, where it is known
	Status     principles.Status
	Severity   principles.Severity
	FieldTitle string
	Link       string // to the field
	Passage    string // names the words it is about, as the script does; empty where it is about a whole field
	Words      string // the address of the control that holds them
	Lang       string // of the title, the message and the suggestion
	Page       string // the address of the finding's own page
	About      string // the address of the principle, as it stands in the draft
	Reason     string // why it was set aside: a campaign.Reason, empty where it was not
	Note       string
}

// Shape and Class are how a finding is marked, beside its words.
func (f findingView) Shape() string {
	switch {
	case f.Status == principles.Review:
		return "◇"
	case f.Status == principles.Partly:
		return "◐"
	}
	return "○"
}

// Class is the finding's colour: people decide, information, or open.
func (f findingView) Class() string {
	switch {
	case f.Severity == principles.Info, f.Reason != "":
		return "quiet"
	case f.Status == principles.Review:
		return "people"
	}
	return ""
}

// panelView is what stands open in a section, and how much elsewhere.
type panelView struct {
	Seq       int64
	Here      []findingView
	Elsewhere []panelLink
	Open      int // in this section
	Met       int
	Todo      int    // principles whose fields are all still empty
	By        string // the pack and its version
	Unchecked string // why nothing was checked, empty where it was
}

type panelLink struct {
	Section, Title string
	Link           string
	Open           int
}

// fieldFindings lists the findings of a field, without those of principles that nobody has begun with, and apart
// from them those that the group has set aside.
func (s *Server) fieldFindings(words principles.PackTexts, draftID string, r *principles.Report, field string) (open, aside []findingView) {
	todo := todoPrinciples(r)
	for _, f := range r.Find(field) {
		switch {
		case f.Aside != nil:
			aside = append(aside, s.finding(words, draftID, f))
		case !todo[f.Principle]:
			open = append(open, s.finding(words, draftID, f))
		}
	}
	return open, aside
}

func todoPrinciples(r *principles.Report) map[string]bool {
	todo := map[string]bool{}
	for _, p := range r.Principles {
		todo[p.ID] = p.Todo
	}
	return todo
}

// waits says whether a finding is for the group to look at now: it is no information, nobody has set it aside, be it
// for later, and its principle has been begun with.
func waits(todo map[string]bool, f principles.Finding) bool {
	return !todo[f.Principle] && f.Severity != principles.Info && f.Aside == nil
}

// finding is one finding in the language of the words.
func (s *Server) finding(words principles.PackTexts, draftID string, f principles.Finding) findingView {
	f = words.Tell(f)
	v := findingView{
		Principle: f.Principle, Title: words.Principle(f.Principle).Title, Message: f.Message, Suggestion: f.Suggestion,
		Excerpt: f.Excerpt, Spoken: f.Language, Status: f.Status, Severity: f.Severity, Lang: words.Language,
		Page:  "/drafts/" + draftID + "/findings/" + findingKey(f),
		About: "/drafts/" + draftID + "/principles/" + f.Principle,
	}
	if f.Aside != nil {
		v.Reason, v.Note = string(f.Aside.Reason), f.Aside.Note
	}
	if f.Span {
		place := placeOf(f.About())
		v.Passage, v.Words = strings.Join([]string{f.Principle, f.Rule, place, f.Excerpt}, "\n"), "#in-"+place
	}
	return v
}

// fold parts what is shown from what is folded away.
func fold(all []findingView) (shown, folded []findingView) {
	if len(all) <= shownFindings {
		return all, nil
	}
	return all[:shownFindings], all[shownFindings:]
}

// panel gathers what is open in a section, and counts it for the others. Information is left out: it
// asks nothing.
func (s *Server) panel(words principles.PackTexts, language, draftID string, d *campaign.Draft, r *principles.Report, section string) panelView {
	canvas, texts, todo := s.lib.Canvas(d.Canvas), s.lib.Texts(language), todoPrinciples(r)
	p := panelView{By: r.Pack.ID + " " + r.Pack.Version, Met: r.Counts.Met}
	for _, principle := range r.Principles {
		if principle.Todo {
			p.Todo++
		}
	}
	for _, sec := range canvas.Sections {
		link := panelLink{Section: sec.ID, Title: texts.Section(sec.ID).Title, Link: "/drafts/" + draftID + "/sections/" + sec.ID}
		for _, f := range r.Findings {
			if !waits(todo, f) || !slices.Contains(sectionFields(canvas, &sec), f.Field) {
				continue
			}
			link.Open++
			if sec.ID == section {
				v := s.finding(words, draftID, f)
				v.FieldTitle, v.Link = texts.Field(f.Field).Title, link.Link+"#at-"+f.Field
				p.Here = append(p.Here, v)
			}
		}
		if sec.ID == section {
			p.Open = link.Open
		} else if link.Open > 0 {
			p.Elsewhere = append(p.Elsewhere, link)
		}
	}
	return p
}

type findingsPage struct {
	draftPage
	Groups   []principleGroup
	Report   *principles.Report
	Standing []standingPart
	Lang     string // of the pack's texts
	Guidance guidanceView
	Off      []principleItem // switched off by the facilitator
}

type principleGroup struct {
	Title string
	Items []principleItem
}

type principleItem struct {
	ID, Title string
	Severity  principles.Severity
	Status    principles.Status
	Todo      bool
	Findings  []findingView
	Question  string // that only people can answer
	Answer    string // of the group, a campaign.Answer or empty
	Evidence  string
}

// Sign is the shape of a principle's status, which a word stands beside.
func (i principleItem) Sign() string {
	switch {
	case i.Todo:
		return "–"
	case i.Status == principles.Met:
		return "●"
	case i.Status == principles.Partly:
		return "◐"
	case i.Status == principles.NotMet:
		return "○"
	case i.Status == principles.Review:
		return "◇"
	}
	return "–"
}

// Word is the id of the status's word in the catalogue.
func (i principleItem) Word() string {
	if i.Todo {
		return "status.todo"
	}
	return "status." + string(i.Status)
}

type fragmentPage struct {
	Page
	Seq       int64
	Findings  panelView
	Fields    []fieldView
	Questions questionsView
}

// showFindings shows every principle with its status and findings; with ?fragment=SECTION only what the
// script swaps on that section's page.
func (s *Server) showFindings(c echo.Context) error {
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	pack, refused := s.packOf(c.Request().Context(), of.workshop)
	report, words := s.reportOf(c, pack, d)
	if id := c.QueryParam("fragment"); id != "" {
		canvas := s.lib.Canvas(d.Canvas)
		section := canvas.Section(id)
		if section == nil {
			return campaign.Fail(campaign.NotFound, "section", "This draft's canvas has no section “%s”. Choose one on the strip.", id)
		}
		p := fragmentPage{Page: s.page(c, "", ""), Seq: head.Seq}
		p.Findings = s.panel(words, p.Language, c.Param("id"), d, report, id)
		p.Findings.Unchecked = s.sentenceOf(c, refused)
		if pack != nil {
			p.Questions = s.questions(pack, words, c.Param("id"), report, sectionFields(canvas, section))
		}
		for _, field := range sectionFields(canvas, section) {
			f := fieldView{controlView: controlView{At: field, Writing: d.Written()}}
			open, aside := s.fieldFindings(words, c.Param("id"), report, field)
			f.Findings, f.More = fold(open)
			f.Aside = aside
			p.Fields = append(p.Fields, f)
		}
		return s.renderPart(c, http.StatusOK, "findings-fragment", p)
	}
	if refused != nil {
		return refused
	}
	p := findingsPage{draftPage: s.draftPage(c, of, d, "", ""), Report: report, Standing: standingBar(report), Lang: words.Language}
	p.Title = p.T("findings.title")
	p.Guidance = s.guidanceView(c, pack)
	for _, off := range pack.Off() {
		p.Off = append(p.Off, principleItem{ID: off.ID, Title: words.Principle(off.ID).Title})
	}
	for _, status := range report.Principles {
		item := s.principleItem(words, p.Language, p.DraftID, d, report, status)
		title := words.Group(status.Group)
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Title != title {
			p.Groups = append(p.Groups, principleGroup{Title: title})
		}
		last := &p.Groups[len(p.Groups)-1]
		last.Items = append(last.Items, item)
	}
	return s.render(c, http.StatusOK, "findings", p)
}

// principleItem is a principle as it stands in a draft, with its findings.
func (s *Server) principleItem(words principles.PackTexts, language, draftID string, d *campaign.Draft, r *principles.Report, j principles.Judged) principleItem {
	item := principleItem{ID: j.ID, Title: words.Principle(j.ID).Title, Severity: j.Severity, Status: j.Status, Todo: j.Todo, Question: words.Principle(j.ID).SelfCheck}
	if j.SelfCheck != nil {
		item.Answer, item.Evidence = string(j.SelfCheck.Answer), j.SelfCheck.Evidence
	}
	for _, f := range r.Findings {
		if f.Principle != j.ID || j.Todo {
			continue
		}
		v := s.finding(words, draftID, f)
		v.FieldTitle, v.Link = s.lib.Texts(language).Field(f.Field).Title, s.placeLink(draftID, d.Canvas, f.Field)
		item.Findings = append(item.Findings, v)
	}
	return item
}

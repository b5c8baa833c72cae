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
	Status     principles.Status
	Severity   principles.Severity
	FieldTitle string
	Link       string // to the field
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
	case f.Severity == principles.Info:
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
	Unchecked string // why nothing was checked, empty where it was
}

type panelLink struct {
	Section, Title string
	Link           string
	Open           int
}

// fieldFindings lists the findings of a field, without those of principles that nobody has begun with.
func (s *Server) fieldFindings(words principles.PackTexts, r *principles.Report, field string) []findingView {
	todo := todoPrinciples(r)
	var all []findingView
	for _, f := range r.Find(field) {
		if !todo[f.Principle] {
			all = append(all, s.finding(words, f))
		}
	}
	return all
}

func todoPrinciples(r *principles.Report) map[string]bool {
	todo := map[string]bool{}
	for _, p := range r.Principles {
		todo[p.ID] = p.Todo
	}
	return todo
}

func (s *Server) finding(words principles.PackTexts, f principles.Finding) findingView {
	return findingView{Principle: f.Principle, Title: words.Principle(f.Principle).Title, Message: f.Message, Suggestion: f.Suggestion,
		Excerpt: f.Excerpt, Status: f.Status, Severity: f.Severity}
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
	p := panelView{Met: r.Counts.Met}
	for _, principle := range r.Principles {
		if principle.Todo {
			p.Todo++
		}
	}
	for _, sec := range canvas.Sections {
		link := panelLink{Section: sec.ID, Title: texts.Section(sec.ID).Title, Link: "/drafts/" + draftID + "/sections/" + sec.ID}
		for _, f := range r.Findings {
			if todo[f.Principle] || f.Severity == principles.Info || !slices.Contains(sectionFields(canvas, &sec), f.Field) {
				continue
			}
			link.Open++
			if sec.ID == section {
				v := s.finding(words, f)
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
	Groups []principleGroup
	Report *principles.Report
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
	Seq      int64
	Findings panelView
	Fields   []fieldView
}

// showFindings shows every principle with its status and findings; with ?fragment=SECTION only what the
// script swaps on that section's page.
func (s *Server) showFindings(c echo.Context) error {
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	report, words, refused := s.checked(c, of.workshop, d)
	if id := c.QueryParam("fragment"); id != "" {
		canvas := s.lib.Canvas(d.Canvas)
		section := canvas.Section(id)
		if section == nil {
			return campaign.Fail(campaign.NotFound, "section", "This draft's canvas has no section “%s”. Choose one on the strip.", id)
		}
		p := fragmentPage{Page: s.page(c, "", ""), Seq: head.Seq}
		p.Findings = s.panel(words, p.Language, c.Param("id"), d, report, id)
		p.Findings.Unchecked = s.sentenceOf(c, refused)
		for _, field := range sectionFields(canvas, section) {
			f := fieldView{controlView: controlView{At: field, Writing: d.Language}}
			f.Findings, f.More = fold(s.fieldFindings(words, report, field))
			p.Fields = append(p.Fields, f)
		}
		return s.renderPart(c, "section", "findings-fragment", p)
	}
	if refused != nil {
		return refused
	}
	p := findingsPage{draftPage: s.draftPage(c, of.group, d, "", ""), Report: report}
	p.Title = p.T("findings.title")
	texts := s.lib.Texts(p.Language)
	for _, status := range report.Principles {
		item := principleItem{ID: status.ID, Title: words.Principle(status.ID).Title, Severity: status.Severity, Status: status.Status, Todo: status.Todo}
		for _, f := range report.Findings {
			if f.Principle != status.ID || status.Todo {
				continue
			}
			v := s.finding(words, f)
			v.FieldTitle = texts.Field(f.Field).Title
			for _, sec := range s.lib.Canvas(d.Canvas).Sections {
				if slices.Contains(sectionFields(s.lib.Canvas(d.Canvas), &sec), f.Field) {
					v.Link = "/drafts/" + p.DraftID + "/sections/" + sec.ID + "#at-" + f.Field
					break
				}
			}
			item.Findings = append(item.Findings, v)
		}
		title := words.Group(status.Group)
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Title != title {
			p.Groups = append(p.Groups, principleGroup{Title: title})
		}
		last := &p.Groups[len(p.Groups)-1]
		last.Items = append(last.Items, item)
	}
	return s.render(c, http.StatusOK, "findings", p)
}

type principlesPage struct {
	Page
	Groups  []principleGroup
	Pack    *principles.Pack
	Version string
}

// showPrinciples lists the pack's principles.
func (s *Server) showPrinciples(c echo.Context) error {
	p := principlesPage{Page: s.page(c, "", ""), Pack: s.pack(), Version: s.pack().Version}
	p.Title = p.T("principles.title")
	words := s.pack().Texts(p.Language)
	for _, pr := range s.pack().Principles() {
		title := words.Group(pr.Group)
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Title != title {
			p.Groups = append(p.Groups, principleGroup{Title: title})
		}
		last := &p.Groups[len(p.Groups)-1]
		last.Items = append(last.Items, principleItem{ID: pr.ID, Title: words.Principle(pr.ID).Title, Severity: pr.Severity})
	}
	return s.render(c, http.StatusOK, "principles", p)
}

type principlePage struct {
	Page
	ID       string
	Severity principles.Severity
	Group    string
	Words    principles.PrincipleText
	Fields   []string
	Sources  []principles.Source
	Version  string
}

// showPrinciple shows one principle: what it says, why, examples, self-check, where it looks, sources.
func (s *Server) showPrinciple(c echo.Context) error {
	pr := s.pack().Principle(c.Param("principle"))
	if pr == nil {
		return campaign.Fail(campaign.NotFound, "", "There is no principle “%s” in this pack. Choose one of the list.", c.Param("principle"))
	}
	p := principlePage{Page: s.page(c, "", ""), ID: pr.ID, Severity: pr.Severity, Version: s.pack().Version}
	words, texts := s.pack().Texts(p.Language), s.lib.Texts(p.Language)
	p.Words, p.Group = words.Principle(pr.ID), words.Group(pr.Group)
	p.Title = p.Words.Title
	for _, f := range pr.Fields {
		p.Fields = append(p.Fields, texts.Field(strings.SplitN(f, "/", 2)[0]).Title)
	}
	for _, key := range pr.Sources {
		p.Sources = append(p.Sources, s.pack().Source(key))
	}
	return s.render(c, http.StatusOK, "principle", p)
}

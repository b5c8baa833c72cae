package ui

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"workbench/campaign"
	"workbench/principles"
)

// teachingPage is one view on the projector while a facilitator teaches from the workshop's principles: the groups of
// principles, or one part of one principle.
type teachingPage struct {
	Page
	Workshop campaign.Workshop
	Lang     string // of the pack's texts
	Contents string // the address of the groups of principles
	Back     string // one step back, empty at the first
	Next     string

	Groups    []teachingGroup // the contents
	Languages []option        // to teach in, About is the address

	Chapter   string // the title of the principle's group
	Words     principles.PrincipleText
	Number    int // of the principle, from 1
	Of        int
	Part      string
	Good      string
	Weak      string
	Standings []standingPart // how many drafts stand where
	Drafts    int
}

// teachingGroup is a group of principles; its address is that of its first one.
type teachingGroup struct {
	Title, Address string
	Count          int
}

// The parts of a principle, in the order they are taught: what it says and why, a good and a weak example, and where
// it stands in the groups' own drafts.
const (
	teachWhy      = ""
	teachExamples = "examples"
	teachDrafts   = "drafts"
)

// showTeaching shows the groups of principles, to begin with one.
func (s *Server) showTeaching(c echo.Context) error {
	p, pack, err := s.teachingPage(c)
	if err != nil {
		return err
	}
	words := pack.Texts(p.Lang)
	p.Title = p.T("teaching.title")
	for _, pr := range pack.Principles() {
		title := words.Group(pr.Group)
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Title != title {
			p.Groups = append(p.Groups, teachingGroup{Title: title, Address: p.address(c, pr.ID, teachWhy)})
		}
		p.Groups[len(p.Groups)-1].Count++
	}
	if len(p.Groups) > 0 {
		p.Next = p.Groups[0].Address
	}
	for _, code := range pack.Languages() {
		p.Languages = append(p.Languages, option{ID: code, Title: languageName(code), About: p.root() + "?language=" + url.QueryEscape(code), Chosen: code == p.Lang})
	}
	return s.render(c, http.StatusOK, "teaching", p)
}

// teachingPage reads the workshop :id and the language to teach in: ?language=…, else the workshop's, as far as its
// pack has texts in it.
func (s *Server) teachingPage(c echo.Context) (teachingPage, *principles.Pack, error) {
	ctx := c.Request().Context()
	w, err := s.store.Workshop(ctx, c.Param("id"))
	if err != nil {
		return teachingPage{}, nil, err
	}
	pack, err := s.packOf(ctx, w)
	if err != nil {
		return teachingPage{}, nil, err
	}
	p := teachingPage{Page: s.page(c, "", "teaching.js"), Workshop: w, Lang: pack.Texts(w.Language).Language}
	if chosen := c.QueryParam("language"); slices.Contains(pack.Languages(), chosen) {
		p.Lang = chosen
	}
	p.Language = s.interfaceIn(p.Lang)
	p.localizer = s.messages.in(p.Language, "en")
	p.Contents = p.address(c, "", "")
	return p, pack, nil
}

// interfaceIn is the language that the interface's own texts have for people who read the given one.
func (s *Server) interfaceIn(code string) string {
	tags := s.messages.bundle.LanguageTags()
	if _, i, confidence := language.NewMatcher(tags).Match(language.Make(code)); confidence != language.No {
		return tags[i].String()
	}
	return "en"
}

func (p teachingPage) root() string { return "/workshops/" + p.Workshop.ID + "/teaching" }

// address is where a part of a principle is, or the contents without one, in the language that was chosen.
func (p teachingPage) address(c echo.Context, principle, part string) string {
	at, query := p.root(), url.Values{}
	if principle != "" {
		at += "/" + principle
	}
	if part != "" {
		query.Set("part", part)
	}
	if c.QueryParam("language") == p.Lang {
		query.Set("language", p.Lang)
	}
	if len(query) == 0 {
		return at
	}
	return at + "?" + query.Encode()
}

// showTeachingPrinciple shows one part of one principle. No draft is named: only how many stand where.
func (s *Server) showTeachingPrinciple(c echo.Context) error {
	p, pack, err := s.teachingPage(c)
	if err != nil {
		return err
	}
	all := pack.Principles()
	at := slices.IndexFunc(all, func(pr principles.Principle) bool { return pr.ID == c.Param("principle") })
	if at < 0 {
		return campaign.Fail(campaign.NotFound, "", "There is no principle “%s” in this workshop's pack. Choose one of the list.", c.Param("principle"))
	}
	texts := pack.Texts(p.Lang)
	p.Words, p.Chapter, p.Number, p.Of = texts.Principle(all[at].ID), texts.Group(all[at].Group), at+1, len(all)
	p.Title, p.Part = p.Words.Title, c.QueryParam("part")
	switch p.Part {
	case teachWhy:
		p.Back, p.Next = p.Contents, p.address(c, all[at].ID, teachExamples)
		if at > 0 {
			p.Back = p.address(c, all[at-1].ID, teachDrafts)
		}
	case teachExamples:
		p.Back, p.Next = p.address(c, all[at].ID, teachWhy), p.address(c, all[at].ID, teachDrafts)
		p.Good, p.Weak = first(p.Words.Met), first(p.Words.Violated)
	case teachDrafts:
		p.Back, p.Next = p.address(c, all[at].ID, teachExamples), p.Contents
		if at+1 < len(all) {
			p.Next = p.address(c, all[at+1].ID, teachWhy)
		}
		_, groups, err := s.groupDrafts(c, p.Workshop.ID)
		if err != nil {
			return err
		}
		p.Drafts, p.Standings = len(groups), standings(pack, all[at].ID, groups)
	default:
		return campaign.Fail(campaign.NotFound, "part", "A principle has no part “%s”. Leave it out, or choose examples or drafts.", p.Part)
	}
	return s.render(c, http.StatusOK, "teaching-principle", p)
}

func first(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[0]
}

// standings counts in how many drafts a principle stands where.
func standings(pack *principles.Pack, principle string, groups []groupDraft) []standingPart {
	sum := &principles.Report{}
	for _, g := range groups {
		if judged, ok := principles.Check(g.draft, pack).Judged(principle); ok {
			sum.Principles = append(sum.Principles, judged)
		}
	}
	return standingBar(sum)
}

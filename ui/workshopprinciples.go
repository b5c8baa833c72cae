package ui

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

// workshopPrinciplesPage is what a workshop is checked by, and the forms that change it.
type workshopPrinciplesPage struct {
	Page
	Workshop campaign.Workshop
	Pack     *principles.Pack // nil where it cannot be loaded any more
	Problem  string           // why
	Used     principles.PackRef
	Lang     string // of the pack's texts
	Seen     string // names what the page shows
	Others   []option
	Change   *packChange // what another pack would change, before it is done
	Groups   []weighedGroup
	Words    []localWordView
	Word     wordForm
	Families []familyGroup
	Spoken   []option // languages that words can be added in
}

// weighedGroup is a group of principles, each with what the workshop has set.
type weighedGroup struct {
	Title string
	Items []weighedItem
}

type weighedItem struct {
	ID, Title string
	On        bool
	Weights   []option
	Usual     principles.Severity // in the pack itself
	Changed   bool
}

// localWordView is one entry of the workshop's own.
type localWordView struct {
	principles.LocalWord
	Where, Spoken string // the principle that asks, and the language
}

// familyGroup is a principle with the kinds of wording that it asks about.
type familyGroup struct {
	Title string
	Items []option
}

// wordForm adds an entry.
type wordForm struct {
	Family   string `form:"family" validate:"required,max=60"`
	Language string `form:"language" validate:"required,max=20"`
	Phrase   string `form:"phrase"`
	Rewrite  string `form:"rewrite"`
	Never    bool   `form:"never"`
	Error    string `form:"-"` // about the phrase
	Unfit    string `form:"-"` // about the suggestion
}

// showWorkshopPrinciples shows what a workshop is checked by; with ?to=ID@VERSION also what another pack would change.
func (s *Server) showWorkshopPrinciples(c echo.Context) error {
	p, _, err := s.workshopPrinciples(c)
	if err != nil {
		return err
	}
	if to := c.QueryParam("to"); to != "" {
		if p.Change, err = s.packChange(c, p, to); err != nil {
			return s.renderRefused(c, "workshop-principles", &p.Page, &p, err)
		}
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "workshop-principles", p)
}

// workshopPrinciples reads the workshop :id, what it is checked by and what its facilitator has set.
func (s *Server) workshopPrinciples(c echo.Context) (workshopPrinciplesPage, principles.Local, error) {
	ctx := c.Request().Context()
	w, err := s.store.Workshop(ctx, c.Param("id"))
	if err != nil {
		return workshopPrinciplesPage{}, principles.Local{}, err
	}
	p := workshopPrinciplesPage{Page: s.page(c, "", ""), Word: wordForm{Language: w.Language}}
	p.Title = p.T("checked_by.title")
	pack, problem := s.packOf(ctx, w)
	if w, err = s.store.Workshop(ctx, w.ID); err != nil { // its version may just have been settled
		return p, principles.Local{}, err
	}
	p.Workshop, p.Problem, p.Seen = w, s.sentenceOf(c, problem), seenUse(w.PackUse())
	p.Used = principles.PackRef{ID: w.Pack, Version: w.PackVersion}
	all, err := s.shelf.All(ctx)
	if err != nil {
		return p, principles.Local{}, err
	}
	for _, k := range all {
		if k.ID != w.Pack || k.Version != w.PackVersion || problem != nil {
			p.Others = append(p.Others, option{ID: k.ID + "@" + k.Version, Title: k.ID + " " + k.Version})
		}
	}
	local, err := principles.ParseLocal([]byte(w.PackSettings))
	if problem != nil || err != nil {
		return p, local, nil
	}
	p.Pack, p.Used.Version = pack, pack.Version
	words := s.wordsFor(c, pack)
	p.Lang = words.Language
	p.weigh(pack.Base(), words, local)
	p.listWords(pack.Base(), words, local)
	return p, local, nil
}

// seenUse names what the page shows of a workshop's principles.
func seenUse(use campaign.PackUse) string { return seen(use.ID, use.Version, use.Digest, use.Settings) }

// seen names what a page shows, so that a form which was made from something else is noticed.
func seen(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// weigh lists the principles with what is set.
func (p *workshopPrinciplesPage) weigh(base *principles.Pack, words principles.PackTexts, local principles.Local) {
	p.Groups = nil
	for _, pr := range base.Principles() {
		now := pr.Severity
		if set, ok := local.Severity[pr.ID]; ok {
			now = set
		}
		item := weighedItem{ID: pr.ID, Title: words.Principle(pr.ID).Title, On: !slices.Contains(local.Off, pr.ID), Usual: pr.Severity}
		item.Changed = !item.On || now != pr.Severity
		for _, w := range []principles.Severity{principles.Must, principles.Should, principles.Consider} {
			item.Weights = append(item.Weights, option{ID: string(w), Title: p.T("severity." + string(w)), Chosen: w == now})
		}
		title := words.Group(pr.Group)
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Title != title {
			p.Groups = append(p.Groups, weighedGroup{Title: title})
		}
		last := &p.Groups[len(p.Groups)-1]
		last.Items = append(last.Items, item)
	}
}

// listWords lists the workshop's own words, and what more can be added to.
func (p *workshopPrinciplesPage) listWords(base *principles.Pack, words principles.PackTexts, local principles.Local) {
	asks := map[string]string{}
	for _, pr := range base.Principles() {
		group := familyGroup{Title: words.Principle(pr.ID).Title}
		for _, f := range pr.Families {
			if asks[f] == "" {
				asks[f] = group.Title
				group.Items = append(group.Items, option{ID: f, Title: inWords(f)})
			}
		}
		if len(group.Items) > 0 {
			p.Families = append(p.Families, group)
		}
	}
	for _, w := range local.Words {
		p.Words = append(p.Words, localWordView{w, asks[w.Family] + " · " + inWords(w.Family), languageName(w.Language)})
	}
	for _, code := range base.WordLanguages() {
		p.Spoken = append(p.Spoken, option{ID: code, Title: languageName(code)})
	}
}

// inWords reads the id of a family as people do: loyalty-test is loyalty test.
func inWords(id string) string { return strings.ReplaceAll(id, "-", " ") }

// saveWorkshopPrinciples switches principles on and off and weighs them.
func (s *Server) saveWorkshopPrinciples(c echo.Context) error {
	p, local, err := s.workshopPrinciples(c)
	if err != nil {
		return err
	}
	form, err := formValues(c)
	if err != nil {
		return err
	}
	if p.Pack == nil {
		return s.renderRefused(c, "workshop-principles", &p.Page, &p, campaign.Fail(campaign.Conflict, "", "%s", p.Problem))
	}
	base := p.Pack.Base()
	typed := readWeights(base, form)
	typed.Words = local.Words
	if err = s.changedMeanwhile(form.Get("seen"), p.Seen); err == nil {
		_, err = base.With(principles.Local{Off: typed.Off, Severity: typed.Severity})
	}
	if err == nil {
		err = s.setLocal(c.Request().Context(), p.Workshop, typed)
	}
	if err == nil {
		return s.redirect(c, "/workshops/"+p.Workshop.ID+"/principles", p.T("checked_by.saved"))
	}
	p.weigh(base, s.wordsFor(c, base), typed) // as it was chosen
	return s.renderRefused(c, "workshop-principles", &p.Page, &p, err)
}

// readWeights reads which principles are on and how heavy they are. What is as in the pack is left out.
func readWeights(base *principles.Pack, form url.Values) principles.Local {
	local := principles.Local{Severity: map[string]principles.Severity{}}
	for _, pr := range base.Principles() {
		if !slices.Contains(form["on"], pr.ID) {
			local.Off = append(local.Off, pr.ID)
		}
		if w := principles.Severity(form.Get("severity." + pr.ID)); w != "" && w != pr.Severity {
			local.Severity[pr.ID] = w
		}
	}
	return local
}

func (s *Server) changedMeanwhile(sent, now string) error {
	if sent == now {
		return nil
	}
	return campaign.Fail(campaign.Conflict, "", "Somebody else has just changed the principles of this workshop. Look through the page, and save once more if it is to be as it stands here.")
}

// setLocal keeps what a facilitator has set, and has the open drafts of the workshop checked by it.
func (s *Server) setLocal(ctx context.Context, w campaign.Workshop, local principles.Local) error {
	now := w.PackUse()
	now.Settings = string(local.JSON())
	return s.setPack(ctx, w, now)
}

func (s *Server) setPack(ctx context.Context, w campaign.Workshop, now campaign.PackUse) error {
	if err := s.store.SetWorkshopPack(ctx, w.ID, w.PackUse(), now); err != nil {
		return err
	}
	var drafts []string
	for _, g := range w.Groups {
		drafts = append(drafts, g.DraftID)
	}
	s.desk.Recheck(drafts...)
	s.tellOfSettings(w.ID)
	return nil
}

// addWorkshopWord adds an entry to a family of words. A refused form comes back as typed, with the sentence beside
// the field.
func (s *Server) addWorkshopWord(c echo.Context) error {
	p, local, err := s.workshopPrinciples(c)
	if err != nil {
		return err
	}
	var form wordForm
	if err := readForm(c, &form); err != nil {
		p.Word = form
		return s.renderRefused(c, "workshop-principles", &p.Page, &p, err)
	}
	form.Phrase, form.Rewrite = strings.TrimSpace(form.Phrase), strings.TrimSpace(form.Rewrite)
	if p.Pack == nil {
		return s.renderRefused(c, "workshop-principles", &p.Page, &p, campaign.Fail(campaign.Conflict, "", "%s", p.Problem))
	}
	word := principles.LocalWord{Language: form.Language, Family: form.Family, Phrase: form.Phrase, Rewrite: form.Rewrite, Never: form.Never}
	local.Words = append(local.Words, word)
	_, err = p.Pack.Base().With(local)
	if err == nil {
		err = s.setLocal(c.Request().Context(), p.Workshop, local)
	}
	if err == nil {
		return s.redirect(c, "/workshops/"+p.Workshop.ID+"/principles#words", p.T("checked_by.word_added", "Phrase", form.Phrase))
	}
	e, _ := asError(err)
	if strings.HasPrefix(e.Field, "words") {
		word.Rewrite = ""
		local.Words[len(local.Words)-1] = word
		if _, without := p.Pack.Base().With(local); without == nil {
			form.Unfit = s.sentence(c, e)
		} else {
			form.Error = s.sentence(c, e)
		}
	}
	p.Word = form
	return s.renderRefused(c, "workshop-principles", &p.Page, &p, err)
}

// removeWorkshopWord takes an entry out. One that is out already is no mistake.
func (s *Server) removeWorkshopWord(c echo.Context) error {
	p, local, err := s.workshopPrinciples(c)
	if err != nil {
		return err
	}
	var form wordForm
	if err := readForm(c, &form); err != nil {
		return err
	}
	local.Words = slices.DeleteFunc(local.Words, func(w principles.LocalWord) bool {
		return w.Family == form.Family && w.Language == form.Language && w.Phrase == form.Phrase
	})
	if err := s.setLocal(c.Request().Context(), p.Workshop, local); err != nil {
		return s.renderRefused(c, "workshop-principles", &p.Page, &p, err)
	}
	return s.redirect(c, "/workshops/"+p.Workshop.ID+"/principles#words", p.T("checked_by.word_removed", "Phrase", form.Phrase))
}

package ui

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

// shownMistakes is how many mistakes of an uploaded pack are listed at most.
const shownMistakes = 500

// packsPage lists the packs that are here.
type packsPage struct {
	Page
	Packs    []packView
	Trains   bool     // the caller may upload and remove
	Mistakes []string // of the pack that was refused, with file and line
	More     int      // mistakes that are not listed
}

// packView is one version of a pack.
type packView struct {
	packFacts
	ID, Version string
	Workshops   int
	Own         bool // built in
	By          string
	At          time.Time
	Problem     string // why it cannot be loaded any more
}

// packFacts are what the list says of a pack's contents.
type packFacts struct {
	Title, About string
	Lang         string // of the title and what is said about it
	Principles   int
	Languages    []packLanguage
}

// Address is where the version's own pages are.
func (v packView) Address() string { return "/packs/" + v.ID + "/" + v.Version }

// packLanguage is what a pack has in a language, and how much of it a native speaker has reviewed.
type packLanguage struct {
	Code, Name           string
	Texts, TextsReviewed int
	Lists, ListsReviewed int
	On                   bool // the word lists are switched on
	Reviewers            []reviewerView
}

// reviewerView is somebody who has reviewed texts or lists of a language, and on which day.
type reviewerView struct{ By, At string }

// Open says whether something in the language has not been reviewed.
func (l packLanguage) Open() bool { return l.TextsReviewed < l.Texts || l.ListsReviewed < l.Lists }

// showPacks lists the installed packs, their languages, and what no native speaker has reviewed.
func (s *Server) showPacks(c echo.Context) error {
	p, err := s.packsPage(c)
	if err != nil {
		return err
	}
	p.Notice = s.notice(c)
	return s.render(c, http.StatusOK, "packs", p)
}

func (s *Server) packsPage(c echo.Context) (packsPage, error) {
	ctx := c.Request().Context()
	p := packsPage{Page: s.page(c, "", ""), Trains: caller(c).Role == campaign.Trainer}
	p.Title = p.T("packs.title")
	all, err := s.shelf.All(ctx)
	if err != nil {
		return p, err
	}
	own, err := s.shelf.own(ctx)
	if err != nil {
		return p, err
	}
	accounts, err := s.store.Accounts(ctx)
	if err != nil {
		return p, err
	}
	for _, k := range all {
		v := packView{ID: k.ID, Version: k.Version, Workshops: k.Workshops, At: k.At, Own: k.ID == own.ID && k.Version == own.Version}
		if at := slices.IndexFunc(accounts, func(a campaign.Account) bool { return a.ID == k.By }); at >= 0 {
			v.By = accounts[at].Name
		}
		v.packFacts, err = s.shelf.facts(ctx, campaign.PackUse{ID: k.ID, Version: k.Version, Digest: k.Digest})
		v.Problem = s.sentenceOf(c, err)
		p.Packs = append(p.Packs, v)
	}
	return p, nil
}

// facts gives what the list says of a pack. They are kept for as long as the program runs: to read a pack for them
// takes longer than all the rest of the page, and there is one for each version.
func (f *Shelf) facts(ctx context.Context, use campaign.PackUse) (packFacts, error) {
	if known, ok := f.known.Load(use.Digest); ok {
		return known.(packFacts), nil
	}
	pack, err := f.base(ctx, use, false)
	if err != nil {
		return packFacts{}, err
	}
	facts := packFacts{
		Title: strings.Clone(pack.Title), About: strings.Clone(pack.Description), Lang: strings.Clone(pack.Languages()[0]),
		Principles: len(pack.Principles()), Languages: packLanguages(pack),
	}
	f.known.Store(use.Digest, facts)
	return facts, nil
}

func packLanguages(pack *principles.Pack) []packLanguage {
	var out []packLanguage
	for _, r := range pack.Reviews() {
		l := packLanguage{Code: r.Language, Name: languageName(r.Language), Texts: r.Texts, TextsReviewed: r.TextsReviewed, Lists: len(r.Lists), On: r.WordingOn}
		sign := func(by, at string) {
			if v := (reviewerView{strings.Clone(by), strings.Clone(at)}); by != "" && !slices.Contains(l.Reviewers, v) {
				l.Reviewers = append(l.Reviewers, v)
			}
		}
		sign(r.TextsBy, r.TextsAt)
		for _, list := range r.Lists {
			if list.Reviewed {
				l.ListsReviewed++
				sign(list.By, list.At)
			}
		}
		out = append(out, l)
	}
	return out
}

// languageName is the name that a language has for itself, its code where that is not known.
func languageName(code string) string {
	if name := languageNames[code]; name != "" {
		return name
	}
	return code
}

// uploadPack takes a pack as a zip. It is kept only when nothing at all is wrong with it, its own examples included.
func (s *Server) uploadPack(c echo.Context) error {
	kept, err := s.readUpload(c)
	if err == nil {
		err = s.store.KeepPack(c.Request().Context(), kept)
	}
	l := s.messages.in(s.languageOf(c), "en")
	if err == nil {
		return s.redirect(c, "/packs", l.T("packs.kept", "ID", kept.ID, "Version", kept.Version))
	}
	var wrong mistakes
	if e, status := asError(err); !errors.As(err, &wrong) && (status >= http.StatusInternalServerError || e.Code == campaign.TooLarge && e.Field == "") {
		return err // not the pack's fault, or never read
	}
	p, failed := s.packsPage(c)
	if failed != nil {
		return failed
	}
	if wrong.all == nil {
		return s.renderRefused(c, "packs", &p.Page, &p, err)
	}
	p.Mistakes = wrong.all
	if len(p.Mistakes) > shownMistakes {
		p.Mistakes, p.More = p.Mistakes[:shownMistakes], len(p.Mistakes)-shownMistakes
	}
	p.Alert, p.Wrong = p.N("packs.mistakes", len(wrong.all)), "pack"
	return s.render(c, http.StatusBadRequest, "packs", p)
}

// mistakes are what is wrong with the files of a pack, each with file and line.
type mistakes struct{ all []string }

func (m mistakes) Error() string { return "the pack has mistakes" }

// readUpload reads the zip of the form and checks all that "workbench pack check" does.
func (s *Server) readUpload(c echo.Context) (campaign.KeptPack, error) {
	// What is built in is kept first, so that its version is taken.
	if _, err := s.shelf.own(c.Request().Context()); err != nil {
		return campaign.KeptPack{}, err
	}
	header, err := c.FormFile("pack")
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return campaign.KeptPack{}, err
	}
	if err != nil {
		return campaign.KeptPack{}, campaign.Fail(campaign.Invalid, "pack", "No file came with this form. Choose the zip of a pack, and send it again.").Because(err)
	}
	file, err := header.Open()
	if err != nil {
		return campaign.KeptPack{}, err
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return campaign.KeptPack{}, err
	}
	s.verifying.Lock()
	defer s.verifying.Unlock()
	files, err := principles.OpenZip(data)
	if err != nil {
		return campaign.KeptPack{}, err
	}
	pack, err := principles.LoadVerified(files, s.lib)
	if err != nil {
		var joined interface{ Unwrap() []error }
		if !errors.As(err, &joined) {
			return campaign.KeptPack{}, mistakes{[]string{err.Error()}}
		}
		var wrong mistakes
		for _, one := range joined.Unwrap() {
			wrong.all = append(wrong.all, one.Error())
		}
		return campaign.KeptPack{}, wrong
	}
	digest, err := principles.Digest(files)
	return campaign.KeptPack{ID: pack.ID, Version: pack.Version, Digest: digest, Zip: data, By: caller(c).ID, At: s.now()}, err
}

// downloadPack gives a version of a pack as a zip, to begin one's own with.
func (s *Server) downloadPack(c echo.Context) error {
	ctx := c.Request().Context()
	if _, err := s.shelf.own(ctx); err != nil {
		return err
	}
	kept, err := s.store.Pack(ctx, c.Param("pack"), c.Param("version"))
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="`+kept.ID+"-"+kept.Version+`.zip"`)
	return c.Blob(http.StatusOK, "application/zip", kept.Zip)
}

// removePack removes a version that no workshop is checked by. What is built in stays.
func (s *Server) removePack(c echo.Context) error {
	ctx, id, version := c.Request().Context(), c.Param("pack"), c.Param("version")
	own, err := s.shelf.own(ctx)
	if err == nil && id == own.ID && version == own.Version {
		err = campaign.Fail(campaign.Conflict, "", "The pack %s %s is built into the program and stays.", id, version)
	}
	if err == nil {
		err = s.store.RemovePack(ctx, id, version)
	}
	if err == nil {
		return s.redirect(c, "/packs", s.messages.in(s.languageOf(c), "en").T("packs.removed", "ID", id, "Version", version))
	}
	if campaign.CodeOf(err) != campaign.Conflict {
		return err
	}
	p, failed := s.packsPage(c)
	if failed != nil {
		return failed
	}
	return s.renderRefused(c, "packs", &p.Page, &p, err)
}

// All lists what is kept, the pack that is built in first.
func (f *Shelf) All(ctx context.Context) ([]campaign.KeptPack, error) {
	own, err := f.own(ctx)
	if err != nil {
		return nil, err
	}
	all, err := f.store.Packs(ctx)
	if err != nil {
		return nil, err
	}
	if at := slices.IndexFunc(all, func(k campaign.KeptPack) bool { return k.ID == own.ID && k.Version == own.Version }); at > 0 {
		first := all[at]
		all = slices.Insert(slices.Delete(all, at, at+1), 0, first)
	}
	return all, nil
}

package ui

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// inviteLifetime is how long a code for a second facilitator works.
const inviteLifetime = 30 * time.Minute

// inviteLength is the number of characters of an invite's code.
const inviteLength = 8

// accountForm is the form that makes an account: from the first-start link or with an invite's code.
type accountForm struct {
	Code     string `form:"code"`
	Name     string `form:"name" validate:"required,filled,plain,max=80"`
	Password string `form:"password" validate:"required"`
}

type accountPage struct {
	Page
	Form   accountForm
	First  bool // the first facilitator, by link; otherwise by an invite's code
	Action string
}

func (s *Server) accountPage(c echo.Context, form accountForm, first bool) accountPage {
	p := accountPage{Page: s.page(c, "", ""), Form: form, First: first, Action: "/invited"}
	p.Title = p.T("account.title")
	if first {
		p.Action = "/first/" + form.Code
	}
	p.Form.Password = ""
	return p
}

// showFirst asks the first facilitator for a name and a password.
func (s *Server) showFirst(c echo.Context) error {
	if err := s.passwordsAllowed(c); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "account", s.accountPage(c, accountForm{Code: c.Param("code")}, true))
}

// showInvited asks a second facilitator for the code that the first one sees, a name and a password.
func (s *Server) showInvited(c echo.Context) error {
	return s.render(c, http.StatusOK, "account", s.accountPage(c, accountForm{}, false))
}

// makeFirst makes the first facilitator; the link works once.
func (s *Server) makeFirst(c echo.Context) error {
	if err := s.passwordsAllowed(c); err != nil {
		return err
	}
	form := accountForm{}
	err := readForm(c, &form)
	form.Code = c.Param("code")
	return s.makeAccount(c, form, err, true)
}

// acceptInvite makes another facilitator by a code that works once. It is let through without TLS: the
// code was read from a facilitator's own screen a moment ago, and a password must be given somewhere.
func (s *Server) acceptInvite(c echo.Context) error {
	var form accountForm
	err := readForm(c, &form)
	form.Code = strings.ToUpper(strings.Join(strings.Fields(form.Code), ""))
	return s.makeAccount(c, form, err, false)
}

func (s *Server) makeAccount(c echo.Context, form accountForm, wrong error, first bool) error {
	a, err := s.accountFrom(c, form, wrong, first)
	if err == nil {
		if err := s.signIn(c, sessionAccount, proven(a)); err != nil {
			return err
		}
		return c.Redirect(http.StatusSeeOther, "/workshops")
	}
	p := s.accountPage(c, form, first)
	return s.renderRefused(c, "account", &p.Page, &p, err)
}

// accountFrom makes the account of a form. The code is used up last, when all else is right.
func (s *Server) accountFrom(c echo.Context, form accountForm, wrong error, first bool) (campaign.Account, error) {
	ctx := c.Request().Context()
	if wrong != nil {
		return campaign.Account{}, wrong
	}
	if err := s.failures.check(c.RealIP()); err != nil {
		return campaign.Account{}, err
	}
	if err := s.openInvite(c, form.Code, first); err != nil {
		return campaign.Account{}, err
	}
	name := strings.TrimSpace(form.Name)
	if _, err := s.store.AccountByName(ctx, name); err == nil {
		return campaign.Account{}, campaign.Fail(campaign.Conflict, "name", "There is an account called “%s” already. Choose another name, or sign in.", name)
	}
	hash, err := HashPassword(form.Password)
	if err != nil {
		return campaign.Account{}, err
	}
	invite, err := s.store.UseInvite(ctx, HashCode(form.Code), s.now())
	if err != nil {
		return campaign.Account{}, err
	}
	return s.store.CreateAccount(ctx, campaign.Account{Name: name, Role: invite.Role, PasswordHash: hash})
}

// openInvite says whether a code can be used, before anything is told about accounts or a password is
// hashed. A wrong code counts against the address. The first-start link's code is longer than one from a
// screen, and works on its own page alone: other devices cannot use that page without TLS.
func (s *Server) openInvite(c echo.Context, code string, first bool) error {
	if first || len(code) == inviteLength {
		open, err := s.store.HasInvite(c.Request().Context(), HashCode(code), s.now())
		if err != nil || open {
			return err
		}
	}
	s.failures.count(c.RealIP())
	return campaign.Fail(campaign.NotFound, "code", "This code or link has been used, has ended, or was mistyped. Ask for a fresh one; the first-start link is printed again at the next start while nobody has used it.")
}

type signInPage struct {
	Page
	Name    string
	Refused string // why passwords are not taken on this connection
}

func (s *Server) signInPage(c echo.Context, name string) signInPage {
	p := signInPage{Page: s.page(c, "", ""), Name: name}
	p.Title = p.T("signin.title")
	if err := s.passwordsAllowed(c); err != nil {
		e, _ := asError(err)
		p.Refused = s.sentence(c, e)
	}
	return p
}

// showSignIn asks for a name and a password.
func (s *Server) showSignIn(c echo.Context) error {
	if caller(c).Leads() {
		return c.Redirect(http.StatusSeeOther, "/workshops")
	}
	return s.render(c, http.StatusOK, "sign-in", s.signInPage(c, ""))
}

// signInByPassword starts a session; a wrong password brings the form back with the name as typed.
func (s *Server) signInByPassword(c echo.Context) error {
	if err := s.passwordsAllowed(c); err != nil {
		return err
	}
	var r signInRequest
	err := readForm(c, &r)
	var a campaign.Account
	if err == nil {
		a, err = s.authenticate(c, r.Name, r.Password)
	}
	if err != nil {
		p := s.signInPage(c, r.Name)
		return s.renderRefused(c, "sign-in", &p.Page, &p, err)
	}
	if err := s.signIn(c, sessionAccount, proven(a)); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/workshops")
}

// signOut ends the session on this device. A member comes back with the seat code.
func (s *Server) signOut(c echo.Context) error {
	if err := s.sessions.Destroy(c.Request().Context()); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/")
}

type invitePage struct {
	Page
	Code    string
	Address string
	Minutes int
}

// createInvite shows a code, once, by which a second facilitator comes in.
func (s *Server) createInvite(c echo.Context) error {
	code := randomCode(inviteLength)
	err := s.store.CreateInvite(c.Request().Context(), campaign.Invite{Hash: HashCode(code), Kind: "facilitator",
		Role: campaign.Facilitator, Expires: s.now().Add(inviteLifetime), By: caller(c).ID})
	if err != nil {
		return err
	}
	p := invitePage{Page: s.page(c, "", ""), Code: code, Address: s.addresses(c)[0] + "/invited", Minutes: int(inviteLifetime.Minutes())}
	p.Title = p.T("invite.title")
	return s.render(c, http.StatusOK, "invite", p)
}

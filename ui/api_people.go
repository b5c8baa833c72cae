package ui

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

type signInRequest struct {
	Name     string `json:"name" form:"name" validate:"required,max=200"`
	Password string `json:"password" form:"password" validate:"required,max=200"`
}

// apiSignIn answers with a token for an account's name and password.
func (s *Server) apiSignIn(c echo.Context) error {
	var r signInRequest
	if err := s.passwordsAllowed(c); err != nil {
		return err
	}
	if err := readJSON(c, &r); err != nil {
		return err
	}
	a, err := s.authenticate(c, r.Name, r.Password)
	if err != nil {
		return err
	}
	token, err := s.newToken(c, sessionAccount, proven(a))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"token": token})
}

// authenticate finds the account of a name and password. Wrong ones count against the address.
func (s *Server) authenticate(c echo.Context, name, password string) (campaign.Account, error) {
	if err := s.failures.check(c.RealIP()); err != nil {
		return campaign.Account{}, err
	}
	a, err := s.store.AccountByName(c.Request().Context(), name)
	if err != nil && campaign.CodeOf(err) != campaign.NotFound {
		return campaign.Account{}, err
	}
	// An unknown name costs the same time as a wrong password, so that names cannot be guessed by the clock.
	if !PasswordMatches(a.PasswordHash, password) || a.Demo && !s.cfg.Demo {
		s.failures.count(c.RealIP())
		return campaign.Account{}, campaign.Fail(campaign.Unauthenticated, "password", "This name and password do not belong together. Check both and try again.")
	}
	return a, nil
}

// apiSignOut ends the token or the cookie's session.
func (s *Server) apiSignOut(c echo.Context) error {
	if err := s.sessions.Destroy(c.Request().Context()); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

type groupChoice struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Country string `json:"country,omitempty"`
}

// apiJoinChoices answers with the workshop that a code opens and the groups to choose from.
func (s *Server) apiJoinChoices(c echo.Context) error {
	j, err := s.openCode(c, c.Param("code"))
	if err != nil {
		return err
	}
	groups := []groupChoice{}
	for _, g := range j.workshop.Groups {
		if j.group == "" || j.group == g.ID {
			groups = append(groups, groupChoice{g.ID, g.Name, g.Country})
		}
	}
	return c.JSON(http.StatusOK, struct {
		Title   string           `json:"title"`
		Place   string           `json:"place,omitempty"`
		Joining campaign.Joining `json:"joining"`
		Privacy campaign.Privacy `json:"privacy"`
		Groups  []groupChoice    `json:"groups"`
	}{j.workshop.Title, j.workshop.Place, j.workshop.Joining, j.workshop.Privacy, groups})
}

type joinRequest struct {
	Code     string `json:"code" form:"code" validate:"required,max=40"`
	GroupID  string `json:"group_id" form:"group_id" validate:"max=100"`
	Name     string `json:"name" form:"name" validate:"plain,max=80"`
	SeatCode string `json:"seat_code" form:"seat_code" validate:"max=40"`
}

// apiJoin makes a new member, or brings one back by seat code, and answers with a token.
func (s *Server) apiJoin(c echo.Context) error {
	var r joinRequest
	if err := readJSON(c, &r); err != nil {
		return err
	}
	j, err := s.openCode(c, r.Code)
	if err != nil {
		return err
	}
	var m campaign.Member
	var draft string
	if r.SeatCode != "" {
		m, draft, err = s.findSeat(c, j, r.SeatCode)
	} else {
		m, draft, err = s.takeSeat(c, j, r.GroupID, r.Name)
	}
	if err != nil {
		return err
	}
	notice := ""
	if r.Name != "" && r.SeatCode == "" && j.workshop.Privacy != campaign.PrivacyNames {
		notice = s.messages.in(s.languageOf(c), "en").T("privacy.name_ignored", "Name", m.Name)
	}
	token, err := s.newToken(c, sessionMember, m.ID)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, struct {
		Token    string `json:"token"`
		MemberID string `json:"member_id"`
		DraftID  string `json:"draft_id"`
		SeatCode string `json:"seat_code"`
		Name     string `json:"name"`             // what the member is called here
		Notice   string `json:"notice,omitempty"` // that the name given is not kept
	}{token, m.ID, draft, m.SeatCode, m.Name, notice})
}

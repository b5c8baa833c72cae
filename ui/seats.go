package ui

import (
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// joinable is what a code opens: a workshop and, with a group's own code, one group of it.
type joinable struct {
	workshop campaign.Workshop
	group    string // the id of the only group that the code opens, empty where one chooses
}

// openCode finds what a join or group code opens, for pages and the JSON interface alike. A wrong code
// counts as a failure of the caller's address; so many failures and the address has to wait.
func (s *Server) openCode(c echo.Context, code string) (joinable, error) {
	ctx := c.Request().Context()
	if err := s.failures.check(c.RealIP()); err != nil {
		return joinable{}, err
	}
	workshopID, groupID, err := s.store.WorkshopByCode(ctx, code)
	if campaign.CodeOf(err) == campaign.NotFound {
		s.failures.count(c.RealIP())
		return joinable{}, campaign.Fail(campaign.NotFound, "code", "No workshop has the code “%s”. Check the six characters on the projector and type them again.", strings.TrimSpace(code))
	}
	if err != nil {
		return joinable{}, err
	}
	w, err := s.store.Workshop(ctx, workshopID)
	return joinable{w, groupID}, err
}

// takeSeat makes a new member of the group and tells the group and the facilitator. Any name will do, and
// none. The group must be of the code's workshop; joining must be open for that kind of code.
func (s *Server) takeSeat(c echo.Context, j joinable, groupID, name string) (campaign.Member, string, error) {
	switch {
	case j.workshop.Ended():
		return campaign.Member{}, "", ended()
	case j.workshop.Joining == campaign.JoinClosed:
		return campaign.Member{}, "", campaign.Fail(campaign.Forbidden, "code", "Joining is closed. If you have sat here before, come back with your seat code; otherwise ask your facilitator to open it.")
	case j.workshop.Joining == campaign.JoinByGroupCode && j.group == "":
		return campaign.Member{}, "", campaign.Fail(campaign.Forbidden, "code", "Groups are at work now, so this code no longer lets people in. Ask your table for its own group code.")
	case j.group != "" && groupID != "" && groupID != j.group:
		return campaign.Member{}, "", campaign.Fail(campaign.Invalid, "group_id", "This code is another group's. Leave the group out, or use the workshop's code.")
	}
	if j.group != "" {
		groupID = j.group
	}
	for _, g := range j.workshop.Groups {
		if g.ID != groupID {
			continue
		}
		m, err := s.store.AddMember(c.Request().Context(), campaign.Member{WorkshopID: j.workshop.ID, GroupID: g.ID, Name: name, Joined: s.now()})
		if err != nil {
			return campaign.Member{}, "", err
		}
		s.tellOfMember("joined", m, g.DraftID)
		return m, g.DraftID, nil
	}
	return campaign.Member{}, "", campaign.Fail(campaign.Invalid, "group_id", "Choose one of the workshop's groups.")
}

// findSeat brings somebody back to their seat by its code. It works however joining is set.
func (s *Server) findSeat(c echo.Context, j joinable, seat string) (campaign.Member, string, error) {
	if err := s.failures.check(c.RealIP()); err != nil {
		return campaign.Member{}, "", err
	}
	if j.workshop.Ended() {
		return campaign.Member{}, "", ended()
	}
	m, err := s.store.MemberBySeat(c.Request().Context(), j.workshop.ID, seat)
	if campaign.CodeOf(err) == campaign.NotFound || err == nil && m.Removed {
		s.failures.count(c.RealIP())
		return campaign.Member{}, "", campaign.Fail(campaign.NotFound, "seat_code", "No seat here has the code “%s”. Check it on your other device, or join as somebody new.", strings.TrimSpace(seat))
	}
	if err != nil {
		return campaign.Member{}, "", err
	}
	draft, err := s.store.GroupDraft(c.Request().Context(), m.GroupID)
	return m, draft, err
}

// ended refuses those who would come into a workshop that has been closed for good, or back to their seats.
func ended() error {
	return campaign.Fail(campaign.Forbidden, "code", "This workshop has been closed for good. Nobody can come in any more, and there are no seats to return to.")
}

package ui

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// access is who may call a route. It is checked before the handler runs, for every route, and a test
// walks the table as stranger, member of another group, member, host of the table, facilitator and trainer; the README says it
// for people.
type access int

const (
	anyone        access = iota // no sign-in needed
	ownWorkshop                 // :id is a workshop that the caller belongs to or leads
	ownDraft                    // :id is a draft that the caller may read and edit
	hosts                       // :id is a draft whose table the caller looks after: its host, facilitators and trainers
	leaders                     // facilitators and trainers
	trainers                    // trainers alone
	leadersOrHere               // facilitators and trainers, and anyone from this very machine
)

type route struct {
	method, path string
	access       access
	handler      echo.HandlerFunc
}

func isAPI(path string) bool   { return strings.HasPrefix(path, "/api/") }
func isAsset(path string) bool { return strings.HasPrefix(path, "/assets/") }

// lets says whether a caller may; id is the draft or the workshop that it is about, where the route names one.
func (a access) lets(who campaign.Caller, id string, onThisMachine func() bool) bool {
	switch a {
	case anyone:
		return true
	case ownWorkshop:
		return who.CanOpenWorkshop(id)
	case ownDraft:
		return who.CanReadDraft(id)
	case hosts:
		return who.Hosts(id)
	case leaders:
		return who.Leads()
	case trainers:
		return who.Role == campaign.Trainer
	case leadersOrHere:
		return who.Leads() || onThisMachine()
	}
	return false
}

// allow refuses callers that the route is not for. What they may not know of does not exist for them
// (404); what they may know of and not do is 403; a stranger is asked to come in (401).
func (s *Server) allow(r route) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			who := caller(c)
			ok := r.access.lets(who, c.Param("id"), func() bool { return fromThisMachine(c) })
			switch {
			case ok:
				if err := s.veil(c, r); err != nil {
					return err
				}
				return next(c)
			case who.Role == campaign.Stranger:
				return campaign.Fail(campaign.Unauthenticated, "", "Come in first: join with your workshop's code, or sign in as a facilitator.")
			case r.access == ownWorkshop, r.access == ownDraft:
				return nothingHere()
			case r.access == hosts && !who.CanReadDraft(c.Param("id")):
				return nothingHere()
			case r.access == hosts:
				return campaign.Fail(campaign.Forbidden, "", "Only the host of your table can do this. Ask them, or your facilitator to make you one.")
			case c.Param("id") != "" && strings.Contains(r.path, "/workshops/:id") && !who.CanOpenWorkshop(c.Param("id")):
				return campaign.Fail(campaign.NotFound, "", "There is nothing at this address, or it belongs to another workshop.")
			}
			if r.access == trainers && who.Leads() {
				return campaign.Fail(campaign.Forbidden, "", "Only a trainer can do this. On the laptop that runs the workbench, “workbench admin create --role trainer” makes one.")
			}
			return campaign.Fail(campaign.Forbidden, "", "Only a facilitator can do this. Ask yours, or sign in as one.")
		}
	}
}

// statusOf is the one table from error codes to HTTP statuses.
func statusOf(code campaign.Code) int {
	switch code {
	case campaign.Invalid:
		return http.StatusBadRequest
	case campaign.Unauthenticated:
		return http.StatusUnauthorized
	case campaign.Forbidden, campaign.Locked:
		return http.StatusForbidden
	case campaign.NotFound:
		return http.StatusNotFound
	case campaign.Conflict, campaign.BatchReused:
		return http.StatusConflict
	case campaign.TooLarge:
		return http.StatusRequestEntityTooLarge
	case campaign.SlowDown:
		return http.StatusTooManyRequests
	case campaign.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

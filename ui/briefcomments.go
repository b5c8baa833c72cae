package ui

import (
	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/brief"
)

// withComments says whether a brief is asked for with what is open about the draft.
func withComments(c echo.Context) bool { return c.QueryParam("comments") == "yes" }

// openComments gathers what is open about a draft for the annex of its brief, with people called as the workshop has it.
func (s *Server) openComments(c echo.Context, head campaign.Head) ([]brief.Comment, error) {
	list, err := s.store.Comments(c.Request().Context(), c.Param("id"))
	if err != nil {
		return nil, err
	}
	names, err := s.namesOf(c, head.WorkshopID)
	if err != nil {
		return nil, err
	}
	leads := caller(c).Leads()
	called := func(n campaign.Comment) brief.Comment {
		w := names[n.Who]
		if n.Unnamed && !leads {
			w = writer{}
		}
		return brief.Comment{Comment: n, Name: w.name, Led: w.leads}
	}
	var open []brief.Comment
	at := map[string]int{}
	for _, n := range list {
		switch i, ok := at[n.Thread]; {
		case n.Gone || n.State != campaign.CommentOpen:
		case n.Thread == "":
			at[n.ID] = len(open)
			open = append(open, called(n))
		case ok:
			open[i].Replies = append(open[i].Replies, called(n))
		}
	}
	return open, nil
}

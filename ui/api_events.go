package ui

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/live"
)

// tell lets the open pages of a workshop know that somebody joined, moved or was removed, or that the
// workshop changed. The news names no code.
func (s *Server) tell(workshopID, what string, m campaign.Member) {
	data, err := json.Marshal(struct {
		What  string `json:"what"`
		Name  string `json:"name,omitempty"`
		Group string `json:"group,omitempty"`
	}{what, m.Name, m.GroupID})
	if err != nil {
		return // three strings always marshal
	}
	s.hub.Publish(live.Event{Name: live.WorkshopEvent, Data: data}, live.WorkshopTopic(workshopID), live.LeadTopic(workshopID))
}

// eventWriter begins an event stream and returns how one event is sent. No deadline holds for it.
func eventWriter(c echo.Context) (func(live.Event) error, error) {
	w := http.NewResponseController(c.Response())
	h := c.Response().Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // a proxy in front must not wait for more
	c.Response().WriteHeader(http.StatusOK)
	return func(e live.Event) error {
		if e.ID > 0 {
			if _, err := fmt.Fprintf(c.Response(), "id: %d\n", e.ID); err != nil {
				return err
			}
		}
		data := e.Data
		if data == nil {
			data = json.RawMessage("{}")
		}
		if _, err := fmt.Fprintf(c.Response(), "event: %s\ndata: %s\n\n", e.Name, data); err != nil {
			return err
		}
		return w.Flush()
	}, nil
}

// position reads where a stream goes on: Last-Event-ID wins over ?after=N.
func position(c echo.Context) (int64, error) {
	if last := c.Request().Header.Get("Last-Event-ID"); last != "" {
		if n, err := strconv.ParseInt(last, 10, 64); err == nil && n >= 0 {
			return n, nil
		}
	}
	return wholeNumber(c, "after", 0)
}

type presenceRequest struct {
	Client string `json:"client" validate:"required,max=64"`
	At     string `json:"at" validate:"max=200"`
	From   int    `json:"from" validate:"min=0"`
	To     int    `json:"to" validate:"min=0"`
	Unsent int    `json:"unsent" validate:"min=0"`
}

// apiPresence says where the person at one open page is. It is kept nowhere.
func (s *Server) apiPresence(c echo.Context) error {
	var r presenceRequest
	if err := readJSON(c, &r); err != nil {
		return err
	}
	info, err := s.store.DraftInfo(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	who := caller(c)
	if who.Role == campaign.MemberRole { // those who lead look on without being seen
		s.hub.Present(info.ID, info.WorkshopID, live.Presence{Client: r.Client, Who: who.ID, Name: who.Name, At: r.At, From: r.From, To: r.To, Unsent: r.Unsent})
	}
	return c.NoContent(http.StatusNoContent)
}

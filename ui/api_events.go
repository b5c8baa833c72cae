package ui

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/live"
)

// sendWithin is how long one event may take to leave: a phone that has gone away holds no stream for ever.
const sendWithin = 30 * time.Second

// eventWriter begins an event stream and returns how one event is sent.
func eventWriter(c echo.Context) func(live.Event) error {
	w := http.NewResponseController(c.Response())
	h := c.Response().Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // a proxy in front must not wait for more
	c.Response().WriteHeader(http.StatusOK)
	return func(e live.Event) error {
		w.SetWriteDeadline(time.Now().Add(sendWithin)) // unsupported only by test recorders, which have no deadline
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
	}
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
	who := caller(c)
	if who.Role == campaign.MemberRole { // those who lead look on without being seen
		p := live.Presence{Client: r.Client, Who: who.ID, Name: who.Name, At: r.At, From: r.From, To: r.To, Unsent: r.Unsent}
		if err := s.desk.Present(c.Request().Context(), c.Param("id"), p); err != nil {
			return err
		}
	}
	return c.NoContent(http.StatusNoContent)
}

// apiDraftEvents streams a draft: hello, every entry after N, then what happens.
func (s *Server) apiDraftEvents(c echo.Context) error {
	after, err := position(c)
	if err != nil {
		return err
	}
	return s.stream(c, func(send func(live.Event) error) error {
		return s.desk.Stream(c.Request().Context(), c.Param("id"), caller(c).ID, after, send)
	})
}

// apiWorkshopEvents streams a workshop to those who lead it.
func (s *Server) apiWorkshopEvents(c echo.Context) error {
	return s.stream(c, func(send func(live.Event) error) error {
		return s.desk.StreamWorkshop(c.Request().Context(), c.Param("id"), caller(c).ID, send)
	})
}

// stream runs an event stream. What is refused before the first event is an ordinary error; after it the
// stream just ends, and the page comes back with the last number that it saw.
func (s *Server) stream(c echo.Context, run func(send func(live.Event) error) error) error {
	var send func(live.Event) error
	err := run(func(e live.Event) error {
		if send == nil {
			send = eventWriter(c)
		}
		return send(e)
	})
	if send != nil {
		return nil
	}
	if campaign.CodeOf(err) == "" && err != nil && c.Request().Context().Err() == nil {
		return campaign.Fail(campaign.Unavailable, "", "The room is closing or very busy. The page tries again by itself.").Because(err)
	}
	return err
}

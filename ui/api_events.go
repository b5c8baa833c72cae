package ui

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/live"
)

// sendWithin is how long one event may take to leave: a phone that has gone away holds no stream for ever.
const sendWithin = 30 * time.Second

// eventWriter begins an event stream and returns how its events are sent.
func eventWriter(c echo.Context) live.Send {
	w := http.NewResponseController(c.Response())
	h := c.Response().Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // a proxy in front must not wait for more
	c.Response().WriteHeader(http.StatusOK)
	return func(events ...live.Event) error {
		piece := eventRoom.Get().(*[]byte)
		defer eventRoom.Put(piece)
		*piece = (*piece)[:0]
		for _, e := range events {
			*piece = appendEvent(*piece, e)
		}
		w.SetWriteDeadline(time.Now().Add(sendWithin)) // unsupported only by test recorders, which have no deadline
		if _, err := c.Response().Write(*piece); err != nil {
			return err
		}
		return w.Flush()
	}
}

// eventRoom holds room for what is being sent, so that a stream takes none while it is idle.
var eventRoom = sync.Pool{New: func() any { return new([]byte) }}

// appendEvent writes one event as the standard has it
// (https://html.spec.whatwg.org/multipage/server-sent-events.html). The data is JSON on one line.
func appendEvent(b []byte, e live.Event) []byte {
	if e.ID > 0 {
		b = append(strconv.AppendInt(append(b, "id: "...), e.ID, 10), '\n')
	}
	b = append(append(append(b, "event: "...), e.Name...), "\ndata: "...)
	if e.Data == nil {
		b = append(b, "{}"...)
	} else {
		b = append(b, e.Data...)
	}
	return append(b, "\n\n"...)
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
	Seen   int64  `json:"seen" validate:"min=0"`

	Section string `json:"section" validate:"max=60"` // that the page shows

	Leaving bool  `json:"leaving"`
	Batch   int64 `json:"batch" validate:"min=0"` // of a page that leaves: the one that it has no answer to
}

// apiPresence says where the person at one open page is. It is kept nowhere.
func (s *Server) apiPresence(c echo.Context) error {
	var r presenceRequest
	err := readJSON(c, &r)
	if err != nil {
		return err
	}
	who := caller(c)
	if who.Role == campaign.MemberRole { // those who lead look on without being seen
		p := live.Presence{Client: r.Client, Who: who.ID, Name: who.Name, At: r.At, From: r.From, To: r.To, Unsent: r.Unsent, Seen: r.Seen, Section: r.Section}
		if r.Leaving {
			err = s.desk.Leave(c.Request().Context(), c.Param("id"), p, r.Batch)
		} else {
			err = s.desk.Present(c.Request().Context(), c.Param("id"), p)
		}
		if err != nil {
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
	return s.stream(c, func(send live.Send) error {
		return s.desk.Stream(c.Request().Context(), c.Param("id"), caller(c).ID, after, send)
	})
}

// apiWorkshopEvents streams a workshop to those who lead it.
func (s *Server) apiWorkshopEvents(c echo.Context) error {
	return s.stream(c, func(send live.Send) error {
		return s.desk.StreamWorkshop(c.Request().Context(), c.Param("id"), caller(c).ID, send)
	})
}

// stream runs an event stream. What is refused before the first event is an ordinary error; after it the
// stream just ends, and the page comes back with the last number that it saw.
func (s *Server) stream(c echo.Context, run func(send live.Send) error) error {
	var send live.Send
	err := run(func(events ...live.Event) error {
		if send == nil {
			send = eventWriter(c)
		}
		return send(events...)
	})
	if send != nil {
		return nil
	}
	if campaign.CodeOf(err) == "" && err != nil && c.Request().Context().Err() == nil {
		return campaign.Fail(campaign.Unavailable, "", "The room is closing or very busy. The page tries again by itself.").Because(err)
	}
	return err
}

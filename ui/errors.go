package ui

import (
	"context"
	"errors"
	"net/http"
	"runtime/debug"
	"strconv"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// How many seconds a client waits after 503 and after 429.
const (
	retryAfter    = 2
	slowDownAfter = 60
)

// asError turns any error into one that people may see. What is not ours already is internal: the cause
// is logged, and people get one neutral sentence.
func asError(err error) (*campaign.Error, int) {
	var e *campaign.Error
	if errors.As(err, &e) {
		return e, statusOf(e.Code)
	}
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		errors.As(tooLarge(large.Limit), &e)
		return e, http.StatusRequestEntityTooLarge
	}
	var h *echo.HTTPError
	if errors.As(err, &h) {
		switch h.Code {
		case http.StatusNotFound:
			return campaign.Fail(campaign.NotFound, "", "There is nothing at this address. Check it, or go back to the start page."), h.Code
		case http.StatusMethodNotAllowed: // echo has set the Allow header
			return campaign.Fail(campaign.Invalid, "", "This address does not take this kind of request."), h.Code
		case http.StatusUnsupportedMediaType:
			return campaign.Fail(campaign.Invalid, "", "Send JSON with the header Content-Type: application/json."), http.StatusBadRequest
		case http.StatusRequestEntityTooLarge:
			errors.As(tooLarge(maxForm), &e)
			return e, h.Code
		case http.StatusBadRequest:
			return campaign.Fail(campaign.Invalid, "", "This request could not be read. Check its form and send it again."), h.Code
		}
	}
	return campaign.Fail("internal", "", "Something went wrong on our side. What you wrote is still on your page: copy it, then try again.").Because(err), http.StatusInternalServerError
}

// handleError is the only place that turns an error into an answer.
func (s *Server) handleError(err error, c echo.Context) {
	if c.Response().Committed || errors.Is(err, context.Canceled) && c.Request().Context().Err() != nil {
		return // answered already, or nobody waits for the answer
	}
	e, status := asError(err)
	if status >= http.StatusInternalServerError {
		s.log.Error("request failed", "route", c.Path(), "id", c.Response().Header().Get(echo.HeaderXRequestID), "error", err, "cause", e.Cause)
	}
	switch status {
	case http.StatusTooManyRequests:
		if c.Response().Header().Get("Retry-After") == "" {
			c.Response().Header().Set("Retry-After", strconv.Itoa(slowDownAfter))
		}
	case http.StatusServiceUnavailable:
		c.Response().Header().Set("Retry-After", strconv.Itoa(retryAfter))
	}
	if isAPI(c.Request().URL.Path) || isAsset(c.Request().URL.Path) {
		err = c.JSON(status, errorBody{errorDetail{Code: e.Code, Message: s.sentence(c, e), Field: e.Field}})
	} else {
		err = s.renderError(c, status, e)
	}
	if err != nil {
		s.log.Error("error page failed", "error", err)
	}
}

type errorBody struct {
	Error errorDetail `json:"error"`
}

type errorDetail struct {
	Code    campaign.Code `json:"code"`
	Message string        `json:"message"`
	Field   string        `json:"field,omitempty"`
}

// recoverPanics turns a panic into an internal error, logged with its stack.
func (s *Server) recoverPanics(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if r := recover(); r != nil {
				if r == http.ErrAbortHandler {
					panic(r)
				}
				s.log.Error("panic", "route", c.Path(), "value", r, "stack", string(debug.Stack()))
				s.handleError(errors.New("panic"), c)
			}
		}()
		return next(c)
	}
}

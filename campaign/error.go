package campaign

import (
	"errors"
	"fmt"
)

// Code names what kind of refusal an Error is. Its text is part of HTTP version 1.
type Code string

// The codes, in the order of their HTTP status.
const (
	Invalid         Code = "invalid"         // 400: the request was understood and is wrong
	Unauthenticated Code = "unauthenticated" // 401: nobody is signed in, or the token is unknown
	Forbidden       Code = "forbidden"       // 403: the caller may know of the thing, and not do this
	Locked          Code = "locked"          // 403: the part is locked by the facilitator
	NotFound        Code = "not_found"       // 404: it does not exist, or the caller may not know of it
	Conflict        Code = "conflict"        // 409: the state has moved on; read again
	BatchReused     Code = "batch_reused"    // 409: another content under a used client and batch
	TooLarge        Code = "too_large"       // 413: over a limit of size
	SlowDown        Code = "slow_down"       // 429: too many failures from one address
	Unavailable     Code = "unavailable"     // 503: try the same again later
)

// Error is a refusal that a person can act on: a code for programs, a sentence that says what, where
// and how to mend it, the field it concerns if there is one, and a private cause that is logged and
// never shown. Any other error is internal and reaches people only as one neutral sentence.
//
// Format is the English sentence and, with Args, also the key under which a message catalogue may hold
// the sentence in another language.
type Error struct {
	Code   Code
	Field  string // a field id, or FIELD/ROW/COLUMN; empty where the error concerns no field
	Format string
	Args   []any
	Cause  error
}

// Fail makes an Error. Format and args make the sentence as fmt.Sprintf does.
func Fail(code Code, field, format string, args ...any) *Error {
	return &Error{Code: code, Field: field, Format: format, Args: args}
}

// Because returns a copy of the error with a private cause.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.Cause = cause
	return &c
}

// Error returns the English sentence, without the cause.
func (e *Error) Error() string { return fmt.Sprintf(e.Format, e.Args...) }

// Unwrap returns the private cause.
func (e *Error) Unwrap() error { return e.Cause }

// CodeOf returns the code of the first Error in err's chain, or "" where there is none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

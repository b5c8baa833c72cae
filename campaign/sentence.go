package campaign

import (
	"errors"
	"strings"
	"unicode/utf8"

	"workbench/campaign/sheet"
)

// inField returns err with the field set, where it is an *Error that names none.
func inField(field string, err error) error {
	var e *Error
	if errors.As(err, &e) && e.Field == "" {
		c := *e
		c.Field = field
		return &c
	}
	return err
}

// inRow returns err for one cell of a field, with a sentence that begins with the row, counted from 1, and
// the column.
func inRow(field string, row int, column string, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	if column == "" {
		return Fail(e.Code, field, "Row %d: "+e.Format, append([]any{row}, e.Args...)...)
	}
	return Fail(e.Code, field, "Row %d, %s: "+e.Format, append([]any{row, column}, e.Args...)...)
}

// shown cuts a long piece of input to what a sentence can quote.
func shown(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// notKnown is the refusal of a name that is not in known: it names the one that was probably meant, or all.
func notKnown(what, name string, known []string) *Error {
	name = shown(name)
	if near := sheet.Closest(strings.ToLower(name), known); near != "" {
		return Fail(Invalid, "", "There is no %s %q; %q is close to it.", what, name, near)
	}
	return Fail(Invalid, "", "There is no %s %q; it is one of %s.", what, name, strings.Join(known, ", "))
}

// unknownField is the refusal of a field that the vocabulary does not have.
func (l *Library) unknownField(id string) *Error {
	if near := l.ClosestField(shown(id)); near != "" {
		return Fail(Invalid, shown(id), "There is no field %q; %q is close to it.", shown(id), near)
	}
	return Fail(Invalid, shown(id), "There is no field %q; see the vocabulary for those there are.", shown(id))
}

// unknownCanvas is the refusal of a canvas that is not among the library's.
func (l *Library) unknownCanvas(id string) *Error {
	ids := make([]string, 0, len(l.Canvases()))
	for _, c := range l.Canvases() {
		ids = append(ids, c.ID)
	}
	if id == "" {
		return Fail(Invalid, "canvas", "No canvas is named; it is one of %s.", strings.Join(ids, ", "))
	}
	e := notKnown("canvas", id, ids)
	e.Field = "canvas"
	return e
}

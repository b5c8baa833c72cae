package ui

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"
	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

var validate = newValidate()

func newValidate() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	// Fields are named as the caller wrote them.
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		for _, tag := range []string{"json", "form"} {
			if name, _, _ := strings.Cut(f.Tag.Get(tag), ","); name != "" {
				return name
			}
		}
		return f.Name
	})
	for tag, holds := range map[string]validator.Func{
		"plain":  func(l validator.FieldLevel) bool { return plainLine(l.Field().String()) },
		"filled": func(l validator.FieldLevel) bool { return strings.TrimSpace(l.Field().String()) != "" },
	} {
		if err := v.RegisterValidation(tag, holds); err != nil {
			panic(err) // the names above are free
		}
	}
	return v
}

// plainLine says whether a name or title is whole Unicode on one line, without control characters.
func plainLine(text string) bool {
	clean, err := campaign.CleanText(campaign.Line, text)
	return err == nil && clean == text
}

// readJSON reads a request's body, and nothing else, into a request struct and checks it. Unknown members
// are let pass, so that newer callers can talk to us; wrong types, lone surrogates and invalid UTF-8 are
// refused.
func readJSON(c echo.Context, into any) error {
	body, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return err
	}
	if err := campaign.CheckJSONText(body); err != nil {
		return err
	}
	if err := json.Unmarshal(body, into); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) {
			return campaign.Fail(campaign.Invalid, kind.Field, "%s is %s here; send %s.", named(kind.Field), article(kind.Value), wanted(kind.Type.Kind()))
		}
		return campaign.Fail(campaign.Invalid, "", "The body is not JSON. Send one JSON object.").Because(err)
	}
	return check(into)
}

// wanted says in words what JSON a Go kind is read from.
func wanted(kind reflect.Kind) string {
	switch kind {
	case reflect.Struct, reflect.Map:
		return "an object in braces"
	case reflect.Slice, reflect.Array:
		return "a list in brackets"
	case reflect.String:
		return "a text in quotes"
	case reflect.Bool:
		return "true or false"
	}
	return "a whole number"
}

// article puts the article before the decoder's word for what was sent, such as "array" or "number 1.5".
func article(value string) string {
	switch value {
	case "array", "object":
		return "an " + value
	case "bool":
		return "true or false"
	}
	return "a " + value
}

// formValues reads a plain form's fields, of either encoding.
func formValues(c echo.Context) (url.Values, error) {
	form, err := c.FormParams()
	var large *http.MaxBytesError
	if err != nil && !errors.As(err, &large) {
		return nil, campaign.Fail(campaign.Invalid, "", "This form could not be read. Go back, copy what you wrote, and load the page again.").Because(err)
	}
	return form, err
}

// readForm reads a plain form's fields into a request struct and checks it.
func readForm(c echo.Context, into any) error {
	if err := (&echo.DefaultBinder{}).BindBody(c, into); err != nil {
		return err
	}
	return check(into)
}

// check runs the struct's validate tags and says the first thing that is wrong in a sentence.
func check(request any) error {
	err := validate.Struct(request)
	var wrong validator.ValidationErrors
	if !errors.As(err, &wrong) {
		return err
	}
	w := wrong[0]
	_, field, _ := strings.Cut(w.Namespace(), ".")
	switch w.Tag() {
	case "required", "filled":
		return campaign.Fail(campaign.Invalid, field, "%s is missing. Fill it in and send again.", named(field))
	case "max":
		if w.Kind() == reflect.Slice {
			return campaign.Fail(campaign.Invalid, field, "%s holds too much: at most %s.", named(field), w.Param())
		}
		return campaign.Fail(campaign.Invalid, field, "%s is too long: at most %s characters.", named(field), w.Param())
	case "min":
		return campaign.Fail(campaign.Invalid, field, "%s is too small: at least %s.", named(field), w.Param())
	case "plain":
		return campaign.Fail(campaign.Invalid, field, "%s holds a line break or a character that cannot be shown. Take it out and send again.", named(field))
	case "iso3166_1_alpha2":
		return campaign.Fail(campaign.Invalid, field, "%s must be a country's two capital letters, such as MY.", named(field))
	case "bcp47_language_tag":
		return campaign.Fail(campaign.Invalid, field, "%s must be a language's code, such as en or ms.", named(field))
	case "oneof":
		return campaign.Fail(campaign.Invalid, field, "%s must be one of: %s.", named(field), strings.ReplaceAll(w.Param(), " ", ", "))
	case "datetime":
		return campaign.Fail(campaign.Invalid, field, "%s must be a date such as 2027-02-01.", named(field))
	}
	return campaign.Fail(campaign.Invalid, field, "%s is not valid. Check it and send again.", named(field))
}

// named is what a sentence calls a field: one of a list by its place as people count.
func named(field string) string {
	if field == "" {
		return "The body"
	}
	var place int
	var member string
	if n, _ := fmt.Sscanf(field, "groups[%d].%s", &place, &member); n == 2 {
		return fmt.Sprintf("The %s of group %d", member, place+1)
	}
	return "“" + field + "”"
}

package ui

import (
	"encoding/json"
	"errors"
	"io"
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
	return v
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
			return campaign.Fail(campaign.Invalid, kind.Field, "%s should be a JSON %s, and is a %s.", named(kind.Field), kind.Type.Kind(), kind.Value)
		}
		return campaign.Fail(campaign.Invalid, "", "The body is not JSON. Send one JSON object.").Because(err)
	}
	return check(into)
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
	case "required":
		return campaign.Fail(campaign.Invalid, field, "%s is missing. Fill it in and send again.", named(field))
	case "max":
		return campaign.Fail(campaign.Invalid, field, "%s is too long: at most %s characters.", named(field), w.Param())
	case "min":
		return campaign.Fail(campaign.Invalid, field, "%s is too short: at least %s characters.", named(field), w.Param())
	case "oneof":
		return campaign.Fail(campaign.Invalid, field, "%s must be one of: %s.", named(field), strings.ReplaceAll(w.Param(), " ", ", "))
	case "datetime":
		return campaign.Fail(campaign.Invalid, field, "%s must be a date such as 2027-02-01.", named(field))
	}
	return campaign.Fail(campaign.Invalid, field, "%s is not valid. Check it and send again.", named(field))
}

func named(field string) string {
	if field == "" {
		return "The body"
	}
	return "“" + field + "”"
}

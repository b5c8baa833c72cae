package ui

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// refusal is one value of a form that was not saved: as it was typed, and why.
type refusal struct{ typed, message string }

// saveSection takes a plain form. What the person changed, compared with what the page showed, becomes
// one batch of edits that is rebased over what others did meanwhile. A value that is refused comes back
// as typed, and the rest is saved.
func (s *Server) saveSection(c echo.Context) error {
	form, err := formValues(c)
	if err != nil {
		return err
	}
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	canvas := s.lib.Canvas(d.Canvas)
	section := canvas.Section(c.Param("section"))
	if section == nil {
		return campaign.Fail(campaign.NotFound, "section", "This draft has moved to another canvas, which has no section “%s”. Go back, copy what you wrote, and choose a section on the strip.", c.Param("section"))
	}
	base, err := strconv.ParseInt(form.Get("seq"), 10, 64)
	if err != nil {
		return campaign.Fail(campaign.Invalid, "seq", "This form is not whole. Go back, copy what you wrote, and load the page again.")
	}
	fields, client := sectionFields(canvas, section), form.Get("client")
	if client == "" {
		client = randomText(12)
	}
	sent, err := s.sendForm(c, form, fields, campaign.Batch{Client: client, Log: form.Get("log"), Base: base})
	if campaign.CodeOf(err) == campaign.BatchReused {
		// The page was sent before and has other words by now: somebody went back in the browser. What they
		// changed is taken as it stands there, and not added to what the page saved the first time.
		if head, _, _, err = s.openDraft(c); err != nil {
			return err
		}
		s.showedAsIs(form, head.State)
		sent, err = s.sendForm(c, form, fields, campaign.Batch{Client: randomText(12), Log: head.LogID, Base: head.Seq})
	}
	if err != nil {
		return err
	}
	refused, fragment := sent.refused, sent.fragment
	if marked, err := s.mark(c, of.group, section.ID, form.Get("action")); err != nil {
		return err
	} else if marked {
		fragment = "#marks"
	}
	if len(refused) > 0 {
		p, err := s.sectionPage(c, refused)
		if err != nil {
			return err
		}
		p.Alert = p.N("draft.refused", len(refused))
		return s.render(c, http.StatusBadRequest, "section", p)
	}
	l := s.messages.in(s.languageOf(c), "en")
	to, notice := section.ID, s.savedNotice(l, sent.edits, form.Get("action"))
	if form.Get("action") == "next" {
		if at := slices.IndexFunc(canvas.Sections, func(x campaign.Section) bool { return x.ID == section.ID }); at < len(canvas.Sections)-1 {
			to = canvas.Sections[at+1].ID
		}
	}
	return s.redirect(c, "/drafts/"+c.Param("id")+"/sections/"+to+fragment, notice)
}

// sentForm is what became of a form: the edits it asked for, the values that were refused, and the part of
// the page to go back to.
type sentForm struct {
	edits    []campaign.Edit
	refused  map[string]refusal
	fragment string
}

// sendForm turns a form into edits and submits them as b. The same page sent twice gives the same batch,
// which counts once: phones on a slow network do that.
func (s *Server) sendForm(c echo.Context, form url.Values, fields []string, b campaign.Batch) (sentForm, error) {
	edits, refused := s.formEdits(form, fields)
	action, fragment, err := s.rowAction(form, b.Client)
	if err != nil {
		return sentForm{}, err
	}
	b.Edits = append(edits, action...)
	sent := sentForm{slices.Clone(b.Edits), refused, fragment}
	return sent, s.submitBatches(c, b, form, refused)
}

// showedAsIs makes the form say that its page showed every value that the person changed as it is now.
func (s *Server) showedAsIs(form url.Values, state campaign.State) {
	for _, place := range formPlaces(form) {
		field, column := s.placeOf(place)
		if field == nil {
			continue
		}
		now := state.Fields[field.ID].Value
		kind := field.Kind
		if column != nil {
			kind, now = column.Kind, campaign.Value{}
			row := strings.Split(place, "/")[1]
			for _, r := range state.Fields[field.ID].Rows {
				if r.ID == row {
					now = r.Cells[column.ID]
				}
			}
		}
		if formValue(form, kind, "f."+place) != lineFeeds(form.Get("was."+place)) {
			form.Set("was."+place, plain(kind, now))
		}
	}
}

// formValue is a control's value as it came back.
func formValue(form url.Values, kind campaign.Kind, name string) string {
	if kind == campaign.Choices { // an empty one stands for "none is ticked"
		return strings.Join(slices.DeleteFunc(slices.Clone(form[name]), func(v string) bool { return v == "" }), ",")
	}
	return lineFeeds(form.Get(name))
}

// submitForm hands the edits to the desk. An edit that the desk refuses for its own sake is left out and
// noted among the refused ones, and the others are tried again, until all that is good is saved.
func (s *Server) submitForm(c echo.Context, b campaign.Batch, form url.Values, refused map[string]refusal) error {
	for len(b.Edits) > 0 {
		_, err := s.desk.Submit(c.Request().Context(), c.Param("id"), caller(c).Author(), b)
		e, status := asError(err)
		switch {
		case err == nil:
			return nil
		case status >= http.StatusInternalServerError:
			return err
		}
		if e.Code == campaign.BatchReused || e.Code == campaign.TooLarge && len(b.Edits) > 1 {
			return err // the caller's to part anew
		}
		// A refusal that is no single edit's own concerns them all: the words come back, none is lost.
		all := !slices.ContainsFunc(b.Edits, func(edit campaign.Edit) bool { return edit.At == e.Field })
		b.Edits = slices.DeleteFunc(b.Edits, func(edit campaign.Edit) bool {
			if !all && edit.At != e.Field {
				return false
			}
			if _, typed := form["f."+edit.At]; typed {
				refused[edit.At] = refusal{strings.Join(form["f."+edit.At], ","), s.sentence(c, e)}
			}
			return true
		})
		if all && len(refused) == 0 {
			return err
		}
	}
	return nil
}

// formEdits turns the differences between what the page showed (was.PLACE) and what came back (f.PLACE)
// into edits, in the order of the fields and of the rows on the page.
func (s *Server) formEdits(form url.Values, fields []string) ([]campaign.Edit, map[string]refusal) {
	var edits []campaign.Edit
	refused := map[string]refusal{}
	for _, place := range formPlaces(form) {
		field, column := s.placeOf(place)
		if field == nil || !slices.Contains(fields, field.ID) {
			continue
		}
		kind, col := field.Kind, ""
		if column != nil {
			kind, col = column.Kind, column.ID
		}
		was, now := lineFeeds(form.Get("was."+place)), formValue(form, kind, "f."+place)
		if was == now || !form.Has("f."+place) { // what cannot be changed on the page is not sent
			continue
		}
		edit, err := s.formEdit(field.ID, col, kind, place, was, now)
		if err != nil {
			refused[place] = refusal{now, err.Error()}
			continue
		}
		if edit != nil {
			edits = append(edits, *edit)
		}
	}
	return edits, refused
}

// formPlaces lists the places of a form's values, in a fixed order.
func formPlaces(form url.Values) []string {
	var places []string
	for name := range form {
		if place, ok := strings.CutPrefix(name, "was."); ok {
			places = append(places, place)
		}
	}
	slices.Sort(places)
	return places
}

// placeOf finds the field and, for FIELD/ROW/COLUMN, the column of a place.
func (s *Server) placeOf(place string) (*campaign.Field, *campaign.Column) {
	parts := strings.Split(place, "/")
	field := s.lib.Field(parts[0])
	switch {
	case field == nil, len(parts) == 1 && field.Kind == campaign.Rows:
		return nil, nil
	case len(parts) == 1:
		return field, nil
	case len(parts) == 3:
		if column := field.Column(parts[2]); column != nil {
			return field, column
		}
	}
	return nil, nil
}

func (s *Server) formEdit(field, column string, kind campaign.Kind, place, was, now string) (*campaign.Edit, error) {
	switch kind {
	case campaign.Line, campaign.Text:
		if kind == campaign.Line {
			now = strings.ReplaceAll(strings.TrimRight(now, "\n"), "\n", " ") // the control takes Enter, the field does not
		}
		clean, err := campaign.CleanText(kind, now)
		if err != nil {
			return nil, err
		}
		splices := campaign.DiffText(was, clean)
		if len(splices) == 0 {
			return nil, nil
		}
		return &campaign.Edit{Kind: campaign.EditText, At: place, Splices: splices}, nil
	case campaign.Choices:
		before, after := listed(was), listed(now)
		return &campaign.Edit{Kind: campaign.EditChoose, At: place, Add: without(after, before), Remove: without(before, after)}, nil
	case campaign.Amount:
		digits, err := plainNumber(now)
		if err != nil {
			return nil, err
		}
		if now = digits; now != "" {
			n, err := campaign.ParseNumber(now)
			if err != nil {
				return nil, err
			}
			now = n.String()
		}
	}
	raw, err := json.Marshal(now)
	if err != nil {
		return nil, err
	}
	if kind == campaign.Amount && now != "" {
		raw = json.RawMessage(now)
	}
	if _, err := s.lib.ParseValue(field, column, raw); err != nil {
		return nil, err
	}
	return &campaign.Edit{Kind: campaign.EditSet, At: place, Value: raw}, nil
}

func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(v string) bool { return slices.Contains(other, v) })
}

// lineFeeds undoes what browsers do to line ends in forms.
func lineFeeds(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

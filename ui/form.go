package ui

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

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
	head, _, d, err := s.openDraft(c)
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
	edits, refused := s.formEdits(form, sectionFields(canvas, section))
	action, fragment, err := s.rowAction(form.Get("action"), head.State)
	if err != nil {
		return err
	}
	edits = append(edits, action...)
	if err := s.submitBatches(c, campaign.Batch{Client: randomText(12), Batch: 1, Log: form.Get("log"), Base: base, Edits: edits}, form, refused); err != nil {
		return err
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
	to, notice := section.ID, l.T("draft.saved")
	if form.Get("action") == "next" {
		if at := slices.IndexFunc(canvas.Sections, func(x campaign.Section) bool { return x.ID == section.ID }); at < len(canvas.Sections)-1 {
			to = canvas.Sections[at+1].ID
		}
	}
	return s.redirect(c, "/drafts/"+c.Param("id")+"/sections/"+to+fragment, notice)
}

// submitForm hands the edits to the desk. An edit that the desk refuses for its own sake is left out and
// noted among the refused ones, and the others are tried again, until all that is good is saved.
func (s *Server) submitForm(c echo.Context, b campaign.Batch, form url.Values, refused map[string]refusal) error {
	for len(b.Edits) > 0 {
		_, err := s.desk.Submit(c.Request().Context(), c.Param("id"), caller(c).ID, b)
		e, status := asError(err)
		switch {
		case err == nil:
			return nil
		case status >= http.StatusInternalServerError:
			return err
		}
		before, all := len(b.Edits), e.Code == campaign.Conflict || e.Code == campaign.TooLarge
		b.Edits = slices.DeleteFunc(b.Edits, func(edit campaign.Edit) bool {
			if !all && edit.At != e.Field {
				return false
			}
			if _, typed := form["f."+edit.At]; typed {
				refused[edit.At] = refusal{strings.Join(form["f."+edit.At], ","), s.sentence(c, e)}
			}
			return true
		})
		if len(b.Edits) == before || all && len(refused) == 0 {
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
		was, now := lineFeeds(form.Get("was."+place)), lineFeeds(form.Get("f."+place))
		if kind == campaign.Choices {
			now = strings.Join(slices.DeleteFunc(slices.Clone(form["f."+place]), func(v string) bool { return v == "" }), ",")
		}
		if was == now {
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
		now = plainNumber(now)
		if _, err := campaign.ParseNumber(now); now != "" && err != nil {
			return nil, err
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

// plainNumber reads a number as people write it: digits of any script, a comma or a point before at most
// two decimals, and spaces anywhere.
func plainNumber(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
		case unicode.IsDigit(r):
			b.WriteByte('0' + digit(r))
		default:
			b.WriteRune(r)
		}
	}
	number := b.String()
	if whole, decimals, ok := strings.Cut(number, ","); ok && len(decimals) <= 2 && !strings.Contains(whole, ".") {
		return whole + "." + decimals
	}
	return number
}

// digit is the value of a decimal digit of any script: Unicode keeps each script's ten in a row.
func digit(r rune) byte {
	var n byte
	for unicode.IsDigit(r-1) && n < 9 {
		r--
		n++
	}
	return n
}

// rowAction turns a pressed button (add:FIELD, up:FIELD:ROW, down, delete, restore) into edits, and says
// to which part of the page to go back.
func (s *Server) rowAction(action string, state campaign.State) ([]campaign.Edit, string, error) {
	parts := strings.Split(action, ":")
	if len(parts) < 2 {
		return nil, "", nil
	}
	field := s.lib.Field(parts[1])
	if field == nil || field.Kind != campaign.Rows {
		return nil, "", campaign.Fail(campaign.Invalid, parts[1], "There is no list of rows “%s”.", parts[1])
	}
	rows := state.Fields[field.ID].Rows
	visible := slices.DeleteFunc(slices.Clone(rows), func(r campaign.RowState) bool { return r.Deleted })
	before := func(n int) string { // the id of the n-th visible row, empty above the first
		if n < 0 || len(visible) == 0 {
			return ""
		}
		return visible[min(n, len(visible)-1)].ID
	}
	if parts[0] == "add" {
		id := randomText(9)
		return []campaign.Edit{{Kind: campaign.EditInsertRow, At: field.ID, Row: id, After: before(len(visible) - 1)}}, "#row-" + field.ID + "-" + id, nil
	}
	if len(parts) != 3 {
		return nil, "", nil
	}
	row, place := parts[2], field.ID+"/"+parts[2]
	i := slices.IndexFunc(visible, func(r campaign.RowState) bool { return r.ID == row })
	here := "#row-" + field.ID + "-" + row
	switch {
	case parts[0] == "up" && i > 0:
		return []campaign.Edit{{Kind: campaign.EditMoveRow, At: place, After: before(i - 2)}}, here, nil
	case parts[0] == "down" && i >= 0 && i < len(visible)-1:
		return []campaign.Edit{{Kind: campaign.EditMoveRow, At: place, After: before(i + 1)}}, here, nil
	case parts[0] == "delete" && i >= 0:
		return []campaign.Edit{{Kind: campaign.EditDeleteRow, At: place}}, "#at-" + field.ID, nil
	case parts[0] == "restore" && i < 0:
		at := slices.IndexFunc(rows, func(r campaign.RowState) bool { return r.ID == row })
		after := ""
		for _, r := range rows[:max(at, 0)] {
			if !r.Deleted {
				after = r.ID
			}
		}
		return []campaign.Edit{{Kind: campaign.EditRestoreRow, At: place, After: after}}, here, nil
	}
	return nil, here, nil
}

package ui

import (
	"net/url"
	"slices"
	"strings"

	"workbench/campaign"
)

// rowAction turns a pressed button (add:FIELD, up:FIELD:ROW, down, delete, restore) into edits, and says to
// which part of the page to go back. It goes by the rows that the page showed, not by those that are there
// now, so that a page sent twice asks for the same. A new row has the id newRow.
func (s *Server) rowAction(form url.Values, newRow string) ([]campaign.Edit, string, error) {
	parts := strings.Split(form.Get("action"), ":")
	if len(parts) < 2 {
		return nil, "", nil
	}
	field := s.lib.Field(parts[1])
	if field == nil || field.Kind != campaign.Rows {
		return nil, "", campaign.Fail(campaign.Invalid, parts[1], "There is no list of rows “%s”. Load the page again and press the button there.", parts[1])
	}
	shown := form["rows."+field.ID]
	before := func(n int) string { // the id of the n-th row shown, empty above the first
		if n < 0 {
			return ""
		}
		return shown[n]
	}
	if parts[0] == "add" {
		edit := campaign.Edit{Kind: campaign.EditInsertRow, At: field.ID, Row: newRow, After: before(len(shown) - 1)}
		return []campaign.Edit{edit}, "#row-" + field.ID + "-" + newRow, nil
	}
	if len(parts) != 3 {
		return nil, "", nil
	}
	row, place := parts[2], field.ID+"/"+parts[2]
	i, here := slices.Index(shown, row), "#row-"+field.ID+"-"+row
	switch {
	case parts[0] == "up" && i > 0:
		return []campaign.Edit{{Kind: campaign.EditMoveRow, At: place, After: before(i - 2)}}, here, nil
	case parts[0] == "down" && i >= 0 && i < len(shown)-1:
		return []campaign.Edit{{Kind: campaign.EditMoveRow, At: place, After: before(i + 1)}}, here, nil
	case parts[0] == "delete" && i >= 0:
		return []campaign.Edit{{Kind: campaign.EditDeleteRow, At: place}}, "#at-" + field.ID, nil
	case parts[0] == "restore" && i < 0:
		return []campaign.Edit{{Kind: campaign.EditRestoreRow, At: place, After: row}}, here, nil // where it stood
	}
	return nil, here, nil
}

// shownSaved is how many fields a notice names.
const shownSaved = 3

// savedNotice says what a form did: the button that was pressed, or the fields that were saved.
func (s *Server) savedNotice(l *localizer, edits []campaign.Edit, action string) string {
	switch verb, _, _ := strings.Cut(action, ":"); verb {
	case "add":
		return l.T("draft.row_added")
	case "up", "down":
		return l.T("draft.row_moved")
	case "delete":
		return l.T("draft.row_deleted")
	case "restore":
		return l.T("draft.row_restored")
	}
	var titles []string
	for _, e := range edits {
		field, _, _ := strings.Cut(e.At, "/")
		if title := s.lib.Texts(l.language).Field(field).Title; !slices.Contains(titles, title) {
			titles = append(titles, title)
		}
	}
	switch {
	case len(titles) == 0:
		return l.T("draft.unchanged")
	case len(titles) > shownSaved:
		return l.N("draft.saved_many", len(titles))
	}
	return l.T("draft.saved", "What", strings.Join(titles, ", "))
}

package ui

import (
	"encoding/json"
	"net/url"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// batchRoom is how much of a batch's limit the edits of a form may take; the rest is for what stands
// around them.
const batchRoom = campaign.BatchBytes - 8<<10

// submitBatches submits a form's edits, in as many batches as their limit asks for: a plain form may hold
// far more than one batch. All name the form's own base, since each edit stands in another place and the
// later batches are rebased over the earlier ones.
func (s *Server) submitBatches(c echo.Context, b campaign.Batch, form url.Values, refused map[string]refusal) error {
	for i, part := range partEdits(b.Edits, batchRoom) {
		b.Batch, b.Edits = int64(i+1), part
		if err := s.submitForm(c, b, form, refused); err != nil {
			return err
		}
	}
	return nil
}

// partEdits cuts edits, in their order, into parts of at most room bytes of JSON. An edit that is larger
// stands alone.
func partEdits(edits []campaign.Edit, room int) [][]campaign.Edit {
	var parts [][]campaign.Edit
	size, from := 0, 0
	for i, e := range edits {
		data, err := json.Marshal(e)
		if err != nil {
			data = nil // never: an edit of our own making is text and JSON
		}
		if size+len(data) > room && i > from {
			parts, size, from = append(parts, edits[from:i:i]), 0, i
		}
		size += len(data) + 1
	}
	if from < len(edits) {
		parts = append(parts, edits[from:])
	}
	return parts
}

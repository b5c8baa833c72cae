package ui

import (
	"encoding/json"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// batchRoom is how much of a batch's limit the edits of a form may take; the rest is for what stands
// around them.
const batchRoom = campaign.BatchBytes - 8<<10

// submitBatches submits a form's edits, in as many batches as their limit asks for: a plain form may hold
// far more than one batch. All name the form's own base, since each edit stands in another place and the
// later batches are rebased over the earlier ones. Where a batch makes the draft too large, its edits are
// tried one by one, so that only what does not fit is refused.
func (s *Server) submitBatches(c echo.Context, b campaign.Batch, form url.Values, refused map[string]refusal) error {
	parts := partEdits(b.Edits, batchRoom)
	for b.Batch = 1; len(parts) > 0; b.Batch++ {
		part := parts[0]
		parts = parts[1:]
		b.Edits = slices.Clone(part)
		err := s.submitForm(c, b, form, refused)
		switch {
		case campaign.CodeOf(err) == campaign.TooLarge && len(part) > 1:
			parts = append(partEdits(part, 0), parts...)
		case err != nil:
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

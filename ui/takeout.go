package ui

import (
	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// takeOut takes what an accepted suggestion did out of the draft again, and gives the passage that it is about then. What
// others wrote since stays: a text is mended as it was before the suggestion, at that moment, and what came later is
// rebased over. A value that is another by now is left.
func (s *Server) takeOut(c echo.Context, head campaign.Head, n campaign.Comment) (campaign.Anchor, error) {
	ctx, draft := c.Request().Context(), c.Param("id")
	if err := n.CanTakeOut(); err != nil {
		return n.Anchor, err
	}
	field, column := s.placeOf(n.At)
	if field == nil || !s.lib.HasPlace(head.State, n.At) || n.Entry > head.Seq || n.Log != head.LogID {
		return n.Anchor, campaign.Fail(campaign.Conflict, "", "The row of this suggestion is deleted, or the draft was restored from a backup. Look at the draft, and mend it there.")
	}
	before, err := s.foldTo(c, head, begun(head), 0, n.Entry-1)
	if err != nil {
		return n.Anchor, err
	}
	b := campaign.Batch{Client: "suggestion-" + n.ID, Batch: 2*n.Times + 2, Log: head.LogID, Base: n.Entry}
	was, isText := s.lib.TextAt(before, n.At)
	if isText {
		after, err := s.foldTo(c, head, begun(head), 0, n.Entry)
		if err != nil {
			return n.Anchor, err
		}
		now, _ := s.lib.TextAt(after, n.At)
		if now == was { // what it would have changed was so already
			return n.Anchor, nil
		}
		b.Edits = []campaign.Edit{{Kind: campaign.EditText, At: n.At, Splices: campaign.DiffText(now, was)}}
	} else {
		kind := field.Kind
		if column != nil {
			kind = column.Kind
		}
		if plain(kind, s.valueAt(head.State, n.At)) != n.Replacement {
			return n.Anchor, campaign.Fail(campaign.Conflict, "", "Somebody has chosen another value since. Look at the draft, and mend it there.")
		}
		edit, err := s.formEdit(field.ID, columnID(column), kind, n.At, n.Replacement, n.Quote)
		if err != nil {
			return n.Anchor, err
		}
		b.Base, b.Edits = head.Seq, []campaign.Edit{*edit}
	}
	answer, err := s.desk.Submit(ctx, draft, caller(c).Author(), b)
	if err != nil || !isText || n.Quote == "" {
		return n.Anchor, err
	}
	head, err = s.desk.Read(ctx, draft)
	if err != nil {
		return n.Anchor, err
	}
	text, _ := s.lib.TextAt(head.State, n.At)
	if from := nearest(text, n.Quote, n.From); from >= 0 && head.Seq >= answer.Seq {
		return campaign.Anchor{Log: head.LogID, Seq: head.Seq, From: from, To: from + campaign.UTF16Len(n.Quote), Quote: n.Quote}, nil
	}
	return n.Anchor, nil
}

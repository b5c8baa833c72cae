package ui

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

type restoreRequest struct {
	Field  string `form:"field" validate:"max=80"` // empty for the whole draft
	Base   int64  `form:"base"`
	Client string `form:"client" validate:"required,max=40"`
}

// restoreMoment makes one field, or all, what they were at a moment, as edits like any other: of the draft as the
// page showed it, and rebased over what others have written meanwhile, so that their words stay. Pressed twice it
// counts once.
func (s *Server) restoreMoment(c echo.Context) error {
	var r restoreRequest
	if err := readForm(c, &r); err != nil {
		return err
	}
	head, _, _, err := s.openDraft(c)
	if err != nil {
		return err
	}
	seq, then, err := s.momentOf(c, head)
	if err != nil {
		return err
	}
	if r.Base < seq || r.Base > head.Seq || r.Field != "" && s.lib.Field(r.Field) == nil {
		return campaign.Fail(campaign.Invalid, "base", "This form is of another draft, or not whole. Open the moment anew on the page of the history, and press the button there.")
	}
	now, err := s.foldTo(c, head, then, seq, r.Base)
	if err != nil {
		return err
	}
	var fields []string
	if r.Field != "" {
		fields = []string{r.Field}
	}
	l, path := s.messages.in(s.languageOf(c), "en"), "/drafts/"+c.Param("id")+"/history/"
	edits := s.lib.RestoreEdits(now, then.Draft(""), fields...)
	if len(edits) == 0 {
		return s.redirect(c, path+c.Param("seq"), l.T("history.same_already"))
	}
	first, refused, err := s.submitRestored(c, campaign.Batch{Client: r.Client, Log: head.LogID, Base: r.Base}, edits)
	if err != nil || len(refused) > 0 {
		e, status := asError(err)
		if status >= http.StatusInternalServerError && err != nil {
			return err
		}
		p, lost := s.momentPage(c)
		if lost != nil {
			return lost
		}
		if p.Refused = refused; err != nil {
			p.Alert = s.sentence(c, e)
		} else {
			p.Alert, status = p.N("history.refused", len(refused)), http.StatusBadRequest
		}
		return s.render(c, status, "history-moment", p)
	}
	notice := l.T("history.restored")
	if r.Field != "" {
		notice = l.T("history.restored_field", "Title", s.lib.Texts(l.language).Field(r.Field).Title)
	}
	return s.redirect(c, path+strconv.FormatInt(first-1, 10), notice)
}

// submitRestored submits edits as b, in as many batches as their limit asks for, and returns the seq of the first.
// An edit that is refused for its own sake is left out with a sentence, and the rest is tried again.
func (s *Server) submitRestored(c echo.Context, b campaign.Batch, edits []campaign.Edit) (first int64, refused []refusedView, err error) {
	texts := s.lib.Texts(s.languageOf(c))
	for _, part := range restoreParts(edits) {
		for b.Batch++; len(part) > 0; {
			b.Edits = slices.Clone(part)
			answer, err := s.desk.Submit(c.Request().Context(), c.Param("id"), caller(c).Author(), b)
			if err == nil {
				if first == 0 {
					first = answer.Seq
				}
				break
			}
			e, status := asError(err)
			own := func(edit campaign.Edit) bool { return edit.At == e.Field }
			if status >= http.StatusInternalServerError || !slices.ContainsFunc(part, own) {
				return first, refused, err
			}
			for _, edit := range part {
				if own(edit) {
					refused = append(refused, refusedView{fieldOf(edit), texts.Field(fieldOf(edit)).Title, s.sentence(c, e)})
					break
				}
			}
			part = slices.DeleteFunc(slices.Clone(part), own)
		}
	}
	return first, refused, nil
}

// restoreParts cuts edits into parts that fit into a batch each, between fields where it can: the later parts have
// the base of the first, and rows stand in their order only where they are placed together.
func restoreParts(edits []campaign.Edit) [][]campaign.Edit {
	var parts [][]campaign.Edit
	var part []campaign.Edit
	for len(edits) > 0 {
		field := fieldOf(edits[0])
		n := slices.IndexFunc(edits, func(e campaign.Edit) bool { return fieldOf(e) != field })
		if n < 0 {
			n = len(edits)
		}
		if joined := slices.Concat(part, edits[:n]); len(partEdits(joined, batchRoom)) == 1 {
			part = joined
		} else {
			if len(part) > 0 {
				parts = append(parts, part)
			}
			own := partEdits(edits[:n], batchRoom)
			parts, part = append(parts, own[:len(own)-1]...), own[len(own)-1]
		}
		edits = edits[n:]
	}
	if len(part) > 0 {
		parts = append(parts, part)
	}
	return parts
}

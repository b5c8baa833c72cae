package ui

import (
	"context"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

// Shelf gives each workshop the pack of principles that it is checked by.
type Shelf struct {
	store    Store
	standard func() *principles.Pack // the one built in
}

// NewShelf returns the shelf of a store. standard gives the pack that is built in, when a page needs it: loading
// one takes longer than starting.
func NewShelf(store Store, standard func() *principles.Pack) *Shelf {
	return &Shelf{store: store, standard: standard}
}

// Of gives the pack that a workshop is checked by.
func (f *Shelf) Of(ctx context.Context, w campaign.Workshop) (*principles.Pack, error) {
	return f.standard(), nil
}

// packOf gives the pack that a workshop is checked by. Where it cannot be loaded any more its error says so in a
// sentence; what people write is never held up by it.
func (s *Server) packOf(ctx context.Context, w campaign.Workshop) (*principles.Pack, error) {
	return s.shelf.Of(ctx, w)
}

// pack is the pack that is built in, for pages without a workshop.
func (s *Server) pack() *principles.Pack { return s.shelf.standard() }

// checked holds a draft against the principles of its workshop, and gives the texts of the findings in the
// language of the one who asks. Where the principles cannot be loaded the report is empty, and the error says why.
func (s *Server) checked(c echo.Context, w campaign.Workshop, d *campaign.Draft) (*principles.Report, principles.PackTexts, error) {
	pack, err := s.packOf(c.Request().Context(), w)
	report, words := s.reportOf(c, pack, d)
	return report, words, err
}

// reportOf checks a draft, and gives the texts in the language of the one who asks; without a pack the report is
// empty.
func (s *Server) reportOf(c echo.Context, pack *principles.Pack, d *campaign.Draft) (*principles.Report, principles.PackTexts) {
	if pack == nil {
		return &principles.Report{}, principles.PackTexts{}
	}
	return principles.Check(d, pack), s.wordsFor(c, pack)
}

// sentenceOf is what a person reads of an error, empty where there is none.
func (s *Server) sentenceOf(c echo.Context, err error) string {
	if err == nil {
		return ""
	}
	e, _ := asError(err)
	return s.sentence(c, e)
}

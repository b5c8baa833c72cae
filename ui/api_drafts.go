package ui

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/campaign/brief"
	"workbench/principles"
)

//go:embed openapi.yaml
var openAPI []byte

// apiDocument serves the OpenAPI document.
func (s *Server) apiDocument(c echo.Context) error {
	return c.Blob(http.StatusOK, "application/yaml", openAPI)
}

type draftBody struct {
	Format   string          `json:"format"`
	Canvas   string          `json:"canvas"`
	Language string          `json:"language"`
	Group    string          `json:"group"`
	Log      string          `json:"log"`
	Seq      int64           `json:"seq"`
	Fields   json.RawMessage `json:"fields"`

	SetAside  json.RawMessage `json:"set_aside,omitempty"`
	SelfCheck json.RawMessage `json:"self_check,omitempty"`
}

// whose is the workshop and the group that a draft belongs to.
type whose struct {
	workshop campaign.Workshop
	group    campaign.Group
}

// openDraft reads a draft as it stands, and whose it is.
func (s *Server) openDraft(c echo.Context) (campaign.Head, whose, *campaign.Draft, error) {
	ctx := c.Request().Context()
	head, err := s.desk.Read(ctx, c.Param("id"))
	if err != nil {
		return head, whose{}, nil, err
	}
	w, err := s.store.Workshop(ctx, head.WorkshopID)
	if err != nil {
		return head, whose{}, nil, err
	}
	for _, g := range w.Groups {
		if g.ID == head.GroupID {
			return head, whose{w, g}, head.State.Draft(g.Name), nil
		}
	}
	return head, whose{}, nil, campaign.Fail(campaign.NotFound, "", "There is nothing at this address, or it belongs to another group.")
}

// apiDraft answers with the draft as a file, with "log", "seq" and an "id" in each row.
func (s *Server) apiDraft(c echo.Context) error {
	head, _, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, draftBody{
		Format: campaign.DraftFormat, Canvas: d.Canvas, Language: d.Language, Group: d.Group, Log: head.LogID, Seq: head.Seq,
		Fields: s.lib.EncodeFields(d, true), SetAside: s.lib.EncodeAsides(d, true), SelfCheck: s.lib.EncodeSelfChecks(d),
	})
}

// batchRequest is a batch as it is sent. A missing number is refused, because zero means something else.
type batchRequest struct {
	Client string          `json:"client" validate:"required"`
	Batch  *int64          `json:"batch" validate:"required"`
	Log    string          `json:"log"`
	Base   *int64          `json:"base" validate:"required"`
	Edits  []campaign.Edit `json:"edits"`
}

// apiSubmit takes a batch of edits. It answers only when the batch is durable.
func (s *Server) apiSubmit(c echo.Context) error {
	var r batchRequest
	if err := readJSON(c, &r); err != nil {
		return err
	}
	b := campaign.Batch{Client: r.Client, Batch: *r.Batch, Log: r.Log, Base: *r.Base, Edits: r.Edits}
	answer, err := s.desk.Submit(c.Request().Context(), c.Param("id"), caller(c).Author(), b)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, answer)
}

// apiEntries answers with the log's entries after a seq.
func (s *Server) apiEntries(c echo.Context) error {
	after, err := wholeNumber(c, "after", 0)
	if err != nil {
		return err
	}
	limit, err := wholeNumber(c, "limit", 1000)
	if err != nil {
		return err
	}
	if limit < 1 || limit > 1000 {
		return campaign.Fail(campaign.Invalid, "limit", "“limit” is a number from 1 to 1,000.")
	}
	page, err := s.desk.Entries(c.Request().Context(), c.Param("id"), after, int(limit))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, page)
}

// wholeNumber reads a query parameter that is a whole number, zero or more.
func wholeNumber(c echo.Context, name string, otherwise int64) (int64, error) {
	text := c.QueryParam(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, campaign.Fail(campaign.Invalid, name, "“%s” is a whole number, zero or more.", name)
	}
	return n, nil
}

type findingsBody struct {
	Seq int64 `json:"seq"`
	*principles.Report
}

// apiFindings answers with the check report of the draft as it stands, which is never older than any
// answer the caller has had.
func (s *Server) apiFindings(c echo.Context) error {
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return err
	}
	pack, err := s.packOf(c.Request().Context(), of.workshop)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, findingsBody{head.Seq, principles.Check(d, pack)})
}

// briefOf gathers what a brief shows of a draft as it stands, and whose it is.
func (s *Server) briefOf(c echo.Context) (brief.Document, whose, error) {
	head, of, d, err := s.openDraft(c)
	if err != nil {
		return brief.Document{}, of, err
	}
	info, err := s.store.DraftInfo(c.Request().Context(), c.Param("id"))
	if err != nil {
		return brief.Document{}, of, err
	}
	doc := brief.Document{Draft: d, Workshop: of.workshop.Title, Edited: info.Updated, Seq: head.Seq, Language: s.lib.Texts(of.workshop.Language).Language()}
	if pack, err := s.packOf(c.Request().Context(), of.workshop); err == nil { // without it the annex says that nothing was checked
		doc.Report, doc.Pack = principles.Check(d, pack), pack
	}
	if withComments(c) {
		doc.Comments, err = s.openComments(c, head)
	}
	return doc, of, err
}

// apiBrief answers with the brief as Markdown, HTML or JSON.
func (s *Server) apiBrief(c echo.Context) error {
	doc, _, err := s.briefOf(c)
	if err != nil {
		return err
	}
	switch c.QueryParam("format") {
	case "", "md":
		return c.Blob(http.StatusOK, "text/markdown; charset=utf-8", brief.Markdown(s.lib, doc))
	case "html":
		page := brief.Page(s.lib, doc)
		c.Response().Header().Set("Content-Security-Policy", "default-src 'none'; style-src "+styleHash(page)+"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		return c.HTMLBlob(http.StatusOK, page)
	case "json":
		return c.JSONBlob(http.StatusOK, brief.JSON(s.lib, doc))
	}
	return campaign.Fail(campaign.Invalid, "format", "There is no format “%s”. Choose md, html or json.", c.QueryParam("format"))
}

// styleHash names a page's own style sheet in a content security policy. The page is a file that is also
// kept and opened elsewhere, so its style carries no nonce.
func styleHash(page []byte) string {
	_, rest, _ := bytes.Cut(page, []byte("<style>"))
	style, _, _ := bytes.Cut(rest, []byte("</style>"))
	sum := sha256.Sum256(style)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

type canvasRequest struct {
	Canvas string `json:"canvas" form:"canvas" validate:"required,max=60"`
}

// apiSetCanvas moves the draft to another canvas. It loses nothing.
func (s *Server) apiSetCanvas(c echo.Context) error {
	var r canvasRequest
	if err := readJSON(c, &r); err != nil {
		return err
	}
	if err := s.movable(c); err != nil {
		return err
	}
	answer, err := s.desk.SetCanvas(c.Request().Context(), c.Param("id"), caller(c).Author(), r.Canvas)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, answer)
}

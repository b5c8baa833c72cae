package brief

import (
	"encoding/json"

	"workbench/campaign"
	"workbench/principles"
)

// jsonBrief is a brief as JSON: the draft as a file and the check report, with what surrounds them.
type jsonBrief struct {
	Format   string             `json:"format"`
	Headings string             `json:"headings"`
	Workshop string             `json:"workshop"`
	Date     string             `json:"date"`
	Seq      int64              `json:"seq"`
	Draft    json.RawMessage    `json:"draft"`
	Report   *principles.Report `json:"report"`
	SetAside []SetAside         `json:"set_aside"`
}

// JSON writes a brief as JSON, indented: the draft under "draft" as a draft file, the report under "report".
func JSON(lib *campaign.Library, doc Document) []byte {
	draft, err := lib.EncodeDraft(doc.Draft)
	if err != nil {
		draft = []byte("null") // a draft in memory always encodes; a file without it is still readable
	}
	b := jsonBrief{
		Format: Format, Headings: doc.headings(lib), Workshop: doc.Workshop, Date: doc.date(), Seq: doc.Seq,
		Draft: draft, Report: doc.Report, SetAside: doc.SetAside,
	}
	if b.SetAside == nil {
		b.SetAside = []SetAside{}
	}
	out, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return nil
	}
	return append(out, '\n')
}

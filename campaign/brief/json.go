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
	SetAside []jsonAside        `json:"set_aside"`
}

// jsonAside is a finding that the group has set aside, with its reason.
type jsonAside struct {
	Principle string          `json:"principle"`
	Field     string          `json:"field"`
	Excerpt   string          `json:"excerpt,omitempty"`
	Reason    campaign.Reason `json:"reason"`
	Note      string          `json:"note,omitempty"`
}

// JSON writes a brief as JSON, indented: the draft under "draft" as a draft file, the report under "report".
func JSON(lib *campaign.Library, doc Document) []byte {
	draft, err := lib.EncodeDraft(doc.Draft)
	if err != nil {
		draft = []byte("null") // a draft in memory always encodes; a file without it is still readable
	}
	b := jsonBrief{
		Format: Format, Headings: doc.headings(lib), Workshop: doc.Workshop, Date: doc.date(), Seq: doc.Seq,
		Draft: draft, Report: doc.Report, SetAside: []jsonAside{},
	}
	if doc.Report != nil {
		for _, f := range doc.Report.SetAside() {
			b.SetAside = append(b.SetAside, jsonAside{f.Principle, f.Field, f.Excerpt, f.Aside.Reason, f.Aside.Note})
		}
	}
	out, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return nil
	}
	return append(out, '\n')
}

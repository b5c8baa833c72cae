package brief

import (
	"time"

	"workbench/campaign"
	"workbench/principles"
)

// Format is the format that the front matter of a brief names.
const Format = "campaign-brief/1"

// Document is what a brief is made from.
type Document struct {
	Draft    *campaign.Draft
	Report   *principles.Report // nil: not checked, and the annex says so
	Pack     *principles.Pack   // the pack of the report; nil leaves titles and sources out
	Workshop string             // its title; may be empty
	Edited   time.Time          // the last edit; zero where it is not known
	Seq      int64              // the sequence number of the draft's log; 0 for a file
	Language string             // of the headings; empty is the draft's own
	Comments []Comment          // what is open about the draft, for its annex; none where they were not asked for
}

// headings returns the language of the headings: the one asked for, or what the library has in its place.
func (d *Document) headings(lib *campaign.Library) string {
	if d.Language != "" {
		return lib.Texts(d.Language).Language()
	}
	return lib.Texts(d.Draft.Language).Language()
}

// date returns the day of the last edit, "" where it is not known.
func (d *Document) date() string {
	if d.Edited.IsZero() {
		return ""
	}
	return d.Edited.Format(time.DateOnly)
}

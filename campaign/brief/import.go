package brief

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"workbench/campaign"
)

// ImportBytes is the most that a brief to import holds, in bytes. It is eight times what a draft holds, since
// escaping can make six bytes of one.
const ImportBytes = 8 * campaign.DraftBytes

// Imported is what a brief holds. Nothing of a file is dropped without a word: what could not be placed in
// the draft is in Unplaced, and a notice says why.
type Imported struct {
	Draft    *campaign.Draft
	Notices  []Notice
	Unplaced []Piece
}

// Notice is a sentence about a line of the file, which counts from 1; 0 is the file as a whole.
type Notice struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// Piece is text of the file that found no place, as it stands there. Heading is the one it stood under.
type Piece struct {
	Line    int    `json:"line"`
	Heading string `json:"heading"`
	Text    string `json:"text"`
}

// Import reads a brief, also one that was edited by hand. It reads only what a reader sees; the annex is not
// read. Headings are matched by title, by a title once shipped or by id, in every language that the library
// has, at any level. The error, where the file is no brief at all, is an *Error.
func Import(lib *campaign.Library, data []byte) (*Imported, error) {
	if len(data) > ImportBytes {
		return nil, campaign.Fail(campaign.TooLarge, "", "A brief holds at most %d MiB, and this file has %d bytes.", ImportBytes>>20, len(data))
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		return nil, campaign.Fail(campaign.Invalid, "", "The brief is not valid UTF-8 text; open it in an editor and save it as UTF-8.")
	}
	text := strings.ReplaceAll(strings.ReplaceAll(string(data), "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(text, "\n")
	front, skip, err := readFrontMatter(lines)
	if err != nil {
		return nil, err
	}
	if front.Format != "" && front.Format != Format {
		return nil, campaign.Fail(campaign.Invalid, "format", "This file has the format %q; only %q can be read.", clip(front.Format), Format)
	}
	r := &reader{lib: lib, out: &Imported{Draft: &campaign.Draft{Fields: map[string]campaign.Value{}}}}
	for i := range skip {
		lines[i] = ""
	}
	r.dropComments(lines)
	regions := cut(lines, func(title string) bool { return r.isTitle(title) })
	if err := r.begin(front, regions, skip > 0); err != nil {
		return nil, err
	}
	r.read(regions)
	if r.more > 0 {
		r.out.Notices = append(r.out.Notices, Notice{Text: fmt.Sprintf("%d more pieces of the file found no place and were kept aside.", r.more)})
	}
	if front.Title != "" && !r.seen[campaign.TitleField] {
		r.notice(0, "The title stands in the front matter only, which is for other tools; write it below the heading “%s”.",
			r.titles[0].texts.Field(campaign.TitleField).Title)
	}
	return r.out, nil
}

// reader is one import under way.
type reader struct {
	lib     *campaign.Library
	canvas  *campaign.Canvas
	titles  []languageTitles // the language of the headings first
	out     *Imported
	options map[string]map[string]string // by list, what names an option
	seen    map[string]bool              // fields that had something under their heading
	more    int                          // notices beyond those that anybody would read
}

// manyNotices is how many sentences about single lines an import gives.
const manyNotices = 200

func (r *reader) notice(line int, format string, args ...any) {
	if len(r.out.Notices) >= manyNotices {
		r.more++
		return
	}
	r.out.Notices = append(r.out.Notices, Notice{Line: line, Text: fmt.Sprintf(format, args...)})
}

// unplaced keeps text that found no place. Blank text is nothing to keep.
func (r *reader) unplaced(line int, heading, text, format string, args ...any) {
	if text = strings.Trim(text, "\n"); strings.TrimSpace(text) == "" {
		return
	}
	r.out.Unplaced = append(r.out.Unplaced, Piece{Line: line, Heading: heading, Text: text})
	r.notice(line, format, args...)
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// begin settles canvas, language and group, which stand in the front matter and nowhere else. Without one the
// canvas is the one that most of the headings belong to.
func (r *reader) begin(front frontMatter, regions []region, has bool) error {
	d := r.out.Draft
	d.Canvas, d.Language, d.Group = front.Canvas, front.Language, front.Group
	if group, err := campaign.CleanText(campaign.Line, d.Group); err != nil || group != d.Group {
		r.unplaced(1, "group", d.Group, "The group's name in the front matter is not one line of text; it was left out.")
		d.Group = ""
	}
	r.titles = allTitles(r.lib, front.Headings, front.Language)
	r.canvas = r.lib.Canvas(front.Canvas)
	if r.canvas == nil {
		r.canvas = r.guessCanvas(regions)
		switch {
		case r.canvas == nil && !has:
			return campaign.Fail(campaign.Invalid, "", "This is not a brief that can be read: it has no front matter (the lines between two --- at the top, with format, canvas and language) and no headings of a canvas. Copy the front matter from a fresh export.")
		case r.canvas == nil:
			return campaign.Fail(campaign.Invalid, "canvas", "The front matter names the canvas %q, which is not known here; write one of: %s.", clip(front.Canvas), r.canvasIDs())
		}
		d.Canvas = r.canvas.ID
		r.notice(1, "The file does not name a canvas that is known here; its headings are those of %q.", r.canvas.ID)
	}
	if !languageTag.MatchString(d.Language) {
		if d.Language != "" || has {
			r.notice(1, "The front matter does not name the language of the campaign, such as en or ms; English was assumed.")
		}
		d.Language = "en"
	}
	return nil
}

func (r *reader) canvasIDs() string {
	var ids []string
	for _, c := range r.lib.Canvases() {
		ids = append(ids, c.ID)
	}
	return strings.Join(ids, ", ")
}

// guessCanvas returns the canvas that most headings belong to, or nil where fewer than two do.
func (r *reader) guessCanvas(regions []region) *campaign.Canvas {
	var best *campaign.Canvas
	most := 1
	for i := range r.lib.Canvases() {
		c := &r.lib.Canvases()[i]
		n := 0
		for _, g := range regions {
			if r.section(c, g.title) != "" {
				n += 2
			} else if id := r.field(c, nil, g.title); id != "" && c.Has(id) {
				n++
			}
		}
		n *= 2
		if c.ID == campaign.DefaultCanvas {
			n++ // of equals the usual one
		}
		if n > most*2 {
			best, most = c, (n+1)/2
		}
	}
	return best
}

// clip shortens what a file says, for a sentence.
func clip(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return s
}

// read places every region.
func (r *reader) read(regions []region) {
	r.seen = map[string]bool{}
	var section *campaign.Section // nil above the sections, and under "Also kept"
	var field string              // the field that the region before belongs to
	level, annex := 0, 0          // of the last section's heading; of the annex's, 0 outside of it
	kept := false                 // under "Also kept"
	past := false                 // behind the annex
	for _, g := range regions {
		if g.level == 0 {
			r.unplaced(g.line, "", g.text(), "The text above the first heading belongs to no field; it was kept aside.")
			continue
		}
		at := r.section(r.canvas, g.title)
		if annex > 0 && r.inAnnex(g, annex, at) {
			continue
		}
		if r.isAnnex(g.title) && at == "" {
			annex, past = g.level, true
			r.annexText(g)
			continue
		}
		if annex > 0 {
			annex, section, field, kept = 0, nil, "", false
		}
		id := r.field(r.canvas, section, g.title)
		if r.isKept(g.title) && id == "" {
			section, field, level, kept = nil, "", g.level, true
			r.stray(g)
			continue
		}
		inside := (section != nil || kept) && g.level > level || section != nil && at == section.ID
		if at != "" && (id == "" || !inside) {
			section, field, level, kept = r.canvas.Section(at), "", g.level, false
			r.stray(g)
			continue
		}
		switch {
		case id != "":
			field = id
			r.place(r.lib.Field(id), g)
		case field == "" && !r.seen[campaign.TitleField] && section == nil && g.level == 1 && !past:
			r.headingAsTitle(g)
		default:
			r.unplaced(g.line, g.title, strings.Join(append([]string{g.raw}, g.lines...), "\n"),
				"“%s” is not a heading of this canvas; the text under it was kept aside.", clip(g.title))
			field = ""
		}
	}
}

// stray keeps aside what stands between a section's heading and its first field.
func (r *reader) stray(g region) {
	r.unplaced(g.first(), g.title, g.text(), "The text right below “%s” belongs to no field; it was kept aside.", clip(g.title))
}

// headingAsTitle takes a first heading that is no title of the canvas for the campaign's title, which is how
// people write it.
func (r *reader) headingAsTitle(g region) {
	title, err := campaign.CleanText(campaign.Line, g.title)
	if err != nil || title == "" {
		r.unplaced(g.line, g.title, g.raw, "The heading %s is not a title that fits in a line; it was kept aside.", strconv.Quote(clip(g.title)))
		return
	}
	r.seen[campaign.TitleField] = true
	r.out.Draft.Fields[campaign.TitleField] = campaign.Value{Text: title}
	r.notice(g.line, "The first heading was read as the campaign's title.")
	r.stray(g)
}

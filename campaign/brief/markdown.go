package brief

import (
	"strings"

	"workbench/campaign"
)

// Markdown writes a brief as CommonMark with tables. Import reads it back, value for value.
func Markdown(lib *campaign.Library, doc Document) []byte {
	o := newOutline(lib, doc.Draft, doc.headings(lib))
	var b strings.Builder
	writeFrontMatter(&b, lib, &doc)
	writeHeading(&b, 1, o.title.title)
	writeValue(&b, o.texts, o.title)
	for _, s := range o.sections {
		writeHeading(&b, 2, s.title)
		writeEntries(&b, o.texts, s.fields)
	}
	if len(o.kept) > 0 {
		writeHeading(&b, 2, o.words.AlsoKept.Title)
		writeEntries(&b, o.texts, o.kept)
	}
	writeAnnex(&b, newAnnex(lib, &doc, o))
	return []byte(b.String())
}

func writeEntries(b *strings.Builder, t *campaign.Texts, entries []entry) {
	for _, e := range entries {
		writeHeading(b, 3, e.title)
		writeValue(b, t, e)
	}
}

func writeHeading(b *strings.Builder, level int, title string) {
	b.WriteByte('\n')
	b.WriteString("######"[:level])
	b.WriteByte(' ')
	text := escape(title, inLine, false)
	if strings.HasSuffix(text, "#") {
		text = text[:len(text)-1] + `\#`
	}
	b.WriteString(text)
	b.WriteByte('\n')
}

// writeValue writes what stands below a field's heading; nothing for an empty field.
func writeValue(b *strings.Builder, t *campaign.Texts, e entry) {
	if e.empty() {
		return
	}
	b.WriteByte('\n')
	switch f := e.field; f.Kind {
	case campaign.Text:
		writeProse(b, e.value.Text, "")
	case campaign.Choices:
		for _, id := range e.value.Choices {
			b.WriteString("- ")
			b.WriteString(escape(t.Option(f.OptionSet, id), atLineStart, false))
			b.WriteByte('\n')
		}
	case campaign.Rows:
		if severalLines(e.value.Rows) {
			writeRowList(b, t, f, e.value.Rows)
		} else {
			writeTable(b, t, f, e.value.Rows)
		}
	default:
		b.WriteString(escape(plain(t, f.Kind, f.OptionSet, e.value), atLineStart, false))
		b.WriteByte('\n')
	}
}

// plain returns a value of one line as people read it.
func plain(t *campaign.Texts, kind campaign.Kind, set string, v campaign.Value) string {
	switch kind {
	case campaign.Amount:
		if v.Number == nil {
			return ""
		}
		return v.Number.String()
	case campaign.Choice:
		if v.Text == "" {
			return ""
		}
		return t.Option(set, v.Text)
	}
	return v.Text
}

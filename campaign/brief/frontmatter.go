package brief

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"workbench/campaign"
	"workbench/principles"
)

// writeFrontMatter writes what programs want to know of a brief. The title stands here for other tools;
// import reads the one that people see.
func writeFrontMatter(b *strings.Builder, lib *campaign.Library, doc *Document) {
	d := doc.Draft
	b.WriteString("---\nformat: " + Format + "\n")
	for _, line := range [][2]string{
		{"title", d.Text(campaign.TitleField)}, {"canvas", d.Canvas}, {"language", d.Language},
		{"headings", doc.headings(lib)}, {"group", d.Group}, {"workshop", doc.Workshop}, {"date", doc.date()},
	} {
		b.WriteString(line[0] + ": " + quoted(line[1]) + "\n")
	}
	b.WriteString("seq: " + strconv.FormatInt(doc.Seq, 10) + "\n")
	var pack principles.PackRef
	var c principles.Count
	if doc.Report != nil {
		pack, c = doc.Report.Pack, doc.Report.Counts
	}
	fmt.Fprintf(b, "pack: {id: %s, version: %s}\n", quoted(pack.ID), quoted(pack.Version))
	fmt.Fprintf(b, "counts: {met: %d, partly: %d, not_met: %d, review: %d, not_asked: %d, not_applicable: %d}\n",
		c.Met, c.Partly, c.NotMet, c.Review, c.NotAsked, c.NotApplicable)
	b.WriteString("---\n")
}

// quoted returns s as a YAML scalar in double quotes. Besides what YAML asks for, it escapes what a reader
// of Markdown that knows no front matter could take for an element.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r > 0xffff && (!unicode.IsPrint(r)):
			fmt.Fprintf(&b, `\U%08x`, r)
		case strings.ContainsRune("<`[]", r) || r != ' ' && !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// frontMatter is what import uses of the front matter.
type frontMatter struct {
	Format   string `yaml:"format"`
	Title    string `yaml:"title"`
	Canvas   string `yaml:"canvas"`
	Language string `yaml:"language"`
	Headings string `yaml:"headings"`
	Group    string `yaml:"group"`
}

// frontMatterBytes is far more than the few lines need whose texts are as long as they may be.
const frontMatterBytes = 256 << 10

// readFrontMatter takes the front matter off a file. It returns how many lines it had, 0 where there is none.
func readFrontMatter(lines []string) (frontMatter, int, error) {
	var m frontMatter
	if len(lines) == 0 || strings.TrimRight(lines[0], " \t") != "---" {
		return m, 0, nil
	}
	for end := 1; end < len(lines); end++ {
		if s := strings.TrimRight(lines[end], " \t"); s != "---" && s != "..." {
			continue
		}
		text := strings.Join(lines[1:end], "\n")
		if len(text) > frontMatterBytes {
			return m, 0, campaign.Fail(campaign.TooLarge, "", "The front matter of a brief holds at most %d KiB; take out what does not belong there.", frontMatterBytes>>10)
		}
		if err := yaml.Unmarshal([]byte(text), &m); err != nil {
			return m, 0, campaign.Fail(campaign.Invalid, "",
				"The lines between the two --- at the top of the brief cannot be read; each is a name, a colon and a value in double quotes. Copy them from a fresh export.").Because(err)
		}
		return m, end + 1, nil
	}
	return m, 0, campaign.Fail(campaign.Invalid, "",
		"The brief begins with --- on line 1, and the --- that ends its front matter is missing; put it back below the line that begins with counts.")
}

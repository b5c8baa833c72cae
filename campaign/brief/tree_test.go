package brief

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"

	"workbench/campaign"
)

func linesOf(value string) []string {
	var b strings.Builder
	writeProse(&b, value, "")
	return strings.Split(b.String(), "\n")
}

// everything is goldmark with every extension that could take text for an element.
var everything = goldmark.New(
	goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
	goldmark.WithParserOptions(parser.WithAttribute(), parser.WithAutoHeadingID()),
)

// campaignPart cuts the front matter and the annex off a brief.
func campaignPart(file []byte) []byte {
	_, file, _ = bytes.Cut(file, []byte("\n---\n"))
	file, _, _ = bytes.Cut(file, []byte("\n## "+escape(wordsIn("en").Annex.Title, inLine, false)+"\n"))
	return file
}

// shown returns the text that a reader sees of a node, with a line feed for every break of a line.
func shown(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			b.WriteString(resolved(string(t.Segment.Value(source))))
			if t.HardLineBreak() || t.SoftLineBreak() {
				b.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// resolved is what goldmark's own renderer makes of a piece of text.
func resolved(s string) string {
	var b bytes.Buffer
	w := &plainWriter{&b}
	defaultWriter.Write(w, []byte(s))
	return html.UnescapeString(b.String())
}

// blocks returns the leaves below a heading: each block that holds inline text, with its text.
func blocks(n ast.Node, source []byte) []string {
	var out []string
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && (n.Kind() == ast.KindParagraph || n.Kind() == ast.KindTextBlock || n.Kind() == east.KindTableCell) {
			out = append(out, markerOf(n)+shown(n, source))
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return out
}

// markerOf returns the marker that a reader sees before a block: that of the item whose first block it is.
func markerOf(n ast.Node) string {
	item, ok := n.Parent().(*ast.ListItem)
	if !ok || n.PreviousSibling() != nil {
		return ""
	}
	list := item.Parent().(*ast.List)
	if !list.IsOrdered() {
		return "- "
	}
	number := list.Start
	for s := item.PreviousSibling(); s != nil; s = s.PreviousSibling() {
		number++
	}
	return strconv.Itoa(number) + ". "
}

// forbidden are the nodes that text which people typed must never become.
var forbidden = []ast.NodeKind{
	ast.KindHTMLBlock, ast.KindRawHTML, ast.KindLink, ast.KindAutoLink, ast.KindImage, ast.KindCodeBlock,
	ast.KindFencedCodeBlock, ast.KindCodeSpan, ast.KindBlockquote, ast.KindThematicBreak, ast.KindLinkReferenceDefinition,
	east.KindStrikethrough, east.KindTaskCheckBox, east.KindFootnote, east.KindFootnoteLink, east.KindDefinitionList,
}

// expected returns the headings of a brief and, by heading, the leaves that a reader must see below it.
func expected(o *outline) (heads []string, leaves [][]string) {
	put := func(title string, below []string) {
		heads, leaves = append(heads, title), append(leaves, below)
	}
	put(o.title.title, leavesOf(o, o.title))
	for _, s := range o.sections {
		put(s.title, nil)
		for _, e := range s.fields {
			put(e.title, leavesOf(o, e))
		}
	}
	if len(o.kept) > 0 {
		put(o.words.AlsoKept.Title, nil)
	}
	for _, e := range o.kept {
		put(e.title, leavesOf(o, e))
	}
	return heads, leaves
}

func leavesOf(o *outline, e entry) []string {
	if e.empty() {
		return nil
	}
	var out []string
	switch f := e.field; f.Kind {
	case campaign.Text:
		return textLeaves(e.value.Text)
	case campaign.Choices:
		for _, id := range e.value.Choices {
			out = append(out, "- "+o.texts.Option(f.OptionSet, id))
		}
	case campaign.Rows:
		list := severalLines(e.value.Rows)
		if !list {
			for _, c := range f.Columns {
				out = append(out, o.texts.Column(f.ID, c.ID).Title)
			}
		}
		for _, r := range e.value.Rows {
			for _, c := range f.Columns {
				v := r.Cells[c.ID]
				switch {
				case !list && c.Kind == campaign.Text:
					out = append(out, unstarred(v.Text))
				case !list:
					out = append(out, plain(o.texts, c.Kind, c.OptionSet, v))
				case v.Empty():
				case c.Kind == campaign.Text:
					out = append(append(out, "- "+o.texts.Column(f.ID, c.ID).Title), textLeaves(v.Text)...)
				default:
					out = append(out, "- "+o.texts.Column(f.ID, c.ID).Title, plain(o.texts, c.Kind, c.OptionSet, v))
				}
			}
		}
	default:
		return []string{plain(o.texts, f.Kind, f.OptionSet, e.value)}
	}
	return out
}

// textLeaves returns a text's paragraphs and items as a reader sees them. What is numbered 1. 1. 1. counts on.
func textLeaves(text string) []string {
	var out []string
	ones := map[int]int{} // how many times 1. has stood at an indentation
	joined := false
	for _, l := range prose(text) {
		for indent := range ones {
			if indent > l.indent || indent == l.indent && l.marker == "- " || l.marker == "" && !joined {
				delete(ones, indent)
			}
		}
		marker := l.marker
		if marker != "" && marker != "- " {
			if marker != "1. " {
				ones[l.indent] = 0
			} else if ones[l.indent]++; ones[l.indent] > 1 {
				marker = strconv.Itoa(ones[l.indent]) + ". "
			}
		}
		s := marker + strings.Repeat("\n", l.lead) + unstarred(l.text) + strings.Repeat("\n", l.lost)
		if joined && l.marker == "" {
			out[len(out)-1] += "\n" + s
		} else {
			out = append(out, s)
		}
		joined = !l.blank
	}
	return out
}

// unstarred takes away the asterisks that are emphasis.
func unstarred(s string) string {
	kept := emphasis(s)
	var b strings.Builder
	for i := range len(s) {
		if kept == nil || !kept[i] {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func TestMarkdown_ReadersSeeWhatWasTyped(t *testing.T) {
	lib := campaign.Standard()
	checkMany(t, func(t *rapid.T) {
		d := someDraft(lib).Draw(t, "draft")
		source := campaignPart(Markdown(lib, documentOf(d)))
		checkTree(t, newOutline(lib, d, "en"), source)
	})
}

type fataler interface {
	Fatalf(format string, args ...any)
}

func checkTree(t fataler, o *outline, source []byte) {
	root := everything.Parser().Parse(text.NewReader(source))
	heads, leaves := expected(o)
	at := -1
	below := map[int][]string{}
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			at++
			if got := shown(h, source); at >= len(heads) || got != heads[at] {
				t.Fatalf("heading %d is %q in\n%s", at, got, source)
			}
			continue
		}
		below[at] = append(below[at], blocks(n, source)...)
	}
	if at != len(heads)-1 {
		t.Fatalf("%d headings, not %d, in\n%s", at+1, len(heads), source)
	}
	for i, want := range leaves {
		if got := below[i]; strings.Join(got, "\x00") != strings.Join(want, "\x00") || len(got) != len(want) {
			t.Fatalf("below %q stands %q, not %q, in\n%s", heads[i], got, want, source)
		}
	}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		for _, kind := range forbidden {
			if entering && n.Kind() == kind {
				t.Fatalf("%s in\n%s", kind, source)
			}
		}
		return ast.WalkContinue, nil
	})
}

// Lists and emphasis keep their meaning: goldmark sees them where they were typed.
func TestMarkdown_ListsAndEmphasisKeepTheirMeaning(t *testing.T) {
	for _, c := range []struct{ text, html string }{
		{"- one\n- two", "<ul><li>one</li><li>two</li></ul>"},
		{"1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"},
		{"Ideas:\n- one\n- two", "<p>Ideas:</p><ul><li>one</li><li>two</li></ul>"},
		{"- one\n  - inner\n- two", "<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>"},
		{"We *eat* **together**.", "<p>We <em>eat</em> <strong>together</strong>.</p>"},
		{"**Note:** *a **b** c*", "<p><strong>Note:</strong> <em>a <strong>b</strong> c</em></p>"},
		{"***both***", "<p><em><strong>both</strong></em></p>"},
		{"- *a*\n\nb", "<ul><li><em>a</em></li></ul><p>b</p>"},
		{"a\nb", "<p>a<br>b</p>"},
		{"2 * 3 * 4, snake_case, 1986. x", "<p>2 * 3 * 4, snake_case, 1986. x</p>"},
		{"1986. A great year", "<p>1986. A great year</p>"},
		{"5. five\n6. six", "<p>5. five<br>6. six</p>"},
	} {
		var b strings.Builder
		writeProse(&b, c.text, "")
		var out bytes.Buffer
		if err := everything.Convert([]byte(b.String()), &out); err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(strings.ReplaceAll(out.String(), "<br />", "<br>"), "\n", ""); got != c.html {
			t.Errorf("%q is shown as %s, not %s", c.text, got, c.html)
		}
		h := &htmlWriter{}
		h.prose(c.text)
		if got := h.b.String(); got != c.html {
			t.Errorf("%q is HTML as %s, not %s", c.text, got, c.html)
		}
	}
}

func TestProse_ItemsDeeperThanSixLevelsAreText(t *testing.T) {
	var text strings.Builder
	for i := range 8 {
		text.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	for i, l := range prose(text.String()) {
		if (l.marker != "") != (i < 6) {
			t.Errorf("line %d has the marker %q", i, l.marker)
		}
	}
}

package brief

import (
	"flag"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"workbench/campaign"
	"workbench/principles"
)

// hostile are pieces that Markdown, YAML or HTML could take for something else, and the scripts of the region.
var hostile = []string{
	"# Heading", "## Audience", "### Campaign title", "Also kept", "Title\n===", "Title\n---", "---", "***", "___", "* * *", "- - -", "===", "#", "##", "#tag", "# ", "#\t",
	"| a | b |\n| --- | --- |\n| 1 | 2 |", "a | b\n--|--\n1 | 2", ":-:", ":--|", "|", "||", "|-|", "-|-", `\|`, `a\|b`, "--- | ---",
	"```\ncode\n```", "~~~", "```go", "`code`", "``", "`", "    indented", "\tindented",
	"<b>bold</b>", "<!-- comment -->", "<script>alert(1)</script>", "<https://example.org>", "<me@example.org>", "<br>", "<", "<?php", "<![CDATA[x]]>", "</div>", "a<b>c", "<a href='x'>",
	"---\ntitle: x\n---", "format: campaign-brief/1", "title: \"x\"",
	"[link](http://example.org)", "![image](x.png)", "[ref]: http://example.org", "[ref]", "[^1]", "[^1]: note", "[x]", "- [ ] task", "- [x] done", "[", "]", "![", "](x)",
	"https://example.org/a_b*c?d=e&f=g", "http://example.org.", "ftp://example.org", "www.example.org", "WWW.Example.ORG", "me@example.org", "a.b+c@d-e.org", "(www.a.bc)", "*www.a.bc*", "_me@a.bc_", "@handle", "HTTP://A.bc", "mailto:me@a.bc",
	"*emphasis*", "**strong**", "***both***", "**strong *em* strong**", "*a **b** c*", "*a*b*c*", "***a*b*c***", "**a*b*c**", "***a *b* c***", "**a", "a**", "*", "**", "* a", "a *", "*a *b* c*", "_emphasis_", "__strong__", "snake_case_word", "*a_b*", "a*b*c", "*😀*", "a*😀*", "*\"quoted\"*", "**Note:** x", "2 * 3 * 4", "*a\nb*", "~~struck~~", "~a~", "* *", "****", "*****", "**a**b**c**", "***a* b**", "*a***b**",
	"- one\n- two", "- one\n  - inner\n  - inner two\n- two", "1. one\n2. two", "1. one\n1. two", "1. a\n1. b\n2. c", "1. a\n- b\n2. c", "1. a\n\n1. b\n\n2. c", "1. one\n3. three", "1986. A great year", "1986) A year", "5. five\n6. six", "- one\n\n- two", "- one\n\n\n- two", "Before\n- one\nafter\n- two", "- one\n\n  continued", "1. a\n   - b\n   - c\n2. d", "- a\n1. b\n- c", "10. ten", "0. zero", "01. x", "1.x", "1.", "-", "- ", "+ plus", "+", "* star", "-\ttab", "-  two", "-   three", "1)  x", "- # heading", "- > quote", "- ---", "- 1. x", "- - x", "- `x`", "-     code", "1. \t x",
	"> quote", ">", ">>", "> - x", ": definition", "Term\n: definition", "=", "+", "~", "^", "$x$", "{#id}", "{.class}",
	"&amp;", "&#32;", "&#10;", "&#x20;", "&nbsp;", "&copy", "&", "&&", "&#124;", "&#0;", "&unknown;", "R&D", "&#9999999;", "\\&#32;",
	`\`, `\\`, `\*`, `a\`, "a\\\nb", `\#`, `C:\dir`, `\\\`, "a\\\\\nb", `\&amp;`, `\-`, "a  \nb",
	" ", "  ", "\t", "\n", "\n\n", "\n\n\n", " \n ", "\n- a", "\n\n1. a", "a\n", "\na", "a\n \nb", "  a  ", "a\n\n\n\nb", "a  b", "a\tb", "\u00a0", "\u00a0a\u00a0", "\u2003", "\u2028", "a\u2028b", "\u2029", "\u200b", "\u200d", "\ufeff", "\ufeffa", "\u00ad", "\u3000", "\u202f",
	"\u200f\u202etfel\u202c", "السلام عليكم", "عليكم *سلام*", "ชุมชนเดียวกัน", "กิน**ข้าว**ด้วยกัน", "សហគមន៍\u200bតែមួយ", "ພວກເຮົາ", "တစ်စုတစ်စည်းတည်း", "👩‍👩‍👧‍👦", "🇲🇾", "e\u0301", "Đoàn kết", "團結", "\U000e0041", "\ufffd",
	"“quoted”", "…", "word", "two words", "Yes", "yes", "null", "true", "2027-02-01", "12.5", "–", "—", ",", ";", "a, b", ".", "!", "!x", "?", "'", "\"", "/", "%", "(c)",
}

// someText draws a text of a kind from hostile pieces and from any characters that a value may hold.
func someText(kind campaign.Kind) *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom(hostile), rapid.SampledFrom(hostile), rapid.SampledFrom(hostile),
		rapid.StringN(0, 6, -1),
		rapid.StringOfN(rapid.SampledFrom([]rune("*_-1. #\\\n\t &|`<>[]()~=+:a")), 0, 8, -1),
	)
	joint := rapid.SampledFrom([]string{"", " ", "\n", "\n\n", "  ", "*", "\\", "\t", "\n- ", "\n1. ", "\n  "})
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for n := rapid.IntRange(1, 5).Draw(t, "pieces"); n > 0; n-- {
			b.WriteString(piece.Draw(t, "piece"))
			if n > 1 {
				b.WriteString(joint.Draw(t, "joint"))
			}
		}
		return allowed(kind, b.String())
	})
}

// allowed takes out of s what a value of the kind may not hold.
func allowed(kind campaign.Kind, s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && kind == campaign.Text, r == '\t':
			return r
		case r == '\n':
			return ' '
		case r < 0x20 || r >= 0x7f && r < 0xa0:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	for {
		clean, err := campaign.CleanText(kind, s)
		if err == nil {
			return clean
		}
		s = strings.ToValidUTF8(s[:len(s)/2], "")
	}
}

// someValue draws a value of a kind, which may be nothing.
func someValue(t *rapid.T, kind campaign.Kind, options []string, name string) campaign.Value {
	switch kind {
	case campaign.Line, campaign.Text:
		return campaign.Value{Text: someText(kind).Draw(t, name)}
	case campaign.Amount:
		n := campaign.Number(rapid.Int64Range(-99999999999999, 99999999999999).Draw(t, name))
		if rapid.Bool().Draw(t, "small") {
			n %= 10000
		}
		return campaign.Value{Number: &n}
	case campaign.Date:
		return campaign.Value{Text: rapid.SampledFrom([]string{"2027-02-01", "2024-05-16", "0001-01-01", "9999-12-31"}).Draw(t, name)}
	case campaign.Choice:
		return campaign.Value{Text: rapid.SampledFrom(options).Draw(t, name)}
	}
	return campaign.Value{}
}

// someDraft draws a draft on any canvas, with fields inside and outside of it.
func someDraft(lib *campaign.Library) *rapid.Generator[*campaign.Draft] {
	return rapid.Custom(func(t *rapid.T) *campaign.Draft {
		d := &campaign.Draft{
			Canvas:   rapid.SampledFrom(lib.Canvases()).Draw(t, "canvas").ID,
			Language: rapid.SampledFrom([]string{"en", "ms", "km", "zh-Hant"}).Draw(t, "language"),
			Group:    someText(campaign.Line).Draw(t, "group"),
			Fields:   map[string]campaign.Value{},
		}
		for _, f := range rapid.SliceOfNDistinct(rapid.SampledFrom(lib.Fields()), 1, 9, func(f campaign.Field) string { return f.ID }).Draw(t, "fields") {
			var v campaign.Value
			switch f.Kind {
			case campaign.Rows:
				v.Rows = someRows(t, &f)
			case campaign.Choices:
				for _, id := range f.Options {
					if rapid.IntRange(0, 3).Draw(t, "chosen") == 0 {
						v.Choices = append(v.Choices, id)
					}
				}
			default:
				v = someValue(t, f.Kind, f.Options, f.ID)
			}
			if !v.Empty() {
				d.Fields[f.ID] = v
			}
		}
		d.Asides, d.SelfChecks = someAsides(t), someSelfChecks(t)
		return d
	})
}

// someAsides and someSelfChecks draw what a group says of the check: it stands in the annex, which an import leaves
// alone.
func someAsides(t *rapid.T) []campaign.Aside {
	var list []campaign.Aside
	for i := range rapid.IntRange(0, 2).Draw(t, "asides") {
		list = append(list, campaign.Aside{
			Principle: "msg-positive", Rule: "rule-" + strconv.Itoa(i), Field: "message.core", Excerpt: someText(campaign.Text).Draw(t, "excerpt"),
			Reason: rapid.SampledFrom(campaign.Reasons).Draw(t, "reason"), Note: someText(campaign.Line).Draw(t, "note"),
		})
	}
	return list
}

func someSelfChecks(t *rapid.T) []campaign.SelfCheck {
	if rapid.Bool().Draw(t, "unanswered") {
		return nil
	}
	return []campaign.SelfCheck{{
		Principle: "msg-positive", Answer: rapid.SampledFrom(append([]campaign.Answer{""}, campaign.Answers...)).Draw(t, "answer"),
		Evidence: someText(campaign.Line).Draw(t, "evidence"),
	}}
}

// reportOf is a report that holds what the group says of the check, each with the words of a hostile pack.
func reportOf(d *campaign.Draft, said string) *principles.Report {
	r := report()
	for i := range d.Asides {
		a := &d.Asides[i]
		r.Findings = append(r.Findings, principles.Finding{Principle: a.Principle, Rule: a.Rule, Severity: principles.Must, Status: principles.Review,
			Field: a.Field, Excerpt: a.Excerpt, Message: said, Suggestion: said, Aside: a})
	}
	for i := range d.SelfChecks {
		r.Principles[1].SelfCheck = &principles.SelfCheck{Answer: d.SelfChecks[i].Answer, Evidence: d.SelfChecks[i].Evidence}
	}
	return r
}

func someRows(t *rapid.T, f *campaign.Field) []campaign.Row {
	var rows []campaign.Row
	for range rapid.IntRange(1, 12).Filter(func(n int) bool { return n < 4 || n > 9 }).Draw(t, "rows") {
		row := campaign.Row{Cells: map[string]campaign.Value{}}
		for _, c := range f.Columns {
			if rapid.IntRange(0, 2).Draw(t, "filled") == 0 {
				continue
			}
			if v := someValue(t, c.Kind, c.Options, c.ID); !v.Empty() {
				row.Cells[c.ID] = v
			}
		}
		if len(row.Cells) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// TestMain keeps rapid from leaving files about failures in the folder.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.nofailfile", "true"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// checkMany runs a property as often as WORKBENCH_BRIEFS says, 2,000 times where it says nothing.
func checkMany(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	n := 2000
	if s := os.Getenv("WORKBENCH_BRIEFS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatalf("WORKBENCH_BRIEFS: %v", err)
		}
	}
	for done := 0; done < n; done += 100 { // rapid runs a property 100 times
		rapid.Check(t, property)
		if t.Failed() {
			return
		}
	}
}

// difference says where two drafts differ, "" where they do not.
func difference(lib *campaign.Library, want, got *campaign.Draft) string {
	var out []string
	if want.Canvas != got.Canvas || want.Language != got.Language || want.Group != got.Group {
		out = append(out, "head: "+strconv.Quote(want.Canvas+" "+want.Language+" "+want.Group)+" became "+strconv.Quote(got.Canvas+" "+got.Language+" "+got.Group))
	}
	for _, f := range lib.Fields() {
		if w, g := want.Fields[f.ID], got.Fields[f.ID]; !campaign.Equal(w, g) {
			out = append(out, f.ID+": "+string(campaign.EncodeValue(f.Kind, w))+" became "+string(campaign.EncodeValue(f.Kind, g)))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

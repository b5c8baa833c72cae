package brief

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"golang.org/x/net/html"

	"workbench/campaign"
)

// allowedTags are the elements that the fragment is made of.
var allowedTags = map[string]bool{
	"article": true, "section": true, "div": true, "p": true, "br": true, "h2": true, "h3": true, "ul": true, "ol": true, "li": true,
	"table": true, "thead": true, "tbody": true, "tr": true, "th": true, "td": true, "em": true, "strong": true, "span": true,
}

var allowedAttributes = map[string]bool{"class": true, "lang": true, "dir": true, "scope": true, "data-status": true, "tabindex": true}

func TestHTML_HoldsNothingButItsOwnElements(t *testing.T) {
	lib := campaign.Standard()
	checkMany(t, func(t *rapid.T) {
		d := someDraft(lib).Draw(t, "draft")
		doc := documentOf(d)
		doc.Report = reportOf(d, someText(campaign.Text).Draw(t, "said"))
		out := HTML(lib, doc)
		tokens := html.NewTokenizer(strings.NewReader(string(out)))
		var open []string
		for {
			kind := tokens.Next()
			if kind == html.ErrorToken {
				break
			}
			token := tokens.Token()
			switch kind {
			case html.StartTagToken:
				if !allowedTags[token.Data] {
					t.Fatalf("<%s> in\n%s", token.Data, out)
				}
				for _, a := range token.Attr {
					if !allowedAttributes[a.Key] {
						t.Fatalf("%s=%q in\n%s", a.Key, a.Val, out)
					}
				}
				if token.Data != "br" {
					open = append(open, token.Data)
				}
			case html.EndTagToken:
				if len(open) == 0 || open[len(open)-1] != token.Data {
					t.Fatalf("</%s> closes %v in\n%s", token.Data, open, out)
				}
				open = open[:len(open)-1]
			case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
				t.Fatalf("%s in\n%s", token, out)
			}
		}
		if len(open) > 0 {
			t.Fatalf("%v stay open in\n%s", open, out)
		}
	})
}

func TestHTML_MarksWhatPeopleTyped(t *testing.T) {
	doc, lib := example(t, "typed")
	out := string(HTML(lib, doc))
	for _, want := range []string{
		`<article class="brief" lang="en">`, `<p class="brief-title" lang="ms" dir="auto"># Not a heading</p>`,
		`<div lang="ms" dir="auto"><p>السلام عليكم<br>`, "<strong>ข้าว</strong>", "a | b `c` &lt;d&gt;", `data-status="review"`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not in\n%s", want, out)
		}
	}
	if strings.Contains(out, "style=") || strings.Contains(out, "<h1") {
		t.Errorf("a style or an h1 in\n%s", out)
	}
}

func TestPage_StandsAlone(t *testing.T) {
	doc, lib := example(t, "typed")
	out := string(Page(lib, doc))
	if !strings.HasPrefix(out, "<!doctype html>") || strings.Count(out, "<h1") != 1 {
		t.Errorf("not a whole page:\n%s", out)
	}
	if m := regexp.MustCompile(`(?i)<script|<link|<img|\bsrc=|@import|url\(|style=`).FindString(out); m != "" {
		t.Errorf("%s in the page", m)
	}
	if strings.Contains(out, "<b>") || !strings.Contains(out, "&lt;b&gt;Group&lt;/b&gt;") {
		t.Errorf("the group's name is not escaped in\n%s", out)
	}
}

func TestJSON_HoldsTheDraftAsAFileAndTheReport(t *testing.T) {
	doc, lib := example(t, "kitchen")
	var got struct {
		Format string
		Date   string
		Seq    int64
		Draft  json.RawMessage
		Report struct{ Format string }
	}
	if err := json.Unmarshal(JSON(lib, doc), &got); err != nil {
		t.Fatal(err)
	}
	d, err := lib.ParseDraft(got.Draft)
	if err != nil {
		t.Fatal(err)
	}
	if !d.Equal(doc.Draft) || got.Format != Format || got.Report.Format != "check-report/1" || got.Date != "2024-05-16" || got.Seq != 57 {
		t.Errorf("%+v", got)
	}
}

package brief

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"workbench/campaign"
)

var tableSaid = []Comment{
	{Comment: campaign.Comment{At: "call.action", Text: "Who calls?"}, Name: "Farah", Led: true},
	{Comment: campaign.Comment{At: "channels.list/r2/channel", Suggests: true, Anchor: campaign.Anchor{Quote: "radio"}, Replacement: "tiktok"}},
	{Comment: campaign.Comment{At: "audience.primary", Text: "# Everybody?\n<script>", Anchor: campaign.Anchor{Quote: "ทุกคน"}}, Name: "Somchai",
		Replies: []Comment{{Comment: campaign.Comment{Text: "Us first"}, Name: "Aisyah"}}},
}

func TestComments_StandInTheAnnexByField(t *testing.T) {
	lib := campaign.Standard()
	d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.Value{
		"audience.primary": {Text: "ทุกคน"},
		"channels.list":    {Rows: []campaign.Row{{ID: "r1", Cells: map[string]campaign.Value{"why": {Text: "a"}}}, {ID: "r2", Cells: map[string]campaign.Value{"channel": {Text: "radio"}}}}},
	}}
	doc := documentOf(d)
	for name, write := range map[string]func(*campaign.Library, Document) []byte{"Markdown": Markdown, "HTML": HTML, "page": Page} {
		doc.Comments = nil
		if got := string(write(lib, doc)); strings.Contains(got, "Open comments") {
			t.Errorf("%s: there is an annex of comments without any", name)
		}
		doc.Comments = tableSaid
		got, from := string(write(lib, doc)), 0
		for _, want := range []string{"Open comments and suggestions", "“ทุกคน”", "Somchai", "Us first", "row 2", "TikTok", "Farah (facilitator)"} {
			i := strings.Index(got[from:], want)
			if i < 0 {
				t.Fatalf("%s: no %q after byte %d in\n%s", name, want, from, got)
			}
			from += i
		}
		if name != "Markdown" && strings.Contains(got, "<script>") {
			t.Errorf("%s: a comment is not escaped", name)
		}
	}
}

// What people say to each other changes nothing of what import gives back, whatever they say.
func TestImport_ReadsNothingOfComments(t *testing.T) {
	lib := campaign.Standard()
	checkMany(t, func(t *rapid.T) {
		d := someDraft(lib).Draw(t, "draft")
		doc, words := documentOf(d), someText(campaign.Text)
		if rapid.Bool().Draw(t, "checked") {
			doc.Report = reportOf(d, words.Draw(t, "found"))
		}
		for _, at := range rapid.SliceOfN(rapid.SampledFrom([]string{"message.core", "audience.languages", "channels.list/r1/why", "campaign.title"}), 1, 4).Draw(t, "places") {
			c := Comment{Name: words.Draw(t, "name"), Comment: campaign.Comment{At: at, Text: words.Draw(t, "text"), Suggests: rapid.Bool().Draw(t, "suggests"), Replacement: words.Draw(t, "replacement"), Anchor: campaign.Anchor{Quote: words.Draw(t, "quote")}}}
			c.Replies = []Comment{{Comment: campaign.Comment{Text: words.Draw(t, "reply")}}}
			doc.Comments = append(doc.Comments, c)
		}
		comesBack(t, lib, doc, d)
	})
}

package brief

import (
	"strings"
	"testing"

	"workbench/campaign"
)

// Large files, each made to send a careless reader over the same text again and again.
// A reader that did would not end within the time that a test has.
func TestImport_LargeHostileFilesEnd(t *testing.T) {
	lib := campaign.Standard()
	for _, piece := range []string{
		"```a\n", "~~~\n```a\n", "<!--\n", "<!-- -->", "<!--", "# a\n", "### audience.insight\na\n", "- a\n", "  - a\n", "|", "| a ", "| a |\n", "a|a\n-|-\n",
		"*a ", "*a **b ", "_a ", "\\", "&", "&#", "&a", "[", "1. - **wording**\n", "a\n=\n", "<br>", "a\n\n", " ", "\t", "\n",
	} {
		for _, head := range []string{"## audience\n### audience.insight\n", "### message.variants\n", "### message.variants\n| wording |\n|---|\n", "### audience.languages\n"} {
			const size = 1 << 18
			file := front + head + strings.Repeat(piece, (size-len(front)-len(head))/len(piece))
			if _, err := Import(lib, []byte(file)); err != nil {
				t.Errorf("%q: %v", piece, err)
			}
		}
	}
	// The longest text of every sort is also written.
	for _, piece := range []string{"*a ", "*a **b ", "**a *b", "*", "- a\n", "a\n", "\n", " ", "\\", "&", "[", "*a* ", " *"} {
		text := strings.Repeat(piece, campaign.TextBytes/len(piece))
		if got := readProse(linesOf(text)); got != text {
			t.Errorf("a long text of %q did not come back", piece)
		}
	}
}

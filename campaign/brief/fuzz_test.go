package brief

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"workbench/campaign"
)

// FuzzImport holds that no file makes an import panic, that its lines are those of the file, and that what
// was read once is written and read again without a change.
func FuzzImport(f *testing.F) {
	lib := campaign.Standard()
	for _, name := range []string{"kitchen", "typed"} {
		data, err := os.ReadFile(filepath.Join("testdata", name+".md"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, s := range hostile {
		f.Add([]byte(front + "# campaign.title\n" + s + "\n## audience\n### audience.insight\n" + s + "\n### message.variants\n| wording |\n|---|\n| " + s + " |\n"))
		f.Add([]byte(front + "### message.variants\n1. - **wording**\n\n     " + s + "\n2. - **language**\n\n     " + s + "\n"))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Import(lib, data)
		if err != nil {
			if campaign.CodeOf(err) == "" {
				t.Fatalf("%v is not an error for people", err)
			}
			return
		}
		for _, n := range got.Notices {
			if n.Line < 0 || n.Line > len(data)+1 || n.Text == "" || !utf8.ValidString(n.Text) {
				t.Fatalf("notice %+v", n)
			}
		}
		file := Markdown(lib, documentOf(got.Draft))
		again, err := Import(lib, file)
		if err != nil {
			t.Fatalf("%v in\n%s", err, file)
		}
		if diff := difference(lib, got.Draft, again.Draft); diff != "" || len(again.Notices) > 0 {
			t.Fatalf("%s %v in\n%s", diff, again.Notices, file)
		}
		checkTree(t, newOutline(lib, got.Draft, "en"), campaignPart(file))
	})
}

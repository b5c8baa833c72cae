package brief

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"workbench/campaign"
)

// plant puts a word that stands nowhere else into every line, text and cell of the draft, between what is
// there, and returns how many it planted.
func plant(lib *campaign.Library, d *campaign.Draft) int {
	n := 0
	word := func(kind campaign.Kind, v campaign.Value) campaign.Value {
		if kind != campaign.Line && kind != campaign.Text {
			return v
		}
		n++
		half := allowed(kind, v.Text[:len(v.Text)/2])
		if len(v.Text) > campaign.LineBytes/2 {
			half, v.Text = "", ""
		}
		v.Text = allowed(kind, half+fmt.Sprintf(" planted%dword ", n)+v.Text)
		return v
	}
	for _, f := range lib.Fields() {
		v, ok := d.Fields[f.ID]
		if !ok {
			continue
		}
		for _, r := range v.Rows {
			for _, c := range f.Columns {
				if cell, ok := r.Cells[c.ID]; ok {
					r.Cells[c.ID] = word(c.Kind, cell)
				}
			}
		}
		d.Fields[f.ID] = word(f.Kind, v)
	}
	return n
}

func TestImport_OneChangedWordChangesThatValueAlone(t *testing.T) {
	lib := campaign.Standard()
	checkMany(t, func(t *rapid.T) {
		d := someDraft(lib).Draw(t, "draft")
		n := plant(lib, d)
		if n == 0 {
			return
		}
		old := fmt.Sprintf("planted%dword", rapid.IntRange(1, n).Draw(t, "which"))
		file := Markdown(lib, documentOf(d))
		part := campaignPart(file)
		if strings.Count(string(part), old) != 1 {
			t.Fatalf("%s stands %d times in\n%s", old, strings.Count(string(part), old), part)
		}
		changed := bytes.Replace(file, part, bytes.Replace(part, []byte(old), []byte("another"), 1), 1)
		got, err := Import(lib, changed)
		if err != nil {
			t.Fatalf("%v", err)
		}
		replaceIn(d, old, "another")
		if diff := difference(lib, d, got.Draft); diff != "" {
			t.Fatalf("%s in\n%s", diff, changed)
		}
	})
}

// replaceIn replaces a word wherever it stands in the draft.
func replaceIn(d *campaign.Draft, old, new string) {
	for id, v := range d.Fields {
		v.Text = strings.ReplaceAll(v.Text, old, new)
		for _, r := range v.Rows {
			for c, cell := range r.Cells {
				cell.Text = strings.ReplaceAll(cell.Text, old, new)
				r.Cells[c] = cell
			}
		}
		d.Fields[id] = v
	}
}

func TestImport_OneChangedItemChangesThatValueAlone(t *testing.T) {
	lib := campaign.Standard()
	age, cost := campaign.Number(1800), campaign.Number(1250)
	fresh := func() *campaign.Draft {
		return &campaign.Draft{Canvas: "pve-campaign", Language: "en", Group: "Group 3", Fields: map[string]campaign.Value{
			"campaign.title":     {Text: "Thursday Kitchen"},
			"audience.age_from":  {Number: &age},
			"audience.languages": {Choices: []string{"en", "ms", "th"}},
			"message.approach":   {Text: "prebunk"},
			"context.drivers":    {Text: "- one\n- two\n- three"},
			"channels.list": {Rows: []campaign.Row{
				{Cells: map[string]campaign.Value{"channel": {Text: "tiktok"}, "why": {Text: "first"}, "cost": {Number: &cost}, "from": {Text: "2027-02-01"}}},
				{Cells: map[string]campaign.Value{"channel": {Text: "radio"}, "why": {Text: "second"}}},
			}},
		}}
	}
	set := func(id string, v campaign.Value) func(*campaign.Draft) {
		return func(d *campaign.Draft) { d.Fields[id] = v }
	}
	cell := func(row int, column string, v campaign.Value) func(*campaign.Draft) {
		return func(d *campaign.Draft) { d.Fields["channels.list"].Rows[row].Cells[column] = v }
	}
	number := func(n campaign.Number) campaign.Value { return campaign.Value{Number: &n} }
	for _, c := range []struct {
		old, new string
		change   func(*campaign.Draft)
	}{
		{"\nThursday Kitchen\n", "\nFriday Kitchen\n", set("campaign.title", campaign.Value{Text: "Friday Kitchen"})},
		{"\n18\n", "\n19.5\n", set("audience.age_from", number(1950))},
		{"- Malay\n", "", set("audience.languages", campaign.Value{Choices: []string{"en", "th"}})},
		{"- Malay\n", "- Malay\n- km\n", set("audience.languages", campaign.Value{Choices: []string{"en", "ms", "th", "km"}})},
		{"- two\n", "", set("context.drivers", campaign.Value{Text: "- one\n- three"})},
		{"- two\n", "- *two*\n", set("context.drivers", campaign.Value{Text: "- one\n- *two*\n- three"})},
		{" TikTok ", " radio ", cell(0, "channel", campaign.Value{Text: "radio"})},
		{" first ", " third ", cell(0, "why", campaign.Value{Text: "third"})},
		{" 12.5 ", " 13 ", cell(0, "cost", number(1300))},
		{" 2027-02-01 ", " 2027-03-01 ", cell(0, "from", campaign.Value{Text: "2027-03-01"})},
		{" 2027-02-01 ", " ", func(d *campaign.Draft) { delete(d.Fields["channels.list"].Rows[0].Cells, "from") }},
	} {
		file := string(Markdown(lib, documentOf(fresh())))
		if strings.Count(file, c.old) != 1 {
			t.Errorf("%q stands %d times in\n%s", c.old, strings.Count(file, c.old), file)
			continue
		}
		got, err := Import(lib, []byte(strings.Replace(file, c.old, c.new, 1)))
		if err != nil {
			t.Errorf("%q: %v", c.new, err)
			continue
		}
		want := fresh()
		c.change(want)
		if diff := difference(lib, want, got.Draft); diff != "" || len(got.Notices) > 0 {
			t.Errorf("%q for %q: %s %v", c.new, c.old, diff, got.Notices)
		}
	}
}

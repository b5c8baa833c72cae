package campaign

import "unicode"

// scripts are those that one language of the region alone is written in, so that a text tells its language.
var scripts = []struct {
	table    *unicode.RangeTable
	language string
}{{unicode.Thai, "th"}, {unicode.Khmer, "km"}, {unicode.Lao, "lo"}, {unicode.Myanmar, "my"}}

// Written is the language that the draft is written in, as a page's lang has it: the draft's own, unless most of its
// letters are of a script that one other language alone is written in. A group of a workshop in English may write
// Khmer, and a browser chooses fonts, line breaks and voices by it.
func (d *Draft) Written() string {
	letters, of := 0, make([]int, len(scripts))
	count := func(text string) {
		for _, r := range text {
			if !unicode.IsLetter(r) {
				continue
			}
			letters++
			if r < '\u0e01' { // before the first of them
				continue
			}
			for i := range scripts {
				if unicode.Is(scripts[i].table, r) {
					of[i]++
					break
				}
			}
		}
	}
	for _, v := range d.Fields {
		count(v.Text)
		for _, row := range v.Rows {
			for _, cell := range row.Cells {
				count(cell.Text)
			}
		}
	}
	for i, n := range of {
		if 2*n > letters {
			return scripts[i].language
		}
	}
	return d.Language
}

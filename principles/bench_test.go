package principles

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	ahocorasick "github.com/petar-dambovaliev/aho-corasick"

	"workbench/campaign"
)

// plain is ordinary text of about a hundred words, with a few things to find.
const plain = `When the flood came to the lower village the families who had boats went out at night. They carried everybody home.
The teachers cooked rice in the school on the hill, and the riders brought blankets from the market. Nobody asked who prays where.
Some posts said that only one side got help. The village log shows forty names from both banks of the river. We do not say who
started the rumour. Come to the kitchen on Thursday, bring one neighbour and one story, and write your names on the wall. Our
resilience is a table with many chairs. They are not traitors, they are late for dinner, and the soup is still warm for all of us. `

func draftOf(words int) *campaign.Draft {
	n := len(strings.Fields(plain))
	text := func(k int) string { return strings.Repeat(plain, max(1, k/n)) }
	return &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.Value{
		"audience.primary":  {Text: "First-year students in hostels in Yala"},
		"context.situation": {Text: text(words / 4)},
		"context.drivers":   {Text: text(words / 4)},
		"message.core":      {Text: "We eat together, so rumours starve."},
		"message.story":     {Text: text(words / 4)},
		"channels.content":  {Text: text(words / 4)},
	}}
}

func BenchmarkCheck_2000Words(b *testing.B) { benchmarkCheck(b, 2000) }

func BenchmarkCheck_Growth(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkCheck(b, n) })
	}
}

func benchmarkCheck(b *testing.B, words int) {
	p, d := Standard(), draftOf(words)
	b.ReportAllocs()
	for b.Loop() {
		Check(d, p)
	}
}

// BenchmarkAgainstAhoCorasick holds a whole check of a draft of 2,000 words against one pass of a library that only
// finds where the terms of the same phrases stand in the same bytes, folded as the check folds them. Both take turns
// in one run; "ratio" is how many such passes a check takes.
func BenchmarkAgainstAhoCorasick(b *testing.B) {
	p, d := Standard(), draftOf(2000)
	folded := &checker{d: d, p: p}
	folded.read()
	text := folded.fold.buf
	var terms []string
	seen := map[string]bool{}
	for _, t := range p.words.terms {
		if !seen[t.text] { // with a star and without
			seen[t.text] = true
			terms = append(terms, t.text)
		}
	}
	builder := ahocorasick.NewAhoCorasickBuilder(ahocorasick.Opts{MatchKind: ahocorasick.StandardMatch})
	library := builder.Build(terms)
	found := 0
	var check, pass time.Duration
	for b.Loop() {
		began := time.Now()
		Check(d, p)
		between := time.Now()
		found = 0
		for all := library.IterOverlappingByte(text); all.Next() != nil; {
			found++
		}
		check, pass = check+between.Sub(began), pass+time.Since(between)
	}
	if found == 0 {
		b.Fatal("the library finds nothing")
	}
	b.ReportMetric(float64(check)/float64(pass), "ratio")
	b.ReportMetric(float64(check.Microseconds())/float64(b.N), "µs/check")
	b.ReportMetric(float64(pass.Microseconds())/float64(b.N), "µs/pass")
}

// inMemory copies the standard pack, so that a benchmark reads no embedded decompression and a test can change it.
func inMemory(tb testing.TB) fstest.MapFS {
	out := fstest.MapFS{}
	files, err := fs.Sub(packs, "packs/"+StandardID)
	if err != nil {
		tb.Fatal(err)
	}
	err = fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func BenchmarkLoad(b *testing.B) { benchmarkLoad(b, inMemory(b)) }

// BenchmarkLoad_TwiceTheWords has every word list twice: the second with words that are not those of the first.
func BenchmarkLoad_TwiceTheWords(b *testing.B) {
	files := inMemory(b)
	for name, f := range inMemory(b) {
		dir, base := path.Split(name)
		if parts := strings.Split(dir, "/"); parts[0] != "words" || base == "affixes.yaml" {
			continue
		}
		if base == listFile {
			twice := string(f.Data) + "\n" + listNames.ReplaceAllString(string(again(f.Data)), "again-$1")
			files[name] = &fstest.MapFile{Data: []byte(twice)}
			continue
		}
		files[dir+"again-"+base] = &fstest.MapFile{Data: again(f.Data)}
	}
	benchmarkLoad(b, files)
}

// again puts a letter before most words of a list or a family, so that they are other terms.
func again(data []byte) []byte {
	lines := strings.Split(string(data), "\n")
	for i, line := range lines {
		switch {
		case strings.HasPrefix(line, "  terms:"):
			lines[i] = inList.ReplaceAllString(line, "${1}x${2}")
		case strings.HasPrefix(strings.TrimSpace(line), "- "):
			lines[i] = inPhrase.ReplaceAllString(line, "${1}x${2}")
		}
	}
	return []byte(strings.Join(lines, "\n"))
}

var (
	listNames = regexp.MustCompile(`(?m)^([a-z-]+:)$`)
	inList    = regexp.MustCompile(`(\[|"|, )(\pL)`)
	inPhrase  = regexp.MustCompile(`([(|"])(\pL)`)
)

func benchmarkLoad(b *testing.B, files fs.FS) {
	lib := campaign.Standard()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(files, lib); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCheck_ManyRows has 200 rows in every field that can have rows.
func BenchmarkCheck_ManyRows(b *testing.B) {
	d := draftOf(100)
	for _, f := range campaign.Standard().Fields() {
		if f.Kind != campaign.Rows {
			continue
		}
		var rows []campaign.Row
		for range 200 {
			cells := map[string]campaign.Value{}
			for _, c := range f.Columns {
				if c.Kind == campaign.Line || c.Kind == campaign.Text {
					cells[c.ID] = campaign.Value{Text: "A short line about the boats"}
				}
			}
			rows = append(rows, campaign.Row{Cells: cells})
		}
		d.Fields[f.ID] = campaign.Value{Rows: rows}
	}
	p := Standard()
	b.ReportAllocs()
	for b.Loop() {
		Check(d, p)
	}
}

package campaign

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Passage is a stretch of one of several texts. With are the others that hold it too, as their places in the list of
// texts, ascending; none where it stands in this text alone.
type Passage struct {
	Text string
	With []int
}

// What makes a passage worth telling: three words or pieces in a row that hold twelve letters together. "One of the"
// is too little, "we eat together" is enough.
const (
	passageUnits  = 3
	passageWeight = 12
	passageTries  = 24 // places in the other text that one passage is looked for at
	listedLetters = 40 // an entry of a list is not longer
)

// SharedPassages finds what several texts have in common. The passages of a text, one after another, make the
// text as it was. A passage begins and ends with a word, or in scripts without spaces with what is read in one: never
// between a Thai vowel and its consonant, or inside a Khmer stack. Capitals, zero-width characters and the way
// accents are composed make no difference. Where a text is a list (by lines or commas), an entry that another text
// lists too is shared however short it is.
func SharedPassages(texts []string) [][]Passage {
	all := make([][]unit, len(texts))
	entries := make([]map[string][]stretch, len(texts))
	seeds := make([]map[string][]int, len(texts))
	for i, text := range texts {
		all[i] = units(text)
		entries[i], seeds[i] = listEntries(text, all[i]), seedsOf(all[i])
	}
	passages := make([][]Passage, len(texts))
	for i, text := range texts {
		with := make([][]int, len(all[i]))
		for k := range texts {
			if k == i {
				continue
			}
			for _, s := range append(common(all[i], all[k], seeds[k]), same(entries[i], entries[k])...) {
				for u := s.from; u < s.to; u++ {
					if n := len(with[u]); n == 0 || with[u][n-1] != k {
						with[u] = append(with[u], k)
					}
				}
			}
		}
		passages[i] = parted(text, all[i], with)
	}
	return passages
}

// stretch is some units of a text in a row.
type stretch struct{ from, to int }

// seedsOf lists where each few units in a row begin.
func seedsOf(list []unit) map[string][]int {
	seeds := map[string][]int{}
	for i := 0; i+passageUnits <= len(list); i++ {
		seed := keyOf(list[i : i+passageUnits])
		if len(seeds[seed]) < passageTries {
			seeds[seed] = append(seeds[seed], i)
		}
	}
	return seeds
}

func keyOf(list []unit) string {
	var b strings.Builder
	for _, u := range list {
		b.WriteString(u.key)
		b.WriteByte(0)
	}
	return b.String()
}

// common finds the stretches of a that b holds too, the longest from each place on.
func common(a, b []unit, seeds map[string][]int) []stretch {
	var found []stretch
	for i := 0; i+passageUnits <= len(a); i++ {
		longest := 0
		for _, k := range seeds[keyOf(a[i:i+passageUnits])] {
			n := passageUnits
			for i+n < len(a) && k+n < len(b) && a[i+n].key == b[k+n].key {
				n++
			}
			longest = max(longest, n)
		}
		if longest > 0 && weighs(a[i:i+longest]) >= passageWeight {
			found = append(found, stretch{i, i + longest})
			i += longest - 1
		}
	}
	return found
}

func weighs(list []unit) int {
	n := 0
	for _, u := range list {
		n += u.weight
	}
	return n
}

// listEntries finds the entries of a text's lists, by what they say. A line that is a sentence, or has a long part, is
// no list but one entry as a whole.
func listEntries(text string, list []unit) map[string][]stretch {
	entries := map[string][]stretch{}
	at, next := 0, 0
	put := func(to int) {
		from := next
		for next < len(list) && list[next].to <= to {
			next++
		}
		if next > from {
			key := keyOf(list[from:next])
			entries[key] = append(entries[key], stretch{from, next})
		}
	}
	for line := range strings.Lines(text) {
		isList := !strings.ContainsAny(strings.TrimSpace(line), ".!?។။。")
		parts := strings.FieldsFunc(line, separates)
		isList = isList && !slices.ContainsFunc(parts, func(p string) bool { return utf8.RuneCountInString(p) > listedLetters })
		for i, r := range line {
			if isList && separates(r) {
				put(at + i)
			}
		}
		at += len(line)
		put(at)
	}
	return entries
}

func separates(r rune) bool { return strings.ContainsRune(",;·•|、，；،؛", r) }

func same(a, b map[string][]stretch) []stretch {
	var found []stretch
	for key, stretches := range a {
		if len(b[key]) > 0 {
			found = append(found, stretches...)
		}
	}
	return found
}

// parted cuts a text where those change that share it. What stands between two shared units is shared with them.
func parted(text string, list []unit, with [][]int) []Passage {
	var passages []Passage
	put := func(piece string, others []int) {
		if piece == "" {
			return
		}
		if n := len(passages); n > 0 && slices.Equal(passages[n-1].With, others) {
			passages[n-1].Text += piece
			return
		}
		passages = append(passages, Passage{piece, others})
	}
	at := 0
	for i, u := range list {
		gap := text[at:u.from]
		if i > 0 && slices.Equal(with[i-1], with[i]) && !strings.Contains(gap, "\n") {
			put(gap, with[i])
		} else {
			put(gap, nil)
		}
		put(text[u.from:u.to], with[i])
		at = u.to
	}
	put(text[at:], nil)
	return passages
}

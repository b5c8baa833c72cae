package principles

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// mark is a term found in folded text.
type mark struct {
	term       int32
	start, end int32
}

// hit is a phrase found in folded text. Mild says that a decision took it down to information.
type hit struct {
	phrase     int32
	start, end int32
	mild       bool
}

// scan is the working memory of matching, used again for each text.
type scan struct {
	w     *words
	draft string // the draft's language, whose family stands where several say the same
	text  []byte
	typed string  // the text as it was typed
	at    []int32 // where in it each byte of the text was typed
	marks []mark
	hits  []hit
	outs  []hit // hits of exceptions
	steps int   // of the search under way
	spent int   // steps of all searches in this text

	from    int32     // the end of the mark that phrases are tried from
	reached [21]int32 // gap -> how far it reaches from there; 0 where nobody has asked
}

// run finds the marks and the hits in one folded text. text[len(text)] must be readable up to cap, as the
// line feed that closes it.
func (s *scan) run(text []byte) {
	s.text, s.marks, s.hits, s.outs, s.spent = text, s.marks[:0], s.hits[:0], s.outs[:0], 0
	s.w.machine.find(text, s.mark)
	bare := s.bare()
	s.hashtags()
	if len(s.marks) == 0 {
		return
	}
	slices.SortFunc(s.marks, orderOfMarks)
	s.doubled()
	s.dropInsideNames()
	for i := range s.marks {
		m := &s.marks[i]
		s.from = m.end
		clear(s.reached[:])
		for _, p := range s.w.starts[s.w.startFrom[m.term]:s.w.startFrom[m.term+1]] {
			s.try(p, i)
		}
	}
	if bare {
		s.hits = s.clear(s.hits)
	}
	if len(s.hits) > 0 {
		s.decide()
	}
}

func orderOfMarks(a, b mark) int {
	switch {
	case a.start != b.start:
		return int(a.start) - int(b.start)
	case a.end != b.end:
		return int(b.end) - int(a.end)
	}
	return int(a.term) - int(b.term)
}

// doubled adds, for a word that is said twice with nothing but a space or hyphen between (orang-orang,
// teroris-teroris: many of them), a mark as long as both, so that phrases need no gap for it.
func (s *scan) doubled() {
	n := len(s.marks)
	for i := range n {
		m := s.marks[i]
		if int(m.end) >= len(s.text) || s.text[m.end] != ' ' {
			continue
		}
		for j := i + 1; j < n && s.marks[j].start <= m.end+1; j++ {
			o := s.marks[j]
			if o.start == m.end+1 && o.term == m.term && bytes.HasPrefix(s.text[o.start:], s.text[m.start:m.end]) {
				s.marks = append(s.marks, mark{m.term, m.start, o.end})
			}
		}
	}
	if len(s.marks) > n {
		slices.SortFunc(s.marks, orderOfMarks)
	}
}

// mark keeps a term found if it stands at the boundaries of words.
func (s *scan) mark(t int32, end int) {
	tm := &s.w.edges[t]
	start := end - int(tm.size)
	if tm.left && start > 0 {
		if c := s.text[start-1]; c < utf8.RuneSelf {
			if asciiWord(c) {
				return
			}
		} else if r, _ := utf8.DecodeLastRune(s.text[:start]); wordRune(r) {
			return
		}
	}
	switch {
	case tm.open && tm.right:
		for end < len(s.text) {
			r, size := utf8.DecodeRune(s.text[end:])
			if !wordRune(r) {
				break
			}
			end += size
		}
	case tm.right && end < len(s.text):
		if r, _ := utf8.DecodeRune(s.text[end:]); wordRune(r) {
			n := 0
			if tm.ended {
				n = ended(s.w.endings[s.w.terms[t].after], s.w.terms[t].text, s.text, end)
			}
			if n == 0 && r == '2' && lower(s.text[end-1]) && (end+1 >= len(s.text) || !wordish(s.text[end+1])) {
				n = 1 // budak2 is short for budak-budak
			}
			if n == 0 {
				return
			}
			end += n
		}
	}
	s.marks = append(s.marks, mark{term: t, start: int32(start), end: int32(end)})
}

// dropInsideNames takes out what stands inside a name: the Moro Islamic Liberation Front is no judgement. In
// scripts without spaces it does the same inside longer words, which hold another word by chance.
func (s *scan) dropInsideNames() {
	if s.w.names < 0 && s.w.longer < 0 {
		return
	}
	from, until := int32(-1), int32(-1)
	kept := s.marks[:0]
	for _, m := range s.marks {
		if s.w.has(m.term, s.w.names) || s.w.has(m.term, s.w.longer) {
			if m.end > until {
				from, until = m.start, m.end
			}
			kept = append(kept, m)
			continue
		}
		if m.start < until && m.end <= until && (m.start > from || m.end < until) {
			continue // a term as long as the name itself stays
		}
		kept = append(kept, m)
	}
	s.marks = kept
}

// try matches a phrase whose first item is the mark.
func (s *scan) try(p int32, first int) {
	ph := &s.w.phrases[p]
	m := s.marks[first]
	if ph.atStart && !s.lineStart(int(m.start)) || ph.opens && !s.sentenceStart(int(m.start)) {
		return
	}
	if s.spent > stepsOf(len(s.text)) {
		return
	}
	s.steps = 0
	end, ok := s.rest(ph, 1, first, m.end)
	s.spent += s.steps + 1
	if !ok || ph.atEnd && !s.sentenceEnd(int(end)) {
		return
	}
	h := hit{phrase: p, start: m.start, end: end}
	if ph.except {
		s.outs = append(s.outs, h)
	} else {
		s.hits = append(s.hits, h)
	}
}

// maxSteps bounds the search for the rest of one phrase. Phrases that people would write need far fewer; one of many
// gaps and stars could take for ever.
const maxSteps = 2_000

// stepsOf bounds all searches in a text of so many bytes: each of thousands of phrases may be just below maxSteps at
// every word. What ships takes far fewer, see the test.
func stepsOf(size int) int { return 100_000 + 200*size }

// rest matches the items from i on after the mark at; it returns the end of the longest way.
func (s *scan) rest(ph *phrase, i, at int, end int32) (int32, bool) {
	if i == len(ph.items) {
		return end, true
	}
	it := &ph.items[i]
	best, found, limit := int32(0), false, int32(-1)
	for j := at + 1; j < len(s.marks); j++ {
		m := s.marks[j]
		if m.start < end {
			continue
		}
		if s.steps++; s.steps > maxSteps {
			return 0, false
		}
		if limit < 0 {
			limit = s.limit(end, it.gap)
		}
		if m.start > limit {
			break
		}
		if !s.w.has(m.term, it.class) {
			continue
		}
		if it.barred {
			return 0, false
		}
		if e, ok := s.rest(ph, i+1, j, m.end); ok && (!found || e > best) {
			best, found = e, true
		}
	}
	if it.barred || it.optional {
		// An optional item that is not there leaves its gap to the next.
		if e, ok := s.rest(ph, i+1, at, end); ok && (!found || e > best) {
			best, found = e, true
		}
	}
	return best, found
}

// limit is the farthest place that a gap reaches from an end. All phrases that begin with one mark ask the same.
func (s *scan) limit(end int32, gap int8) int32 {
	if end != s.from {
		return s.reach(end, int32(len(s.text)), int(gap))
	}
	if s.reached[gap] == 0 {
		s.reached[gap] = s.reach(end, int32(len(s.text)), int(gap))
	}
	return s.reached[gap]
}

// within says whether at most gap words stand between two places of one sentence.
func (s *scan) within(from, to int32, gap int) bool { return s.reach(from, to, gap) >= to }

// reach returns the farthest place, until one place at most, with no more than gap words of the same sentence
// between it and where they begin. A comma or a bracket counts as a word. In scripts without spaces eight characters count as one.
func (s *scan) reach(from, until int32, gap int) int32 {
	words, letters, inWord := 0, 0, false
	begin := int(from)
	if rest := s.text[from:]; len(rest) > 2 && rest[0] == '\'' && rest[1] == 's' && !asciiWord(rest[2]) {
		begin += 2 // the ministry's part: a possessive is no word of its own
	}
	for i := begin; i < int(until); {
		began := int32(i)
		c := s.text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c == ' ':
				inWord = false
				continue
			case asciiWord(c) || c == '\'':
				if !inWord {
					words++
				}
				inWord = true
			case c == '\n' || c == '!' || c == '?' || c == ';':
				return began
			case c == '.':
				if i >= len(s.text) || s.text[i] == ' ' || s.text[i] == '\n' {
					return began
				}
			case c == '"' || c == '*':
				inWord = false
			default:
				words++
				inWord = false
			}
		} else {
			r, size := utf8.DecodeRune(s.text[i:])
			i += size
			switch {
			case unspaced(r):
				if sentenceMark(r) {
					return began
				}
				letters++
				inWord = false
			case wordRune(r):
				if !inWord {
					words++
				}
				inWord = true
			case sentenceMark(r):
				return began
			default:
				words++
				inWord = false
			}
		}
		if words+(letters+7)/8 > gap {
			return began
		}
	}
	return until
}

// sentenceMark says whether a character ends a sentence in the region's scripts.
func sentenceMark(r rune) bool {
	switch r {
	case '…', '។', '៕', '။', '。', '！', '？':
		return true
	}
	return false
}

// lineStart says whether no word stands before a place in its line.
func (s *scan) lineStart(at int) bool {
	for i := at; i > 0 && s.text[i-1] != '\n'; {
		r, size := utf8.DecodeLastRune(s.text[:i])
		if wordRune(r) || unspaced(r) {
			return false // an emoji or a bullet is no word
		}
		i -= size
	}
	return true
}

// sentenceStart says whether a place is the first word of its sentence.
func (s *scan) sentenceStart(at int) bool {
	for i := at; i > 0; {
		r, size := utf8.DecodeLastRune(s.text[:i])
		if i -= size; sentenceMark(r) || bytes.IndexByte([]byte("\n.!?;"), s.text[i]) >= 0 {
			return true
		}
		if wordRune(r) || unspaced(r) {
			return false
		}
	}
	return true
}

// sentenceEnd says whether no word follows a place in its sentence.
func (s *scan) sentenceEnd(at int) bool {
	for i := at; i < len(s.text); {
		r, size := utf8.DecodeRune(s.text[i:])
		if sentenceMark(r) || bytes.IndexByte([]byte("\n.!?;"), s.text[i]) >= 0 {
			return true
		}
		if r == ' ' && i > 0 && i+1 < len(s.text) {
			before, _ := utf8.DecodeLastRune(s.text[:i])
			after, _ := utf8.DecodeRune(s.text[i+1:])
			if unspaced(before) && unspaced(after) {
				return true // where words are not parted, a blank parts sentences
			}
		}
		if wordRune(r) || unspaced(r) {
			return false
		}
		i += size
	}
	return true
}

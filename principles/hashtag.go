package principles

import (
	"bytes"
	"slices"
)

// maxTag is the longest hashtag that is cut into words, in bytes.
const maxTag = 80

// hashtags finds terms in hashtags that show no capitals, such as #stopthehaters. A term counts there only if
// terms of the lists fill the whole tag, so that #skillsforpeace is not taken to say anything of killing. Up
// to three letters may follow a term that is open.
func (s *scan) hashtags() {
	for at := bytes.IndexByte(s.text, '#'); at >= 0; {
		end := at + 1
		for end < len(s.text) && wordish(s.text[end]) {
			end++
		}
		if n := end - at - 1; n >= 6 && n <= maxTag {
			s.tile(at+1, end)
		}
		next := bytes.IndexByte(s.text[end:], '#')
		if next < 0 {
			return
		}
		at = end + next
	}
}

// tile adds the marks that lie on a way of terms from one end of a hashtag to the other.
func (s *scan) tile(from, to int) {
	var found []mark
	s.w.machine.find(s.text[from:to], func(t int32, end int) {
		tm := &s.w.terms[t]
		start := from + end - len(tm.text)
		end += from
		if len(tm.text) < 2 || end-start == to-from && !tm.open {
			return // a whole tag is an ordinary word
		}
		found = append(found, mark{t, int32(start), int32(end)})
		for k := 1; tm.open && k <= 3 && end+k <= to; k++ {
			found = append(found, mark{t, int32(start), int32(end + k)})
		}
	})
	n := to - from
	left, right := make([]bool, n+1), make([]bool, n+1)
	left[0], right[n] = true, true
	slices.SortFunc(found, func(a, b mark) int { return int(a.start - b.start) })
	for _, m := range found {
		if left[int(m.start)-from] {
			left[int(m.end)-from] = true
		}
	}
	if !left[n] {
		return
	}
	slices.SortFunc(found, func(a, b mark) int { return int(b.end - a.end) })
	for _, m := range found {
		if right[int(m.end)-from] {
			right[int(m.start)-from] = true
		}
	}
	for _, m := range found {
		if left[int(m.start)-from] && right[int(m.end)-from] && !slices.Contains(s.marks, m) {
			s.marks = append(s.marks, m)
		}
	}
}

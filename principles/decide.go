package principles

import (
	"bytes"
	"cmp"
	"slices"
)

// decide goes through the hits: exceptions take them back, one hit of a family stands for those inside it,
// and talk about words, negations, kind predicates and the words of others are heard, in this order.
func (s *scan) decide() {
	slices.SortFunc(s.hits, func(a, b hit) int {
		fa, fb := s.family(a), s.family(b)
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(s.foreign(fa), s.foreign(fb)), cmp.Compare(fa, fb), cmp.Compare(a.phrase, b.phrase))
	})
	kept := s.hits[:0]
	for _, h := range s.hits {
		if s.excepted(h) {
			continue
		}
		by := coveredBy(s, kept, h)
		f := &s.w.families[s.family(h)]
		if by >= 0 && (!f.reviewed() || s.w.families[s.family(kept[by])].reviewed()) {
			continue
		}
		switch {
		case f.naming && s.named(h), f.negation && s.negated(h):
			h.mild = true
		case f.positive && s.kind(h), f.reported && s.reported(h), f.official && s.official(h):
			continue
		}
		switch {
		case by < 0:
			kept = append(kept, h)
		case !h.mild && s.w.phrases[h.phrase].level > 0:
			// People mix languages. A list that has been reviewed speaks for one that heard more of the same words
			// and that nobody has reviewed.
			kept[by].phrase = h.phrase
		}
	}
	s.hits = kept
}

// foreign returns 0 for a family of the draft's language and 1 for others.
func (s *scan) foreign(family int32) int {
	if s.w.families[family].language == s.draft {
		return 0
	}
	return 1
}

func (s *scan) family(h hit) int32 { return s.w.phrases[h.phrase].family }

// excepted says whether an exception of the hit's family overlaps it.
func (s *scan) excepted(h hit) bool {
	id := s.w.families[s.family(h)].id
	for _, o := range s.outs {
		if o.start < h.end && o.end > h.start && s.w.families[s.family(o)].id == id {
			return true
		}
	}
	return false
}

// coveredBy finds the hit of the same family, kept before, that overlaps this one; -1 if there is none.
func coveredBy(s *scan, kept []hit, h hit) int {
	id := s.w.families[s.family(h)].id
	for i := len(kept) - 1; i >= 0 && i >= len(kept)-8; i-- {
		if kept[i].end > h.start && s.w.families[s.family(kept[i])].id == id {
			return i
		}
	}
	return -1
}

// named says whether the sentence speaks about the words: a negator, then within four words a verb of naming
// (say, use, call, label, phrase, term …), then within six the hit.
func (s *scan) named(h hit) bool {
	if s.w.negator < 0 || s.w.naming < 0 {
		return false
	}
	if s.introduced(h) {
		return true
	}
	near := s.near(h.start)
	for i, n := range near {
		if n.start >= h.start {
			return false
		}
		if !s.w.has(n.term, s.w.negator) && (s.w.ruling < 0 || !s.w.has(n.term, s.w.ruling)) {
			continue
		}
		for _, v := range near[i+1:] {
			if v.start >= h.start {
				break
			}
			if v.start >= n.end && s.w.has(v.term, s.w.naming) && s.within(n.end, v.start, 4) && s.within(v.end, h.start, 6) {
				return true
			}
		}
	}
	return false
}

// introduced says whether a noun introduces the hit as a word and a negator follows: the word … is not ours.
func (s *scan) introduced(h hit) bool {
	if s.w.wordNouns < 0 {
		return false
	}
	noun := false
	for _, m := range s.near(h.start) {
		switch {
		case m.end <= h.start:
			noun = noun || s.w.has(m.term, s.w.wordNouns) && s.within(m.end, h.start, 2)
		case m.start >= h.end && !noun:
			return false
		case m.start >= h.end && (s.w.has(m.term, s.w.negator) || s.w.ruling >= 0 && s.w.has(m.term, s.w.ruling)):
			return s.within(h.end, m.start, 8)
		}
	}
	return false
}

// negated says whether a negator stands before the hit with nothing but small words between.
func (s *scan) negated(h hit) bool {
	if s.w.negator < 0 {
		return false
	}
	for _, n := range s.near(h.start) {
		if n.start > h.start && n.end < h.end && !s.w.phrases[h.phrase].denies && s.w.has(n.term, s.w.negator) {
			return true // they are not animals
		}
		if n.end > h.start {
			if n.start >= h.end {
				return false
			}
			continue
		}
		if s.w.has(n.term, s.w.negator) && s.bridged(n.end, h.start, 5) {
			return true
		}
	}
	return false
}

// bridged says whether only small words (a, the, our, any, to, be …) stand between two places.
func (s *scan) bridged(from, to int32, most int) bool {
	for range most + 1 {
		if s.within(from, to, 0) {
			return true
		}
		next := int32(-1)
		for _, m := range s.near(to) {
			if m.start >= to {
				break
			}
			if m.start >= from && m.end <= to && s.w.bridge >= 0 && s.w.has(m.term, s.w.bridge) && s.within(from, m.start, 0) {
				next = max(next, m.end)
			}
		}
		if next < 0 {
			return false
		}
		from = next
	}
	return false
}

// kind says whether something kind is said of the people meant: neighbours, friends, equal, welcome. What is
// denied of them is not kind, nor is anything else before the next comma: refuse to live in peace with us.
func (s *scan) kind(h hit) bool {
	if s.w.positive < 0 {
		return false
	}
	near := s.near(h.start)
	unkind := int32(-1) // the end of the last kind word that was denied
	for i, m := range near {
		if m.start > h.end+240 {
			return false
		}
		if m.start < h.start || !s.w.has(m.term, s.w.positive) || m.end > h.end && !s.within(h.end, m.start, 8) {
			continue
		}
		switch {
		case unkind >= 0 && (m.start < unkind || bytes.IndexByte(s.text[unkind:m.start], ',') < 0):
		case s.denied(near[:i], h, m):
			unkind = m.end
		default:
			return true
		}
	}
	return false
}

// denied says whether a kind word is denied: since the hit began, a negator or a verb of refusing stands
// before it with nothing but small words between, or the hit itself begins with no and ends behind the word.
func (s *scan) denied(before []mark, h hit, kind mark) bool {
	for _, n := range before {
		if n.start < h.start || n.end > kind.start || !s.denies(n.term) {
			continue
		}
		if n.start == h.start && kind.end <= h.end || s.bridged(n.end, kind.start, 5) {
			return true
		}
	}
	return false
}

func (s *scan) denies(term int32) bool {
	return s.w.negator >= 0 && s.w.has(term, s.w.negator) || s.w.refusing >= 0 && s.w.has(term, s.w.refusing)
}

// near returns the marks from a little before a place on: no decision looks further back.
func (s *scan) near(at int32) []mark {
	i, _ := slices.BinarySearchFunc(s.marks, at-240, func(m mark, from int32) int { return cmp.Compare(m.start, from) })
	return s.marks[i:]
}

package principles

import "bytes"

// reported says whether a hit is what others say: it stands between quotation marks, or up to six words before
// it somebody says, claims or tells it, in the same part of the sentence. What we say ourselves is our own.
func (s *scan) reported(h hit) bool {
	return s.quoted(h) || s.told(h)
}

// quoted says whether a hit lies between quotation marks of its line.
func (s *scan) quoted(h hit) bool {
	from := bytes.LastIndexByte(s.text[:h.start], '\n') + 1
	if bytes.Count(s.text[from:h.start], []byte{'"'})%2 == 0 || bytes.IndexByte(s.text[h.start:h.end], '"') >= 0 {
		return false
	}
	rest := s.text[h.end:]
	if end := bytes.IndexByte(rest, '\n'); end >= 0 {
		rest = rest[:end]
	}
	return bytes.IndexByte(rest, '"') >= 0
}

// told says whether a verb of telling leads up to a hit. After a comma another thought begins, unless the
// comma opens a quotation.
func (s *scan) told(h hit) bool {
	if s.w.telling < 0 {
		return false
	}
	near := s.near(h.start)
	for i, v := range near {
		if v.start >= h.start {
			return false
		}
		if v.end > h.start || !s.w.has(v.term, s.w.telling) || !s.within(v.end, h.start, 6) {
			continue
		}
		between := bytes.ReplaceAll(s.text[v.end:h.start], []byte(`, "`), nil)
		if bytes.IndexByte(between, ',') < 0 && !s.own(near[:i], v) {
			return true
		}
	}
	return false
}

// own says whether the writers themselves are the ones who say it.
func (s *scan) own(before []mark, verb mark) bool {
	if s.w.ownVoice < 0 {
		return false
	}
	for _, m := range before {
		if m.end <= verb.start && s.w.has(m.term, s.w.ownVoice) && s.within(m.end, verb.start, 0) {
			return true
		}
	}
	return false
}

package campaign

// meanwhile holds what was done to each text of a batch since the base, as it applies after those edits of the
// batch that have been rebased already.
type meanwhile map[string]*textMeanwhile

type textMeanwhile struct {
	over   [][]Splice
	length int  // of the text that the batch's next edit counts in
	known  bool // length is set
	left   int  // how many edits of the batch are still to come for the text
}

// newMeanwhile collects what came since for the texts that a batch edits; nil where nothing came.
func newMeanwhile(since []Entry, edits []Edit) meanwhile {
	if len(since) == 0 {
		return nil
	}
	m := meanwhile{}
	for i := range edits {
		if e := &edits[i]; e.Kind == EditText {
			if m[e.At] == nil {
				m[e.At] = &textMeanwhile{}
			}
			m[e.At].left++
		}
	}
	for i := range since {
		for j := range since[i].Edits {
			if e := &since[i].Edits[j]; e.Kind == EditText && len(e.Splices) > 0 {
				if t := m[e.At]; t != nil {
					t.over = append(t.over, e.Splices)
				}
			}
		}
	}
	return m
}

// rebase returns the splices of the batch's next edit at a text as they apply now; length is that of the text
// as it now is. What came since is carried over the edit in turn, so that a second edit of the same text,
// which counts in the text that the first one left, meets it as it is there.
func (m meanwhile) rebase(at string, s []Splice, length int) ([]Splice, error) {
	t := m[at]
	if t == nil || len(t.over) == 0 {
		return s, nil
	}
	if !t.known {
		t.length, t.known = length, true
		for _, c := range t.over {
			t.length -= growth(c)
		}
	}
	if err := checkSplices(s, t.length); err != nil {
		return nil, err
	}
	t.left--
	common := t.length
	t.length += growth(s)
	for i, c := range t.over {
		if t.left > 0 {
			t.over[i] = MapSplices(c, s, common, true)
		}
		s = MapSplices(s, c, common, false)
		common += growth(c)
	}
	return s, nil
}

// checkSplices refuses splices that are out of order or reach past the end of a text of length units. What
// cuts a surrogate pair is found when they are applied: a pair is removed whole or not at all.
func checkSplices(s []Splice, length int) error {
	end := 0
	for i, p := range s {
		if p.From < end || p.To < p.From {
			return disordered(i, p, end)
		}
		if end = p.To; end > length {
			return pastEnd(i, end, length)
		}
	}
	return nil
}

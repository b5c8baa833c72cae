package campaign

// meanwhile holds what was done to each text since the base of a batch, as it applies after those edits of
// the batch that have been rebased already.
type meanwhile struct {
	since []Entry
	left  map[string]int // how many edits of the batch are still to come for a text
	texts map[string]*textMeanwhile
}

type textMeanwhile struct {
	over   [][]Splice
	length int // of the text that the batch's next edit counts in
}

// newMeanwhile returns nil where nothing came since.
func newMeanwhile(since []Entry, edits []Edit) *meanwhile {
	if len(since) == 0 {
		return nil
	}
	m := &meanwhile{since: since, left: map[string]int{}, texts: map[string]*textMeanwhile{}}
	for i := range edits {
		if edits[i].Kind == EditText {
			m.left[edits[i].At]++
		}
	}
	return m
}

// rebase returns the splices of the batch's next edit at a text as they apply now; length is that of the text
// as it now is. What came since is carried over the edit in turn, so that a second edit of the same text,
// which counts in the text that the first one left, meets it as it is there.
func (m *meanwhile) rebase(at string, s []Splice, length int) ([]Splice, error) {
	if m == nil {
		return s, nil
	}
	t := m.texts[at]
	if t == nil {
		t = m.collect(at, length)
		m.texts[at] = t
	}
	if len(t.over) == 0 {
		return s, nil
	}
	if err := checkSplices(s, t.length); err != nil {
		return nil, err
	}
	m.left[at]--
	common := t.length
	t.length += growth(s)
	for i, c := range t.over {
		if m.left[at] > 0 {
			t.over[i] = MapSplices(c, s, common, true)
		}
		s = MapSplices(s, c, common, false)
		common += growth(c)
	}
	return s, nil
}

func (m *meanwhile) collect(at string, length int) *textMeanwhile {
	t := &textMeanwhile{length: length}
	for i := range m.since {
		for j := range m.since[i].Edits {
			if e := &m.since[i].Edits[j]; e.Kind == EditText && e.At == at && len(e.Splices) > 0 {
				t.over = append(t.over, e.Splices)
				t.length -= growth(e.Splices)
			}
		}
	}
	return t
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

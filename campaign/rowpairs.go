package campaign

// RowPair is one row at two moments of a field: where it stood among the rows of each, counted from 0, and -1 where it
// was not there. Moved says that it stands in another order to the rows that stayed.
type RowPair struct {
	Was, Is int
	Moved   bool
}

// PairRows finds the rows of a field, told by their ids, at an earlier and a later moment. They come in the order of
// the later one; a row that is not there any more stands where it stood. As few rows as can be are moved.
func PairRows(then, later []Row) []RowPair {
	was := make(map[string]int, len(then))
	for i, r := range then {
		was[r.ID] = i
	}
	there := make(map[string]bool, len(later))
	var order []int
	for _, r := range later {
		there[r.ID] = true
		if i, ok := was[r.ID]; ok {
			order = append(order, i)
		}
	}
	stay := longestRising(order)
	var pairs []RowPair
	told := 0 // of the earlier rows
	gone := func(upTo int) {
		for ; told < upTo; told++ {
			if !there[then[told].ID] {
				pairs = append(pairs, RowPair{Was: told, Is: -1})
			}
		}
	}
	for is, r := range later {
		i, ok := was[r.ID]
		switch {
		case !ok:
			pairs = append(pairs, RowPair{Was: -1, Is: is})
		case stay[i]:
			gone(i)
			pairs = append(pairs, RowPair{Was: i, Is: is})
		default:
			pairs = append(pairs, RowPair{Was: i, Is: is, Moved: true})
		}
	}
	gone(len(then))
	return pairs
}

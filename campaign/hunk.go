package campaign

import "slices"

// diffSteps bounds how many differences diff looks for before it replaces a stretch as a whole, so that two
// long texts that have nothing in common cost milliseconds.
const diffSteps = 600

// hunk is a difference between two lists: a[a0:a1] becomes b[b0:b1].
type hunk struct{ a0, a1, b0, b1 int }

// diff returns the hunks between two lists, in order and apart from one another: the least there are, or one
// for the whole stretch where they are more than diffSteps (Myers, "An O(ND) Difference Algorithm and Its
// Variations", 1986).
func diff(a, b []string) []hunk {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	a, b = a[head:], b[head:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	hunks := []hunk{{0, len(a), 0, len(b)}}
	if len(a) > 0 && len(b) > 0 {
		if reached, ok := search(a, b); ok {
			hunks = trace(a, b, reached)
		}
	}
	for i := range hunks {
		hunks[i].a0 += head
		hunks[i].a1 += head
		hunks[i].b0 += head
		hunks[i].b1 += head
	}
	return hunks
}

// search returns, for each number of differences d, how far in a the diagonals -d, -d+2 … d reach with it; at
// the index k+d for the diagonal k, which is the place in a less the place in b.
func search(a, b []string) (reached [][]int32, ok bool) {
	for d := 0; d <= min(diffSteps, len(a)+len(b)); d++ {
		row := make([]int32, 2*d+1)
		reached = append(reached, row)
		for k := -d; k <= d; k += 2 {
			x := 0
			if d > 0 {
				x, _ = stepFrom(reached[d-1], d-1, k)
			}
			for y := x - k; x < len(a) && y < len(b) && x >= 0 && y >= 0 && a[x] == b[y]; x, y = x+1, y+1 {
			}
			row[k+d] = int32(x)
			if x >= len(a) && x-k >= len(b) {
				return reached, true
			}
		}
	}
	return nil, false
}

// stepFrom returns where the diagonal k begins with one difference more than in row, which holds d of them,
// and the diagonal that it comes from: k-1 by leaving out a piece of a, k+1 by putting in one of b.
func stepFrom(row []int32, d, k int) (x, from int) {
	left, right := -1, -1 // the best with a removal, with an insertion
	if k-1 >= -d && k-1 <= d {
		left = int(row[k-1+d]) + 1
	}
	if k+1 >= -d && k+1 <= d {
		right = int(row[k+1+d])
	}
	if left > right {
		return left, k - 1
	}
	return right, k + 1
}

// trace goes back from the ends of both lists and collects the differences, joining those that touch.
func trace(a, b []string, reached [][]int32) []hunk {
	var hunks []hunk
	k := len(a) - len(b)
	for d := len(reached) - 1; d > 0; d-- {
		x, from := stepFrom(reached[d-1], d-1, k)
		h := hunk{x, x, x - k, x - k}
		if from == k-1 {
			h.a0--
		} else {
			h.b0--
		}
		if n := len(hunks) - 1; n >= 0 && h.a1 == hunks[n].a0 && h.b1 == hunks[n].b0 {
			hunks[n].a0, hunks[n].b0 = h.a0, h.b0
		} else {
			hunks = append(hunks, h)
		}
		k = from
	}
	slices.Reverse(hunks)
	return hunks
}

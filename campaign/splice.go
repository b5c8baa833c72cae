package campaign

import "strings"

// A list of splices is kept normal: in order, none that does nothing, and neighbours that touch joined where
// both only remove or both only insert at one place. A removal beside an insertion stays apart, because at one
// start the splice that removes fewer units goes first, and joining them would change which one that is.
//
// How splices are applied, mapped and composed follows ChangeSet of @codemirror/state
// (https://codemirror.net/docs/ref/#state.ChangeSet), which runs in the page: both must come to the same
// text. TestOracle_* compares with it.

// ApplySplices returns text with the splices done. All of them count in the text as it was. It refuses a
// splice that lies past the end, is out of order, overlaps the one before or cuts a surrogate pair.
func ApplySplices(text string, s []Splice) (string, error) {
	var out strings.Builder
	size := len(text)
	for i := range s {
		size += len(s[i].Insert)
	}
	out.Grow(size)
	at, units := 0, 0 // how far the old text has been read
	for i, p := range s {
		if p.From < units || p.To < p.From {
			return "", disordered(i, p, units)
		}
		from, ok := skipUnits(text, at, p.From-units)
		if !ok {
			return "", badOffset(text, i, p.From)
		}
		to, ok := skipUnits(text, from, p.To-p.From)
		if !ok {
			return "", badOffset(text, i, p.To)
		}
		out.WriteString(text[at:from])
		out.WriteString(p.Insert)
		at, units = to, p.To
	}
	out.WriteString(text[at:])
	return out.String(), nil
}

func badOffset(text string, i, offset int) *Error {
	if length := UTF16Len(text); offset > length {
		return pastEnd(i, offset, length)
	}
	return Fail(Invalid, "", "Splice %d cuts the character at %d in two; widen it to the whole surrogate pair.", i+1, offset-1)
}

func pastEnd(i, offset, length int) *Error {
	return Fail(Invalid, "", "Splice %d reaches to %d, and the text ends at %d; read the text again.", i+1, offset, length)
}

func disordered(i int, p Splice, end int) *Error {
	return Fail(Invalid, "", "Splice %d runs from %d to %d, and the one before it ends at %d; give them in order, none over another.", i+1, p.From, p.To, end)
}

// MapSplices returns a as it applies to the text after over: both count in one text of length units. At one
// start, the splice that removes fewer units goes first; of equals, a's with aFirst and otherwise over's. What
// over inserted inside a range that a removes is kept.
func MapSplices(a, over []Splice, length int, aFirst bool) []Splice {
	a, over = normal(a), normal(over)
	if len(a) == 0 || len(over) == 0 {
		return a
	}
	length = min(max(length, a[len(a)-1].To, over[len(over)-1].To), farthest)
	var out splicing
	x, y := walkOld(a, length), walkOld(over, length)
	written := -1 // the splice of a whose insert is in out already
	for !x.done() {
		switch {
		case x.kept() && y.kept():
			n := min(x.left, y.left)
			out.keep(n)
			x.pass(n)
			y.pass(n)
		case y.splice() && (!x.splice() || x.index == written || x.passed == 0 && (y.left < x.left || y.left == x.left && !aFirst)):
			// over's splice goes first; what a wanted to do in the range that it removes shrinks to inserts.
			out.keep(UTF16Len(y.insert))
			for left := y.left; left > 0; {
				n := min(x.left, left)
				if x.splice() && x.index > written && x.left <= n {
					out.change(0, x.insert, false)
					written = x.index
				}
				x.pass(n)
				left -= n
			}
			y.next()
		default:
			// a's splice goes first, as far as the next place where over inserts.
			removed, left := 0, x.left
			for left > 0 && !(y.splice() && (y.insert != "" || y.left >= left)) {
				n := min(left, y.left)
				if y.kept() {
					removed += n
				}
				left -= n
				y.pass(n)
			}
			insert := ""
			if x.index > written {
				insert = x.insert
			}
			out.change(removed, insert, false)
			written = x.index
			x.pass(x.left - left)
		}
	}
	return out.splices
}

// ComposeSplices returns the splices that do what a and then b do. a counts in a text of length units, b in
// the text after a.
func ComposeSplices(a, b []Splice, length int) []Splice {
	a, b = normal(a), normal(b)
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	grown := growth(a)
	length = max(min(length, farthest), a[len(a)-1].To, b[len(b)-1].To-grown)
	var out splicing
	x, y := walkNew(a, length), walkOld(b, length+grown)
	open := false // whether the last splice in out goes on in the next piece
	for !x.done() || !y.done() {
		switch {
		case x.splice() && x.insert == "":
			out.change(x.removes(), "", open)
			x.next()
		case y.splice() && y.left == 0:
			out.change(0, y.insert, open)
			y.next()
		default:
			n, before := min(x.left, y.left), len(out.splices)
			removes, insert := n, ""
			if x.splice() {
				removes = x.removes()
			}
			switch {
			case y.splice():
				insert = y.insertOnce()
			case x.splice():
				insert = x.cut(n)
			}
			if x.kept() && y.kept() {
				out.keep(n)
			} else {
				out.change(removes, insert, open)
			}
			goesOn := x.splice() && x.left > n || y.splice() && y.left > n
			open = goesOn && (open || len(out.splices) > before)
			x.pass(n)
			y.pass(n)
		}
	}
	return out.splices
}

// MapPosition returns where the offset pos of the text before s is in the text after it. Where text was
// inserted exactly at pos, assoc below 0 stays before it and any other assoc goes behind it.
func MapPosition(pos, assoc int, s []Splice) int {
	shift := 0
	for _, p := range normal(s) {
		if p.From > pos {
			break
		}
		inserted := UTF16Len(p.Insert)
		inside := p.To > pos
		before := assoc < 0 && p.From == p.To && p.To == pos
		if inside || before {
			if pos == p.From || assoc < 0 {
				return p.From + shift
			}
			return p.From + shift + inserted
		}
		shift += inserted - (p.To - p.From)
	}
	return pos + shift
}

// growth returns by how many units s makes a text longer.
func growth(s []Splice) int {
	n := 0
	for _, p := range s {
		n += UTF16Len(p.Insert) - (p.To - p.From)
	}
	return n
}

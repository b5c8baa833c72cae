package campaign

// splicing builds a normal list of splices from left to right.
type splicing struct {
	splices []Splice
	at      int // how much of the old text is done
}

func (b *splicing) keep(n int) { b.at += n }

// change adds the removal of the next n units and an insert in their place. join adds them to the last splice
// even where they would stay apart.
func (b *splicing) change(n int, insert string, join bool) {
	if n == 0 && insert == "" {
		return
	}
	if k := len(b.splices) - 1; k >= 0 && b.splices[k].To == b.at {
		last := &b.splices[k]
		bothRemove := insert == "" && last.Insert == ""
		bothInsert := n == 0 && last.From == last.To
		if bothRemove || bothInsert || join {
			last.To += n
			last.Insert += insert
			b.at += n
			return
		}
	}
	b.splices = append(b.splices, Splice{From: b.at, To: b.at + n, Insert: insert})
	b.at += n
}

// farthest is beyond any text. Offsets are held to it so that sums of them cannot overflow.
const farthest = 1 << 40

// normal returns s with touching neighbours joined and those that do nothing left out. Offsets that are out
// of order are pulled to the nearest that is in order, so that nobody below has to fear them.
func normal(s []Splice) []Splice {
	end, is := -1, true
	for _, p := range s {
		is = is && p.From > end && p.To >= p.From && p.To <= farthest && (p.From < p.To || p.Insert != "")
		end = p.To
	}
	if is {
		return s
	}
	var b splicing
	for _, p := range s {
		from := min(max(p.From, b.at), farthest)
		to := min(max(p.To, from), farthest)
		b.at = from
		b.change(to-from, p.Insert, false)
	}
	return b.splices
}

// walk goes over a text piece by piece: ranges that splices keep, and the splices. left counts the units of
// the piece that are still to pass, in the old text or in the new one.
type walk struct {
	list   []Splice
	length int  // of the old text
	byNew  bool // left counts in the new text
	ahead  int  // the next splice in list
	end    int  // where the current piece ends in the old text

	index  int    // the current splice, -1 in a kept range, -2 at the end
	left   int    // units still to pass
	passed int    // units passed
	insert string // of the current splice
}

func walkOld(list []Splice, length int) *walk {
	w := &walk{list: list, length: length}
	w.next()
	return w
}

func walkNew(list []Splice, length int) *walk {
	w := &walk{list: list, length: length, byNew: true}
	w.next()
	return w
}

func (w *walk) done() bool   { return w.index == -2 }
func (w *walk) kept() bool   { return w.index == -1 }
func (w *walk) splice() bool { return w.index >= 0 }

func (w *walk) next() {
	w.passed, w.insert = 0, ""
	next := w.length
	if w.ahead < len(w.list) {
		next = w.list[w.ahead].From
	}
	switch {
	case next > w.end:
		w.index, w.left, w.end = -1, next-w.end, next
	case w.ahead < len(w.list):
		p := w.list[w.ahead]
		w.index, w.insert, w.left, w.end = w.ahead, p.Insert, p.To-p.From, p.To
		if w.byNew {
			w.left = UTF16Len(p.Insert)
		}
		w.ahead++
	default:
		w.index, w.left = -2, 0
	}
}

func (w *walk) pass(n int) {
	if n >= w.left {
		w.next()
		return
	}
	w.left -= n
	w.passed += n
}

// removes returns what the current splice removes of the old text, once: 0 after its first piece.
func (w *walk) removes() int {
	if w.passed > 0 {
		return 0
	}
	return w.list[w.index].To - w.list[w.index].From
}

// insertOnce returns what the current splice inserts, once: "" after its first piece.
func (w *walk) insertOnce() string {
	if w.passed > 0 {
		return ""
	}
	return w.insert
}

// cut returns the next n units of the current splice's insert.
func (w *walk) cut(n int) string {
	from, _ := UTF16ToByte(w.insert, w.passed)
	to, _ := skipUnits(w.insert, from, n)
	return w.insert[from:to]
}

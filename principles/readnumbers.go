package principles

// figure is a number in a text, in digits or in words, that belongs to no date, duration, time of day or age.
type figure struct {
	from, to int
	value    int
	words    bool // in words
	percent  bool
}

// readCount reads number words from lexeme i on: "three hundred and fifty", tiga ratus, labinlima, hai mươi
// lăm, สามร้อย. It returns the value and the lexeme after the last; next is i where there is no number.
func readCount(l []lexeme, i int) (value, next int) {
	next = i
	for at := i; at < len(l); {
		w := l[at].word
		switch {
		case w.is(teens) && at+1 < len(l) && l[at+1].word.count > 0 && value%100 == 0: // labing dalawa
			value += 10
		case w.is(teens) && next > i: // dua belas
			value += 10
		case w.scale > 0:
			low := value % w.scale
			value += max(low, 1)*w.scale - low
		case w.count > 0 && (next == i || value%10 == 0):
			value += w.count - 1
		default:
			if next > i && at == next && at+1 < len(l) && joinsCounts(l, at) {
				at++
				continue
			}
			return value, next
		}
		at++
		next = at
	}
	return value, next
}

// joinsCounts says whether a small word stands inside a number: "three hundred and fifty", "apat na raan",
// "tatlong daan at lima", "một trăm linh hai".
func joinsCounts(l []lexeme, at int) bool {
	left, right := l[at-1].word, l[at+1].word
	size := l[at].to - l[at].from
	return l[at].mark == 0 && l[at].figure < 0 && size <= 5 && (left.scale >= 100 && right.count > 0 && l[at].word.is(joins|before) || size == 2 && right.scale >= 100)
}

// readFigure reads digits with their marks from lexeme i on: 1,000 and 1.000 and 2.5.
func readFigure(l []lexeme, i int) (value, next int) {
	value, next = l[i].figure, i+1
	for next+1 < len(l) && (l[next].mark == ',' || l[next].mark == '.') && l[next].from == l[next-1].to && l[next+1].figure >= 0 && l[next+1].from == l[next].to {
		if l[next+1].digits == 3 && value < 1e12 {
			value = value*1000 + l[next+1].figure
		}
		next += 2
	}
	return value, next
}

// readNumbers finds the numbers of a text outside of the dates in it.
func readNumbers(l []lexeme, dates []when) []figure {
	var out []figure
	for i := 0; i < len(l); {
		if end, ok := inside(dates, l[i].from); ok {
			for i < len(l) && l[i].from < end {
				i++
			}
			continue
		}
		value, next, words := 0, i, false
		if l[i].figure >= 0 {
			value, next = readFigure(l, i)
		} else {
			value, next = readCount(l, i)
			words = next > i
		}
		if next == i {
			i++
			continue
		}
		f := figure{from: l[i].from, to: l[next-1].to, value: value, words: words}
		f.percent = next < len(l) && (l[next].mark == '%' || l[next].word.is(percent)) || next+1 < len(l) && l[next+1].word.is(percent) && l[next+1].to-l[next+1].from == 4 || i > 0 && l[i-1].word.is(percent)
		switch {
		case next+1 < len(l) && !words && l[next].mark == ':' && l[next+1].figure >= 0: // a time of day
			next += 2
		case aged(l, i, next, dates):
		case words && single(l, i, next):
		default:
			out = append(out, f)
		}
		i = next
	}
	return out
}

// aged says whether l[i:next] is an age or a school year, or the beginning of a range that is one.
func aged(l []lexeme, i, next int, dates []when) bool {
	for back := 1; back <= 4 && i-back >= 0; back++ {
		b := l[i-back]
		if b.word.is(age) {
			return true
		}
		if b.figure < 0 && b.mark == 0 && !b.word.is(joins|before) {
			break
		}
		if b.figure >= 0 && b.figure > 99 {
			break
		}
	}
	if i > 0 && (l[i-1].word.unit == 365 && l[i-1].word.count == 0) && l[next-1].figure >= 0 && l[i].figure < 8 {
		return true // year 1, ปี 1
	}
	if next < len(l) && l[next].word.is(age) && l[i].figure >= 0 {
		return true // 18 tuổi
	}
	at := next
	for at < len(l) && at <= next+1 && (l[at].mark == '-' || l[at].word.is(before|joins)) {
		at++
	}
	if at < len(l) && l[i].figure >= 0 && l[i].figure < 100 && l[at].figure >= 0 {
		for _, d := range dates {
			if d.days > 0 && d.from == l[at].from {
				return true // 18 to 24 years
			}
		}
		return at+1 < len(l) && l[at+1].word.is(age)
	}
	return false
}

// single says whether one number word in a script without spaces stands before nothing that is counted: such
// short words are often part of another. One alone ("one friend") is no number in any language.
func single(l []lexeme, i, next int) bool {
	if next-i > 1 {
		return false
	}
	if l[i].word.unit == 365 && next < len(l) && l[next].word.is(whichYear) {
		return true
	}
	if l[i].word.count == 1 {
		return len(l) > 6 // "none yet" is a number only where hardly anything else is said
	}
	if l[i].word.count == 2 {
		return true
	}
	return l[i].loose && !(next < len(l) && l[next].word.is(counted|percent)) && (l[i].word.scale > 0 || l[i].word.count <= 11)
}

// inside says whether a place lies in one of the dates, and where that ends.
func inside(dates []when, at int) (int, bool) {
	for _, d := range dates {
		if at >= d.from && at < d.to {
			return d.to, true
		}
	}
	return 0, false
}

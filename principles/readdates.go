package principles

// when is a date or a duration in a text. First and last are the days it covers, equal for one day; both are 0
// where the year is not said. Days is the length of a duration.
type when struct {
	from, to    int
	first, last int
	days        int
	due         bool // a duration that says when something ends: within three months
}

// deadline says whether a thing can be due by it.
func (w when) deadline() bool { return w.days == 0 || w.due }

// readDates finds dates and durations: 27 March 2027, Marso 27, 2027, ngày 27 tháng 3 năm 2027, 27 มี.ค. 70,
// 27/3/2027, 2027-03-27, 3/2027, Q3 2027, by June, 2027, within three months. Years of the Buddhist era are
// taken back by 543.
func readDates(l []lexeme) []when {
	var out []when
	for i := 0; i < len(l); {
		w, next := readDate(l, i)
		if next == i {
			w, next = readDuration(l, i)
		}
		if next == i {
			i++
			continue
		}
		w.from, w.to = l[i].from, l[next-1].to
		out = append(out, w)
		i = next
	}
	return out
}

// readDate reads one date that begins at lexeme i; next is i where none does.
func readDate(l []lexeme, i int) (w when, next int) {
	if l[i].figure >= 0 {
		if w, next = readNumericDate(l, i); next > i {
			return w, next
		}
		if l[i].digits == 4 {
			if y := commonYear(l[i].figure); y > 0 && i+1 < len(l) && (l[i+1].word.is(quarter) || l[i+1].mark == '-' && i+2 < len(l) && l[i+2].word.is(quarter)) {
				if q, end := readQuarter(l, skipJoins(l, i+1)); q > 0 {
					return quarterOf(y, q), end
				}
			}
		}
		if l[i].digits <= 2 && l[i].figure >= 1 && l[i].figure <= 31 {
			at := i + 1
			if at < len(l) && l[at].word.is(suffix) && l[at].from == l[i].to {
				at++
			}
			if m, end, sure := readMonth(l, skipJoins(l, at)); m > 0 {
				if y, after := readYear(l, end); y > 0 {
					return dayOf(y, m, l[i].figure), after
				}
				if sure {
					return when{}, end // a day without its year
				}
			}
		}
		return readBareYear(l, i)
	}
	if m, end, sure := readMonth(l, i); m > 0 {
		if y, after := readYear(l, end); y > 0 && end > i {
			return monthOf(y, m), after
		}
		if at := skipJoins(l, end); at < len(l) && l[at].figure >= 1 && l[at].figure <= 31 && l[at].digits <= 2 && at-end <= 1 {
			after := at + 1
			if after < len(l) && l[after].word.is(suffix) {
				after++
			}
			if y, last := readYear(l, after); y > 0 {
				return dayOf(y, m, l[at].figure), last
			}
			if sure && l[i].word.month > 0 {
				return when{}, after
			}
		}
		if sure && deadlineWord(l, i) {
			return when{}, end
		}
	}
	if q, end := readQuarter(l, i); end > i {
		if y, after := readYear(l, end); y > 0 {
			return quarterOf(y, q), after
		}
		if q > 0 {
			return when{}, end
		}
	}
	if l[i].word.is(yearly) && i+1 < len(l) && l[i+1].digits == 4 && l[i+1].from-l[i].to <= 1 {
		if y := commonYear(l[i+1].figure); y > 0 {
			return spanOf(y, 1, y, 12), i + 2
		}
	}
	return when{}, i
}

// readNumericDate reads 2027-03-27, 27/3/2027, 27.3.27 and 3/2027; a hyphen is a blank in folded text.
func readNumericDate(l []lexeme, i int) (when, int) {
	part := func(k int) bool {
		return i+k < len(l) && l[i+k].figure >= 0
	}
	if i+2 < len(l) && l[i].digits == 4 && l[i+1].digits == 2 && part(2) && l[i+2].digits == 2 && l[i+1].from == l[i].to+1 && l[i+2].from == l[i+1].to+1 {
		if w := dayOf(commonYear(l[i].figure), l[i+1].figure, l[i+2].figure); w.first > 0 {
			return w, i + 3
		}
	}
	if i+2 < len(l) && l[i].digits <= 2 && l[i+1].digits <= 2 && part(1) && part(2) && l[i+2].digits == 4 && l[i+1].from == l[i].to+1 && l[i+2].from == l[i+1].to+1 {
		if w := eitherOrder(l[i].figure, l[i+1].figure, commonYear(l[i+2].figure)); w.first > 0 {
			return w, i + 3
		}
	}
	if !part(2) || l[i+1].mark != '/' && l[i+1].mark != '.' && l[i+1].mark != '-' || l[i+2].from != l[i+1].to || l[i+1].from != l[i].to {
		return when{}, i
	}
	a, b, mark := l[i].figure, l[i+2].figure, l[i+1].mark
	if part(4) && l[i+3].mark == mark && l[i+4].from == l[i+3].to {
		c := l[i+4].figure
		switch {
		case l[i].digits == 4:
			if w := dayOf(commonYear(a), b, c); w.first > 0 {
				return w, i + 5
			}
		case l[i+4].digits == 4 || l[i+4].digits == 2 && mark == '/':
			if w := eitherOrder(a, b, shortYear(l[i+4])); w.first > 0 {
				return w, i + 5
			}
		}
	}
	if y := commonYear(b); mark == '/' && l[i+2].digits == 4 && y > 0 && a >= 1 && a <= 12 {
		return monthOf(y, a), i + 3
	}
	if mark == '/' && a >= 1 && a <= 31 && l[i].digits <= 2 && b >= 1 && b <= 12 && l[i+2].digits <= 2 && i > 0 && l[i-1].word.is(dated) {
		return when{}, i + 3 // trước 30/6
	}
	return when{}, i
}

// eitherOrder reads day and month, in the order of the region or, where only that is possible, month first.
func eitherOrder(a, b, year int) when {
	if b > 12 {
		a, b = b, a
	}
	return dayOf(year, b, a)
}

// readBareYear reads a year that stands alone: 2027 and 2570 do where a word before says so or nothing is
// counted with it; 2,000 and 2000 do not.
func readBareYear(l []lexeme, i int) (when, int) {
	y := commonYear(l[i].figure)
	if l[i].digits != 4 || y < 2020 || y > 2060 || i+1 < len(l) && (l[i+1].mark == '%' || l[i+1].mark == ',' && i+2 < len(l) && l[i+2].figure >= 0 && l[i+2].from == l[i+1].to || l[i+1].word.is(percent)) {
		return when{}, i
	}
	if i > 0 && deadlineWord(l, i) || i > 0 && l[i-1].word.is(yearly) || i > 0 && (i+1 == len(l) || l[i+1].mark != 0) && l[i-1].mark == 0 {
		return spanOf(y, 1, y, 12), i + 1
	}
	return when{}, i
}

// deadlineWord says whether a word such as by, until, in stands before a lexeme.
func deadlineWord(l []lexeme, i int) bool {
	for at := i - 1; at >= 0 && i-at <= 4; at-- {
		if l[at].word.is(before | within) {
			return true
		}
		if !l[at].word.is(joins | yearly | monthly) {
			return false
		}
	}
	return false
}

// readMonth reads the name of a month, or tháng 3, ខែ ៣. Sure says that the word means nothing else.
func readMonth(l []lexeme, i int) (month, next int, sure bool) {
	if i >= len(l) {
		return 0, i, false
	}
	w := l[i].word
	if w.month > 0 {
		next = i + 1
		if next < len(l) && l[next].mark == '.' && l[next].from == l[i].to {
			next++
		}
		return w.month, next, !w.is(weak)
	}
	if !w.is(monthly) || i+1 >= len(l) {
		return 0, i, false
	}
	if m := l[i+1].word.month; m > 0 {
		return m, i + 2, true
	}
	if f := l[i+1].figure; f >= 1 && f <= 12 && l[i+1].digits <= 2 {
		return f, i + 2, true
	}
	if n, end := readCount(l, i+1); end > i+1 && n >= 1 && n <= 12 {
		return n, end, true
	}
	return 0, i, false
}

// readYear reads a year after a month or a quarter, past a comma and small words.
func readYear(l []lexeme, i int) (year, next int) {
	at := i
	for at < len(l) && at-i < 3 && (l[at].mark == ',' || l[at].mark == '/' || l[at].mark == '\'' || l[at].word.is(joins|yearly|before)) {
		at++
	}
	if at >= len(l) || l[at].figure < 0 {
		return 0, i
	}
	if l[at].digits == 4 {
		return commonYear(l[at].figure), at + 1
	}
	if l[at].digits == 2 && i > 0 && (l[i-1].loose && l[i-1].word.month > 0 || l[at-1].mark == '\'') {
		return shortYear(l[at]), at + 1
	}
	return 0, i
}

// readQuarter reads Q3, quarter 3, triwulan III, third quarter; the quarter is 0 where its number is not said.
func readQuarter(l []lexeme, i int) (q, next int) {
	if i >= len(l) || !l[i].word.is(quarter) {
		return 0, i
	}
	at := skipJoins(l, i+1)
	if at < len(l) && l[at].figure >= 1 && l[at].figure <= 4 && l[at].digits == 1 {
		return l[at].figure, at + 1
	}
	if at < len(l) && l[at].word.count >= 2 && l[at].word.count <= 5 {
		return l[at].word.count - 1, at + 1
	}
	if at+1 < len(l) && l[at].word.is(yearly) && l[at+1].word.nth > 0 {
		at++ // suku tahun ketiga
	}
	if at < len(l) && l[at].word.nth > 0 && l[i].to-l[i].from > 1 {
		return l[at].word.nth, at + 1
	}
	if l[i].to-l[i].from == 1 {
		return 0, i // a letter
	}
	if at < len(l) && l[at].mark == 0 && l[at].figure < 0 {
		if _, end := readYear(l, at+1); end > at+1 {
			return 0, at + 1 // the last quarter 2027
		}
	}
	return 0, i + 1
}

// readDuration reads a number and a unit of time: three months, 10 ngày.
func readDuration(l []lexeme, i int) (when, int) {
	n, next := 0, i
	if l[i].figure >= 0 {
		n, next = readFigure(l, i)
	} else {
		n, next = readCount(l, i)
	}
	if next == i {
		return when{}, i
	}
	at := next
	if at < len(l) && l[at].word.is(joins) && at+1 < len(l) && l[at+1].word.unit > 0 && l[at].to-l[at].from <= 2 {
		at++
	}
	// năm is a unit only after a number that is not itself the one beside a counted word
	if at >= len(l) || l[at].word.unit == 0 || n > 400 {
		return when{}, i
	}
	w := when{days: max(1, n*l[at].word.unit)}
	for back := i - 1; back >= 0 && i-back <= 3; back-- {
		if l[back].word.is(within) {
			w.due = true
		}
	}
	return w, at + 1
}

// skipJoins goes past the small words between the parts of a date.
func skipJoins(l []lexeme, i int) int {
	for n := 0; n < 3 && i < len(l) && (l[i].word.is(joins) && l[i].word.count == 0 || l[i].mark == ','); n++ {
		i++
	}
	return i
}

// commonYear returns a year of the common era, 0 if it is none; a year of the Buddhist era is 543 ahead.
func commonYear(y int) int {
	if y >= 2480 && y < 2660 {
		y -= 543
	}
	if y < 1900 || y >= 2120 {
		return 0
	}
	return y
}

// shortYear reads a year of two digits too: 27 is 2027, and 70 is 2570 of the Buddhist era.
func shortYear(l lexeme) int {
	switch {
	case l.digits == 4:
		return commonYear(l.figure)
	case l.figure >= 63:
		return 2500 + l.figure - 543
	}
	return 2000 + l.figure
}

func dayOf(y, m, d int) when {
	n := dayNumber(y, m, d)
	return when{first: n, last: n}
}

func monthOf(y, m int) when { return spanOf(y, m, y, m) }

func quarterOf(y, q int) when {
	if q == 0 {
		return spanOf(y, 1, y, 12)
	}
	return spanOf(y, 3*q-2, y, 3*q)
}

func spanOf(y, m, toYear, toMonth int) when {
	last := dayNumber(toYear, toMonth+1, 1)
	if toMonth == 12 {
		last = dayNumber(toYear+1, 1, 1)
	}
	return when{first: dayNumber(y, m, 1), last: last - 1}
}

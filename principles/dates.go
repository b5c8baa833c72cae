package principles

import "time"

// day reads YYYY-MM-DD as a number of days.
func day(s string) (int, bool) {
	if len(s) != len("2006-01-02") {
		return 0, false
	}
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return 0, false
	}
	return int(t.Unix() / 86400), true
}

// nearDate asks about a date that falls within some days of one in a calendar whose words say that it hurts.
type nearDate struct {
	ruleHead
	dates          []place
	calendar, what place
	list           string
	days           int
}

func newNearDate(h ruleHead, s *settings) rule {
	r := &nearDate{ruleHead: h, dates: s.places("dates"), list: s.wordList("list"), days: s.number("days", 3, 1, 60)}
	if n := s.need("calendar"); n != nil {
		r.calendar.field, r.calendar.column = s.field(n, "calendar")
	}
	if n := s.need("what"); n != nil {
		r.what.field, r.what.column = s.field(n, "what")
	}
	s.done("near-date")
	return r
}

func (r *nearDate) check(c *checker) {
	if !c.asked(r.calendar.field) {
		return
	}
	hurts := map[int]string{}
	c.inPlaces([]place{r.what}, func(p *passage) {
		for _, m := range c.marksOf(p) {
			if c.in(r.list, m) {
				hurts[p.row] = p.text
			}
		}
	})
	for _, at := range r.dates {
		if !c.asked(at.field) {
			continue
		}
		for i, row := range c.d.Fields[at.field].Rows {
			d, ok := day(row.Cells[at.column].Text)
			if !ok {
				continue
			}
			for j, other := range c.d.Fields[r.calendar.field].Rows {
				h, ok := day(other.Cells[r.calendar.column].Text)
				if what := hurts[j]; ok && what != "" && d-h <= r.days && h-d <= r.days {
					c.missing(at.field, rowRef(row, i), at.column, &values{excerpt: what, n: max(d-h, h-d), limit: r.days})
					break
				}
			}
		}
	}
}

// beforeLaunch asks that the dates in a text come before the first date of the channels.
type beforeLaunch struct {
	ruleHead
	in     place
	launch place
}

func newBeforeLaunch(h ruleHead, s *settings) rule {
	r := &beforeLaunch{ruleHead: h}
	if n := s.need("in"); n != nil {
		r.in.field, r.in.column = s.field(n, "in")
	}
	if n := s.need("launch"); n != nil {
		r.launch.field, r.launch.column = s.field(n, "launch")
	}
	s.done("before-launch")
	return r
}

func (r *beforeLaunch) check(c *checker) {
	first, has := 0, false
	for _, row := range c.d.Fields[r.launch.field].Rows {
		if d, ok := day(row.Cells[r.launch.column].Text); ok && (!has || d < first) {
			first, has = d, true
		}
	}
	if !has || !c.asked(r.launch.field) {
		return
	}
	c.inPlaces([]place{r.in}, func(p *passage) {
		late, any := false, false
		for _, f := range datesIn(c.folded(p)) {
			any = true
			if f < first {
				return
			}
			late = true
		}
		if any && late {
			c.whole(p, nil)
		}
	})
}

// dayNumber is the number of a day, as day returns it; 0 if there is no such day.
func dayNumber(y, m, d int) int {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1900 || int(t.Month()) != m || t.Day() != d {
		return 0
	}
	return int(t.Unix() / 86400)
}

// datesIn returns the days that a text names whole.
func datesIn(text []byte) []int {
	var out []int
	for _, w := range readDates(lexemes(nil, text)) {
		if w.first > 0 && w.first == w.last {
			out = append(out, w.first)
		}
	}
	return out
}

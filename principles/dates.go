package principles

import (
	"fmt"
	"strings"
	"time"
)

// day reads YYYY-MM-DD as a number of days.
func day(s string) (int, bool) {
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
		for _, f := range datesIn(string(c.folded(p))) {
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

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

var thaiMonths = []string{"มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"}

// datesIn finds whole dates in folded text: 2027-03-17, 17/3/2027, 17 March 2027, March 17 2027. A Thai
// Buddhist year is taken back by 543.
func datesIn(s string) []int {
	var out []int
	toks := dateTokens(s)
	num := func(i int) int {
		if i < 0 || i >= len(toks) || !digits(toks[i]) || len(toks[i]) > 4 {
			return -1
		}
		n := 0
		for _, c := range toks[i] {
			n = n*10 + int(c-'0')
		}
		return n
	}
	year := func(n int) int {
		if n >= 2500 && n < 2600 {
			n -= 543
		}
		return n
	}
	month := func(i int) int {
		if i < 0 || i >= len(toks) || len(toks[i]) < 3 {
			return 0
		}
		for m, name := range thaiMonths {
			if strings.HasSuffix(toks[i], name) {
				return m + 1
			}
		}
		for m, name := range months {
			if toks[i][:3] == name {
				return m + 1
			}
		}
		return 0
	}
	add := func(y, m, d int) {
		if y = year(y); y >= 1900 && y < 2200 && m >= 1 && m <= 12 && d >= 1 && d <= 31 {
			if at, ok := day(fmt.Sprintf("%04d-%02d-%02d", y, m, d)); ok {
				out = append(out, at)
			}
		}
	}
	for i := range toks {
		switch {
		case month(i) > 0 && num(i-1) > 0 && num(i+1) > 1000:
			add(num(i+1), month(i), num(i-1))
		case month(i) > 0 && num(i+1) > 0 && num(i+2) > 1000:
			add(num(i+2), month(i), num(i+1))
		case num(i) > 1000 && num(i+1) > 0 && num(i+2) > 0:
			add(num(i), num(i+1), num(i+2))
		case num(i) > 0 && num(i+1) > 0 && num(i+2) > 1000:
			add(num(i+2), num(i+1), num(i))
		}
	}
	return out
}

// dateTokens cuts folded text into runs of letters and runs of digits.
func dateTokens(s string) []string {
	var out []string
	from, kind := 0, 0
	flush := func(to int) {
		if kind != 0 {
			out = append(out, s[from:to])
		}
	}
	for i := 0; i <= len(s); i++ {
		k := 0
		if i < len(s) {
			switch {
			case digit(s[i]):
				k = 1
			case lower(s[i]) || s[i] >= 0x80:
				k = 2
			}
		}
		if k != kind {
			flush(i)
			from, kind = i, k
		}
	}
	return out
}

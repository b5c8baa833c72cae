package principles

import (
	"bytes"
)

// personalData finds what looks like a number of an identity card of the region's countries, a telephone number
// or an address of electronic mail, in any text of a draft. Shapes only: no register is asked and no check digit
// is needed, since people write made-up numbers in drafts and mean real ones later.
//
//	Brunei           00-123456 (00, 01, 30, 31, 50, 51)
//	Cambodia         nine digits beside a word for the card
//	Indonesia        16 digits
//	Malaysia         YYMMDD-PP-NNNN, with a date that there is
//	Philippines      0000-0000-0000-0000, 0000-0000000-0, 00-0000000-0
//	Singapore        S1234567D
//	Thailand         0-0000-00000-00-0
//	Viet Nam         12 digits that begin with 0, nine beside a word for the card
//
// A number beside words for an office or a helpline, and an address such as info@, are nobody's: information.
type personalData struct {
	ruleHead
	places                []place
	cards, phones, public string
}

func newPersonalData(h ruleHead, s *settings) rule {
	r := &personalData{ruleHead: h, cards: s.wordList("cards"), phones: s.wordList("phones"), public: s.wordList("public")}
	for _, f := range s.lib.Fields() {
		r.places = append(r.places, place{field: f.ID})
	}
	s.done("personal-data")
	return r
}

func (r *personalData) check(c *checker) {
	for i := range c.passages {
		p := &c.passages[i]
		text := c.folded(p)
		for at := 0; at < len(text); {
			switch {
			case text[at] == '@':
				from, to := mailAt(c, p, at)
				if to > from {
					f := c.span(p, from, to, nil)
					if officeMail(text[from:at]) {
						f.Severity = Info
					}
				}
				at = max(at+1, to)
			case digit(text[at]) || text[at] == '+':
				at = r.number(c, p, at)
			default:
				at++
			}
		}
	}
}

// number looks at the run of digits that begins here, with the single blanks, hyphens and brackets inside it,
// and returns where to go on.
func (r *personalData) number(c *checker, p *passage, from int) int {
	text := c.folded(p)
	n := &c.digits
	n.read(text, from)
	if len(n.digits) < 6 {
		return n.first
	}
	if from > 0 && (wordish(text[from-1]) && !n.letter(text, from) || bytes.IndexByte([]byte("./=#$,%"), text[from-1]) >= 0 && !bytes.HasSuffix(text[:from], []byte("wa.me/"))) {
		return n.first
	}
	hyphen := func(i int) bool { return p.text[c.fold.at[p.from+i]] == '-' } // folding makes a hyphen a blank
	start, end, phone := r.shape(c, p, n, from, hyphen)
	if end == 0 {
		return n.first
	}
	f := c.span(p, start, end, nil)
	if phone && r.mentions(c, p, r.public) {
		f.Severity = Info
	}
	return end
}

// shape says where a number that looks like somebody's begins and ends, 0 if it does not, and whether it is a telephone.
func (r *personalData) shape(c *checker, p *passage, n *digitRun, from int, hyphen func(int) bool) (start, end int, phone bool) {
	text := c.folded(p)
	// Longest way first: fewer groups are tried only where more make no shape.
	for k := len(n.ends); k > 0; k-- {
		g := n.groups[:k]
		all := n.digits[:n.upTo[k-1]]
		end := n.ends[k-1]
		after := byte(' ')
		if end < len(text) {
			after = text[end]
		}
		if k == 1 && len(g) == 1 && g[0] == 7 && n.letter(text, from) && lower(after) && (end+1 == len(text) || !wordish(text[end+1])) {
			return from - 1, end + 1, false // Singapore
		}
		if wordish(after) || after == '.' && end+1 < len(text) && digit(text[end+1]) || n.letter(text, from) {
			continue
		}
		same := func(sizes ...int) bool {
			if len(sizes) != len(g) {
				return false
			}
			for i := range g {
				if g[i] != sizes[i] {
					return false
				}
			}
			return true
		}
		if n.plus {
			if len(all) >= 8 && len(all) <= 15 {
				return from, end, true
			}
			continue
		}
		round := bytes.HasSuffix(all, []byte("000000"))
		switch {
		case same(6, 2, 4) && birthDate(all), same(12) && birthDate(all) && !round,
			same(1, 4, 5, 2, 1), same(13) && all[0] >= '1' && all[0] <= '8' && !round,
			same(16) && !round, same(4, 4, 4, 4) && !years(all), same(4, 7, 1), same(2, 7, 1),
			same(12) && all[0] == '0',
			same(2, 6) && hyphen(from+2) && bruneian(all):
			return from, end, false
		case (len(all) == 9 || len(all) == 12) && r.near(c, p, from, r.cards), len(all) >= 6 && len(all) <= 8 && k == 1 && r.near(c, p, from, r.cards):
			return from, end, false
		case all[0] == '0' && len(all) >= 9 && (len(all) <= 11 || all[1] == '8' && len(all) <= 13 && len(g) > 1) && phoneGroups(g):
			return from, end, true
		case len(all) >= 7 && len(all) <= 11 && r.near(c, p, from, r.phones) && !round && (k == 1 || phoneGroups(g)):
			return from, end, true
		}
	}
	return 0, 0, false
}

// near says whether a word of a list stands shortly before a place.
func (r *personalData) near(c *checker, p *passage, from int, list string) bool {
	for _, m := range c.marksOf(p) {
		if int(m.end) <= from && from-int(m.end) <= 16 && c.in(list, m) {
			return true
		}
	}
	return false
}

func (r *personalData) mentions(c *checker, p *passage, list string) bool {
	for _, m := range c.marksOf(p) {
		if c.in(list, m) {
			return true
		}
	}
	return false
}

// digitRun is a run of digits in groups.
type digitRun struct {
	plus   bool
	digits []byte
	groups []int
	ends   []int // where each group ends in the text
	upTo   []int // how many digits there are up to it
	first  int   // where the first group ends: the place to go on if there is no shape
	store  [24]byte
	sizes  [3][8]int
}

// letter says whether one letter that a Singaporean number can begin with stands before the run, by itself.
func (n *digitRun) letter(text []byte, from int) bool {
	return from > 0 && bytes.IndexByte([]byte("stfgm"), text[from-1]) >= 0 && (from == 1 || !wordish(text[from-2]))
}

func (n *digitRun) read(text []byte, from int) {
	n.plus, n.first = false, 0
	n.digits, n.groups, n.ends, n.upTo = n.store[:0:24], n.sizes[0][:0], n.sizes[1][:0], n.sizes[2][:0]
	i := from
	if text[i] == '+' {
		n.plus = true
		i++
	}
	for len(n.groups) < 8 {
		begin := i
		for i < len(text) && digit(text[i]) {
			if len(n.digits) < 24 {
				n.digits = append(n.digits, text[i])
			}
			i++
		}
		if i == begin {
			break
		}
		n.groups, n.ends, n.upTo = append(n.groups, i-begin), append(n.ends, i), append(n.upTo, len(n.digits))
		if n.first == 0 {
			n.first = i
		}
		next := i
		for next < len(text) && next-i < 3 && (text[next] == ' ' || text[next] == '-' || text[next] == '(' || text[next] == ')') {
			next++
		}
		if next == i && i+4 < len(text) && text[i] == '.' && digit(text[i+1]) && digit(text[i+2]) && digit(text[i+3]) {
			next++
		}
		if next == i || next >= len(text) || !digit(text[next]) {
			break
		}
		i = next
	}
	if n.first == 0 {
		n.first = from + 1
	}
}

// birthDate says whether six digits begin with a month and a day that there are, after the year.
func birthDate(d []byte) bool {
	month, day := int(d[2]-'0')*10+int(d[3]-'0'), int(d[4]-'0')*10+int(d[5]-'0')
	return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// years says whether sixteen digits are four years in a row.
func years(d []byte) bool {
	for i := 0; i < 16; i += 4 {
		if century := string(d[i : i+2]); century != "19" && century != "20" && century != "25" {
			return false
		}
	}
	return true
}

func bruneian(d []byte) bool {
	for _, kind := range [...]string{"00", "01", "30", "31", "50", "51"} {
		if string(d[:2]) == kind {
			return true
		}
	}
	return false
}

// phoneGroups says whether groups of digits are those of a telephone number and not of times or dates: one
// group, or a first of two to five and then three to five each.
func phoneGroups(g []int) bool {
	if len(g) == 1 {
		return true
	}
	if len(g) > 4 || g[0] < 1 || g[0] > 5 {
		return false
	}
	for _, n := range g[1:] {
		if n < 3 || n > 8 {
			return false
		}
	}
	return true
}

// mailAt returns the address around an @, or an empty span.
func mailAt(c *checker, p *passage, at int) (from, to int) {
	text := c.folded(p)
	part := func(i int) bool {
		b := text[i]
		if b == ' ' { // folded from a hyphen or an underscore
			raw := p.text[c.fold.at[p.from+i]]
			return raw == '-' || raw == '_'
		}
		return asciiWord(b) || b == '.' || b == '+' || b == '%' || b == '-'
	}
	for from = at; from > 0 && part(from-1); from-- {
	}
	for to = at + 1; to < len(text) && part(to); to++ {
	}
	for to > at+1 && !asciiWord(text[to-1]) {
		to--
	}
	domain := text[at+1 : to]
	dot := bytes.LastIndexByte(domain, '.')
	if from == at || dot < 1 || len(domain)-dot < 3 {
		return 0, 0
	}
	for _, b := range domain[dot+1:] {
		if !lower(b) {
			return 0, 0
		}
	}
	return from, to
}

// officeMail says whether the name before an @ is that of a desk.
func officeMail(local []byte) bool {
	for _, name := range [...]string{"info", "contact", "hello", "office", "admin", "support", "help", "helpline", "hotline", "enquiries", "enquiry", "inquiries", "secretariat", "media", "press", "feedback"} {
		if string(local) == name {
			return true
		}
	}
	return false
}

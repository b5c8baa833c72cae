package principles

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"workbench/campaign"
)

// checker is one check under way.
type checker struct {
	d      *campaign.Draft
	p      *Pack
	canvas *campaign.Canvas // nil: a canvas the library does not know, every field counts as asked
	texts  PackTexts
	report *Report

	fold     folding
	scan     scan
	passages []passage
	fieldTo  []int32 // field -> the passage after its last; those of a field stand together
	marks    []mark
	hits     []hit
	units    units

	lexemes    []lexeme // room that the readers of numbers use again
	digits     digitRun // and the one of what looks like somebody's number
	objectives struct {
		of   [4]string
		gaps []gaps
	}

	principle *Principle
	rule      *ruleHead
	weight    Severity // the principle's severity in this draft: a rule may find that it weighs less here
	found     []placed
}

// usualFindings is how many findings a draft that is being written has, more or less.
const usualFindings = 48

// placed is a finding with what it is sorted by.
type placed struct {
	f                  Finding
	field, row, column int
}

// Check holds a draft against a pack. It takes no clock: rules about dates compare the draft's own dates.
func Check(d *campaign.Draft, p *Pack) *Report {
	c := checkers.Get().(*checker)
	defer c.release()
	c.d, c.p, c.canvas, c.texts = d, p, p.lib.Canvas(d.Canvas), p.Texts(d.Language)
	c.report = &Report{
		Format: ReportFormat, Canvas: d.Canvas, Pack: PackRef{ID: p.ID, Version: p.Version},
		Principles: make([]Judged, 0, len(p.principles)), Findings: make([]Finding, 0, usualFindings),
	}
	c.read()
	for i := range p.principles {
		c.judge(&p.principles[i])
	}
	return c.report
}

// checkers are checks that are over, whose room the next ones use. In a busy room a hundred are made each second.
var checkers = sync.Pool{New: func() any { return new(checker) }}

// mostRoom bounds what is kept, in bytes of text and in numbers of the rest: a draft larger than nearly all others
// leaves nothing behind.
const mostRoom = 64 << 10

// release gives the check's room back, without anything that it has read or found.
func (c *checker) release() {
	room := checker{
		fold:     folding{buf: emptied(c.fold.buf), at: c.fold.at[:0]},
		passages: emptied(c.passages), fieldTo: c.fieldTo[:0], marks: emptied(c.marks), hits: emptied(c.hits),
		found: emptied(c.found),
	}
	room.scan.marks, room.scan.hits = emptied(c.scan.marks), emptied(c.scan.hits)
	if cap(c.fold.buf) > mostRoom || cap(c.marks) > mostRoom/16 || cap(c.found) > 256 {
		return
	}
	*c = room
	checkers.Put(c)
}

// emptied gives the room of a list, all of it cleared.
func emptied[T any](list []T) []T {
	list = list[:cap(list)]
	clear(list)
	return list[:0]
}

// asked says whether the draft's canvas asks for a field.
func (c *checker) asked(field string) bool { return c.canvas == nil || c.canvas.Has(field) }

// read collects the texts of the draft that the canvas asks for, in the order of the vocabulary, and finds
// every term and phrase in them.
func (c *checker) read() {
	fields := c.p.lib.Fields()
	total := 0
	c.fieldTo = slices.Grow(c.fieldTo, len(fields))[:len(fields)]
	for i := range fields {
		f := &fields[i]
		v, ok := c.d.Fields[f.ID]
		if !ok || !c.asked(f.ID) {
			c.fieldTo[i] = int32(len(c.passages))
			continue
		}
		switch f.Kind {
		case campaign.Line, campaign.Text:
			if v.Text != "" {
				c.passages = append(c.passages, passage{field: i, id: f.ID, voice: f.Voice, row: -1, text: v.Text})
				total += len(v.Text) + 1
			}
		case campaign.Rows:
			for r := range v.Rows {
				for k := range f.Columns {
					col := &f.Columns[k]
					if text := v.Rows[r].Cells[col.ID].Text; text != "" && (col.Kind == campaign.Line || col.Kind == campaign.Text) {
						c.passages = append(c.passages, passage{
							field: i, id: f.ID, voice: f.Voice, row: r, rowRef: rowRef(v.Rows[r], r),
							column: col.ID, columnAt: k, text: text,
						})
						total += len(text) + 1
					}
				}
			}
		}
		c.fieldTo[i] = int32(len(c.passages))
	}
	c.fold.buf = slices.Grow(c.fold.buf, total+total/8)
	c.fold.at = slices.Grow(c.fold.at, total+total/8)
	c.scan.w = c.p.words
	c.scan.draft, _, _ = strings.Cut(c.d.Language, "-")
	c.marks = slices.Grow(c.marks, total/16+16)
	for i := range c.passages {
		p := &c.passages[i]
		p.from, p.to = c.fold.add(p.text)
		c.scan.typed, c.scan.at = p.text, c.fold.at[p.from:p.to+1]
		c.scan.run(c.fold.buf[p.from:p.to])
		p.marksAt, p.hitsAt = len(c.marks), len(c.hits)
		c.marks = append(c.marks, c.scan.marks...)
		c.hits = append(c.hits, c.scan.hits...)
		p.marksTo, p.hitsTo = len(c.marks), len(c.hits)
	}
}

func rowRef(r campaign.Row, index int) RowRef { return RowRef{ID: r.ID, Index: index, Set: true} }

func (c *checker) folded(p *passage) []byte  { return c.fold.buf[p.from:p.to] }
func (c *checker) marksOf(p *passage) []mark { return c.marks[p.marksAt:p.marksTo] }
func (c *checker) hitsOf(p *passage) []hit   { return c.hits[p.hitsAt:p.hitsTo] }
func (c *checker) family(h hit) *family {
	return &c.p.words.families[c.p.words.phrases[h.phrase].family]
}
func (c *checker) in(list string, m mark) bool {
	at, ok := c.p.words.classOf[list]
	return ok && at >= 0 && c.p.words.has(m.term, at)
}

// passagesOf calls yield with every text of a field.
func (c *checker) passagesOf(field string, yield func(*passage)) {
	ps := c.of(field)
	for i := range ps {
		yield(&ps[i])
	}
}

// of returns the texts of a field.
func (c *checker) of(field string) []passage {
	at, ok := c.p.fieldAt[field]
	if !ok {
		return nil
	}
	from := int32(0)
	if at > 0 {
		from = c.fieldTo[at-1]
	}
	return c.passages[from:c.fieldTo[at]]
}

// filled says whether a field holds something that is no placeholder.
func (c *checker) filled(field string) bool {
	v, ok := c.d.Fields[field]
	if !ok {
		return false
	}
	if v.Text != "" {
		return !c.placeholder(v.Text)
	}
	for _, r := range v.Rows {
		for _, cell := range r.Cells {
			if cell.Text != "" && !blankText(cell.Text) || cell.Number != nil {
				return true
			}
		}
	}
	return v.Number != nil || len(v.Choices) > 0
}

// placeholder says whether a text only holds a place: blank, "-", "TBD".
func (c *checker) placeholder(s string) bool {
	if blankText(s) {
		return true
	}
	if len(s) > 48 && (len(s) > 96 || s[0] < utf8.RuneSelf) { // Thai and Khmer take three bytes a letter
		return false
	}
	return c.p.words.placeholders[foldString(strings.Trim(s, " .!?:-–—…()[]"))]
}

// judge holds the draft against one principle.
func (c *checker) judge(p *Principle) {
	j := Judged{ID: p.ID, Group: p.Group, Severity: p.Severity, Status: Met}
	c.principle, c.weight, c.found = p, p.Severity, c.found[:0]
	asked, filled := "", false
	for _, f := range p.Needs {
		if c.asked(f) {
			if asked == "" {
				asked = f
			}
			filled = filled || c.filled(f)
		}
	}
	if asked == "" {
		j.Status = NotAsked
	} else {
		for _, r := range p.rules {
			c.rule = r.head()
			r.check(c)
		}
		if !filled && !slices.ContainsFunc(c.found, func(f placed) bool { return f.f.Severity != Info }) {
			c.rule = &nothingYet
			c.missing(asked, RowRef{}, "", nil)
		}
		c.asided()
		j.Status, j.Reason = c.decided()
		if !filled && j.Status != NotApplicable {
			j.Status, j.Todo = NotMet, true
		}
	}
	if i := slices.IndexFunc(c.d.SelfChecks, func(s campaign.SelfCheck) bool { return s.Principle == p.ID }); i >= 0 {
		j.SelfCheck = &SelfCheck{Answer: c.d.SelfChecks[i].Answer, Evidence: c.d.SelfChecks[i].Evidence}
	}
	j.Severity = c.weight
	slices.SortStableFunc(c.found, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.field, b.field), cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column), cmp.Compare(a.f.Start, b.f.Start))
	})
	for _, f := range c.found {
		c.report.Findings = append(c.report.Findings, f.f)
	}
	c.report.Principles = append(c.report.Principles, j)
	c.report.Counts.add(j.Status)
}

// nothingYet speaks where nothing has been written in any field that a principle needs.
var nothingYet = ruleHead{id: "nothing-yet", status: NotMet}

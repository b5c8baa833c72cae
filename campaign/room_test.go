package campaign

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// A room is one draft with its log and some open pages. Each page shows at once what is typed on it, sends one
// batch at a time, and hears of the entries of the log in order and late.
type room struct {
	t     *rapid.T
	lib   *Library
	state State
	print string // of the state
	log   []Entry
	pages []*page
	rows  int

	// Each insert carries one character of its own, so that it can be followed.
	marks   rune
	removed map[rune]bool // that somebody removed who saw them
	edits   int
}

type page struct {
	id        string
	confirmed State
	seq       int64  // of the last entry heard
	sent      *Batch // as it was sent, waiting for its entry
	arrived   bool   // the server has it
	pending   []Edit // what was sent, as it now applies, and then what was not sent
	waiting   int    // how many of pending were sent
	batches   int64
}

const firstMark = 0xF0000

func newRoom(t *rapid.T) *room {
	r := &room{t: t, lib: Standard(), marks: firstMark, removed: map[rune]bool{}}
	r.state = State{Canvas: DefaultCanvas, Language: "en", Fields: map[string]FieldState{
		"message.core":  {Value: Value{Text: "ក្រុម 😀 of ที่ friends"}},
		"channels.list": {Rows: []RowState{{ID: "r-a"}, {ID: "r-b", Cells: map[string]Value{"why": {Text: "why 👨‍👩‍👧"}}}, {ID: "r-c"}}},
	}}
	r.print = fingerprint(r.lib, r.state)
	for i := range rapid.IntRange(2, 5).Draw(t, "pages") {
		r.pages = append(r.pages, &page{id: fmt.Sprintf("page%d", i), confirmed: r.state})
	}
	return r
}

// shown is what the page shows: what it heard, and its own pending edits.
func (r *room) shown(p *page) State {
	f := newFold(r.lib, p.confirmed, p.seq, p.seq+1)
	for _, e := range p.pending {
		if _, err := f.edit(e); err != nil {
			r.t.Fatalf("%s cannot show its edit %+v: %v", p.id, e, err)
		}
	}
	return f.result()
}

// insert draws something to insert, with a mark of its own.
func (r *room) insert() string {
	r.marks++
	return string(r.marks) + drawText(r.t, "insert", 3)
}

func (r *room) see(text string) {
	for _, c := range text {
		if c > firstMark && c < 0xFFFFE {
			r.removed[c] = true
		}
	}
}

// edit makes one random edit on a page, as its person sees the draft.
func (r *room) edit(p *page) {
	s := r.shown(p)
	rows := s.Fields["channels.list"].Rows
	row := func(label string) string {
		if len(rows) == 0 {
			return ""
		}
		return rows[rapid.IntRange(0, len(rows)-1).Draw(r.t, label)].ID
	}
	after := func() string {
		if rapid.Bool().Draw(r.t, "top") {
			return ""
		}
		return row("after")
	}
	var e Edit
	switch kind := rapid.IntRange(0, 12).Draw(r.t, "kind"); {
	case kind < 3:
		e = r.textEdit("message.core", s.Fields["message.core"].Value.Text)
	case kind < 5:
		e = r.textEdit("message.story", s.Fields["message.story"].Value.Text)
	case kind < 7:
		i := rapid.IntRange(0, len(rows)-1).Draw(r.t, "row")
		e = r.textEdit("channels.list/"+rows[i].ID+"/why", rows[i].Cells["why"].Text)
	case kind == 7:
		e = rapid.SampledFrom([]Edit{
			{Kind: EditSet, At: "audience.age_from", Value: json.RawMessage(`18`)},
			{Kind: EditSet, At: "audience.age_from", Value: json.RawMessage(`12.5`)},
			{Kind: EditSet, At: "audience.age_from", Value: json.RawMessage(`null`)},
			{Kind: EditSet, At: "message.approach", Value: json.RawMessage(`"prebunk"`)},
			{Kind: EditSet, At: "audience.languages", Value: json.RawMessage(`["th","en"]`)},
			{Kind: EditChoose, At: "audience.languages", Add: []string{"km", "ms"}},
			{Kind: EditChoose, At: "audience.languages", Add: []string{"th"}, Remove: []string{"en"}},
			{Kind: EditSet, At: "channels.list/" + row("of") + "/cost", Value: json.RawMessage(`1e3`)},
			{Kind: EditSet, At: "channels.list/" + row("of") + "/channel", Value: json.RawMessage(`"radio"`)},
		}).Draw(r.t, "set")
	case kind == 8:
		r.rows++
		why, err := json.Marshal(r.insert())
		if err != nil {
			r.t.Fatal(err)
		}
		if strings.Contains(string(why), `\n`) {
			why = []byte(strings.ReplaceAll(string(why), `\n`, ` `))
		}
		e = Edit{Kind: EditInsertRow, At: "channels.list", Row: fmt.Sprintf("r%d", r.rows), After: after(), Values: map[string]json.RawMessage{"why": why}}
	case kind == 9:
		e = Edit{Kind: EditMoveRow, At: "channels.list/" + row("moved"), After: after()}
	case kind == 10:
		e = Edit{Kind: EditDeleteRow, At: "channels.list/" + row("deleted")}
	case kind == 11:
		why := "channels.list/" + row("of") + "/why"
		e = rapid.SampledFrom([]Edit{
			aside("message.core", "fight", Agreed, "the club's name"),
			aside("message.core", "fight", Later, ""),
			aside(why, "war", DoesNotApply, ""),
			{Kind: EditTakeUp, At: "message.core", Principle: "msg-positive", Rule: "war-talk", Excerpt: "fight"},
			{Kind: EditTakeUp, At: why, Principle: "msg-positive", Rule: "war-talk", Excerpt: "war"},
			{Kind: EditSelfCheck, Principle: "hrg-rights", Answer: AnswerYes, Evidence: "read by four"},
			{Kind: EditSelfCheck, Principle: "hrg-rights", Answer: AnswerNotYet},
			{Kind: EditSelfCheck, Principle: "hrg-rights"},
		}).Draw(r.t, "opinion")
	default:
		e = Edit{Kind: EditRestoreRow, At: "channels.list/" + row("restored"), After: after()}
	}
	if id := strings.TrimPrefix(e.At, "channels.list/"); e.After != "" && e.After == id {
		e.After = ""
	}
	p.pending = append(p.pending, e)
	r.edits++
}

// textEdit makes one to three splices in a text that the person sees.
func (r *room) textEdit(at, text string) Edit {
	e := Edit{Kind: EditText, At: at}
	c := clusters(text)
	line := at != "message.story"
	i := 0
	for range rapid.IntRange(1, 3).Draw(r.t, "splices") {
		i = rapid.IntRange(i, len(c)).Draw(r.t, "from")
		j := i
		if rapid.Bool().Draw(r.t, "removes") {
			j = rapid.IntRange(i, min(i+6, len(c))).Draw(r.t, "to")
		}
		s := Splice{From: unitsOf(c[:i]), To: unitsOf(c[:j])}
		r.see(strings.Join(c[i:j], ""))
		if i == j || rapid.Bool().Draw(r.t, "inserts") {
			if s.Insert = r.insert(); line {
				s.Insert = strings.ReplaceAll(s.Insert, "\n", " ")
			}
		}
		e.Splices = append(e.Splices, s)
		i = j
	}
	return e
}

// send puts all that is pending on a page into a batch.
func (r *room) send(p *page) {
	if p.sent != nil || len(p.pending) == 0 {
		return
	}
	p.batches++
	p.sent = &Batch{Client: p.id, Batch: p.batches, Base: p.seq, Edits: slices.Clone(p.pending)}
	p.waiting, p.arrived = len(p.pending), false
}

// arrive is the server's side: accept the batch, and hold it to its promises.
func (r *room) arrive(p *page) {
	if p.sent == nil || p.arrived {
		return
	}
	p.arrived = true
	seq := int64(len(r.log)) + 1
	got, err := r.lib.Accept(r.state, *p.sent, r.log[p.sent.Base:], seq)
	if err != nil {
		r.t.Fatalf("the batch %+v is refused: %v", *p.sent, err)
	}
	if now := fingerprint(r.lib, r.state); now != r.print {
		r.t.Fatalf("Accept changed the state it was given:\n%s\nwas\n%s", now, r.print)
	}
	r.print = fingerprint(r.lib, got.State)
	replayed, changed, err := r.lib.Apply(r.state, got.Edits, seq)
	if err != nil || !slices.Equal(changed, got.Changed) {
		r.t.Fatalf("replay: %v, changed %v and not %v", err, changed, got.Changed)
	}
	if print := fingerprint(r.lib, replayed); print != r.print {
		r.t.Fatalf("replay of %+v gives\n%s\nnot\n%s", got.Edits, print, r.print)
	}
	r.namesVisibleRows(got)
	r.log = append(r.log, Entry{Seq: seq, Client: p.id, Batch: p.sent.Batch, Edits: got.Edits})
	r.state = got.State
}

// namesVisibleRows holds the answer to a batch of one edit to placing the row behind one that a page shows.
func (r *room) namesVisibleRows(got Accepted) {
	after := got.Edits[0].After
	if after == "" || len(got.Edits) > 1 {
		return
	}
	if rows := r.state.Fields["channels.list"]; rows.Rows[rows.index(after)].Deleted {
		r.t.Fatalf("%+v names a row in the bin", got.Edits[0])
	}
}

// hear takes the next entry of the log to a page.
func (r *room) hear(p *page) {
	if p.seq == int64(len(r.log)) {
		return
	}
	entry := r.log[p.seq]
	confirmed, _, err := r.lib.Apply(p.confirmed, entry.Edits, entry.Seq)
	if err != nil {
		r.t.Fatalf("%s cannot apply %+v: %v", p.id, entry, err)
	}
	if own := p.sent != nil && entry.Client == p.id && entry.Batch == p.sent.Batch; own {
		r.sameSplices(p, entry)
		p.sent, p.pending, p.waiting = nil, p.pending[p.waiting:], 0
	} else {
		p.pending = r.rebasePending(p.pending, entry, confirmed)
	}
	p.confirmed, p.seq = confirmed, entry.Seq
}

// sameSplices holds the server to what the page already shows: the splices of its own batch came back as the
// page had carried them over everything that it heard meanwhile.
func (r *room) sameSplices(p *page, entry Entry) {
	for i, e := range entry.Edits {
		if e.Kind == EditText && !slices.Equal(e.Splices, normal(p.pending[i].Splices)) {
			r.t.Fatalf("%s shows %+v and its batch was applied as %+v", p.id, p.pending[i], e)
		}
	}
}

func (r *room) rebasePending(pending []Edit, entry Entry, after State) []Edit {
	m := newMeanwhile([]Entry{entry}, pending)
	list := make([]Edit, len(pending))
	for i, e := range pending {
		if e.Kind == EditText {
			at, err := r.lib.place(e.At)
			if err != nil {
				r.t.Fatal(err)
			}
			length := 0
			if fs := after.Fields[at.field.ID]; at.row == "" {
				length = UTF16Len(fs.Value.Text)
			} else if k := fs.index(at.row); k >= 0 {
				length = UTF16Len(fs.Rows[k].Cells[at.column.ID].Text)
			}
			if e.Splices, err = m.rebase(e.At, e.Splices, length); err != nil {
				r.t.Fatalf("pending %+v over %+v: %v", e, entry, err)
			}
		}
		list[i] = e
	}
	return list
}

// settle lets everything be sent and heard.
func (r *room) settle() {
	for range 2 {
		for _, p := range r.pages {
			for p.seq < int64(len(r.log)) {
				r.hear(p)
			}
			r.send(p)
			r.arrive(p)
		}
	}
	for _, p := range r.pages {
		for p.seq < int64(len(r.log)) {
			r.hear(p)
		}
		r.send(p)
		r.arrive(p)
	}
	for _, p := range r.pages {
		for p.seq < int64(len(r.log)) {
			r.hear(p)
		}
	}
}

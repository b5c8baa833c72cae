package campaign

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// The parts of a state beside its fields, as storage names them. No field has a name without a dot.
const (
	partAsides     = "set_aside"
	partSelfChecks = "self_check"
	partLocks      = "locks"
)

// part notes that a batch touched a part beside the fields.
func (f *fold) part(id string) {
	if !slices.Contains(f.changed, id) {
		f.changed = append(f.changed, id)
	}
}

// asideJSON is an aside in a draft file and in storage. Row is an id, or in a file without ids an index.
type asideJSON struct {
	Principle string `json:"principle"`
	Rule      string `json:"rule"`
	Field     string `json:"field"`
	Row       any    `json:"row,omitempty"`
	Column    string `json:"column,omitempty"`
	Excerpt   string `json:"excerpt,omitempty"`
	Reason    Reason `json:"reason"`
	Note      string `json:"note,omitempty"`
}

// selfCheckJSON is a self-check in a draft file and in storage.
type selfCheckJSON struct {
	Principle string `json:"principle"`
	Answer    Answer `json:"answer,omitempty"`
	Evidence  string `json:"evidence,omitempty"`
}

// EncodePart returns what storage keeps under an id of Accepted.Changed: the state of a field as
// EncodeFieldState gives it, or a part beside the fields. there is false where nothing is left of it.
func (l *Library) EncodePart(s State, id string) (data []byte, there bool, err error) {
	switch id {
	case partAsides:
		if len(s.Asides) == 0 {
			return nil, false, nil
		}
		list := make([]asideJSON, len(s.Asides))
		for i, a := range s.Asides {
			list[i] = a.json(a.Row)
		}
		data, err = unescaped(list)
		return data, true, err
	case partSelfChecks:
		if len(s.SelfChecks) == 0 {
			return nil, false, nil
		}
		data, err = unescaped(selfChecksJSON(s.SelfChecks))
		return data, true, err
	}
	if id == partLocks {
		if len(s.Locks) == 0 {
			return nil, false, nil
		}
		data, err = unescaped(s.Locks)
		return data, true, err
	}
	fs, there := s.Fields[id]
	if !there {
		return nil, false, nil
	}
	data, err = l.EncodeFieldState(id, fs)
	return data, true, err
}

// DecodePart puts what EncodePart wrote into a state, whose Fields is not nil.
func (l *Library) DecodePart(s *State, id string, data []byte) (err error) {
	switch id {
	case partAsides:
		var list []asideJSON
		if err := json.Unmarshal(data, &list); err != nil {
			return fmt.Errorf("stored asides: %w", err)
		}
		s.Asides = nil
		for _, j := range list {
			row, _ := j.Row.(string)
			s.Asides = append(s.Asides, j.aside(row))
		}
		return nil
	case partSelfChecks:
		var list []selfCheckJSON
		if err := json.Unmarshal(data, &list); err != nil {
			return fmt.Errorf("stored self-checks: %w", err)
		}
		s.SelfChecks = nil
		for _, j := range list {
			s.SelfChecks = append(s.SelfChecks, SelfCheck(j))
		}
		return nil
	}
	if id == partLocks {
		s.Locks = nil
		return json.Unmarshal(data, &s.Locks)
	}
	s.Fields[id], err = l.DecodeFieldState(id, data)
	return err
}

func (a Aside) json(row any) asideJSON {
	if row == "" {
		row = nil
	}
	return asideJSON{a.Principle, a.Rule, a.Field, row, a.Column, a.Excerpt, a.Reason, a.Note}
}

func (j asideJSON) aside(row string) Aside {
	return Aside{j.Principle, j.Rule, j.Field, row, j.Column, j.Excerpt, j.Reason, j.Note}
}

func selfChecksJSON(list []SelfCheck) []selfCheckJSON {
	out := make([]selfCheckJSON, len(list))
	for i, c := range list {
		out[i] = selfCheckJSON(c)
	}
	return out
}

// EncodeAsides returns the "set_aside" list of a draft file, nil where nothing was set aside. With rowIDs a row is
// named by its id, else by its index among the rows that the file holds; asides of rows that it does not hold
// are left out.
func (l *Library) EncodeAsides(d *Draft, rowIDs bool) json.RawMessage {
	var list []asideJSON
	for _, a := range d.Asides {
		var row any = a.Row
		if a.Row != "" && !rowIDs {
			i := rowIndex(filledRows(d.Fields[a.Field].Rows), a.Row)
			if i < 0 {
				continue
			}
			row = i
		}
		list = append(list, a.json(row))
	}
	return encodeList(list)
}

// EncodeSelfChecks returns the "self_check" list of a draft file, nil where nothing was answered.
func (l *Library) EncodeSelfChecks(d *Draft) json.RawMessage {
	return encodeList(selfChecksJSON(d.SelfChecks))
}

func encodeList[T any](list []T) json.RawMessage {
	if len(list) == 0 {
		return nil
	}
	data, err := unescaped(list)
	if err != nil {
		panic(err) // texts and numbers can always be written
	}
	return data
}

// NumberRows leaves the ids of rows out, because in a file a row is named by its index; asides follow.
func (d *Draft) NumberRows() {
	for i, a := range d.Asides {
		if a.Row != "" {
			d.Asides[i].Row = strconv.Itoa(rowIndex(d.Fields[a.Field].Rows, a.Row))
		}
	}
	for _, v := range d.Fields {
		for i := range v.Rows {
			v.Rows[i].ID = ""
		}
	}
}

// rowIndex finds a row by its id, or by its index where the rows have no ids; -1 where it is not there.
func rowIndex(rows []Row, row string) int {
	for i, r := range rows {
		if r.ID == row || r.ID == "" && strconv.Itoa(i) == row {
			return i
		}
	}
	return -1
}

// parseAsides reads the "set_aside" list of a draft file whose fields have been read.
func (l *Library) parseAsides(d *Draft, raw json.RawMessage) error {
	var list []asideJSON
	if err := readList(raw, &list, "set_aside", "a list of findings, each with principle, rule, field and reason"); err != nil {
		return err
	}
	if len(list) > AsideCount {
		return Fail(Invalid, "set_aside", "At most %d findings of a draft can be set aside, and these are %d.", AsideCount, len(list))
	}
	for _, j := range list {
		f := l.Field(j.Field)
		if f == nil {
			return inField("set_aside", l.unknownField(j.Field))
		}
		if j.Column != "" && f.Column(j.Column) == nil {
			return inField("set_aside", f.unknownColumn(j.Column))
		}
		row := ""
		switch at := j.Row.(type) {
		case nil:
		case string:
			row = at
		case float64:
			if at < 0 || at != math.Trunc(at) || at >= VisibleRows {
				return rowUnclear()
			}
			if row = strconv.Itoa(int(at)); int(at) < len(d.Fields[j.Field].Rows) && d.Fields[j.Field].Rows[int(at)].ID != "" {
				row = d.Fields[j.Field].Rows[int(at)].ID
			}
		default:
			return rowUnclear()
		}
		a := j.aside(row)
		if err := a.check(); err != nil {
			return inField("set_aside", err)
		}
		if slices.ContainsFunc(d.Asides, a.Same) {
			return Fail(Invalid, "set_aside", "The finding of %s at %s is set aside twice; keep one.", a.Rule, a.Field)
		}
		if a.Row == "" || rowIndex(d.Fields[a.Field].Rows, a.Row) >= 0 { // a row without any value is dropped, and what was said of it
			d.Asides = append(d.Asides, a)
		}
	}
	return nil
}

func rowUnclear() error {
	return Fail(Invalid, "set_aside", "The row of a finding is its number, counted from 0, or its id.")
}

// parseSelfChecks reads the "self_check" list of a draft file.
func (l *Library) parseSelfChecks(d *Draft, raw json.RawMessage) error {
	var list []selfCheckJSON
	if err := readList(raw, &list, "self_check", "a list of answers, each with principle, answer and evidence"); err != nil {
		return err
	}
	if len(list) > SelfCheckCount {
		return Fail(Invalid, "self_check", "A draft holds at most %d answers, and these are %d.", SelfCheckCount, len(list))
	}
	for _, j := range list {
		c := SelfCheck(j)
		if err := c.check(); err != nil {
			return inField("self_check", err)
		}
		if slices.ContainsFunc(d.SelfChecks, func(o SelfCheck) bool { return o.Principle == c.Principle }) {
			return Fail(Invalid, "self_check", "%s is answered twice; keep one.", c.Principle)
		}
		if c.Answer != "" || c.Evidence != "" {
			d.SelfChecks = append(d.SelfChecks, c)
		}
	}
	slices.SortFunc(d.SelfChecks, byPrinciple)
	return nil
}

// readList reads a list of plain objects, refusing names that they do not have.
func readList(raw json.RawMessage, into any, name, what string) error {
	if len(raw) == 0 || isNothing(raw) {
		return nil
	}
	if err := decodeStrictly(raw, into); err != nil {
		return Fail(Invalid, name, "%s is %s.", name, what).Because(err)
	}
	return nil
}

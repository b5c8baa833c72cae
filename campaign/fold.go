package campaign

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// fold does edits over a state, copying a field when it first changes it.
type fold struct {
	lib       *Library
	state     State                  // Fields is the old state's map and is never written
	fields    map[string]*FieldState // the copies
	changed   []string               // their ids, in the order of the first change
	base, seq int64
	server    bool // edits of the server alone are allowed
	texts     meanwhile

	// What the limits have to be looked at for.
	lengthened []place  // values that something was inserted into
	moreRows   []*Field // fields that got a visible row
	grew       bool     // anything was added anywhere
}

func newFold(l *Library, s State, base, seq int64) *fold {
	return &fold{lib: l, state: s, fields: map[string]*FieldState{}, base: base, seq: seq}
}

// field returns the copy of a field that may be changed.
func (f *fold) field(id string) *FieldState {
	if fs := f.fields[id]; fs != nil {
		return fs
	}
	fs := f.state.Fields[id]
	fs.Rows = slices.Clone(fs.Rows)
	f.fields[id] = &fs
	f.changed = append(f.changed, id)
	return &fs
}

// result returns the new state.
func (f *fold) result() State {
	if len(f.changed) > 0 {
		fields := make(map[string]FieldState, len(f.state.Fields)+len(f.changed))
		maps.Copy(fields, f.state.Fields)
		for id, fs := range f.fields {
			if fs.Value.Empty() && len(fs.Rows) == 0 {
				delete(fields, id)
			} else {
				fields[id] = *fs
			}
		}
		f.state.Fields = fields
	}
	return f.state
}

// edit does one edit and returns it as it was done. Only what the kind needs is kept of it.
func (f *fold) edit(e Edit) (Edit, error) {
	switch e.Kind {
	case EditCanvas:
		return f.canvas(e)
	case EditSetAside:
		return f.setAside(e)
	case EditTakeUp:
		return f.takeUp(e)
	case EditSelfCheck:
		return f.selfCheck(e)
	case EditLock, EditUnlock:
		return f.lock(e)
	}
	p, err := f.lib.place(e.At)
	if err != nil {
		return Edit{}, err
	}
	switch e.Kind {
	case EditText:
		return f.text(p, e)
	case EditSet:
		return f.set(p, e)
	case EditChoose:
		return f.choose(p, e)
	case EditInsertRow:
		return f.insertRow(p, e)
	case EditMoveRow, EditRestoreRow:
		return f.moveRow(p, e)
	case EditDeleteRow:
		return f.deleteRow(p, e)
	}
	kinds := []string{string(EditText), string(EditSet), string(EditChoose), string(EditInsertRow), string(EditMoveRow), string(EditDeleteRow), string(EditRestoreRow),
		string(EditSetAside), string(EditTakeUp), string(EditSelfCheck)}
	return Edit{}, notKnown("kind of edit", string(e.Kind), kinds)
}

func (f *fold) canvas(e Edit) (Edit, error) {
	if !f.server {
		return Edit{}, Fail(Invalid, "canvas", "The canvas is not changed by an edit; ask for PUT /api/v1/drafts/ID/canvas.")
	}
	if describe(e.Value) != "a text" {
		return Edit{}, f.lib.unknownCanvas("")
	}
	id, err := decodeString(e.Value)
	if err != nil {
		return Edit{}, err
	}
	if f.lib.Canvas(id) == nil {
		return Edit{}, f.lib.unknownCanvas(id)
	}
	f.state.Canvas = id
	return Edit{Kind: EditCanvas, Value: appendString(nil, id)}, nil
}

func (f *fold) text(p place, e Edit) (Edit, error) {
	kind, _, err := p.value()
	if err != nil {
		return Edit{}, err
	}
	if kind != Line && kind != Text {
		return Edit{}, Fail(Invalid, p.at, "%s is not a text; %s", p.at, useFor(kind))
	}
	splices, inserts := make([]Splice, len(e.Splices)), false
	for i, s := range e.Splices {
		if s.Insert, err = cleanInsert(kind, s.Insert); err != nil {
			return Edit{}, err
		}
		splices[i] = s
		inserts = inserts || s.Insert != ""
	}
	c, err := f.cell(p)
	if err != nil {
		return Edit{}, err
	}
	old := c.value.Text
	if f.texts != nil {
		if splices, err = f.texts.rebase(e.At, splices, UTF16Len(old)); err != nil {
			return Edit{}, err
		}
	}
	text, err := ApplySplices(old, splices)
	if err != nil {
		return Edit{}, err
	}
	c.put(Value{Text: text})
	if inserts {
		f.grew = true
		f.lengthened = append(f.lengthened, p)
	}
	return Edit{Kind: EditText, At: e.At, Splices: normal(splices), Hidden: c.hidden}, nil
}

func (f *fold) set(p place, e Edit) (Edit, error) {
	kind, options, err := p.value()
	if err != nil {
		return Edit{}, err
	}
	if kind == Line || kind == Text {
		return Edit{}, Fail(Invalid, p.at, "%s cannot be set; %s", p.at, useFor(kind))
	}
	v, err := parseGiven(kind, options, e.Value)
	if err != nil {
		return Edit{}, err
	}
	c, err := f.cell(p)
	if err != nil {
		return Edit{}, err
	}
	c.put(v)
	f.grew = f.grew || !v.Empty()
	return Edit{Kind: EditSet, At: e.At, Value: EncodeValue(kind, v), Hidden: c.hidden}, nil
}

// parseGiven is parseCell of a value that came with an edit and may be no JSON at all.
func parseGiven(kind Kind, options []string, raw json.RawMessage) (Value, error) {
	if len(bytes.TrimSpace(raw)) == 0 {
		return Value{}, Fail(Invalid, "", "The value is missing; null empties the place.")
	}
	if !json.Valid(raw) {
		return Value{}, Fail(Invalid, "", "The value is not valid JSON.")
	}
	return parseCell(kind, options, raw)
}

// choose removes options and then adds options, so one that is in both lists is chosen afterwards.
func (f *fold) choose(p place, e Edit) (Edit, error) {
	kind, options, err := p.value()
	if err != nil {
		return Edit{}, err
	}
	if kind != Choices {
		return Edit{}, Fail(Invalid, p.at, "%s does not hold several options; %s", p.at, useFor(kind))
	}
	for _, id := range slices.Concat(e.Add, e.Remove) {
		if !slices.Contains(options, id) {
			return Edit{}, notKnown("option", id, options)
		}
	}
	c, err := f.cell(p)
	if err != nil {
		return Edit{}, err
	}
	add, remove := inOrder(options, e.Add), inOrder(options, e.Remove)
	remove = slices.DeleteFunc(remove, func(id string) bool { return slices.Contains(add, id) })
	chosen := slices.DeleteFunc(slices.Clone(c.value.Choices), func(id string) bool { return slices.Contains(remove, id) })
	c.put(Value{Choices: inOrder(options, append(chosen, add...))})
	f.grew = f.grew || len(add) > 0
	return Edit{Kind: EditChoose, At: e.At, Add: add, Remove: remove, Hidden: c.hidden}, nil
}

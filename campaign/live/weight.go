package live

import (
	"unsafe"

	"workbench/campaign"
)

// What things take in memory by themselves, in bytes, without the texts that they point to.
const (
	entryWeight  = int(unsafe.Sizeof(campaign.Entry{})) + 64 + 16 // with its sum
	editWeight   = int(unsafe.Sizeof(campaign.Edit{}))
	spliceWeight = int(unsafe.Sizeof(campaign.Splice{}))
	valueWeight  = int(unsafe.Sizeof(campaign.Value{})) + 64 // with its place in a map
)

// weight is about how many bytes an entry with these edits takes.
func weight(edits []campaign.Edit) int {
	n := entryWeight
	for _, e := range edits {
		n += editWeight + len(e.At) + len(e.Value) + len(e.Row) + len(e.After) + len(e.Principle) + len(e.Rule) +
			len(e.Excerpt) + len(e.Note) + len(e.Evidence)
		for _, s := range e.Splices {
			n += spliceWeight + len(s.Insert)
		}
		for _, id := range e.Add {
			n += 16 + len(id)
		}
		for _, id := range e.Remove {
			n += 16 + len(id)
		}
		for column, v := range e.Values {
			n += valueWeight + len(column) + len(v)
		}
	}
	return n
}

// stateWeight is about how many bytes a state takes.
func stateWeight(s campaign.State) int {
	n := 0
	value := func(v campaign.Value) {
		n += valueWeight + len(v.Text)
		for _, c := range v.Choices {
			n += 16 + len(c)
		}
	}
	for id, f := range s.Fields {
		n += len(id)
		value(f.Value)
		for _, r := range f.Rows {
			n += int(unsafe.Sizeof(r)) + len(r.ID)
			for _, c := range r.Cells {
				value(c)
			}
		}
	}
	for _, a := range s.Asides {
		n += int(unsafe.Sizeof(a)) + len(a.Excerpt) + len(a.Note)
	}
	for _, l := range s.Locks {
		n += int(unsafe.Sizeof(l)) + len(l.Section) + len(l.By) + len(l.Phase)
	}
	for _, c := range s.SelfChecks {
		n += int(unsafe.Sizeof(c)) + len(c.Evidence)
	}
	return n
}

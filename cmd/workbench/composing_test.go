package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf16"

	"workbench/campaign"
)

// roomCanvas is the canvas of the rooms that tests open.
const roomCanvas = "quick-four"

// What the pages of a test write in.
var (
	typedFields = []string{"message.story", "audience.insight", "message.core"}
	rowsField   = "channels.list"
	languages   = []string{"en", "ms", "id", "th", "vi", "km"}
	channels    = []string{"tiktok", "facebook", "instagram", "youtube"}
)

// compose makes the next batch from what the page knows: texts, choices, numbers and rows, one to three edits.
// Each edit is made on what the ones before it leave.
func (p *typist) compose() *sending {
	p.mu.Lock()
	state, base := p.state, p.seq
	p.mu.Unlock()
	p.batch++
	s := &sending{batch: p.batch, words: map[string]int{}}
	b := campaign.Batch{Client: p.id, Batch: p.batch, Base: base}
	for range 1 + rand.IntN(3) {
		e := p.edit(state, s.words)
		next, _, err := campaign.Standard().Apply(state, []campaign.Edit{e}, base+1)
		if err != nil {
			p.fault("its own edit cannot be applied: %v", err)
			break
		}
		state = next
		b.Edits = append(b.Edits, e)
	}
	var err error
	if s.body, err = json.Marshal(b); err != nil {
		p.fault("%v", err)
	}
	return s
}

// newWord makes a word that nobody else writes, and notes that it will stand in the draft once.
func (p *typist) newWord(words map[string]int) string {
	p.made++
	word := fmt.Sprintf("[%s %d ភា𝕏]", p.id, p.made)
	words[word] = 1
	return word
}

// edit makes one edit to a state.
func (p *typist) edit(state campaign.State, words map[string]int) campaign.Edit {
	rows := state.Fields[rowsField].Rows
	dice := rand.IntN(20)
	switch {
	case dice < 9 || dice > 12 && len(rows) == 0:
		at := typedFields[rand.IntN(len(typedFields))]
		if p.behind() {
			at = typedFields[0] // it cannot know how full a line is
		}
		text := state.Fields[at].Value.Text
		if full(at, text) {
			return p.strike(at, text, words)
		}
		return typedAt(at, text, p.newWord(words))
	case dice == 9:
		at := typedFields[rand.IntN(len(typedFields))]
		return p.strike(at, state.Fields[at].Value.Text, words)
	case dice == 10:
		return campaign.Edit{Kind: campaign.EditSet, At: "audience.age_from", Value: asRaw(10 + rand.IntN(40))}
	case dice == 11:
		return campaign.Edit{Kind: campaign.EditChoose, At: "audience.languages",
			Add: []string{languages[rand.IntN(3)]}, Remove: []string{languages[3+rand.IntN(3)]}}
	case dice == 12:
		return campaign.Edit{Kind: campaign.EditChoose, At: "audience.languages",
			Add: []string{languages[3+rand.IntN(3)]}, Remove: []string{languages[rand.IntN(3)]}}
	case dice == 13 && len(rows) < 40:
		p.made++
		return campaign.Edit{Kind: campaign.EditInsertRow, At: rowsField, Row: fmt.Sprintf("%s-%d", p.id, p.made), After: p.someRow(rows),
			Values: map[string]json.RawMessage{"channel": asRaw(channels[rand.IntN(len(channels))]), "why": asRaw(p.newWord(words))}}
	}
	row := rows[rand.IntN(len(rows))]
	at := rowsField + "/" + row.ID
	switch dice {
	case 14, 15:
		if p.behind() {
			break // as above
		}
		text := row.Cells["why"].Text
		if full(at, text) {
			return p.strike(at+"/why", text, words)
		}
		return typedAt(at+"/why", text, p.newWord(words))
	case 16:
		return campaign.Edit{Kind: campaign.EditSet, At: at + "/channel", Value: asRaw(channels[rand.IntN(len(channels))])}
	case 17:
		return campaign.Edit{Kind: campaign.EditDeleteRow, At: at}
	case 18:
		return campaign.Edit{Kind: campaign.EditRestoreRow, At: at, After: p.someRow(rows)}
	}
	after := p.someRow(rows)
	if after == row.ID {
		after = ""
	}
	return campaign.Edit{Kind: campaign.EditMoveRow, At: at, After: after}
}

// behind says whether the page has not yet heard of its own last batch.
func (p *typist) behind() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.receipts) > 0 && p.receipts[len(p.receipts)-1].seq > p.seq
}

// full says whether a text gets no more words, well below what it may hold: others write at the same time.
func full(at, text string) bool {
	limit := 150 // a line
	if f := campaign.Standard().Field(at); f != nil && f.Kind == campaign.Text {
		limit = 10_000
	}
	return campaign.Graphemes(text) > limit
}

// someRow names a row, in the bin or not, or the top.
func (p *typist) someRow(rows []campaign.RowState) string {
	if i := rand.IntN(len(rows) + 1); i < len(rows) {
		return rows[i].ID
	}
	return ""
}

// typedAt puts a word between two others.
func typedAt(at, text, word string) campaign.Edit {
	ends := []int{0}
	for i := range text {
		if text[i] == ']' {
			ends = append(ends, i+1)
		}
	}
	from := campaign.ByteToUTF16(text, ends[rand.IntN(len(ends))])
	return campaign.Edit{Kind: campaign.EditText, At: at, Splices: []campaign.Splice{{From: from, To: from, Insert: word}}}
}

// strike takes a word of the page's own out of a text again, or changes nothing where there is none.
func (p *typist) strike(at, text string, words map[string]int) campaign.Edit {
	e := campaign.Edit{Kind: campaign.EditText, At: at, Splices: []campaign.Splice{{From: 0, To: 0, Insert: ""}}}
	start := strings.Index(text, "["+p.id+" ")
	if start < 0 {
		return e
	}
	word := text[start : start+strings.IndexByte(text[start:], ']')+1]
	words[word] = 0
	from := campaign.ByteToUTF16(text, start)
	e.Splices[0] = campaign.Splice{From: from, To: from + len(utf16.Encode([]rune(word)))}
	return e
}

func asRaw(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}

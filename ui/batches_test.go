package ui_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"workbench/campaign"
)

// page is one open page of a member on a draft, over the JSON interface.
type page struct {
	*app
	who    person
	path   string
	client string
	batch  int
}

func (a *app) open(who person, client string) *page {
	return &page{app: a, who: who, path: "/api/v1/drafts/" + who.draft, client: client}
}

type applied struct {
	Log   string
	Seq   int64
	Edits []json.RawMessage
}

// next is a batch of the page's with the next number.
func (p *page) next(base int64, edits ...obj) obj {
	p.batch++
	return obj{"client": p.client, "batch": p.batch, "base": base, "edits": edits}
}

func (p *page) submit(base int64, edits ...obj) applied {
	p.t.Helper()
	var got applied
	p.call(p.who, "POST", p.path+"/edits", p.next(base, edits...)).expect(200).read(&got)
	return got
}

func (p *page) refuse(status int, code campaign.Code, field string, base int64, edits ...obj) string {
	p.t.Helper()
	defer func() { p.batch-- }() // its number is free again
	return p.call(p.who, "POST", p.path+"/edits", p.next(base, edits...)).refused(status, code, field)
}

// fields reads what the draft holds.
func (p *page) fields() obj {
	p.t.Helper()
	var d struct{ Fields obj }
	p.call(p.who, "GET", p.path, nil).expect(200).read(&d)
	return d.Fields
}

func set(at string, value any) obj { return obj{"kind": "set", "at": at, "value": value} }

func write(at string, from, to int, insert string) obj {
	return obj{"kind": "text", "at": at, "splices": []obj{{"from": from, "to": to, "insert": insert}}}
}

func newPage(t *testing.T) *page {
	t.Helper()
	a := newApp(t)
	return a.open(a.member(a.room, 0, "Aisyah"), "page-1")
}

func TestEdits_OfEveryKindAreAppliedAndRead(t *testing.T) {
	p := newPage(t)
	got := p.submit(0,
		write("message.core", 0, 0, "Satu kampung 🧵"), set("audience.age_from", 18), set("audience.size", 1234.56),
		obj{"kind": "choose", "at": "audience.languages", "add": []string{"ms", "th"}, "remove": []string{}},
		obj{"kind": "insert_row", "at": "channels.list", "row": "r1", "after": "", "values": obj{"channel": "radio"}},
		obj{"kind": "insert_row", "at": "channels.list", "row": "r2", "after": "r1", "values": obj{"channel": "tiktok", "from": "2027-02-01"}},
		write("channels.list/r1/why", 0, 0, "they listen"),
		obj{"kind": "move_row", "at": "channels.list/r2", "after": ""},
		obj{"kind": "delete_row", "at": "channels.list/r1"},
		obj{"kind": "restore_row", "at": "channels.list/r1", "after": "r2"},
		obj{"kind": "choose", "at": "audience.languages", "add": []string{}, "remove": []string{"th"}},
	)
	if got.Seq != 1 || len(got.Edits) != 11 || got.Log == "" {
		t.Errorf("the answer is %+v", got)
	}
	want := obj{
		"message.core": "Satu kampung 🧵", "audience.age_from": 18.0, "audience.size": 1234.56, "audience.languages": []any{"ms"},
		"channels.list": []any{obj{"id": "r2", "channel": "tiktok", "from": "2027-02-01"}, obj{"id": "r1", "channel": "radio", "why": "they listen"}},
	}
	if got := p.fields(); !reflect.DeepEqual(got, want) {
		t.Errorf("the draft holds %v, should hold %v", got, want)
	}
	p.submit(1, write("message.core", 13, 15, ""), set("audience.age_from", nil), set("audience.languages", []string{}))
	if got := p.fields(); got["message.core"] != "Satu kampung " || got["audience.age_from"] != nil || got["audience.languages"] != nil {
		t.Errorf("after taking away the draft holds %v", got)
	}
}

func TestEdits_ALateBatchIsRebasedAndAnsweredAsApplied(t *testing.T) {
	p := newPage(t)
	q := p.open(p.member(p.room, 0, "Hafiz"), "page-2")
	p.submit(0, write("message.core", 0, 0, "one three"))
	p.submit(1, write("message.core", 4, 4, "two "))
	got := q.submit(1, write("message.core", 9, 9, " four"))
	if want := `{"kind":"text","at":"message.core","splices":[{"from":13,"to":13,"insert":" four"}]}`; string(got.Edits[0]) != want || got.Seq != 3 {
		t.Errorf("applied as %s", got.Edits)
	}
	if text := p.fields()["message.core"]; text != "one two three four" {
		t.Errorf("the text is %q", text)
	}
}

func TestEdits_SentAgainAreAnsweredAlikeAndChangeNothing(t *testing.T) {
	p := newPage(t)
	batch := p.next(0, write("message.core", 0, 0, "x"))
	first := p.call(p.who, "POST", p.path+"/edits", batch).expect(200)
	p.submit(1, write("message.core", 1, 1, "y"))
	again := p.call(p.who, "POST", p.path+"/edits", batch).expect(200)
	if !bytes.Equal(first.body, again.body) || p.fields()["message.core"] != "xy" {
		t.Errorf("first %s, again %s, text %v", first.body, again.body, p.fields())
	}
	batch["edits"] = []obj{write("message.core", 0, 0, "z")}
	p.call(p.who, "POST", p.path+"/edits", batch).refused(409, campaign.BatchReused, "batch")
}

func TestEdits_OfAnotherLogOrPastItsEndAreAConflict(t *testing.T) {
	p := newPage(t)
	log := p.submit(0, write("message.core", 0, 0, "x")).Log
	p.refuse(409, campaign.Conflict, "base", 2, write("message.core", 0, 0, "x"))
	named := p.next(1, write("message.core", 0, 0, "x"))
	named["log"] = "another"
	p.call(p.who, "POST", p.path+"/edits", named).refused(409, campaign.Conflict, "log")
	named["log"] = log
	p.call(p.who, "POST", p.path+"/edits", named).expect(200)
}

func TestEdits_WhatIsWrongIsNamed(t *testing.T) {
	p := newPage(t)
	p.submit(0, write("message.core", 0, 0, "ab🧵"), obj{"kind": "insert_row", "at": "channels.list", "row": "used", "after": "", "values": obj{}})
	row := func(change obj) obj {
		o := obj{"kind": "insert_row", "at": "channels.list", "row": "new", "after": "", "values": obj{}}
		for k, v := range change {
			o[k] = v
		}
		return o
	}
	long := strings.Repeat("x", 501)
	for _, c := range []struct {
		field string
		edit  obj
	}{
		{"message.kore", write("message.kore", 0, 0, "x")}, {"audience.age_from", set("audience.age_from", "eighteen")},
		{"audience.age_from", set("audience.age_from", "18")}, {"audience.age_from", set("audience.age_from", 1e12)}, {"audience.age_from", set("audience.age_from", 1.005)},
		{"audience.age_from", set("audience.age_from", []int{1})}, {"audience.age_from", set("audience.age_from", json.RawMessage("1e999"))},
		{"audience.age_from", write("audience.age_from", 0, 0, "1")}, {"audience.languages", set("audience.languages", []string{"xx"})},
		{"audience.languages", obj{"kind": "choose", "at": "audience.languages", "add": []string{"klingon"}}},
		{"audience.languages", set("audience.languages", "ms")}, {"campaign.title", write("campaign.title", 0, 0, "two\nlines")},
		{"campaign.title", write("campaign.title", 0, 0, long)}, {"message.core", write("message.core", 0, 0, "a\u0000b")},
		{"message.core", write("message.core", 0, 0, "bell\u0007")}, {"message.core", write("message.core", 3, 3, "x")}, // inside a surrogate pair
		{"message.core", write("message.core", 5, 5, "x")}, {"message.core", write("message.core", -1, 0, "x")}, {"message.core", write("message.core", 1, 0, "x")},
		{"message.core", write("message.core", 1<<40, 1<<41, "x")},
		{"message.core", obj{"kind": "rename", "at": "message.core"}}, {"canvas", obj{"kind": "canvas", "at": "message.core", "value": "oasis"}},
		{"channels.list/used/why", write("channels.list/used/why", 1, 1, "x")}, {"channels.list/none/why", write("channels.list/none/why", 0, 0, "x")},
		{"channels.list/used/wy", write("channels.list/used/wy", 0, 0, "x")}, {"channels.list/used/channel", set("channels.list/used/channel", "carrier pigeon")},
		{"channels.list/used/from", set("channels.list/used/from", "2027-02-30")}, {"*", row(obj{"row": "no spaces"})}, {"*", row(obj{"row": strings.Repeat("r", 41)})},
		{"*", row(obj{"after": "never"})}, {"*", row(obj{"values": obj{"colour": "red"}})}, {"*", row(obj{"values": obj{"channel": 7}})},
		{"channels.list/none", obj{"kind": "delete_row", "at": "channels.list/none"}}, {"", obj{"kind": "set"}}, {"", obj{}},
	} {
		p.refuse(400, campaign.Invalid, c.field, 1, c.edit)
	}
	p.refuse(409, campaign.Conflict, "channels.list", 1, row(obj{"row": "used"}))
	if said := p.refuse(400, campaign.Invalid, "message.kore", 1, write("message.kore", 0, 0, "x")); !strings.Contains(said, "message.core") {
		t.Errorf("the field that was meant is not named: %s", said)
	}
	if text := p.fields()["message.core"]; text != "ab🧵" {
		t.Errorf("a refused edit left %q", text)
	}
}

func TestEdits_ABatchIsAllOrNothing(t *testing.T) {
	p := newPage(t)
	p.refuse(400, campaign.Invalid, "audience.age_from", 0, write("message.core", 0, 0, "x"), set("audience.age_from", "x"))
	if got := p.fields(); len(got) != 0 {
		t.Errorf("half a batch left %v", got)
	}
	if got := p.submit(0, write("message.core", 0, 0, "x")); got.Seq != 1 {
		t.Errorf("the next entry is %d", got.Seq)
	}
}

func TestEdits_TextIsWholeUnicodeAndKeptAsTyped(t *testing.T) {
	p := newPage(t)
	raw := func(insert string) string {
		p.batch++
		return fmt.Sprintf(`{"client":"page-1","batch":%d,"base":0,"edits":[{"kind":"text","at":"audience.insight","splices":[{"from":0,"to":0,"insert":"%s"}]}]}`, p.batch, insert)
	}
	for name, insert := range map[string]string{"lone high surrogate": `\ud83e`, "lone low surrogate": `\uddf5`, "surrogates the wrong way round": `\uddf5\ud83e`,
		"invalid UTF-8": "a\xffb", "overlong UTF-8": "\xc0\x80", "a surrogate as UTF-8": "\xed\xa0\x80", "NUL": `\u0000`, "escape": `\u001b`, "delete": `\u007f`, "C1": `\u0085`} {
		if got := p.call(p.who, "POST", p.path+"/edits", raw(insert)); got.status != 400 {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	for _, row := range []struct{ typed, kept string }{
		{`\ud83e\uddf5`, "🧵"}, {`a\r\nb\rc`, "a\nb\nc"}, {`\ttab`, "\ttab"}, {"e\u0301 \u00e9", "e\u0301 \u00e9"}, {"ខ្មែរ ไทย", "ខ្មែរ ไทย"}, {`\u200b\ufeff x`, "\u200b\ufeff x"}, {`\ufffd`, "\ufffd"},
	} {
		q := newPage(t)
		q.call(q.who, "POST", q.path+"/edits", raw(row.typed)).expect(200)
		if got := q.fields()["audience.insight"]; got != row.kept {
			t.Errorf("%s is kept as %q, should be %q", row.typed, got, row.kept)
		}
	}
}

func TestEdits_OverTheLimits(t *testing.T) {
	p := newPage(t)
	// A batch's JSON may have 256 KiB and not a byte more.
	sized := func(bytes int) string {
		p.batch++
		text := fmt.Sprintf(`{"client":"page-1","batch":%d,"base":0,"edits":[{"kind":"text","at":"audience.insight","splices":[{"from":0,"to":0,"insert":"x"}]}]}`, p.batch)
		return text + strings.Repeat(" ", bytes-len(text))
	}
	p.call(p.who, "POST", p.path+"/edits", sized(256<<10)).expect(200)
	p.call(p.who, "POST", p.path+"/edits", sized(256<<10+1)).refused(413, campaign.TooLarge, "")
	chunked := p.request("POST", p.path+"/edits", sized(256<<10+1))
	chunked.ContentLength = -1 // a length that is not announced
	p.send(p.who, chunked).refused(413, campaign.TooLarge, "")

	p.refuse(400, campaign.Invalid, "audience.insight", 1, write("audience.insight", 0, 0, strings.Repeat("x", 20_001)))
	p.submit(1, write("audience.insight", 0, 1, strings.Repeat("x", 20_000)))
	var rows []obj
	for i := range 200 {
		rows = append(rows, obj{"kind": "insert_row", "at": "channels.list", "row": fmt.Sprint("r", i), "after": "", "values": obj{}})
	}
	p.submit(2, rows...)
	p.refuse(400, campaign.Invalid, "channels.list", 3, obj{"kind": "insert_row", "at": "channels.list", "row": "more", "after": "", "values": obj{}})
	p.submit(3, obj{"kind": "delete_row", "at": "channels.list/r7"}) // what only removes is taken
}

func TestEntries_AreReadInPages(t *testing.T) {
	p := newPage(t)
	for i := range 7 {
		p.submit(int64(i), write("message.core", 0, 0, "x"))
	}
	type entries struct {
		Log     string
		Seq     int64
		More    bool
		Entries []struct {
			Seq, Batch  int64
			Client, Who string
			Edits       []json.RawMessage
		}
	}
	for _, row := range []struct {
		query       string
		first, last int64
		more        bool
	}{{"", 1, 7, false}, {"?after=3", 4, 7, false}, {"?after=0&limit=3", 1, 3, true}, {"?after=4&limit=3", 5, 7, false}, {"?after=7", 0, 0, false}, {"?after=99", 0, 0, false}, {"?limit=1000", 1, 7, false}} {
		var got entries
		p.call(p.who, "GET", p.path+"/edits"+row.query, nil).expect(200).read(&got)
		var first, last int64
		for i, e := range got.Entries {
			if first == 0 {
				first = e.Seq
			}
			last = e.Seq
			if e.Seq != first+int64(i) || e.Client != "page-1" || e.Batch != e.Seq || e.Who != p.who.member || len(e.Edits) != 1 {
				t.Errorf("%s: the entry is %+v", row.query, e)
			}
		}
		if first != row.first || last != row.last || got.More != row.more || got.Seq != 7 || got.Log == "" {
			t.Errorf("%s: from %d to %d, more %v, seq %d", row.query, first, last, got.More, got.Seq)
		}
	}
	for query, field := range map[string]string{"?after=-1": "after", "?after=x": "after", "?after=99999999999999999999": "after", "?limit=0": "limit", "?limit=1001": "limit", "?limit=ten": "limit"} {
		p.call(p.who, "GET", p.path+"/edits"+query, nil).refused(400, campaign.Invalid, field)
	}
}

func TestFindings_SayWhichSeqWasChecked(t *testing.T) {
	p := newPage(t)
	for i := range 5 {
		seq := p.submit(int64(i), write("audience.primary", 0, 0, "x")).Seq
		var report struct {
			Seq      int64
			Findings []json.RawMessage
		}
		p.call(p.who, "GET", p.path+"/findings", nil).expect(200).read(&report)
		if report.Seq != seq {
			t.Errorf("the report is of %d, the caller has had %d", report.Seq, seq)
		}
	}
}

func TestBrief_InThreeFormats(t *testing.T) {
	p := newPage(t)
	p.submit(0, write("campaign.title", 0, 0, "One <script>alert(1)</script> village"))
	for _, row := range []struct{ query, kind, holds string }{
		{"", "text/markdown", "format: campaign-brief/1"}, {"?format=md", "text/markdown", "Kampung meeting"},
		{"?format=html", "text/html", "One &lt;script&gt;"}, {"?format=json", "application/json", "campaign-draft/1"},
	} {
		got := p.call(p.who, "GET", p.path+"/brief"+row.query, nil).expect(200)
		if !strings.HasPrefix(got.header.Get("Content-Type"), row.kind) || !strings.Contains(string(got.body), row.holds) {
			t.Errorf("%s: %s without %q: %.300s", row.query, got.header.Get("Content-Type"), row.holds, got.body)
		}
		if strings.HasPrefix(row.kind, "text/html") && strings.Contains(string(got.body), "<script") {
			t.Errorf("%s: markup that somebody typed is markup", row.query)
		}
		if strings.Contains(string(got.body), "Aisyah") {
			t.Errorf("%s: a brief carries a name", row.query)
		}
	}
	p.call(p.who, "GET", p.path+"/brief?format=docx", nil).refused(400, campaign.Invalid, "format")
}

func TestCanvas_AnotherOneLosesNothing(t *testing.T) {
	p := newPage(t)
	p.submit(0, write("context.drivers", 0, 0, "rumours"), write("message.core", 0, 0, "together"))
	before := p.fields()
	for i, canvas := range []string{"quick-four", "oasis", "quick-four", "pve-campaign"} {
		var got applied
		p.call(p.who, "PUT", p.path+"/canvas", obj{"canvas": canvas}).expect(200).read(&got)
		if got.Seq != int64(i+2) || len(got.Edits) != 1 {
			t.Errorf("%s: %+v", canvas, got)
		}
		if after := p.fields(); !reflect.DeepEqual(before, after) {
			t.Errorf("%s: %v became %v", canvas, before, after)
		}
		p.call(p.who, "GET", p.path+"/edits", nil).expect(200)
		p.call(p.who, "GET", p.path+"/brief", nil).expect(200)
	}
	for _, body := range []any{obj{"canvas": "none"}, obj{"canvas": ""}, obj{}, obj{"canvas": 7}} {
		p.call(p.who, "PUT", p.path+"/canvas", body).refused(400, campaign.Invalid, "canvas")
	}
}

func TestCompare_BySectionFieldsAndGroups(t *testing.T) {
	p := newPage(t)
	q := p.open(p.member(p.room, 1, "Ploy"), "page-2")
	p.submit(0, write("message.core", 0, 0, "ours"), write("audience.primary", 0, 0, "youth"))
	q.submit(0, write("message.core", 0, 0, "theirs"))
	lead := p.leader()
	compare := "/api/v1/workshops/" + p.room.ID + "/compare"
	type compared struct {
		Section string
		Fields  []string
		Groups  []struct {
			ID, Name string
			Fields   obj
		}
	}
	for _, row := range []struct {
		query   string
		section string
		fields  []string // nil where the section's are all right
		groups  int
		first   obj
	}{
		{"?section=message", "message", nil, 2, obj{"message.core": "ours"}},
		{"?fields=message.core,audience.primary", "", []string{"message.core", "audience.primary"}, 2, obj{"message.core": "ours", "audience.primary": "youth"}},
		{"?fields=message.core,%20audience.primary&groups=" + p.room.Groups[1].ID, "", []string{"message.core", "audience.primary"}, 1, obj{"message.core": "theirs"}},
		{"?section=audience&groups=" + p.room.Groups[0].ID + "," + p.room.Groups[1].ID, "audience", nil, 2, obj{"audience.primary": "youth"}},
	} {
		var got compared
		p.call(lead, "GET", compare+row.query, nil).expect(200).read(&got)
		if got.Section != row.section || row.fields != nil && !reflect.DeepEqual(got.Fields, row.fields) || len(got.Groups) != row.groups || !reflect.DeepEqual(got.Groups[0].Fields, row.first) {
			t.Errorf("%s: %+v", row.query, got)
		}
	}
	for query, field := range map[string]string{"?section=none": "section", "?fields=message.kore": "message.kore", "?groups=none": "groups", "?groups=" + p.other.Groups[0].ID: "groups"} {
		p.call(lead, "GET", compare+query, nil).refused(400, campaign.Invalid, field)
	}
}

func TestWorkshop_AMemberSeesTheNamesOfTheGroupsAndNoCodes(t *testing.T) {
	a := newApp(t)
	got := a.call(a.member(a.room, 0, "Aisyah"), "GET", "/api/v1/workshops/"+a.room.ID, nil).expect(200)
	for _, secret := range []string{a.room.JoinCode, a.room.Groups[0].Code, a.room.Groups[1].Code, a.room.Groups[1].DraftID} {
		if bytes.Contains(got.body, []byte(secret)) {
			t.Errorf("a member reads %s in %s", secret, got.body)
		}
	}
	if !bytes.Contains(got.body, []byte(a.room.Groups[0].DraftID)) {
		t.Errorf("a member does not read its own draft in %s", got.body)
	}
}

func TestUnavailable_WhenTheDatabaseIsGone(t *testing.T) {
	p := newPage(t)
	lead := p.leader()
	p.store.Close()
	for _, call := range []struct{ method, path string }{{"GET", p.path}, {"GET", "/drafts/" + p.who.draft}, {"GET", "/readyz"}, {"GET", "/"}, {"GET", "/api/v1/workshops"}} {
		for _, cookie := range []bool{false, true} {
			who := lead
			who.cookie = cookie
			got := p.call(who, call.method, call.path, nil)
			if got.status != 503 || got.header.Get("Retry-After") == "" {
				t.Errorf("%s with cookie %v: %d, Retry-After %q: %.200s", call.path, cookie, got.status, got.header.Get("Retry-After"), got.body)
			}
		}
	}
	p.call(person{}, "GET", "/healthz", nil).expect(200)
	p.call(person{}, "GET", "/api/v1/join/"+p.room.JoinCode, nil).refused(503, campaign.Unavailable, "")
}

func TestSubmit_AMissingNumberIsRefusedByName(t *testing.T) {
	a := newApp(t)
	m := a.member(a.room, 0, "Ana")
	for _, missing := range []string{"client", "batch", "base"} {
		batch := obj{"client": "c1", "batch": 1, "base": 0, "edits": []obj{{"kind": "set", "at": "audience.age_from", "value": 18}}}
		delete(batch, missing)
		a.call(m, "POST", a.draft(0)+"/edits", batch).refused(400, "invalid", missing)
	}
}

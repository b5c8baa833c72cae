package campaign

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// opinions is a draft's state that batches are sent to one after the other.
type opinions struct {
	t     *testing.T
	state State
	log   []Entry
}

func (o *opinions) send(edits ...Edit) (Accepted, error) {
	o.t.Helper()
	seq := int64(len(o.log) + 1)
	a, err := Standard().Accept(o.state, Batch{Client: "page", Batch: seq, Base: seq - 1, Edits: edits}, nil, seq)
	if err != nil {
		return a, err
	}
	replayed, _, err := Standard().Apply(o.state, a.Edits, seq)
	if err != nil {
		o.t.Fatal(err)
	}
	if was, is := fingerprint(Standard(), a.State), fingerprint(Standard(), replayed); was != is {
		o.t.Fatalf("accepted\n%s\nreplayed\n%s", was, is)
	}
	o.state, o.log = a.State, append(o.log, Entry{Seq: seq, Edits: a.Edits})
	return a, nil
}

func (o *opinions) must(edits ...Edit) Accepted {
	o.t.Helper()
	a, err := o.send(edits...)
	if err != nil {
		o.t.Fatal(err)
	}
	return a
}

func aside(at, excerpt string, reason Reason, note string) Edit {
	return Edit{Kind: EditSetAside, At: at, Principle: "msg-positive", Rule: "war-talk", Excerpt: excerpt, Reason: reason, Note: note}
}

func newOpinions(t *testing.T) *opinions {
	o := &opinions{t: t, state: State{Canvas: "pve-campaign", Language: "en", Fields: map[string]FieldState{}}}
	o.must(Edit{Kind: EditInsertRow, At: "message.variants", Row: "r1", Values: map[string]json.RawMessage{"wording": json.RawMessage(`"fight on"`)}})
	return o
}

func TestAccept_ASettingAsideIsPartOfTheLogAndTheStoredState(t *testing.T) {
	o := newOpinions(t)
	a := o.must(aside("message.core", "fight", Agreed, "It is the name of our club."))
	if len(a.Changed) != 1 || a.Changed[0] != "set_aside" {
		t.Fatalf("changed %v", a.Changed)
	}
	o.must(aside("message.variants/r1/wording", "fight", Later, ""))
	o.must(aside("message.core", "fight", RuleIsWrong, "")) // replaces the first
	data, there, err := Standard().EncodePart(o.state, "set_aside")
	if err != nil || !there {
		t.Fatal(there, err)
	}
	var back State
	if err := Standard().DecodePart(&back, "set_aside", data); err != nil {
		t.Fatal(err)
	}
	if len(back.Asides) != 2 || back.Asides[0] != o.state.Asides[0] || back.Asides[1].Reason != RuleIsWrong || back.Asides[0].Row != "r1" {
		t.Fatalf("kept %+v", back.Asides)
	}
	o.must(Edit{Kind: EditTakeUp, At: "message.core", Principle: "msg-positive", Rule: "war-talk", Excerpt: "fight"})
	o.must(Edit{Kind: EditTakeUp, At: "message.variants/r1/wording", Principle: "msg-positive", Rule: "war-talk", Excerpt: "fight"})
	if _, there, _ := Standard().EncodePart(o.state, "set_aside"); there || len(o.state.Asides) != 0 {
		t.Fatalf("still there: %+v", o.state.Asides)
	}
}

func TestAccept_AnAsideOfADeletedRowIsHiddenWithIt(t *testing.T) {
	o := newOpinions(t)
	o.must(aside("message.variants/r1/wording", "fight", Agreed, ""))
	o.must(Edit{Kind: EditDeleteRow, At: "message.variants/r1"})
	if got := o.state.Draft("").Asides; len(got) != 0 {
		t.Fatalf("shown: %+v", got)
	}
	if a := o.must(aside("message.variants/r1/wording", "on", Agreed, "")); !a.Edits[0].Hidden {
		t.Fatal("an aside of a row in the bin does not say so")
	}
	o.must(Edit{Kind: EditRestoreRow, At: "message.variants/r1"})
	if got := o.state.Draft("").Asides; len(got) != 2 {
		t.Fatalf("with the row came back %+v", got)
	}
}

func TestAccept_TheLastAnswerStandsAndAnEmptyOneTakesItBack(t *testing.T) {
	o := newOpinions(t)
	o.must(Edit{Kind: EditSelfCheck, Principle: "hrg-rights", Answer: AnswerPartly, Evidence: "Two of us asked the council."})
	o.must(Edit{Kind: EditSelfCheck, Principle: "aud-specific", Answer: AnswerYes})
	o.must(Edit{Kind: EditSelfCheck, Principle: "hrg-rights", Answer: AnswerYes, Evidence: "All four have read it."})
	d := o.state.Draft("")
	want := []SelfCheck{{"aud-specific", AnswerYes, ""}, {"hrg-rights", AnswerYes, "All four have read it."}}
	if len(d.SelfChecks) != 2 || d.SelfChecks[0] != want[0] || d.SelfChecks[1] != want[1] {
		t.Fatalf("answers %+v", d.SelfChecks)
	}
	data, _, err := Standard().EncodePart(o.state, "self_check")
	if err != nil {
		t.Fatal(err)
	}
	var back State
	if err := Standard().DecodePart(&back, "self_check", data); err != nil || back.SelfChecks[1] != want[1] {
		t.Fatalf("kept %+v, %v", back.SelfChecks, err)
	}
	o.must(Edit{Kind: EditSelfCheck, Principle: "hrg-rights"})
	if o.must(Edit{Kind: EditSelfCheck, Principle: "aud-specific"}); len(o.state.SelfChecks) != 0 {
		t.Fatalf("still answered: %+v", o.state.SelfChecks)
	}
}

func TestAccept_RefusesWhatSaysNothingAboutAFinding(t *testing.T) {
	long := strings.Repeat("a", LineGraphemes+1)
	for name, e := range map[string]Edit{
		"no reason":       aside("message.core", "", "", ""),
		"unknown reason":  aside("message.core", "", "because", ""),
		"unknown field":   aside("message.nope", "", Agreed, ""),
		"unknown row":     aside("message.variants/r9", "", Agreed, ""),
		"no principle":    {Kind: EditSetAside, At: "message.core", Rule: "war-talk", Reason: Agreed},
		"bad rule":        {Kind: EditSetAside, At: "message.core", Principle: "msg-positive", Rule: "War Talk", Reason: Agreed},
		"two lines":       aside("message.core", "", Agreed, "one\ntwo"),
		"long note":       aside("message.core", "", Agreed, long),
		"long excerpt":    aside("message.core", strings.Repeat("a", ExcerptBytes+1), Agreed, ""),
		"unknown answer":  {Kind: EditSelfCheck, Principle: "msg-positive", Answer: "maybe"},
		"long evidence":   {Kind: EditSelfCheck, Principle: "msg-positive", Answer: AnswerYes, Evidence: long},
		"nobody answered": {Kind: EditSelfCheck, Answer: AnswerYes},
	} {
		o := newOpinions(t)
		if _, err := o.send(e); CodeOf(err) != Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAccept_BoundsWhatIsSetAside(t *testing.T) {
	o := newOpinions(t)
	words := func(n int) string { return strings.Repeat("a", n) }
	o.must(Edit{Kind: EditText, At: "message.core", Splices: []Splice{{Insert: words(AsideCount + 1)}}})
	for i := range AsideCount {
		o.must(aside("message.core", words(i+1), Agreed, ""))
	}
	if _, err := o.send(aside("message.core", words(AsideCount+1), Agreed, "")); CodeOf(err) != Invalid {
		t.Fatalf("one more: %v", err)
	}
	o.must(aside("message.core", "a", Later, "")) // one that is there may change
	// Those whose words have gone make room, in the same batch too.
	o.must(Edit{Kind: EditText, At: "message.core", Splices: []Splice{{From: 0, To: 10, Insert: "b"}}}, aside("message.core", "b", Agreed, ""))
	if n := len(o.state.Asides); n >= AsideCount || !slices.ContainsFunc(o.state.Asides, func(a Aside) bool { return a.Excerpt == "b" }) {
		t.Errorf("%d are set aside", n)
	}
}

func TestExcerpted_CutsBetweenCharacters(t *testing.T) {
	if s := Excerpted(strings.Repeat("a", ExcerptBytes-1) + "ខ"); s != strings.Repeat("a", ExcerptBytes-1) {
		t.Errorf("%d bytes left", len(s))
	}
	if s := Excerpted("ខ្មែរ"); s != "ខ្មែរ" {
		t.Errorf("%q", s)
	}
}

// What a group said of the check travels with the draft's file, a row being named by its place.
func TestDraftFile_KeepsWhatTheGroupSaidOfTheCheck(t *testing.T) {
	o := newOpinions(t)
	o.must(aside("message.variants/r1/wording", "fight", Agreed, "ជាឈ្មោះក្លឹប"), aside("message.core", "", DoesNotApply, ""))
	o.must(Edit{Kind: EditSelfCheck, Principle: "hrg-rights", Answer: AnswerNotYet, Evidence: "<b>"})
	d := o.state.Draft("Group 1")
	file, err := Standard().EncodeDraft(d)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(file), `"row": 0`) {
		t.Errorf("the row is not named by its place:\n%s", file)
	}
	back, err := Standard().ParseDraft(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(back.Asides) != 2 || back.Asides[0].Note != "ជាឈ្មោះក្លឹប" || back.Asides[0].Row != "0" || len(back.SelfChecks) != 1 || back.SelfChecks[0] != d.SelfChecks[0] {
		t.Fatalf("read back %+v %+v", back.Asides, back.SelfChecks)
	}
	again, err := Standard().EncodeDraft(back)
	if err != nil || string(again) != string(file) {
		t.Fatalf("written again:\n%s\nwas\n%s", again, file)
	}
	ids := 0
	seeded := Standard().Seed(back, func() string { ids++; return "n" + strconv.Itoa(ids) })
	if a := seeded.Draft("").Asides; len(a) != 2 || a[0].Row != "n1" {
		t.Fatalf("seeded %+v", a)
	}
}

func TestParseDraft_RefusesWhatAFileMaySayOfTheCheck(t *testing.T) {
	for name, part := range map[string]string{
		"no list":       `"set_aside": {}`,
		"unknown name":  `"set_aside": [{"principle":"msg-plain","rule":"jargon","field":"message.core","reason":"agreed","who":"me"}]`,
		"unknown field": `"set_aside": [{"principle":"msg-plain","rule":"jargon","field":"nope","reason":"agreed"}]`,
		"no reason":     `"set_aside": [{"principle":"msg-plain","rule":"jargon","field":"message.core"}]`,
		"twice":         `"set_aside": [{"principle":"msg-plain","rule":"jargon","field":"message.core","reason":"agreed"},{"principle":"msg-plain","rule":"jargon","field":"message.core","reason":"later"}]`,
		"half a row":    `"set_aside": [{"principle":"msg-plain","rule":"jargon","field":"channels.list","row":0.5,"reason":"agreed"}]`,
		"a row before":  `"set_aside": [{"principle":"msg-plain","rule":"jargon","field":"channels.list","row":-1,"reason":"agreed"}]`,
		"a row far off": `"set_aside": [{"principle":"msg-plain","rule":"jargon","field":"channels.list","row":1e300,"reason":"agreed"}]`,
		"bad row":       `"set_aside": [{"principle":"msg-plain","rule":"jargon","field":"channels.list","row":true,"reason":"agreed"}]`,
		"bad answer":    `"self_check": [{"principle":"msg-plain","answer":"very"}]`,
		"answer twice":  `"self_check": [{"principle":"msg-plain","answer":"yes"},{"principle":"msg-plain","answer":"partly"}]`,
	} {
		_, err := Standard().ParseDraft([]byte(`{"format":"campaign-draft/1","canvas":"pve-campaign","fields":{},` + part + `}`))
		if CodeOf(err) != Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

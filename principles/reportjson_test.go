package principles

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"workbench/campaign"
)

func TestAppendJSON_IsWhatMarshalWrites(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "plain", "a<b>&\"c\"\\\n\t\b\f\r\x00\x7f", "\u2028\u2029\ufffd", "half \xe0\xb8", "ข้อความ ភាសាខ្មែរ 🙂"}))
	finding := rapid.Custom(func(t *rapid.T) Finding {
		f := Finding{
			Principle: text.Draw(t, "principle"), Severity: Severity(text.Draw(t, "severity")), Status: NotMet, Rule: text.Draw(t, "rule"),
			Field: text.Draw(t, "field"), Column: text.Draw(t, "column"), Span: rapid.Bool().Draw(t, "span"),
			Start: rapid.Int().Draw(t, "start"), End: rapid.Int().Draw(t, "end"), Excerpt: text.Draw(t, "excerpt"),
			Language: text.Draw(t, "language"), Message: text.Draw(t, "message"), Suggestion: text.Draw(t, "suggestion"),
			Sources: rapid.SliceOfN(text, 0, 3).Draw(t, "sources"),
			Row:     RowRef{ID: text.Draw(t, "row"), Index: rapid.IntRange(0, 200).Draw(t, "index"), Set: rapid.Bool().Draw(t, "in a row")},
		}
		if rapid.Bool().Draw(t, "aside") {
			f.Aside = &campaign.Aside{Reason: campaign.Reason(text.Draw(t, "reason")), Note: text.Draw(t, "note")}
		}
		return f
	})
	judged := rapid.Custom(func(t *rapid.T) Judged {
		j := Judged{ID: text.Draw(t, "id"), Group: text.Draw(t, "group"), Severity: Must, Status: Status(text.Draw(t, "status")), Reason: text.Draw(t, "why")}
		if rapid.Bool().Draw(t, "answered") {
			j.SelfCheck = &SelfCheck{Answer: campaign.Answer(text.Draw(t, "answer")), Evidence: text.Draw(t, "evidence")}
		}
		return j
	})
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SliceOfN(rapid.IntRange(0, 99), 6, 6).Draw(t, "counts")
		r := &Report{
			Format: ReportFormat, Canvas: text.Draw(t, "canvas"), Pack: PackRef{text.Draw(t, "pack"), text.Draw(t, "version")},
			Principles: rapid.SliceOfN(judged, 0, 3).Draw(t, "principles"), Findings: rapid.SliceOfN(finding, 0, 3).Draw(t, "findings"),
			Counts: Count{n[0], n[1], n[2], n[3], n[4], n[5]},
		}
		if rapid.Bool().Draw(t, "none") {
			r.Findings = nil
		}
		want, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.AppendJSON([]byte("before ")); string(got) != "before "+string(want) {
			t.Fatalf("\n%s\nwant\n%s", got, want)
		}
	})
}

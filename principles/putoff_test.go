package principles

import (
	"testing"

	"workbench/campaign"
)

func cells(field string, of ...map[string]string) map[string]campaign.Value {
	var rows []campaign.Row
	for _, texts := range of {
		row := campaign.Row{Cells: map[string]campaign.Value{}}
		for column, text := range texts {
			row.Cells[column] = campaign.Value{Text: text}
		}
		rows = append(rows, row)
	}
	return map[string]campaign.Value{field: {Rows: rows}}
}

func TestCheck_AnAnswerThatIsPutOffOrDeniedIsNone(t *testing.T) {
	risk := func(response string) map[string]campaign.Value {
		return cells("safeguards.risks", map[string]string{"risk": "Guests are mocked", "who": "Guests", "response": response, "owner": "Hosts"})
	}
	indicator := func(words, method string) map[string]campaign.Value {
		return cells("measurement.indicators", map[string]string{"indicator": words, "level": "outcome", "method": method})
	}
	text := func(field, text string) map[string]campaign.Value {
		return map[string]campaign.Value{field: {Text: text}}
	}
	for _, tt := range []struct {
		name, principle, rule string
		fields                map[string]campaign.Value
		found                 bool
	}{
		{"a risk handled when it comes", "dnh-risk", "risk-without-answer", risk("We will handle it when it happens"), true},
		{"a risk with an answer for when it comes", "dnh-risk", "risk-without-answer", risk("When it happens the host walks home with her"), false},
		{"a method to be discussed", "mel-outcome", "missing-method", indicator("Guests who name a friend", "To be discussed with the consultant"), true},
		{"a method that discusses", "mel-outcome", "missing-method", indicator("Guests who name a friend", "Talks about the last month, to be repeated in June, 40 guests"), false},
		{"counting in a whole phrase", "mel-outcome", "counting-only", indicator("Number of people who saw the clip", "Dashboard"), true},
		{"counting people who did something", "mel-outcome", "counting-only", indicator("Number of people who brought a friend", "Dashboard"), false},
		{"trolls ignored", "dnh-response", "missing-backlash", text("safeguards.backlash", "We ignore the trolls."), true},
		{"anger not ignored", "dnh-response", "missing-backlash", text("safeguards.backlash", "We do not ignore anger: Siti answers within a day."), false},
		{"no test is no way of testing", "aud-codesign", "no-test-named", text("measurement.pretest", "No pretest, there is no time."), true},
		{"a test beside a negation", "aud-codesign", "no-test-named", text("measurement.pretest", "Nobody is filmed while eight deckhands test the cards."), false},
		{"a denial that explains itself", "dnh-response", "missing-backlash", text("safeguards.backlash", "We ignore the first joke and answer the second with thanks and facts"), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found := false
			for _, f := range Check(&campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: tt.fields}, Standard()).Of(tt.principle) {
				found = found || f.Rule == tt.rule
			}
			if found != tt.found {
				t.Errorf("%s found: %t", tt.rule, found)
			}
		})
	}
}

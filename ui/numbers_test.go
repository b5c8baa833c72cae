package ui

import (
	"encoding/json"
	"os"
	"testing"

	"workbench/campaign"
)

// TestPlainNumber_AgreesWithThePage reads the table that the page's own reader is held to as well.
func TestPlainNumber_AgreesWithThePage(t *testing.T) {
	data, err := os.ReadFile("../testdata/numbers.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Typed  string
		Number *json.Number
	}
	if err := json.Unmarshal(data, &rows); err != nil || len(rows) < 10 {
		t.Fatal(len(rows), err)
	}
	for _, r := range rows {
		plain, err := plainNumber(r.Typed)
		var got campaign.Number
		if err == nil {
			got, err = campaign.ParseNumber(plain)
		}
		switch {
		case r.Number == nil && err == nil:
			t.Errorf("%q is read as %s, and should be asked about", r.Typed, got)
		case r.Number != nil && (err != nil || got.String() != r.Number.String()):
			t.Errorf("%q: got %s, %v; want %s", r.Typed, got, err, r.Number)
		}
	}
}

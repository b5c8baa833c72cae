package principles

import (
	"testing"

	"workbench/campaign"
)

func TestDialogue_OneWayIsAskedAboutOnlyWherePeopleCouldWrite(t *testing.T) {
	answered := `{"channel": "whatsapp", "why": "Named by ten of twelve", "owner": "Two hosts", "replies": "Two hosts answer from 18:00 to 21:00; house rules are pinned"}`
	for _, c := range []struct {
		rows string
		want Status
	}{
		{answered + `, {"channel": "radio", "why": "Boats listen", "owner": "Hosts", "replies": "One-way"}`, Met},
		{answered + `, {"channel": "market", "why": "Crews pass", "owner": "Hosts", "replies": "One-way, only cards"}`, Met},
		{answered + `, {"channel": "facebook", "why": "Crews read it", "owner": "Hosts", "replies": "One-way channel"}`, Review},
		{answered + `, {"why": "Crews read it", "owner": "Hosts", "replies": "Comments are turned off"}`, Review},
		{`{"channel": "radio", "why": "Boats listen", "owner": "Hosts", "replies": "One-way"}`, NotMet},
		{`{"channel": "market", "why": "Crews pass", "owner": "Hosts", "replies": "One-way, only cards"}`, Partly},
	} {
		d, err := campaign.Standard().ParseDraft([]byte(`{"format": "campaign-draft/1", "canvas": "pve-campaign", "language": "en", "fields": {"channels.list": [` + c.rows + `]}}`))
		if err != nil {
			t.Fatal(err)
		}
		got, _ := Check(d, Standard()).Judged("chn-dialogue")
		if got.Status != c.want {
			t.Errorf("%s: %s instead of %s", c.rows, got.Status, c.want)
		}
	}
}

package brief

import (
	"time"

	"workbench/campaign"
)

// date reads a day.
func date(s string) (campaign.Value, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return campaign.Value{}, campaign.Fail(campaign.Invalid, "", "%q is not a date; write year, month and day as 2027-02-01.", clip(s)).Because(err)
	}
	return campaign.Value{Text: s}, nil
}

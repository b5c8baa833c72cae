package live

import "workbench/campaign"

const (
	maxPlace = 200     // bytes of FIELD/ROW/COLUMN
	maxCount = 1 << 53 // numbers from here on are not exact in a browser
)

// checkBatch refuses a batch whose key or base the log cannot be asked for. All else is for
// campaign.Library.Accept to refuse, after which the key is looked up.
func checkBatch(b campaign.Batch) error {
	if err := checkClient(b.Client); err != nil {
		return err
	}
	if b.Client == campaign.ServerClient {
		return campaign.Fail(campaign.Invalid, "client",
			"The client id %q is the server's own. Make a random one for each open page.", b.Client)
	}
	if b.Batch < 0 || b.Batch >= maxCount {
		return campaign.Fail(campaign.Invalid, "batch",
			"The batch number %d is out of range. Count the batches of a page from 1.", b.Batch)
	}
	if b.Base < 0 || b.Base >= maxCount {
		return campaign.Fail(campaign.Invalid, "base",
			"The base %d is out of range. Give the seq that the page had read when the edits were made.", b.Base)
	}
	return nil
}

// checkClient refuses ids that no page would make.
func checkClient(id string) error {
	if !campaign.ValidClient(id) {
		return campaign.Fail(campaign.Invalid, "client",
			"The client id is missing, too long or not plain. Make a random one of 1 to %d letters, digits and signs of ASCII for each open page.",
			campaign.ClientLength)
	}
	return nil
}

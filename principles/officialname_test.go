package principles

import (
	"testing"

	"workbench/campaign"
)

// asksAbout says whether the pack that ships asks about a core message that only opposes.
func asksAbout(core string) bool {
	d := &campaign.Draft{Canvas: "pve-campaign", Language: "en", Fields: map[string]campaign.Value{"message.core": {Text: core}}}
	for _, f := range Check(d, Standard()).Of("msg-positive") {
		if f.Rule == "only-against" && f.Severity != Info {
			return true
		}
	}
	return false
}

func TestOfficial_WhatALawOrAnOfficeIsCalledOpposesNothing(t *testing.T) {
	for _, core := range []string{
		"International Convention for the Suppression of Terrorist Bombings",
		"The Regional Institute for Violence Research opens at nine.",
		"Hari Sabtu di Badan Nasional Penanggulangan Kekerasan",
		"Read the Protocol to Prevent Hate and Terrorism of 2030.",
		"The Anti-terrorism Commission (Western Division) is upstairs.",
		"Komisyon Laban sa Karahasan",
	} {
		if asksAbout(core) {
			t.Errorf("%q is a name and is asked about", core)
		}
	}
}

func TestOfficial_OnlyCapitalsAroundItMakeAName(t *testing.T) {
	for _, core := range []string{
		"Our council fights terrorism",
		"our forum against extremism",
		"FIGHT TERRORISM AT THE COUNCIL",
		"Fight Terrorism with the Youth Council",
		"Stop terrorism, says the Youth Council",
		"The Youth Council. Stop Terrorism Now",
		"Stop Terrorism Now",
		"The Village Forum says no to terrorism",
	} {
		if !asksAbout(core) {
			t.Errorf("%q only opposes and nothing is asked", core)
		}
	}
}

// A name takes back what opposes and what specialists say, never what is said of people.
func TestOfficial_NameHidesNoStigma(t *testing.T) {
	d := &campaign.Draft{Canvas: "pve-campaign", Language: "en", Fields: map[string]campaign.Value{"message.core": {Text: "Join the Council on Muslim Terrorists"}}}
	if len(Check(d, Standard()).Of("dnh-no-stigma")) == 0 {
		t.Error("nothing is asked about stigma inside a name")
	}
}

package principles

import (
	"testing"

	"workbench/campaign"
)

func TestStructure_ListsOfALanguageWhoseWordingIsOffAreReadAndItsPhrasesAreSilent(t *testing.T) {
	for text, want := range map[string]bool{
		"ប្រជាជនទូទៅ": true, // the general public
		"កម្មករអាយុ ១៨ ដល់ ២៤ ឆ្នាំ នៅបន្ទប់ជួលជុំវិញរោងចក្រ": false, // ages and a place stand in the name
	} {
		d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "km", Fields: map[string]campaign.Value{"audience.primary": {Text: text}}}
		if found := len(Check(d, Standard()).Of("aud-specific")) > 0; found != want {
			t.Errorf("%s: found %t, want %t", text, found, want)
		}
	}
	d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "km", Fields: map[string]campaign.Value{"message.core": {Text: "ពួកគេជាជនក្បត់ជាតិ"}}}
	for _, f := range Check(d, Standard()).Of("msg-inclusive") {
		t.Errorf("a list that is off spoke: %+v", f)
	}
}

func TestSaysNone_LongThaiTextsExplainThemselves(t *testing.T) {
	for text, want := range map[string]string{
		"ไม่มีความเสี่ยง": "says-no-risk",
		"เจ้าของเรือกลัวว่าจะเสียคิวถ้าไม่มีปัญหาเรื่องเครื่องยนต์แล้วลูกเรือจากอีกฝั่งมาก่อน": "",
	} {
		got := ""
		for _, f := range Check(&campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "th", Fields: map[string]campaign.Value{"safeguards.risks": {Rows: []campaign.Row{{Cells: map[string]campaign.Value{"risk": {Text: text}}}}}}}, Standard()).Of("dnh-risk") {
			if f.Rule == "says-no-risk" {
				got = f.Rule
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestSourcedNumbers_AFigureBeforeWhatIsCountedIsNoYear(t *testing.T) {
	for text, want := range map[string]bool{"มี 1250 คนมาที่ท่าเรือ": true, "ปี 2570 เราพบกันใหม่": false, "មាន ១២៥០ គ្រួសារ": true} {
		d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "th", Fields: map[string]campaign.Value{"message.core": {Text: text}}}
		got := false
		for _, f := range Check(d, Standard()).Of("msg-honest") {
			got = got || f.Rule == "number-without-source"
		}
		if got != want {
			t.Errorf("%s: %t, want %t", text, got, want)
		}
	}
}

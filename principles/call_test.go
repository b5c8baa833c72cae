package principles

import (
	"strings"
	"testing"

	"workbench/campaign"
)

func TestCall_AVerbInsideAnAttitudeIsNoAction(t *testing.T) {
	for text, want := range map[string]string{
		"Buka minda, buang prasangka": "attitude-only",
		"Bumuo ng mapayapang lipunan": "attitude-only",
		"มาร่วมเป็นส่วนหนึ่งของสันติภาพ":                   "attitude-only",
		"Buka pintu surau pada hari Sabtu pukul lapan":     "",
		"Bumuo ng saranggola sa plaza sa Sabado":           "",
		"มาร่วมพับเรือที่โรงอาหารวันพฤหัส":                 "",
		"Buka minda, dan ajak jiran minum pada hari Sabtu": "",
	} {
		d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.Value{"message.call": {Text: text}}}
		var rules []string
		for _, f := range Check(d, Standard()).Of("msg-action") {
			rules = append(rules, f.Rule)
		}
		if got := strings.Join(rules, " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestCall_AFixedDayOrHourStandsForAnActionThatNoListKnows(t *testing.T) {
	for text, want := range map[string]string{
		"Sapu halaman surau beramai-ramai pagi Sabtu": "",
		"Labhan natin ang kurtina sa Linggo":          "",
		"ซักผ้าม่านห้องประชุมด้วยกันวันอาทิตย์":   "",
		"Giặt rèm nhà văn hoá sáng chủ nhật":      "",
		"Halaman surau kita memang sangat cantik": "no-action",
		"Hormatilah semua orang pada pagi Sabtu":  "attitude-only",
	} {
		d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.Value{"message.call": {Text: text}}}
		var rules []string
		for _, f := range Check(d, Standard()).Of("msg-action") {
			rules = append(rules, f.Rule)
		}
		if got := strings.Join(rules, " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

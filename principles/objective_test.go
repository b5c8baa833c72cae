package principles

import (
	"strings"
	"testing"

	"workbench/campaign"
)

// oneRow checks a draft with a single row and returns the rules of a principle that speak.
func oneRow(field, principle string, cells ...string) string {
	row := campaign.Row{Cells: map[string]campaign.Value{}}
	for i := 0; i < len(cells); i += 2 {
		row.Cells[cells[i]] = campaign.Value{Text: cells[i+1]}
	}
	d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.Value{field: {Rows: []campaign.Row{row}}}}
	var rules []string
	for _, f := range Check(d, Standard()).Of(principle) {
		rules = append(rules, f.Rule)
	}
	return strings.Join(rules, " ")
}

func TestObjective_IsHeardInSevenLanguages(t *testing.T) {
	for text, want := range map[string]string{
		"Menjelang 31 Mac 2027, 300 daripada 1,000 pelajar menyertai projek campuran (garis dasar 40)": "",
		"Pada akhir Juni 2027, 300 dari 1.000 mahasiswa ikut proyek bersama, naik dari 40":             "",
		"Pagsapit ng Marso 31, 2027, 300 sa 1,000 estudyante ang sasali (dati 40)":                     "",
		"Đến ngày 31 tháng 3 năm 2027, số sinh viên tham gia tăng từ 40 lên 300":                       "",
		"ภายใน 31 มีนาคม 2570 นักศึกษา ๓๐๐ คน จาก ๑,๐๐๐ คน เข้าร่วม (เดิม ๔๐ คน)":                      "",
		"ត្រឹមថ្ងៃទី៣១ ខែមីនា ឆ្នាំ២០២៧ និស្សិត ៣០០ នាក់ចូលរួម (បច្ចុប្បន្ន ៤០ នាក់)":                  "",
		"Increase the share of riders who check a message from 15% to 40% by December 2027":            "",
		"Within six months, 60 of 200 vendors greet the other row, up from 12":                         "",
		"Meningkatkan kesadaran pemuda tentang toleransi":                                              "vague-verb missing-date",
		"Itaas ang kamalayan ng kabataan bago ang Hunyo 2027":                                          "vague-verb",
		"Nâng cao nhận thức của thanh niên trong năm 2027":                                             "vague-verb",
		"สร้างความตระหนักรู้ให้เยาวชนภายในปี 2570":                                                     "vague-verb",
		"លើកកម្ពស់ការយល់ដឹងរបស់យុវជន ត្រឹមឆ្នាំ ២០២៧":                                                  "vague-verb",
		"Strengthen trust between two communities by 2027":                                             "vague-verb",
		"PROMOTE peace and harmony among youth aged 15-24":                                             "vague-verb missing-date",
		"Baseline unknown, measured by 1 May 2027: 200 of 900 pupils sit together by 30/6/2027":        "baseline-later",
		"500 students pledge by Q2 2027": "missing-baseline",
		"Two hundred drivers ask before they share within 10 weeks; currently it is fewer than forty": "",
	} {
		if got := oneRow("goal.objectives", "mel-smart", "objective", text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestObjective_TellsAStartAtZeroFromAnUnknownOne(t *testing.T) {
	for baseline, want := range map[string]string{
		"none yet": "", "Nobody": "", "0": "", "about half": "", "ไม่มี": "", "Belum ada": "", "Wala pa": "", "40 orang": "", "a third of them": "",
		"12 (survey of 31 January 2027)": "",
		"low":                            "missing-baseline",
		"unknown":                        "missing-baseline",
		"TBD":                            "missing-baseline",
		"Belum diketahui, diukur sebelum 31 Januari 2027": "baseline-later",
		"Hindi pa alam; susukatin bago Enero 31, 2027":    "baseline-later",
		"Chưa có số liệu, sẽ đo trước 31/1/2027":          "baseline-later",
		"ยังไม่ทราบ จะวัดภายใน 31 มกราคม 2570":            "baseline-later",
		"មិនទាន់ដឹង នឹងវាស់ត្រឹម ៣១ មករា ២០២៧":            "baseline-later",
	} {
		if got := oneRow("goal.objectives", "mel-smart", "objective", "Students join", "target", "300", "by", "2027-06-30", "baseline", baseline); got != want {
			t.Errorf("%s: %q, want %q", baseline, got, want)
		}
	}
}

func TestOutcome_TellsCountingFromChange(t *testing.T) {
	for indicator, want := range map[string]string{
		"1 million views": "counting-only", "People reached by the radio spot": "counting-only", "Posters put up in 40 villages": "counting-only",
		"Facebook impressions": "counting-only", "Participants trained": "counting-only", "Number of workshops held": "counting-only",
		"Share of viewers who would invite a neighbour": "", "Students who share a meal with a newcomer": "", "Positive views of the other village": "",
		"Visits to the other village by families": "", "Hateful posts in the market group, by month": "", "Mixed pairs at the kitchen": "",
	} {
		if got := oneRow("measurement.indicators", "mel-outcome", "indicator", indicator, "level", "outcome", "method", "count"); got != want {
			t.Errorf("%s: %q, want %q", indicator, got, want)
		}
	}
}

func TestOwnership_HearsPlaceHoldersInSevenLanguages(t *testing.T) {
	for _, text := range []string{"TBD", "tbc.", "–", "Later", "To be determined", "Akan ditentukan", "Belum ditentukan", "Wala pa", "Chưa xác định", "ยังไม่ได้กำหนด", "មិនទាន់កំណត់", "នឹងសម្រេចពេលក្រោយ", "Will be decided later by the board"} {
		d := &campaign.Draft{Canvas: campaign.DefaultCanvas, Language: "en", Fields: map[string]campaign.Value{"plan.owner": {Text: "Harbour office"}, "plan.after": {Text: text}}}
		found := false
		for _, f := range Check(d, Standard()).Of("sus-ownership") {
			found = found || f.Field == "plan.after"
		}
		if !found {
			t.Errorf("%q passes for an answer", text)
		}
	}
}

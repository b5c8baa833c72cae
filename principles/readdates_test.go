package principles

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func readText(s string) ([]lexeme, []when, []figure) {
	var f folding
	from, to := f.add(s)
	l := lexemes(nil, f.buf[from:to])
	dates := readDates(l)
	return l, dates, readNumbers(l, dates)
}

func shown(day int) string { return time.Unix(int64(day)*86400, 0).UTC().Format("2006-01-02") }

func TestReadDates_InSevenLanguages(t *testing.T) {
	for text, want := range map[string]string{
		"By 31 March 2027, they come":   "2027-03-31",
		"on March 31st, 2027":           "2027-03-31",
		"2027-03-31":                    "2027-03-31",
		"the 3rd of May 2027":           "2027-05-03",
		"by 31/03/2027":                 "2027-03-31",
		"by 3/31/2027":                  "2027-03-31",
		"by 31.3.2027":                  "2027-03-31",
		"31/3/27":                       "2027-03-31",
		"31-03-2027":                    "2027-03-31",
		"by 03/2027":                    "2027-03-01..2027-03-31",
		"by the end of June 2027":       "2027-06-01..2027-06-30",
		"Q3 2027":                       "2027-07-01..2027-09-30",
		"2027 Q3":                       "2027-07-01..2027-09-30",
		"quarter 3 of 2027":             "2027-07-01..2027-09-30",
		"before 2028":                   "2028-01-01..2028-12-31",
		"by June":                       "no year",
		"within three months":           "90 days due",
		"in 12 weeks":                   "84 days due",
		"a 10-day tour":                 "10 days",
		"sebelum 31 Mac 2027":           "2027-03-31",
		"menjelang hujung Ogos 2027":    "2027-08-01..2027-08-31",
		"suku tahun 3 2027":             "2027-01-01..2027-12-31",
		"dalam tiga bulan":              "90 days due",
		"paling lambat 17 Agustus 2027": "2027-08-17",
		"tgl 5 Maret 2027":              "2027-03-05",
		"akhir Desember 2027":           "2027-12-01..2027-12-31",
		"triwulan III 2027":             "2027-07-01..2027-09-30",
		"Triwulan IV tahun 2027":        "2027-10-01..2027-12-31",
		"suku tahun ketiga 2027":        "2027-07-01..2027-09-30",
		"suku pertama 2028":             "2028-01-01..2028-03-31",
		"triwulan 2 tahun 2027":         "2027-04-01..2027-06-30",
		"dalam dua belas minggu":        "84 days due",
		"bago ika-27 ng Marso 2027":     "2027-03-27",
		"Marso 27, 2027":                "2027-03-27",
		"hanggang Hunyo 2027":           "2027-06-01..2027-06-30",
		"sa loob ng tatlong buwan":      "90 days due",
		"noong Oktubre 2026":            "2026-10-01..2026-10-31",
		"ngày 27 tháng 3 năm 2027":      "2027-03-27",
		"trước 27/3/2027":               "2027-03-27",
		"trước 30/6":                    "no year",
		"tăng đến 9/12 hộ":              "",
		"đến tháng 6 năm 2027":          "2027-06-01..2027-06-30",
		"tháng mười hai năm 2027":       "2027-12-01..2027-12-31",
		"quý 3/2027":                    "2027-07-01..2027-09-30",
		"cuối năm 2027":                 "2027-01-01..2027-12-31",
		"trong vòng 3 tháng":            "90 days due",
		"ภายใน 31 มีนาคม 2570":          "2027-03-31",
		"วันที่ ๓๑ มี.ค. ๒๕๗๐": "2027-03-31",
		"31 มี.ค. 70": "2027-03-31",
		"ในเดือนมิถุนายน พ.ศ. 2570":                 "2027-06-01..2027-06-30",
		"ไตรมาสที่ 3 ปี 2570":                       "2027-07-01..2027-09-30",
		"ภายใน 3 เดือน":                             "90 days due",
		"ภายในปี 2570":                              "2027-01-01..2027-12-31",
		"ថ្ងៃទី៣១ ខែមីនា ឆ្នាំ២០២៧":                 "2027-03-31",
		"មុនខែមិថុនា ឆ្នាំ២០២៧":                     "2027-06-01..2027-06-30",
		"ត្រីមាសទី៣ ឆ្នាំ២០២៧":                      "2027-07-01..2027-09-30",
		"ក្នុងរយៈពេល ៣ ខែ":                          "90 days due",
		"ខែ៣ ឆ្នាំ២៥៧០":                             "2027-03-01..2027-03-31",
		"2,000 students":                            "",
		"2000 students":                             "",
		"they may come, and march on":               "",
		"one thing that happened in between, maybe": "",
	} {
		_, dates, _ := readText(text)
		var got []string
		for _, d := range dates {
			switch {
			case d.days > 0 && d.due:
				got = append(got, strconv.Itoa(d.days)+" days due")
			case d.days > 0:
				got = append(got, strconv.Itoa(d.days)+" days")
			case d.first == 0:
				got = append(got, "no year")
			case d.first == d.last:
				got = append(got, shown(d.first))
			default:
				got = append(got, shown(d.first)+".."+shown(d.last))
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %q, want %q", text, s, want)
		}
	}
}

func TestReadNumbers_LeaveDatesAgesAndTimesOut(t *testing.T) {
	for text, want := range map[string][]int{
		"By 31 March 2027, 300 of 1,000 first-year students join": {300, 1000},
		"30% of riders by Q3 2027":                                {30},
		"three hundred and fifty students":                        {350},
		"twenty-five riders within two months":                    {25},
		"Deckhands aged 18 to 24 feel proud":                      {},
		"riders 18-24 years old":                                  {},
		"a friend, one friend, in 2027":                           {},
		"meet from 19:00":                                         {},
		"Raise awareness by June 2027":                            {},
		"tiga ratus lima puluh pelajar":                           {350},
		"menjelang 2027, 1.000 mahasiswa":                         {1000},
		"dua belas kelompok":                                      {12},
		"seratus dua puluh orang":                                 {120},
		"tatlong daan at limampung estudyante":                    {350},
		"labinlimang drayber":                                     {15},
		"apat na raang kabataan":                                  {400},
		"ba trăm năm mươi sinh viên":                              {350},
		"hai mươi lăm bạn trong năm 2027":                         {25},
		"quen nhau hơn vào cuối năm học":                          {},
		"từ năm ngoái đến năm nay, năm đội":                       {5},
		"48 trong 60 người, tháng 8 năm 2027":                     {48, 60},
		"นักศึกษาสามร้อยห้าสิบคน":                                 {350},
		"เพิ่มเป็น ๓๐๐ คน ภายใน 31 มีนาคม 2570": {300},
		"ความสามัคคีและความสัมพันธ์ที่ดี":       {},
		"นักศึกษาปี 1 อายุ 18 ปี":               {},
		"ร้อยละ 30":      {30},
		"យុវជន ៣០០ នាក់": {300},
		"យុវជនបីរយនាក់":  {300},
		"ก่อนปี 2570":    {},
		"half of them":   {50},
	} {
		_, _, numbers := readText(text)
		got := []int{}
		for _, n := range numbers {
			got = append(got, n.value)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

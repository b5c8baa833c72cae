package principles

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// role is what a word can mean beside a number. One word can mean several things: the Vietnamese năm is five
// and year, the Thai ปี is a year of a duration and stands before a date's year.
type role uint16

// The roles of words.
const (
	joins     role = 1 << iota // stands between the parts of a date: of, ng, ngày, ថ្ងៃទី
	before                     // a deadline follows: by, before, hingga, bago, ก่อน, trước
	within                     // a duration follows: within, dalam, loob, trong, ภายใน
	monthly                    // stands before the name or the number of a month: tháng, ខែ, bulan
	yearly                     // stands before the number of a year: tahun, năm, พ.ศ.
	quarter                    // quarter, suku, triwulan, quý, ไตรมาส
	percent                    // percent, peratus, phần, ร้อยละ
	teens                      // adds ten: belas, labing
	age                        // a number of years of life, or of a school year, follows: aged, umur, tuổi
	weak                       // a month's name that is more often another word: may, march, set
	counted                    // follows a number in scripts without spaces: คน, នាក់
	suffix                     // follows the digits of an ordinal: st, nd, th
	dated                      // day and month follow, 30/6, and no share: by, before, ngày, tanggal
	whichYear                  // says which year năm means, so that it is no five: năm nay, năm học
)

// timeWord is what a word means beside a number. Zero members mean nothing; count is one more than its value.
type timeWord struct {
	role  role
	month int
	count int // 1 + the value, so that zero can be said
	scale int // ten, hundred, thousand …
	unit  int // days, as a unit of durations
	nth   int // as the number of a quarter: III, ketiga
}

func (w timeWord) is(r role) bool { return w.role&r != 0 }

// monthNames are the names of the months, January first; names of one month are parted by blanks. Sources of
// the forms: the calendars of CLDR, and the short forms of newspapers.
var monthNames = [12]string{
	"january jan januari enero ene tháng_giêng มกราคม มกรา ม.ค. មករា",
	"february feb februari pebrero peb กุมภาพันธ์ กุมภา ก.พ. កុម្ភៈ កុម្ភះ កុម្ភ:",
	"march mar mac maret marso มีนาคม มีนา มี.ค. มีค. មីនា",
	"april apr abril abr เมษายน เมษา เม.ย. មេសា",
	"may mei mayo พฤษภาคม พฤษภา พ.ค. ឧសភា",
	"june jun juni hunyo hun มิถุนายน มิถุนา มิ.ย. មិថុនា",
	"july jul julai juli hulyo hul กรกฎาคม กรกฎา ก.ค. កក្កដា",
	"august aug ogos ogo agustus agu ags agt agosto ago สิงหาคม สิงหา ส.ค. សីហា",
	"september sept sep setyembre septyembre set กันยายน กันยา ก.ย. កញ្ញា",
	"october oct oktober okt oktubre ตุลาคม ตุลา ต.ค. តុលា",
	"november nov nobyembre nob พฤศจิกายน พฤศจิกา พ.ย. វិច្ឆិកា",
	"december dec disember desember des disyembre dis tháng_chạp ธันวาคม ธันวา ธ.ค. ធ្នូ",
}

// numberNames are number words and what they add.
var numberNames = map[int]string{
	0: "zero none nobody nothing belum nol sifar tiada sero wala ไม่มี គ្មាន", 1: "one satu isa isang uno một mốt หนึ่ง เอ็ด មួយ",
	2: "two twice double doubled doubles dua dalawa dalawang dos hai สอง ยี่ ពីរ", 3: "three triple tripled tiga tatlo tatlong tres ba สาม បី",
	4: "four empat apat kwatro bốn tư สี่ បួន", 5: "five lima limang singko năm lăm ห้า ប្រាំ",
	6: "six enam anim sais sáu หก", 7: "seven tujuh pito pitong siyete bảy เจ็ด", 8: "eight lapan delapan walo walong otso tám แปด",
	9: "nine sembilan siyam nuwebe chín เก้า", 10: "ten sepuluh sampu sampung diyes mười ដប់", 11: "eleven sebelas onse", 12: "twelve dozen dose selusin labindalawa labindalawang",
	13: "thirteen trese labintatlo labintatlong", 14: "fourteen", 15: "fifteen kinse labinlima labinlimang", 16: "sixteen", 17: "seventeen labimpito labimpitong", 18: "eighteen", 19: "nineteen labinsiyam labinsiyam",
	20: "twenty dalawampu dalawampung bente ម្ភៃ", 30: "thirty tatlumpu tatlumpung trenta សាមសិប", 40: "forty apatnapu apatnapung kwarenta សែសិប",
	50: "fifty half limampu limampung singkwenta separuh setengah kalahati nửa ครึ่ง ហាសិប ពាក់កណ្តាល", 60: "sixty animnapu animnapung ហុកសិប", 70: "seventy pitumpu pitumpung ចិតសិប",
	80: "eighty walumpu walumpung ប៉ែតសិប", 90: "ninety siyamnapu siyamnapung កៅសិប",
	33: "third thirds sepertiga pertiga", 100: "seratus sandaan sandaang", 1000: "seribu sanlibo sanlibong", 1000000: "sejuta",
}

// scaleNames are number words that multiply what stands before them.
var scaleNames = map[int]string{
	10: "puluh mươi สิบ", 100: "hundred hundreds ratus daan daang raan raang trăm ร้อย រយ", 1000: "thousand thousands ribu libo libong nghìn ngàn พัน ពាន់",
	10000: "หมื่น ម៉ឺន", 100000: "แสน សែន", 1000000: "million juta milyon triệu ล้าน លាន",
}

// unitNames are units of durations, in days.
var unitNames = map[int]string{
	1:   "day days hari araw ngày วัน ថ្ងៃ",
	7:   "week weeks wk wks minggu pekan linggo tuần สัปดาห์ อาทิตย์ សប្តាហ៍ សប្ដាហ៍ អាទិត្យ",
	30:  "month months mth mths bulan buwan buwang tháng เดือน ខែ",
	91:  "quarters",
	120: "term terms semester semesters penggal semestre học_kỳ ภาคเรียน เทอม ឆមាស",
	365: "year years yr yrs tahun taon taong năm ปี ឆ្នាំ",
}

// nthNames are ordinals and Roman numbers, which count quarters and nothing else here.
var nthNames = [4]string{"i pertama", "ii kedua", "iii ketiga", "iv keempat"}

// roleNames are words with a role beside numbers. A word whose only role is 0 is there to be longer than a
// number word that it begins with: สามารถ is to be able, and no three.
var roleNames = map[role]string{
	0: "สามารถ สามัคคี สามี สามัญ สามเณร ห้าม พันธ์ พันธุ์ พันธมิตร สัมพันธ์ เก้าอี้ เรียบร้อย ร้อยเรียง แสนดี หกล้ม วันนี้ ปีใหม่ បីដូច សែនព្រេន ពីរោះ",
	joins: "of the end early late mid middle start beginning ng sa hujung ujung akhir awal pertengahan penghujung katapusan dulo simula kalagitnaan unang ika a cuối đầu giữa hết mồng mùng rằm tanggal tgl tarikh haribulan hb ngày " +
		"ที่ วันที่ สิ้น สิ้นเดือน สิ้นปี ต้น ปลาย กลาง ទី ថ្ងៃទី ដំណាច់ ចុង ដើម ពាក់កណ្តាល ng and",
	before:  "by before until till not_later_than in during on at to pada menjelang sebelum hingga sehingga sampai selewatnya paling_lambat per bago hanggang pagsapit noong trước đến tới vào ก่อน ถึง จนถึง ใน เมื่อ មុន ត្រឹម ដល់ នៅ ក្នុង since from sejak mulai từ",
	within:  "within in over after dalam selama dlm setelah selepas loob pagkatapos trong vòng sau ภายใน ในเวลา ระยะเวลา หลังจาก หลัง ក្នុង រយៈពេល ក្រោយ",
	monthly: "month bulan buwan tháng เดือน ខែ", yearly: "year tahun thn taon taong năm ปี พ.ศ. พศ. พ.ศ ค.ศ. ค.ศ ឆ្នាំ គ.ស. ព.ស. គ.ស ព.ស be ce ad m",
	quarter: "q quarter qtr suku triwulan kuartal kwartal tw kuwarter kwarter quý ไตรมาส ត្រីមាស",
	percent: "percent cent pct peratus persen porsyento porsiyento bahagdan phần เปอร์เซ็นต์ เปอร์เซนต์ ร้อยละ ភាគរយ",
	teens:   "belas labing labin lábing",
	age:     "aged age ages grade grades class form forms umur berumur usia berusia kelas tingkatan edad gulang baitang tuổi lớp khóa อายุ ชั้น ชั้นปี ชั้นปีที่ ปีที่ អាយុ ថ្នាក់",
	weak:    "may march mar mac mei set ago des dis hun hul sep jun ene peb ogo agu",
	counted: "คน ครั้ง แห่ง กลุ่ม คู่ ทีม โรงเรียน ชุมชน หมู่บ้าน ตำบล อำเภอ ครอบครัว บ้าน โต๊ะ ราย เท่า นัด ข้อ เรื่อง คลิป ครู นักเรียน นักศึกษา នាក់ ដង គ្រួសារ សាលា ភូមិ ក្រុម លើក អ្នក កន្លែង ខ្នង",
	suffix:  "st nd rd th",
	dated:   "by before sebelum bago tanggal tgl tarikh ngày trước hạn ก่อน วันที่ មុន ថ្ងៃទី",

	whichYear: "nay ngoái học tới sau trước qua nhất cuối đầu nữa nào ấy đó",
}

// timeWords are all of these by their folded form; unspacedWords those in scripts without spaces by their
// first character, the longest first.
var timeWords, unspacedWords = buildTimeWords()

func buildTimeWords() (map[string]timeWord, map[rune][]string) {
	all := map[string]timeWord{}
	put := func(names string, set func(*timeWord)) {
		for _, name := range strings.Fields(names) {
			if strings.Contains(name, "_") && name[0] < utf8.RuneSelf {
				continue // read by its last word
			}
			name = foldString(name)
			w := all[name]
			set(&w)
			all[name] = w
		}
	}
	for i, names := range monthNames {
		put(names, func(w *timeWord) { w.month = i + 1 })
	}
	for n, names := range numberNames {
		put(names, func(w *timeWord) { w.count = n + 1 })
	}
	for n, names := range scaleNames {
		put(names, func(w *timeWord) { w.scale = n })
	}
	for n, names := range unitNames {
		put(names, func(w *timeWord) { w.unit = n })
	}
	for i, names := range nthNames {
		put(names, func(w *timeWord) { w.nth = i + 1 })
	}
	for r, names := range roleNames {
		put(names, func(w *timeWord) { w.role |= r })
	}
	first := map[rune][]string{}
	for name := range all {
		if r, _ := utf8.DecodeRuneInString(name); unspaced(r) {
			first[r] = append(first[r], name)
		}
	}
	for _, names := range first {
		slices.SortFunc(names, func(a, b string) int {
			if len(a) != len(b) {
				return len(b) - len(a)
			}
			return strings.Compare(a, b)
		})
	}
	return all, first
}

package ui_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"archive/zip"

	"github.com/xuri/excelize/v2"
)

// workbook reads a workbook back.
func workbook(t *testing.T, got *answer) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(got.body))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// everySheet is all that a workbook holds, its names and properties too.
func everySheet(t *testing.T, body []byte) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func TestCompareWorkbook_HoldsWhatTheyWroteHowTheyStandAndWhomTheyReach(t *testing.T) {
	a := newApp(t)
	w, _ := compared(a)
	got := a.call(a.leader(), "GET", "/workshops/"+w.ID+"/compare.xlsx?section=partners", nil).expect(200)
	if name := got.header.Get("Content-Disposition"); !strings.Contains(name, `"comparison-partners.xlsx"`) {
		t.Errorf("it is called %s", name)
	}
	f := workbook(t, got)
	sheets := f.GetSheetList()
	if len(sheets) != 3 {
		t.Fatalf("the sheets are %q", sheets)
	}
	for i, want := range []string{"Red Cross", "● met", "3 of 5"} {
		rows, err := f.GetRows(sheets[i])
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, row := range rows {
			all += strings.Join(row, "|") + "\n"
		}
		if !strings.Contains(all, want) {
			t.Errorf("%s does not say %q: %s", sheets[i], want, all)
		}
		panes, err := f.GetPanes(sheets[i])
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("the heads of %s do not stay in sight: %+v, %v", sheets[i], panes, err)
		}
	}
	// Text as typed, never a formula, in a font of its script.
	f = workbook(t, a.call(a.leader(), "GET", "/workshops/"+w.ID+"/compare.xlsx?fields=message.core,partners.list", nil).expect(200))
	for at, want := range map[string]string{"A3": "ไทย", "C4": "យើងរស់នៅជាមួយគ្នាដោយសុខសាន្ត Cambodian", "D3": "Organisation: =1+1; Sector: Youth group"} {
		if got, err := f.GetCellValue(sheets[0], at); err != nil || !strings.HasSuffix(got, want[strings.LastIndex(want, ":")+1:]) {
			t.Errorf("%s holds %q, should be %q (%v)", at, got, want, err)
		}
		if formula, err := f.GetCellFormula(sheets[0], at); err != nil || formula != "" {
			t.Errorf("%s is the formula %q (%v)", at, formula, err)
		}
	}
	style, err := f.GetCellStyle(sheets[0], "C4")
	if err != nil {
		t.Fatal(err)
	}
	if s, err := f.GetStyle(style); err != nil || s.Font.Family != "Leelawadee UI" || !s.Alignment.WrapText {
		t.Errorf("Khmer is set as %+v (%v)", s, err)
	}
	if all := everySheet(t, got.body); strings.Contains(all, "xuri") || strings.Contains(all, "<f>") {
		t.Error("the workbook holds a formula, or says that somebody else made it")
	}
}

func TestCompareWorkbook_ShortensWhatACellCannotHoldAndSaysSo(t *testing.T) {
	a := newApp(t)
	w, people := compared(a)
	p := a.open(people[0], "another")
	p.submit(1, write("context.situation", 0, 0, strings.Repeat("ก้", 18000)))
	f := workbook(t, a.call(a.leader(), "GET", "/workshops/"+w.ID+"/compare.xlsx?fields=context.situation", nil).expect(200))
	got, err := f.GetCellValue(f.GetSheetList()[0], "C2")
	if err != nil || !strings.Contains(got, "ก้… (Shortened") {
		t.Errorf("the cell ends with %q (%v)", got[max(0, len(got)-120):], err)
	}
}

func TestCompareSheet_IsOnePageWithoutScriptThatShowsTextAsTyped(t *testing.T) {
	a := newApp(t)
	w, people := compared(a)
	p := a.open(people[0], "another")
	p.submit(1, write("message.call", 0, 0, "<script>alert(1)</script> & more"))
	got := a.call(a.leader(), "GET", "/workshops/"+w.ID+"/compare.html?section=message", nil).expect(200)
	body := string(got.body)
	for _, part := range []string{"<h2>Core message</h2>", "เรากินข้าวด้วยกันทุกวัน", "Penang meeting", "<bdi>"} {
		if !strings.Contains(body, part) {
			t.Errorf("the page does not hold %q", part)
		}
	}
	for _, part := range []string{"<script", "<link", "src=", "href="} {
		if strings.Contains(body, part) {
			t.Errorf("the page holds %q", part)
		}
	}
	if policy := got.header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "'sha256-") {
		t.Errorf("the page may load: %s", policy)
	}
}

func TestCompareAPI_GivesEveryFormatAndCoversNames(t *testing.T) {
	a := newApp(t)
	w, _ := compared(a)
	path := "/api/v1/workshops/" + w.ID + "/compare?section=message"
	for format, kind := range map[string]string{"": "application/json", "json": "application/json", "md": "text/markdown", "html": "text/html", "csv": "text/csv", "xlsx": "application/vnd.openxmlformats"} {
		for _, blind := range []string{"", "&blind=seedseed"} {
			got := a.call(a.leader(), "GET", path+"&format="+format+blind, nil).expect(200)
			if !strings.HasPrefix(got.header.Get("Content-Type"), kind) {
				t.Errorf("%q is %s", format, got.header.Get("Content-Type"))
			}
			body := string(got.body)
			if format == "xlsx" {
				body = everySheet(t, got.body)
			}
			for _, g := range w.Groups {
				if told := strings.Contains(body, g.Name) || strings.Contains(body, g.ID) || strings.Contains(body, g.DraftID); told != (blind == "") {
					t.Errorf("%q%s tells of %s: %v", format, blind, g.Name, told)
				}
			}
		}
	}
	a.call(a.leader(), "GET", path+"&format=docx", nil).expect(400)
	if to := a.call(a.leader(), "GET", path+"&blind=new&format=md", nil).expect(303).header.Get("Location"); !strings.HasPrefix(to, "/api/v1/workshops/") || !strings.Contains(to, "format=md") {
		t.Errorf("covering the names leads to %s", to)
	}
}

func TestCompareWorkbook_KeepsTextThatLooksLikeAnEscape(t *testing.T) {
	a := newApp(t)
	w, people := compared(a)
	const typed = "_x0041_ <b> & \"as typed\" 'x'\tย"
	p := a.open(people[0], "another")
	p.submit(1, write("context.situation", 0, 0, typed))
	f := workbook(t, a.call(a.leader(), "GET", "/workshops/"+w.ID+"/compare.xlsx?fields=context.situation", nil).expect(200))
	if got, err := f.GetCellValue(f.GetSheetList()[0], "C2"); err != nil || !strings.HasPrefix(got, typed) {
		t.Errorf("the cell holds %q (%v)", got, err)
	}
}

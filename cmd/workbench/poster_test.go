//go:build browser

package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// printed prints the page to PDF as its style says, and gives the sizes of its sheets in points, such as "595x842".
func (b *tab) printed() (sheets []string) {
	b.t.Helper()
	ownSize := true
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	got, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &ownSize})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, box := range regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`).FindAllSubmatch(got.Data, -1) {
		var wide, high float64
		fmt.Sscan(string(box[1]), &wide)
		fmt.Sscan(string(box[2]), &high)
		sheets = append(sheets, fmt.Sprintf("%.0fx%.0f", wide, high))
	}
	return sheets
}

// TestPoster_IsOneSheetHoweverMuchWasWritten fills posters with the most that the fields hold, in Latin, Thai and Khmer
// letters, and with little, and prints them on both sizes of paper.
func TestPoster_IsOneSheetHoweverMuchWasWritten(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	facilitator := signIn(t, s.url, demoName, demoPassword)
	r := openRoom(t, facilitator, "Long", "ไทยยาว", "ខ្មែរវែង", "Short", "Nothing", strings.Repeat("ក្រុម", 20))
	for group, piece := range []string{"We eat together at every long table, Because it is ours. ", "เรากินข้าวด้วยกันทุกวันที่โต๊ะยาวผู้สูงอายุ", "យើងរស់នៅជាមួយគ្នាដោយសុខសាន្តក្នុងស្រុកភូមិ", "Eat together", "", "Wörterohnelücke"} {
		if piece == "" {
			continue
		}
		text := piece
		if piece != "Eat together" {
			text = strings.Repeat(piece, 40)
			runes := []rune(text)
			text = string(runes[:min(len(runes), 480)])
		}
		at := r.join(t, group, "page")
		for _, field := range []string{"campaign.title", "message.core", "audience.primary", "message.call"} {
			at.send(t, at.insert(field, text))
		}
		for i := range 9 {
			at.batch++
			row := fmt.Sprintf("r%d", i)
			at.send(t, map[string]any{"client": at.name, "batch": at.batch, "base": at.base, "edits": []map[string]any{
				{"kind": "insert_row", "at": "messengers.list", "row": row, "after": "", "values": map[string]any{"name": text}},
				{"kind": "insert_row", "at": "channels.list", "row": row, "after": "", "values": map[string]any{"channel": "community_event"}}}})
		}
	}
	b := newTab(t, startBrowser(t), s.url, device{1280, 800, false, "localhost", false})
	b.open("/sign-in")
	b.write("#name", demoName)
	b.write("#password", demoPassword)
	b.follow("main form .btn.main")
	for _, paper := range []struct {
		size, sheet string
		blank       string
		wide        int64 // of the sheet without its margins, in CSS pixels
	}{{"a4", "595x842", "842x595", 718}, {"a3", "842x1191", "1191x842", 1016}} {
		b.open("/workshops/" + r.ID + "/posters?size=" + paper.size)
		if sheets := b.printed(); strings.Join(sheets, " ") != strings.TrimSpace(strings.Repeat(paper.sheet+" ", len(r.Groups))) {
			t.Errorf("on %s %d posters are the sheets %v", paper.size, len(r.Groups), sheets)
		}
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
			t.Fatal(err)
		}
		b.do(chromedp.EmulateViewport(paper.wide, 1000))
		if cut := look[string](b, `[...document.querySelectorAll(".poster")].map(sheet => {
			const box = sheet.getBoundingClientRect(), message = sheet.querySelector(".poster-message"), words = message.querySelector("p");
			const out = [...sheet.querySelectorAll("p, li, h2, h3, svg")].filter(e => e.getBoundingClientRect().bottom > box.bottom + 1 || e.getBoundingClientRect().right > box.right + 1);
			const over = words.getBoundingClientRect().height - message.clientHeight;
			return (out.length || over > 1) ? sheet.getAttribute("aria-label") + ": " + out.map(e => e.className || e.tagName).join(" ") + " message over by " + over : "";
		}).filter(Boolean).join("; ")`); cut != "" {
			t.Errorf("on %s this is cut off: %s", paper.size, cut)
		}
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}); err != nil {
			t.Fatal(err)
		}
		b.do(chromedp.EmulateViewport(1280, 800))
		b.open("/drafts/" + r.Groups[2].DraftID + "/poster?size=" + paper.size)
		if sheets := b.printed(); strings.Join(sheets, " ") != paper.sheet {
			t.Errorf("a group's poster on %s is the sheets %v", paper.size, sheets)
		}
		if said := b.text(".poster"); !strings.Contains(said, "Shortened") || strings.Count(said, "…") < 4 {
			t.Errorf("it does not say that it is shortened: %s", said)
		}
		b.open("/drafts/" + r.Groups[2].DraftID + "/blank?size=" + paper.size)
		if sheets := b.printed(); len(sheets) == 0 || strings.ReplaceAll(strings.Join(sheets, ""), paper.blank, "") != "" {
			t.Errorf("a blank canvas on %s is the sheets %v", paper.size, sheets)
		}
	}
}

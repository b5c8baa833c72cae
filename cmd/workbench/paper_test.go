//go:build browser

package main

import (
	"context"
	"regexp"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"workbench/campaign"
)

// TestPaper_EveryPageOfABlankCanvasIsOneSheetWithRoomToWrite prints the blank canvas of a group, for
// every canvas that there is, and measures what stands on the sheets.
func TestPaper_EveryPageOfABlankCanvasIsOneSheetWithRoomToWrite(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	facilitator := signIn(t, s.url, demoName, demoPassword)
	names, _ := demoNames(t, facilitator)
	b := newTab(t, startBrowser(t), s.url, device{1280, 800, false, "localhost", false})
	b.open("/sign-in")
	b.write("#name", demoName)
	b.write("#password", demoPassword)
	b.follow("main form .btn.main")
	ownSize, sheet := true, regexp.MustCompile(`/Type /Page\b`)
	for _, canvas := range campaign.Standard().Canvases() {
		facilitator.do(t, "PUT", "/drafts/"+names["KH"]+"/canvas", map[string]string{"canvas": canvas.ID}, nil)
		b.open("/drafts/" + names["KH"] + "/blank")
		ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
		defer cancel()
		printed, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &ownSize})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(sheet.FindAll(printed.Data, -1)); got != len(canvas.Sections) {
			t.Errorf("%s is %d sheets, should be %d", canvas.ID, got, len(canvas.Sections))
		}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
			t.Fatal(err)
		}
		b.do(chromedp.EmulateViewport(1047, 800))
		if cut := look[string](b, `[...document.querySelectorAll(".paper-field")].filter(f => {
			const sheet = f.closest(".paper-sheet").getBoundingClientRect(), room = f.querySelector(".paper-room");
			return room && room.getBoundingClientRect().height < 18 || [f, ...f.querySelectorAll("*")].some(e => {
				const r = e.getBoundingClientRect();
				return r.bottom > Math.min(sheet.bottom, f.getBoundingClientRect().bottom) + 1 || r.right > sheet.right + 1;
			});
		}).map(f => f.querySelector("h3").textContent).join(", ")`); cut != "" {
			t.Errorf("%s: cut off, or without room to write: %s", canvas.ID, cut)
		}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}); err != nil {
			t.Fatal(err)
		}
	}
}

//go:build browser

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"workbench/principles"
)

// TestJourney_AnOpenPageFollowsThePrinciplesOfTheWorkshop has a trainer without scripts add words, switch a principle
// off and upload a pack, while a group's page is open.
func TestJourney_AnOpenPageFollowsThePrinciplesOfTheWorkshop(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	names, _ := demoNames(t, signIn(t, s.url, demoName, demoPassword))
	browser := startBrowser(t)
	trainer := newTab(t, browser, s.url, device{1280, 800, false, "localhost", false})
	member := &writingTab{newTab(t, browser, s.url, device{360, 740, true, "localhost", true})}
	member.joinBy(names["CODE"], names["ENGROUP"], "Ann")
	member.openSection(names["EN"], "message")
	member.write(place("message.core"), "The Zorgblatts of the north share our well.")
	member.save()

	trainer.open("/sign-in")
	trainer.write("#name", demoName)
	trainer.write("#password", demoPassword)
	trainer.follow("main form .btn.main")
	page := "/workshops/" + names["WORKSHOP"] + "/principles"
	trainer.open(page)
	trainer.write("#phrase", "zorgblatt*")
	trainer.write("#family", "enemy")
	trainer.write("#rewrite", "our neighbours on the hill")
	trainer.follow("form[action$='/words'] .btn.main")
	member.await("a finding about the workshop's own word", "document.querySelector('[data-findings-for=\"message.core\"]')?.innerText.includes('Zorgblatts')")

	trainer.press("input[name=on][value=msg-inclusive]")
	trainer.follow("form.weights > .btn.main")
	member.await("no finding of the principle that is off", "!document.querySelector('[data-findings-for=\"message.core\"]').innerText.includes('Zorgblatts')")

	data, err := principles.Zip(os.DirFS("../../principles/packs/pve-sea"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "pack.zip")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	trainer.open("/packs")
	trainer.do(chromedp.SetUploadFiles(chromedp.CSS("#pack"), []string{file}))
	trainer.follow("form[action='/packs'] .btn.main")
	trainer.await("that the pack is here", "document.querySelector('[role=status]')?.innerText.includes('is here')")
}

//go:build browser

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"workbench/campaign"
)

// whatTheyWrite is the draft that the journeys' group writes: every field of quick-four, rows included.
const whatTheyWrite = "../../testdata/drafts/quick-four-en.json"

// onlyOpposes is a core message that the principles find something in.
const onlyOpposes = "Stop the extremists who poison our kampong. Reject hate, fight lies."

// TestJourney_WithScripts and the next walk one workshop through: made by the form, joined by code on two
// devices, written, mended, compared, exported, read back.
func TestJourney_WithScripts(t *testing.T) {
	if entries, err := os.ReadDir("../../ui/dist"); err != nil || len(entries) < 2 {
		t.Fatal("the page scripts are not built. Run make scripts first.")
	}
	journey(t, true)
}

func TestJourney_WithoutScripts(t *testing.T) { journey(t, false) }

func journey(t *testing.T, scripts bool) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	browser := startBrowser(t)
	phone := device{360, 740, true, lanHost, scripts}
	laptop := device{1280, 800, false, "localhost", scripts}

	rosa := newTab(t, browser, s.url, laptop)
	workshop, code := makeWorkshop(rosa)

	ann := &writingTab{newTab(t, browser, s.url, phone)}
	ben := &writingTab{newTab(t, browser, s.url, laptop)}
	ann.joinBy(code, "North quay", "Ann")
	ben.joinBy(code, "North quay", "Ben")
	draft := look[string](ann.tab, "location.pathname.split('/')[2]")
	if other := look[string](ben.tab, "location.pathname.split('/')[2]"); other != draft {
		t.Fatalf("they joined one group and write two drafts: %s and %s", draft, other)
	}

	values := valuesOf(t, whatTheyWrite)
	ann.openSection(draft, "audience")
	ben.openSection(draft, "audience")
	ann.fill(values, "audience")
	ben.sees("audience.primary", values["audience.primary"].(string))
	ben.openSection(draft, "context")
	ann.openSection(draft, "context")
	ben.fill(values, "context")
	ann.sees("context.situation", values["context.situation"].(string))

	ben.openSection(draft, "message")
	ann.openSection(draft, "message")
	aFindingComesAndGoes(ann, values["message.core"].(string))
	ben.sees("message.core", values["message.core"].(string))
	ben.fill(values, "message")
	ann.openSection(draft, "channels")
	ann.fill(values, "channels")

	sideBySide(rosa, s.url, workshop, values["message.core"].(string))
	briefReadsBack(t, ann.tab, draft)
}

// makeWorkshop signs in and makes a workshop with two groups by the form.
func makeWorkshop(b *tab) (id, code string) {
	b.t.Helper()
	b.open("/sign-in")
	b.write("#name", demoName)
	b.write("#password", demoPassword)
	b.follow("main form .btn.main")
	b.follow(`a[href="/workshops/new"]`)
	b.write("#title", "Harbour workshop")
	b.write("#place", "Sandakan")
	b.press(`input[name=canvas][value=quick-four]`)
	for i, name := range []string{"North quay", "South quay"} {
		b.write(fmt.Sprintf("ol.group-rows li:nth-child(%d) input[name=group_name]", i+1), name)
	}
	look[int](b, `[...document.querySelectorAll('ol.group-rows li:nth-child(n+3) input[name=group_name]')].map(e => e.value = '').length`)
	b.follow(`form[action="/workshops"] .btn.main`)
	b.await("the code", "document.querySelector('p.code')")
	if groups := look[int](b, "document.querySelectorAll('.group-card').length"); groups != 2 {
		b.t.Fatalf("the workshop has %d groups, want 2", groups)
	}
	return look[string](b, "location.pathname.split('/')[2]"), strings.TrimSpace(b.text("p.code"))
}

// writingTab is the page of somebody at a table.
type writingTab struct{ *tab }

func (w *writingTab) joinBy(code, group, name string) {
	w.t.Helper()
	w.open("/")
	w.write("#code", code)
	w.follow("main form .btn.main")
	index := look[int](w.tab, "[...document.querySelectorAll('.table-choice')].findIndex(e => e.innerText.includes(%s))", quoted(group))
	w.press(fmt.Sprintf(".table-choice:nth-of-type(%d) input", index+1))
	w.write("#name", name)
	w.follow("main form .btn.main")
	w.await("the draft", "location.pathname.startsWith('/drafts/')")
}

func (w *writingTab) openSection(draft, section string) {
	w.t.Helper()
	w.open("/drafts/" + draft + "/sections/" + section)
	w.await("the section's form", "document.querySelector('form[data-section=%s]')", section)
}

// fill writes the values that the section on the page asks for.
func (w *writingTab) fill(values map[string]any, section string) {
	w.t.Helper()
	here := look[[]string](w.tab, "[...document.querySelectorAll('form [data-at]:not([data-row] *), form [data-rows]')].map(e => e.dataset.at || e.dataset.rows)")
	if len(here) < 2 {
		w.t.Fatalf("the section %s has only these fields: %v", section, here)
	}
	for _, field := range here {
		switch v := values[field].(type) {
		case nil:
			w.t.Errorf("nothing to write in %s", field)
		case []any:
			for i, row := range v {
				w.addRow(field, i, row.(map[string]any))
			}
		default:
			w.write(place(field), fmt.Sprint(v))
		}
	}
	w.save()
}

func place(at string) string { return fmt.Sprintf(`form [data-at="%s"]`, at) }

// addRow puts a row at the end and fills its cells.
func (w *writingTab) addRow(field string, index int, cells map[string]any) {
	w.t.Helper()
	add := fmt.Sprintf(`button[name=action][value="add:%s"]`, field)
	row := fmt.Sprintf(`ol[data-rows="%s"] > li:nth-child(%d)`, field, index+1)
	if w.scripts {
		w.press(add)
		w.await("a new row of "+field, "document.querySelector(%s)", quoted(row))
	} else {
		w.follow(add)
	}
	for column, v := range cells {
		w.write(fmt.Sprintf(`%s [data-at$="/%s"]`, row, column), fmt.Sprint(v))
	}
}

// save waits until all is saved; without scripts it presses the button for it.
func (w *writingTab) save() {
	w.t.Helper()
	if w.scripts {
		w.await("all is saved", "document.querySelector('[data-page-status]').textContent.includes(document.querySelector('form[data-draft]').dataset.textAllSaved)")
		return
	}
	w.follow(`.section-end button[value=save]`)
	if refused := look[int](w.tab, "document.querySelectorAll('.error-summary').length"); refused > 0 {
		w.t.Fatalf("the form was refused: %s", w.text("main"))
	}
}

// sees waits for somebody else's words; without scripts a page shows them when it is loaded again.
func (w *writingTab) sees(at, words string) {
	w.t.Helper()
	if !w.scripts {
		w.do(chromedp.Reload())
	}
	w.await("the other's words at "+at, "document.querySelector(%s)?.value === %s", quoted(place(at)), quoted(words))
}

// aFindingComesAndGoes writes a core message that only opposes, and mends it.
func aFindingComesAndGoes(w *writingTab, mended string) {
	w.t.Helper()
	const finding = `document.querySelector('[data-findings-for="message.core"] a[href$="/principles/msg-positive"]')`
	w.write(place("message.core"), onlyOpposes)
	w.save()
	w.await("a finding beside the core message", "%s && !document.querySelector('[data-findings-for=\"message.core\"]').innerText.includes('There is no core message yet')", finding)
	setsAsideAndTakesUp(w, `[data-findings-for="message.core"] a[href$="/principles/msg-positive"] + a[data-dialog]`)
	w.write(place("message.core"), mended)
	w.save()
	w.await("the finding is gone", "!%s", finding)
}

// setsAsideAndTakesUp sets a finding aside with a reason, sees it folded away with it, and takes it up again: in a
// dialog, or without scripts on the finding's own page.
func setsAsideAndTakesUp(w *writingTab, decide string) {
	w.t.Helper()
	const setAside = `document.querySelector('[data-findings-for="message.core"] details a[href$="/principles/msg-positive"]')`
	open, done := w.follow, w.follow
	if w.scripts {
		open = func(selector string) {
			w.press(selector)
			w.await("the dialog", "document.querySelector('dialog[open] form')")
		}
		done = func(selector string) {
			w.press(selector)
			w.await("the dialog is closed", "!document.querySelector('dialog[open]')")
		}
	}
	open(decide)
	w.press(`[data-dialog-part] input[value=agreed]`)
	w.write(`#note`, "The harbour master asked for it.")
	done(`[data-dialog-part] button[value=aside]`)
	w.await("the finding is set aside", "%s", setAside)
	if said := look[string](w.tab, "%s.closest('.finding').textContent", setAside); !strings.Contains(said, "The harbour master asked for it.") {
		w.t.Fatalf("the reason is not there: %s", said)
	}
	look[bool](w.tab, "(%s.closest('details').open = true)", setAside)
	open(decide)
	done(`[data-dialog-part] button[value=take_up]`)
	w.await("the finding is open again", "!%s && document.querySelector('%s')", setAside, decide)
}

// sideBySide has the facilitator choose two groups of the matrix and read them side by side. The second
// group has written too, by HTTP.
func sideBySide(b *tab, served, workshop, words string) {
	b.t.Helper()
	facilitator := &room{client: signIn(b.t, served, demoName, demoPassword)}
	facilitator.do(b.t, http.MethodGet, "/workshops/"+workshop, nil, facilitator)
	cho := facilitator.join(b.t, 1, "Cho")
	const others = "Tea is for everybody who comes in from the sea."
	cho.send(b.t, cho.insert("message.core", others))
	b.open("/workshops/" + workshop + "/compare?section=message")
	for _, g := range facilitator.Groups {
		b.press(fmt.Sprintf(`input[name=groups][value="%s"]`, g.ID))
	}
	b.follow("main form .btn.main")
	shown := b.text("table.beside")
	for _, want := range []string{"North quay", "South quay", words, others} {
		if !strings.Contains(shown, want) {
			b.t.Errorf("side by side lacks %q:\n%s", want, shown)
		}
	}
}

// briefReadsBack downloads the brief as the member and imports it.
func briefReadsBack(t *testing.T, b *tab, draft string) {
	t.Helper()
	b.open("/drafts/" + draft + "/brief")
	href := look[string](b, "document.querySelector('a[download]').getAttribute('href')")
	r, err := http.NewRequest(http.MethodGet, strings.Replace(b.base, lanHost, "127.0.0.1", 1)+href, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Cookie", b.cookies())
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	brief, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v", href, answer.StatusCode, err)
	}
	file := filepath.Join(t.TempDir(), "brief.md")
	if err := os.WriteFile(file, brief, 0o600); err != nil {
		t.Fatal(err)
	}
	imported := callHere(t, nil, "", "import", file)
	if imported.code != exitDone || imported.err != "" {
		t.Fatalf("import: %d %s", imported.code, imported.err)
	}
	got, err := campaign.Standard().ParseDraft([]byte(imported.out))
	if err != nil {
		t.Fatal(err)
	}
	want := draftFile(t, whatTheyWrite)
	want.Group = got.Group
	if !got.Equal(want) {
		t.Errorf("the brief reads back to\n%s", imported.out)
	}
}

func valuesOf(t *testing.T, name string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Fields map[string]any }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	return file.Fields
}

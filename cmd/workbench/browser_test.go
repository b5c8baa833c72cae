//go:build browser

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// lanHost is a name that the browser finds on this machine and that is no secure context, as a laptop's
// address in a room is none.
const lanHost = "app.test"

// startBrowser starts one Chromium for a test. It resolves no name but lanHost and this machine.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	place := os.Getenv("WORKBENCH_TEST_CHROMIUM")
	if place == "" {
		place = "/usr/bin/chromium"
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), chromedp.ExecPath(place), chromedp.Headless, chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true), chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("blink-settings", "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"), // there is a mouse
		chromedp.Flag("host-resolver-rules", "MAP "+lanHost+" 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"))
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("the browser does not start: %v", err)
	}
	return ctx
}

// device is what a person holds.
type device struct {
	width, height int64
	touch         bool
	host          string
	scripts       bool
}

// tab is one person's page, with cookies of its own.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string // scheme, host and port
	device
}

// newTab opens a page for a person with a device.
func newTab(t *testing.T, browser context.Context, served string, d device) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // first without a deadline: the page would end with it
		t.Fatal(err)
	}
	u, err := url.Parse(served)
	if err != nil {
		t.Fatal(err)
	}
	b := &tab{t: t, ctx: ctx, base: "http://" + d.host + ":" + u.Port(), device: d}
	view := []chromedp.EmulateViewportOption{}
	if d.touch {
		view = append(view, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	b.do(chromedp.EmulateViewport(d.width, d.height, view...))
	if !d.scripts {
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", b.where(), err)
	}
}

// where is the address of the page, for messages.
func (b *tab) where() string {
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second) // a page that never came answers nothing
	defer cancel()
	at, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		return err.Error()
	}
	return at
}

func (b *tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
}

// look evaluates an expression in the page.
func look[T any](b *tab, format string, args ...any) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	expression := fmt.Sprintf(format, args...)
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %s: %v", b.where(), expression, err)
	}
	return v
}

// await asks again and again until a condition holds; what is being loaded does not hold yet.
func (b *tab) await(what, format string, args ...any) {
	b.t.Helper()
	expression := fmt.Sprintf(format, args...)
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	again := time.NewTicker(25 * time.Millisecond)
	defer again.Stop()
	for {
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")")); err == nil && ok {
			return
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			b.t.Fatalf("%s: not come about: %s\n%s\n%s", b.where(), what, expression, look[string](b, "document.body.innerText"))
		}
	}
}

// press clicks or taps an element once it stands still, as a person does: a page that has just been written in may
// still move, and a finger would come down beside it.
func (b *tab) press(selector string) {
	b.t.Helper()
	b.await("there is "+selector, "document.querySelector(%s)", quoted(selector))
	look[bool](b, "(document.querySelector(%s).scrollIntoView({block: 'center'}), delete window.stood, true)", quoted(selector))
	b.await(selector+" stands still", `(() => {
		const r = document.querySelector(%s).getBoundingClientRect(), before = window.stood;
		window.stood = r.left + " " + r.top;
		return before === window.stood;
	})()`, quoted(selector))
	if b.touch {
		b.do(chromedp.Tap(chromedp.CSS(selector)))
		return
	}
	b.do(chromedp.Click(chromedp.CSS(selector)))
}

// follow presses what leads to another page and waits until that is there.
func (b *tab) follow(selector string) {
	b.t.Helper()
	look[bool](b, "window.before = true")
	b.press(selector)
	b.await("the page after "+selector, "window.before === undefined && document.readyState === 'complete'")
}

// write types into a control as a person does, or chooses where there is something to choose.
func (b *tab) write(selector, text string) {
	b.t.Helper()
	b.await("there is "+selector, "document.querySelector(%s)", quoted(selector))
	typed := look[bool](b, `(() => {
		const e = document.querySelector(%s), free = e.matches('textarea, input:not([type=date], [type=checkbox], [type=radio])');
		e.focus(); // where an editor stands in, the editor has it then
		if (free && document.activeElement !== e) { getSelection().selectAllChildren(document.activeElement); return true; }
		if (free) { e.select(); return true; }
		e.value = %s;
		e.dispatchEvent(new Event('input', {bubbles: true}));
		e.dispatchEvent(new Event('change', {bubbles: true}));
		return false;
	})()`, quoted(selector), quoted(text))
	if !typed {
		return
	}
	if _, err := chromedp.Call(b.ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		b.t.Fatalf("%s: %v", selector, err)
	}
	look[bool](b, "(document.activeElement.blur(), true)")
	b.await(selector+" holds what was typed", "document.querySelector(%s).value === %s", quoted(selector), quoted(text))
}

// caret puts the caret of a text to a position, be it native or in an editor of one line.
func (b *tab) caret(at string, position int) {
	b.t.Helper()
	b.selects(at, position, position)
}

// selects selects a passage of a text, in UTF-16 units, be it native or in an editor of one line.
func (b *tab) selects(at string, from, to int) {
	b.t.Helper()
	look[bool](b, `new Promise(done => {
		const e = document.querySelector(%s), from = %d, to = %d;
		e.focus();
		const a = document.activeElement;
		const place = left => {
			const texts = document.createTreeWalker(a, NodeFilter.SHOW_TEXT);
			let text = texts.nextNode();
			while (text && left > text.length) { left -= text.length; text = texts.nextNode(); }
			return text ? [text, left] : [a.querySelector(".cm-line"), 0];
		};
		if (a === e) e.setSelectionRange(from, to);
		else getSelection().setBaseAndExtent(...place(from), ...place(to));
		requestAnimationFrame(() => setTimeout(() => done(true))); // once the editor has heard of it
	})`, quoted(place(at)), from, to)
}

func (b *tab) text(selector string) string {
	b.t.Helper()
	return look[string](b, "document.querySelector(%s).innerText", quoted(selector))
}

// cookies gives the page's cookies as a header.
func (b *tab) cookies() string {
	b.t.Helper()
	got, err := chromedp.Call(b.ctx, network.GetCookies, network.GetCookiesParams{})
	if err != nil {
		b.t.Fatal(err)
	}
	var all []string
	for _, c := range got.Cookies {
		all = append(all, c.Name+"="+c.Value)
	}
	return strings.Join(all, "; ")
}

// quoted is a text as an expression.
func quoted(text string) string {
	data, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(data)
}

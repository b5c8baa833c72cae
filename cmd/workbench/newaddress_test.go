//go:build browser

package main

import "testing"

// TestJourney_TheProjectorShowsTheNewAddress has the laptop get another address while the facilitator's page is open:
// what people type and what they scan both change on it by themselves.
func TestJourney_TheProjectorShowsTheNewAddress(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	rosa := newTab(t, startBrowser(t), s.url, device{1280, 800, false, "localhost", true})
	rosa.open("/sign-in")
	rosa.write("#name", demoName)
	rosa.write("#password", demoPassword)
	rosa.follow("main form .btn.main")
	r := openRoom(t, signIn(t, s.url, demoName, demoPassword), "Kampot")
	rosa.open("/workshops/" + r.ID)
	rosa.await("the address", "document.querySelector('.address').textContent === location.origin")
	look[bool](rosa, `(window.reallyFetch = window.fetch, window.fetch = async (...asked) => {
		const answer = await reallyFetch(...asked), text = await answer.text();
		return new Response(text.replaceAll(location.origin, 'http://192.0.2.9:8080'), {status: answer.status, headers: answer.headers});
	}, true)`)
	// The picture of the code is the server's; what it says is told to those who cannot see it.
	rosa.await("the new address to type, to scan and in the list", `document.querySelector('.address').textContent === 'http://192.0.2.9:8080'
		&& document.querySelector('.doorway-qr svg').getAttribute('aria-label').includes('http://192.0.2.9:8080')
		&& document.querySelector('[data-addresses]').textContent.includes('http://192.0.2.9:8080')`)
}

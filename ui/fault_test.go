package ui_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"workbench/ui"
)

// A fault in the program itself is logged with its stack, and people read one neutral sentence.
func TestFault_IsLoggedAndSaysNothingOfItself(t *testing.T) {
	broken := false
	a := newApp(t, func(c *ui.Config) {
		c.Addresses = func() []string {
			if broken {
				panic("the secret of the fault")
			}
			return nil
		}
	})
	lead := a.leader()
	broken = true
	req := a.request("GET", "/reach", nil, "Authorization", "Bearer "+lead.token)
	rec := httptest.NewRecorder()
	a.handler.ServeHTTP(rec, req)
	if body := rec.Body.String(); rec.Code != 500 || !strings.Contains(body, "went wrong on our side") || strings.Contains(body, "secret") || strings.Contains(body, "goroutine") {
		t.Errorf("%d: %s", rec.Code, body)
	}
	if log := a.log.String(); !strings.Contains(log, "the secret of the fault") || !strings.Contains(log, "route=/reach") {
		t.Errorf("the log holds %s", log)
	}
	broken = false
	// Without a network the caller's own address is shown.
	var reach struct{ Addresses []string }
	a.call(lead, "GET", "/reach", nil, "Host", "192.0.2.9:8080").expect(200).read(&reach)
	if len(reach.Addresses) != 1 || reach.Addresses[0] != "http://192.0.2.9:8080" {
		t.Errorf("the addresses are %v", reach.Addresses)
	}
}

package ui

import (
	"crypto/rand"
	"fmt"
	"html/template"
	"math/big"
	"net/http"
	"strings"

	"github.com/boombuler/barcode/qr"
	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// addresses lists the addresses under which other devices may reach this server, best first. It is never
// empty: without a network it holds the address that the caller used.
func (s *Server) addresses(c echo.Context) []string {
	var all []string
	if s.cfg.PublicURL != "" {
		all = append(all, s.cfg.PublicURL)
	}
	if s.cfg.Addresses != nil {
		all = append(all, s.cfg.Addresses()...)
	}
	if len(all) == 0 {
		scheme := "http"
		if s.encrypted(c) {
			scheme = "https"
		}
		all = append(all, scheme+"://"+c.Request().Host)
	}
	return all
}

// qrCode draws a QR code as an SVG that scales with its place. label is what it says to those who cannot
// see it.
func qrCode(content, label string) (template.HTML, error) {
	code, err := qr.Encode(content, qr.M, qr.Auto)
	if err != nil {
		return "", campaign.Fail(campaign.Invalid, "", "This is too long for a QR code. Shorten it.").Because(err)
	}
	const quiet = 4 // modules of margin that a scanner needs
	size := code.Bounds().Dx()
	var path strings.Builder
	for y := range size {
		for x := range size {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	side := size + 2*quiet
	return template.HTML(fmt.Sprintf(`<svg class="qr" role="img" aria-label="%s" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path class="qr-paper" d="M0 0h%dv%dH0z"/><path class="qr-ink" d="%s"/></svg>`,
		template.HTMLEscapeString(label), side, side, side, side, path.String())), nil
}

// wifiText is what a phone's camera reads to join a network.
func wifiText(w campaign.WiFi) string {
	escape := strings.NewReplacer(`\`, `\\`, `;`, `\;`, `,`, `\,`, `"`, `\"`, `:`, `\:`).Replace
	if w.Password == "" {
		return "WIFI:T:nopass;S:" + escape(w.Name) + ";;"
	}
	return "WIFI:T:WPA;S:" + escape(w.Name) + ";P:" + escape(w.Password) + ";;"
}

// randomCode returns n characters of the code alphabet, each equally likely.
func randomCode(n int) string {
	b := make([]byte, n)
	for i := range b {
		k, err := rand.Int(rand.Reader, big.NewInt(int64(len(campaign.CodeAlphabet))))
		if err != nil {
			panic(err) // the system has no randomness; nothing can be kept secret
		}
		b[i] = campaign.CodeAlphabet[k.Int64()]
	}
	return string(b)
}

// showReach says whether another device has reached this server, for the tick on the workshop's page.
func (s *Server) showReach(c echo.Context) error {
	return c.JSON(http.StatusOK, struct {
		Arrived   bool     `json:"arrived"`
		Addresses []string `json:"addresses"`
	}{s.arrivals.arrived(), s.addresses(c)})
}

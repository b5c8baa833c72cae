package ui

import (
	"crypto/rand"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

const nonceKey = "nonce"

// securityHeaders sets a strict content security policy with a fresh nonce, and its neighbours. Pages ask
// nothing of any other host.
func (s *Server) securityHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		nonce := randomText(16)
		c.Set(nonceKey, nonce)
		h := c.Response().Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'nonce-"+nonce+"'; style-src 'self' 'nonce-"+nonce+"'; "+
			"img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "+
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		// Not no-referrer: with it browsers send "Origin: null" on plain forms, and the Origin check would refuse them.
		h.Set("Referrer-Policy", "same-origin")
		if s.encrypted(c) { // browsers ignore it otherwise, and complain
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
		}
		if !isAsset(c.Request().URL.Path) {
			h.Set("Cache-Control", "no-store")
		}
		return next(c)
	}
}

// randomText returns n random bytes as URL-safe text.
func randomText(n int) string {
	b := make([]byte, n)
	rand.Read(b) // never fails: crypto/rand.Read crashes the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}

// checkOrigin refuses unsafe requests from other sites. A request that brings a cookie must name its
// Origin; one without may leave it out (a script that joins or signs in); a bearer token needs none.
func (s *Server) checkOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		switch r.Method {
		case http.MethodGet, http.MethodHead, http.MethodOptions:
			return next(c)
		}
		if _, ok := bearer(r); ok {
			return next(c)
		}
		origin := r.Header.Get("Origin")
		_, err := r.Cookie(s.sessions.Cookie.Name)
		if origin == "" && err != nil || origin != "" && s.sameSite(r.Host, origin) {
			return next(c)
		}
		return campaign.Fail(campaign.Forbidden, "", "This request came from another site. Open the workbench's own page and send it from there.")
	}
}

func (s *Server) sameSite(host, origin string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" {
		return false
	}
	if public, err := url.Parse(s.cfg.PublicURL); err == nil && public.Scheme == u.Scheme && strings.EqualFold(public.Host, u.Host) {
		return true // whatever path the public address has: an Origin has none
	}
	return strings.EqualFold(u.Host, host)
}

// The limits of a request's body: a batch is 256 KiB, a plain form 4 MiB and a pack as OpenZip says.
const (
	maxJSON = 256 << 10
	maxForm = 4 << 20
	maxPack = principles.MaxZip + 64<<10 // with the form around it
	drained = 32 << 20                   // is read of a body that is refused
)

// limitBody refuses bodies over the limit before they are read.
func (s *Server) limitBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		limit := int64(maxForm)
		switch {
		case isAPI(r.URL.Path):
			limit = maxJSON
		case r.URL.Path == "/packs":
			limit = maxPack
		}
		if r.ContentLength > limit {
			// A client that writes all before it reads would otherwise see the connection break, and no answer.
			if r.Header.Get("Expect") == "" {
				io.CopyN(io.Discard, r.Body, drained)
			}
			return tooLarge(limit)
		}
		if r.Body != nil {
			r.Body = http.MaxBytesReader(c.Response(), r.Body, limit)
		}
		return next(c)
	}
}

func tooLarge(limit int64) error {
	return campaign.Fail(campaign.TooLarge, "", "This is too much at once: at most %d KiB. Send it in smaller parts.", limit>>10)
}

// addressFrom returns how the caller's address is found: from a header only behind a trusted proxy.
func addressFrom(proxies []*net.IPNet) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		options = append(options, echo.TrustIPRange(p))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// fromThisMachine says whether the request came over the loopback interface.
func fromThisMachine(c echo.Context) bool {
	ip := net.ParseIP(c.RealIP())
	return ip != nil && ip.IsLoopback()
}

// encrypted says whether the caller's connection is TLS, here or at a trusted proxy.
func (s *Server) encrypted(c echo.Context) bool {
	if c.Request().TLS != nil {
		return true
	}
	if c.Request().Header.Get("X-Forwarded-Proto") != "https" {
		return false
	}
	host, _, _ := net.SplitHostPort(c.Request().RemoteAddr)
	ip := net.ParseIP(host)
	for _, p := range s.cfg.TrustProxy {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}

// passwordsAllowed says whether a password may be asked for on this connection.
func (s *Server) passwordsAllowed(c echo.Context) error {
	if fromThisMachine(c) || s.encrypted(c) || s.cfg.InsecureSignIn {
		return nil
	}
	return campaign.Fail(campaign.Forbidden, "", "Passwords are taken only on the laptop that runs the workbench, because this connection is not encrypted. Sign in there, serve with TLS, or start with --insecure-sign-in.")
}

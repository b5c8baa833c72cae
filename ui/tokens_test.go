package ui

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// colourTokens reads the colours of tokens.css: those of the light look, and the dark one on top of them.
func colourTokens(t *testing.T) map[string]map[string][3]float64 {
	t.Helper()
	css, err := assetFiles.ReadFile("static/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, ok := strings.Cut(string(css), "@media (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("tokens.css has no dark look")
	}
	looks := map[string]map[string][3]float64{"light": {}, "dark": {}}
	declaration := regexp.MustCompile(`--([a-z0-9-]+):\s*#([0-9a-f]{6})\b`)
	read := func(look map[string][3]float64, css string) {
		for _, m := range declaration.FindAllStringSubmatch(css, -1) {
			var c [3]float64
			for i := range c {
				n, err := strconv.ParseUint(m[2][2*i:2*i+2], 16, 8)
				if err != nil {
					t.Fatal(err)
				}
				c[i] = float64(n) / 255
			}
			look[m[1]] = c
		}
	}
	read(looks["light"], light)
	read(looks["dark"], light)
	read(looks["dark"], dark)
	return looks
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(c [3]float64) float64 {
	for i, v := range c {
		if v <= 0.04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
}

func contrast(a, b [3]float64) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestTokens_TextAndPartsCanBeSeenInBothLooks(t *testing.T) {
	type pair struct {
		front, back string
		least       float64
	}
	var pairs []pair
	add := func(least float64, fronts, backs string) {
		for _, f := range strings.Fields(fronts) {
			for _, b := range strings.Fields(backs) {
				pairs = append(pairs, pair{f, b, least})
			}
		}
	}
	const text, part = 4.5, 3.0 // WCAG 2.2, 1.4.3 and 1.4.11
	add(text, "ink", "paper sheet sunk open-wash people-wash met-wash accent-wash")
	add(text, "ink-soft", "paper sheet sunk open-wash people-wash")
	add(text, "accent", "paper sheet sunk open-wash people-wash accent-wash")
	add(text, "accent-ink", "accent")
	add(text, "open", "paper sheet open-wash")
	add(text, "people", "paper sheet people-wash")
	add(text, "met", "paper sheet met-wash")
	add(part, "edge focus accent", "paper sheet sunk")
	for i := range 8 {
		add(part, fmt.Sprintf("sign-%d", i), "paper sheet")
	}
	for name, look := range colourTokens(t) {
		for _, p := range pairs {
			front, known := look[p.front]
			back, alsoKnown := look[p.back]
			if !known || !alsoKnown {
				t.Errorf("%s: tokens.css lacks %s or %s", name, p.front, p.back)
				continue
			}
			if got := contrast(front, back); got < p.least {
				t.Errorf("%s: %s on %s is %.2f:1, should be %.1f:1", name, p.front, p.back, got, p.least)
			}
		}
	}
}

// The content security policy refuses style attributes, so one in a template would silently do nothing.
func TestTemplates_HaveNoInlineStyleOrScript(t *testing.T) {
	inline := regexp.MustCompile(`(?i)\sstyle=|\son[a-z]+=|<style|<script(?:[^>]*)>[^<]`)
	eachTemplate(t, func(name, text string) {
		if m := inline.FindString(text); m != "" {
			t.Errorf("%s has %q", name, m)
		}
	})
}

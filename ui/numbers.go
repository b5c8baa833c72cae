package ui

import (
	"strings"
	"unicode"

	"workbench/campaign"
)

// plainNumber reads a number as people write it, with digits of any script, and returns it as
// campaign.ParseNumber takes it, "" for nothing. Spaces part thousands. So do points and commas where there
// are several, or where the other one follows; the last one stands before decimals. One alone before three
// digits is a thousand to some and decimals to others, and is asked about.
func plainNumber(text string) (string, error) {
	number := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r == '\u066b': // the Arabic decimal separator, and that of thousands
			return '.'
		case r == '\u066c':
			return ','
		}
		return digit(r)
	}, text)
	last := strings.LastIndexAny(number, ".,")
	if last < 0 {
		return number, nil
	}
	mark, other := number[last:last+1], ","
	if mark == "," {
		other = "."
	}
	whole, decimals := number[:last], number[last+1:]
	switch {
	case strings.Contains(whole, mark): // 1.200.000
		if !strings.Contains(whole, other) && inThousands(number, mark) {
			return strings.ReplaceAll(number, mark, ""), nil
		}
	case strings.Contains(whole, other): // 1.200,5
		if inThousands(whole, other) {
			return strings.ReplaceAll(whole, other, "") + "." + decimals, nil
		}
	case len(decimals) == 3 && inThousands(number, mark) && whole != "0":
		return "", campaign.Fail(campaign.Invalid, "", "“%s” can be read in two ways. Write %s, or %s.", text, whole+decimals, whole+"."+strings.TrimRight(decimals, "0")+" as a decimal")
	default:
		return whole + "." + decimals, nil
	}
	return number, nil // no number, as its reader will say
}

// inThousands says whether a separator parts a number into groups of three digits.
func inThousands(number, separator string) bool {
	groups := strings.Split(number, separator)
	for i, g := range groups {
		if strings.Trim(g, "0123456789") != "" || i > 0 && len(g) != 3 || len(g) < 1 || len(g) > 3 {
			return false
		}
	}
	return true
}

// digit turns a decimal digit of any script into 0 to 9 and leaves everything else. Unicode keeps each
// script's ten in a row, from zero on.
func digit(r rune) rune {
	for _, table := range unicode.Nd.R16 {
		if r >= rune(table.Lo) && r <= rune(table.Hi) {
			return '0' + (r-rune(table.Lo))%10
		}
	}
	for _, table := range unicode.Nd.R32 {
		if r >= rune(table.Lo) && r <= rune(table.Hi) {
			return '0' + (r-rune(table.Lo))%10
		}
	}
	return r
}

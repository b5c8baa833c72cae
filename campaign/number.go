package campaign

import (
	"strconv"
	"strings"
)

// ParseNumber reads a number as JSON writes it: "18", "-3", "12.5", "1e3". It must be below 1e12 in size and
// have at most two decimals that are not zero; nothing is rounded. The error is an *Error without a field.
func ParseNumber(s string) (Number, error) {
	rest, negative := strings.CutPrefix(s, "-")
	mantissa, power := rest, ""
	if i := strings.IndexAny(rest, "eE"); i >= 0 {
		mantissa, power = rest[:i], rest[i+1:]
		unsigned := power
		if unsigned != "" && (unsigned[0] == '+' || unsigned[0] == '-') {
			unsigned = unsigned[1:]
		}
		if !allDigits(unsigned) {
			return 0, notANumber(s)
		}
	}
	whole, decimals, dotted := strings.Cut(mantissa, ".")
	if !allDigits(whole) || dotted && !allDigits(decimals) {
		return 0, notANumber(s)
	}
	digits := strings.TrimLeft(whole+decimals, "0")
	shift := 2 - len(decimals) // the value is digits times ten to the power of shift, in hundredths
	shift += len(digits)
	digits = strings.TrimRight(digits, "0")
	shift -= len(digits)
	if digits == "" {
		return 0, nil
	}
	if power != "" {
		n, err := strconv.Atoi(power)
		if err != nil || n > 1e6 || n < -1e6 {
			n = 1e6 // far outside on either side
			if power[0] == '-' {
				n = -1e6
			}
		}
		shift += n
	}
	switch {
	case len(digits)+shift > 14:
		return 0, Fail(Invalid, "", "%s is too large; a number must be below 1000000000000.", shown(s))
	case shift < 0:
		return 0, Fail(Invalid, "", "%s has more than two decimals; round it.", shown(s))
	}
	n, err := strconv.ParseInt(digits+strings.Repeat("0", shift), 10, 64)
	if err != nil {
		return 0, notANumber(s)
	}
	if negative {
		n = -n
	}
	return Number(n), nil
}

func notANumber(s string) *Error {
	return Fail(Invalid, "", "%q is not a number; write it plain, such as 18 or 12.5.", shown(s))
}

// String returns the number as plain digits with up to two decimals: "18", "12.5", "-0.05".
func (n Number) String() string {
	sign, u := "", uint64(n)
	if n < 0 {
		sign, u = "-", -u
	}
	s := sign + strconv.FormatUint(u/100, 10)
	if cents := u % 100; cents > 0 {
		s += "." + strings.TrimRight(strconv.FormatUint(cents+100, 10)[1:], "0")
	}
	return s
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

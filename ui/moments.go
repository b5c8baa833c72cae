package ui

import (
	"time"
)

// Day writes a date of the form 2027-02-01 as people read it: "1 February 2027". What is no date comes
// back as it is.
func (p Page) Day(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return t.Format("2 January 2006")
}

// Ago says how long before now something was.
func (p Page) Ago(then, now time.Time) string {
	switch d := now.Sub(then); {
	case d < time.Minute:
		return p.T("ago.now")
	case d < time.Hour:
		return p.N("ago.minutes", int(d.Minutes()))
	case d < 48*time.Hour:
		return p.N("ago.hours", int(d.Hours()))
	default:
		return p.N("ago.days", int(d.Hours()/24))
	}
}

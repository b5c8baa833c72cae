package storage

import "time"

// stampLayout is how times are kept: fixed width, so that text order is time order.
const stampLayout = "2006-01-02T15:04:05.000000000Z"

// formatTime writes a time for a column. The zero time is empty: "never", or "not yet".
func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(stampLayout)
}

// parseTime reads what formatTime wrote. What it did not write reads as the zero time.
func parseTime(s string) time.Time {
	t, err := time.Parse(stampLayout, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

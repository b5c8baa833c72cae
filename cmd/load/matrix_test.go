package main

import (
	"testing"
	"time"
)

func TestServerTime_IsReadFromTheAnswer(t *testing.T) {
	if got, err := serverTime("app;dur=12.3"); err != nil || got != 12300*time.Microsecond {
		t.Errorf("%v, %v", got, err)
	}
	for _, header := range []string{"", "app", "app;dur=", "app;dur=x", "app;dur=-1"} {
		if got, err := serverTime(header); err == nil {
			t.Errorf("%q gives %v", header, got)
		}
	}
}

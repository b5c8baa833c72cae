package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

func TestProc_ReadsCPUTimeAndMemory(t *testing.T) {
	cpu, err := cpuIn("4242 (work (bench) 1) S 1 4242 4242 0 -1 4194560 9 0 0 0 250 50 7 8 20 0 9 0 1")
	if err != nil || cpu != 3*time.Second {
		t.Errorf("250 and 50 hundredths are %s (%v)", cpu, err)
	}
	for _, bad := range []string{"", "1 (x) S 1 2", "1 (x) S 1 2 3 4 5 6 7 8 9 10 many 3"} {
		if _, err := cpuIn(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
	status := "Name:\tworkbench\nVmHWM:\t   2048 kB\nVmRSS:\t   1024 kB\n"
	if sizeIn(status, "VmRSS:") != 1<<20 || sizeIn(status, "VmHWM:") != 2<<20 || sizeIn(status, "VmSwap:") != 0 {
		t.Error("the sizes are not those of the status")
	}
	if got := busyIn("cpu  100 10 50 9000 800 5 15 20 70 3\ncpu0 1 1 1 1\n"); got != 2*time.Second {
		t.Errorf("busy for %s, want 2s", got)
	}
}

func TestUsage_IsPerThousandEdits(t *testing.T) {
	var out strings.Builder
	printUsage(&out, usage{server: time.Second}, usage{server: 4 * time.Second, driver: time.Second, machine: 6 * time.Second, resident: 64e6, most: 70e6}, 6000, 10*time.Second)
	for _, want := range []string{"0.500 CPU seconds per 1,000 edits, 0.30 cores, 64.0 MB resident, 70.0 MB at most", "this driver took 0.10, everything else 0.20"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestMeasure_SaysWhatItCannotRead(t *testing.T) {
	_, here := os.Stat("/proc/self/stat")
	_, err := measure(1 << 30)
	want := "there is no /proc"
	if here == nil {
		want = "the process 1073741824 cannot be read"
	}
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %q", err, want)
	}
}

func TestCost_IsThePartThatTheWallsAddToAnEdit(t *testing.T) {
	var w strings.Builder
	printCost(&w, 0.0019, 0.002)
	if want := "1.900 CPU seconds per 1,000 edits without them, 2.000 with them: they are 5.0 %"; !strings.Contains(w.String(), want) {
		t.Errorf("%q, want %q", w.String(), want)
	}
	w.Reset()
	if printCost(&w, 0, 0); w.Len() > 0 {
		t.Errorf("where nothing was measured it says %q", w.String())
	}
}

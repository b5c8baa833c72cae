package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// ticks is how many a second /proc counts CPU time in, on every Linux that Go runs on.
const ticks = 100

// usage is what the instances of a server and the machine have used so far.
type usage struct {
	server, driver, machine time.Duration // CPU time; machine is all that was not idle
	resident, most          int64         // bytes of the server, now and at most
}

// measure reads /proc. Where there is none, or no such process, the error says so.
func measure(pids ...int) (usage, error) {
	u := usage{}
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		return u, fmt.Errorf("there is no /proc on %s, so the server's CPU time and memory are not known", runtime.GOOS)
	}
	for _, pid := range pids {
		used, err := cpuOf(strconv.Itoa(pid))
		if err != nil {
			return u, fmt.Errorf("the process %d cannot be read: %w", pid, err)
		}
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			return u, err
		}
		u.server += used
		u.resident, u.most = u.resident+sizeIn(string(status), "VmRSS:"), u.most+sizeIn(string(status), "VmHWM:")
	}
	var err error
	if u.driver, err = cpuOf("self"); err != nil {
		return u, err
	}
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return u, err
	}
	u.machine = busyIn(string(stat))
	return u, nil
}

func cpuOf(process string) (time.Duration, error) {
	stat, err := os.ReadFile("/proc/" + process + "/stat")
	if err != nil {
		return 0, err
	}
	return cpuIn(string(stat))
}

// cpuIn reads user and system time, the 14th and 15th value of a process's stat. The second is the name, which
// may hold spaces and brackets.
func cpuIn(stat string) (time.Duration, error) {
	values := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	if len(values) < 13 {
		return 0, fmt.Errorf("a process's stat of %d values", len(values))
	}
	user, err := strconv.ParseInt(values[11], 10, 64)
	if err != nil {
		return 0, err
	}
	system, err := strconv.ParseInt(values[12], 10, 64)
	if err != nil {
		return 0, err
	}
	return time.Duration(user+system) * time.Second / ticks, nil
}

// sizeIn reads a size of a process's status, which is in KiB.
func sizeIn(status, name string) int64 {
	for line := range strings.Lines(status) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			n, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return n << 10
		}
	}
	return 0
}

// busyIn adds up what the first line of the machine's stat counts, but for idle time and waiting for the disk.
func busyIn(stat string) time.Duration {
	line, _, _ := strings.Cut(stat, "\n")
	var sum int64
	for i, v := range strings.Fields(line) {
		if i == 0 || i == 4 || i == 5 || i > 8 { // guests are counted in user time
			continue
		}
		n, _ := strconv.ParseInt(v, 10, 64)
		sum += n
	}
	return time.Duration(sum) * time.Second / ticks
}

// printCost says what part of the server's work the walls are, by the CPU seconds for an edit without them and with them.
func printCost(w io.Writer, without, with float64) {
	if with > 0 {
		fmt.Fprintf(w, "walls            %.3f CPU seconds per 1,000 edits without them, %.3f with them: they are %.1f %% of the server's work\n",
			without*1000, with*1000, 100*(with-without)/with)
	}
}

// printUsage says what was used between two looks, for so many edits.
func printUsage(w io.Writer, before, after usage, edits int, length time.Duration) {
	server, driver := after.server-before.server, after.driver-before.driver
	each := 0.0
	if edits > 0 {
		each = server.Seconds() / float64(edits) * 1000
	}
	fmt.Fprintf(w, "server           %.3f CPU seconds per 1,000 edits, %.2f cores, %.1f MB resident, %.1f MB at most\n",
		each, server.Seconds()/length.Seconds(), float64(after.resident)/1e6, float64(after.most)/1e6)
	others := max(after.machine-before.machine-server-driver, 0)
	fmt.Fprintf(w, "machine          %d cores; this driver took %.2f, everything else %.2f\n",
		runtime.NumCPU(), driver.Seconds()/length.Seconds(), others.Seconds()/length.Seconds())
}

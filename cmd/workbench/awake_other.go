//go:build !windows

package main

import (
	"os"
	"os/exec"
	"runtime"
	"strconv"
)

// keepAwake keeps the machine from idle sleep until the returned function is called, by the system's own
// program for it, which ends with this process. Where there is none the machine follows its settings.
func keepAwake() func() {
	pid := strconv.Itoa(os.Getpid())
	hold := exec.Command("caffeinate", "-i", "-w", pid)
	if runtime.GOOS == "linux" {
		hold = exec.Command("systemd-inhibit", "--what=idle:sleep", "--who=workbench", "--why=A workshop is running", "--mode=block", "tail", "--pid="+pid, "-f", "/dev/null")
	}
	if err := hold.Start(); err != nil {
		return func() {}
	}
	return func() {
		hold.Process.Kill()
		hold.Wait()
	}
}

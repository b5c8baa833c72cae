package main

import (
	"os"
	"runtime/debug"
)

// roomOfShortCommands is how much memory a command that checks a few files may take before what it no longer needs is
// collected, in bytes. Checking one file takes about a quarter of it.
const roomOfShortCommands = 256 << 20

// collectLate lets a short command end without collecting garbage, which was a quarter of its time: loading a pack
// leaves several times the pack's own size behind, and the process is gone a moment later. The function that it
// returns sets things back. Whoever has set GOGC is heard.
func collectLate() func() {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(roomOfShortCommands)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// collectOften keeps a server small: it lets a quarter of what it holds pile up before it collects, not as much again. A
// room of 300 people takes it 79 MB so, and 85 MB with a half; the time that it takes is the same within noise. Whoever
// has set GOGC is heard.
func collectOften() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(25)
	}
}

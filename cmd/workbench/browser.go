package main

import (
	"os"
	"os/exec"
	"runtime"
)

// openBrowser opens the page where there is a screen to open it on. It is a convenience: the address has
// been printed, so a failure is no failure.
func openBrowser(address string) {
	switch runtime.GOOS {
	case "windows":
		exec.Command("rundll32", "url.dll,FileProtocolHandler", address).Start()
	case "darwin":
		exec.Command("open", address).Start()
	default:
		if os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "" {
			exec.Command("xdg-open", address).Start()
		}
	}
}

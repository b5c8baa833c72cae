package main

import (
	"runtime"
	"syscall"
)

// keepAwake keeps the machine from idle sleep until the returned function is called. The request holds
// for the thread that made it, so one thread is kept for it.
func keepAwake() func() {
	const continuous, systemRequired = 0x80000000, 0x00000001
	set := syscall.NewLazyDLL("kernel32.dll").NewProc("SetThreadExecutionState")
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		set.Call(continuous | systemRequired)
		<-done
		set.Call(continuous)
	}()
	return func() { close(done); <-ended }
}

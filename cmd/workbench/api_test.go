package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestAPI_WithCurl runs testdata/api.sh, which is how somebody outside would use HTTP version 1.
func TestAPI_WithCurl(t *testing.T) {
	s := serveApart(t, nil, "--demo", "--addr", here, "--data", t.TempDir())
	out, err := exec.Command("bash", "testdata/api.sh", s.url, demoName, demoPassword).CombinedOutput()
	if err != nil || !strings.HasSuffix(string(out), "done\n") {
		t.Fatalf("%v\n%s\n%s", err, out, s.err)
	}
}

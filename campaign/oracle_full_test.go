//go:build oracle

package campaign

import (
	"bytes"
	"flag"
	"os/exec"
	"strconv"
	"testing"
)

var (
	oracleCases = flag.Int("oracle.cases", 60_000, "how many cases to compare with @codemirror/state")
	oracleSeed  = flag.Int("oracle.seed", 1, "the seed that the cases are made from")
)

// Needs node, and @codemirror/state in ui/client/node_modules (or in NODE_PATH).
func TestOracle_RandomCasesAgree(t *testing.T) {
	run := exec.Command("node", "../ui/client/oracle/changes.cjs", strconv.Itoa(*oracleCases), strconv.Itoa(*oracleSeed))
	var said bytes.Buffer
	run.Stderr = &said
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	n := checkOracle(t, out)
	if err := run.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, said.Bytes())
	}
	if n != *oracleCases {
		t.Fatalf("%d cases came, not %d", n, *oracleCases)
	}
	t.Logf("%d cases agree", n)
}

package storage

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"

	"workbench/campaign"
)

// What the child of the crash test is told, and how often it is killed: CRASHES in the environment, 3
// without it.
const (
	childDraft = "WORKBENCH_STORAGE_TEST_DRAFT"
	childRound = "WORKBENCH_STORAGE_TEST_ROUND"
	childDir   = "WORKBENCH_STORAGE_TEST_DIR"
	childDSN   = "WORKBENCH_STORAGE_TEST_DSN"
	crashes    = "WORKBENCH_STORAGE_TEST_CRASHES"
)

// appendUntilKilled is the child: several writers on one draft, each saying on standard output what has
// been acknowledged, until the parent kills it.
func appendUntilKilled() {
	s, err := Open(ctx, Config{Dir: os.Getenv(childDir), DSN: os.Getenv(childDSN)})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var wg sync.WaitGroup
	for w := range 6 {
		wg.Go(func() {
			client := fmt.Sprintf("%s-%d", os.Getenv(childRound), w)
			for batch := int64(1); ; batch++ {
				if err := appendNext(s, os.Getenv(childDraft), client, batch); err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				fmt.Printf("%s %d\n", client, batch) // one write: lines do not mix
			}
		})
	}
	wg.Wait()
}

// crash kills a writing process at random moments and looks for every batch that it said was safe.
func crash(t *testing.T, fresh fresh) {
	c := fresh(t)
	s := open(t, c)
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	must(t, s.Close())

	rounds := 3
	if n, err := strconv.Atoi(os.Getenv(crashes)); err == nil {
		rounds = n
	}
	acknowledged := map[string]bool{}
	for round := range rounds {
		for _, line := range killedChild(t, c, draft, round) {
			acknowledged[line] = true
		}
		s := open(t, c)
		entries, err := s.Entries(ctx, draft, 0, 1_000_000)
		must(t, err)
		there := map[string]bool{}
		for i, e := range entries {
			key := fmt.Sprintf("%s %d", e.Client, e.Batch)
			if there[key] || e.Seq != int64(i)+1 {
				t.Fatalf("round %d: entry %d is seq %d, %s, there before: %v", round, i, e.Seq, key, there[key])
			}
			there[key] = true
		}
		for key := range acknowledged {
			if !there[key] {
				t.Errorf("round %d: acknowledged and lost: %s", round, key)
			}
		}
		head, err := s.Open(ctx, draft)
		must(t, err)
		last := entries[len(entries)-1]
		if title := head.State.Fields[campaign.TitleField].Value.Text; head.Seq != last.Seq || title != last.Edits[0].Splices[0].Insert {
			t.Errorf("round %d: head %d %q, last entry %d %q", round, head.Seq, title, last.Seq, last.Edits[0].Splices[0].Insert)
		}
		must(t, s.Close())
	}
}

// killedChild runs the child, kills it after a random number of acknowledgements, and returns all of them.
func killedChild(t *testing.T, c Config, draft string, round int) (lines []string) {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	child := exec.Command(self)
	child.Env = append(os.Environ(), childDraft+"="+draft, childRound+"="+strconv.Itoa(round), childDir+"="+c.Dir, childDSN+"="+c.DSN)
	var complaints strings.Builder
	child.Stderr = &complaints
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	killAfter := 1 + rand.IntN(400)
	for scan := bufio.NewScanner(out); scan.Scan(); {
		lines = append(lines, scan.Text())
		if len(lines) == killAfter {
			must(t, child.Process.Kill())
		}
	}
	var ended *exec.ExitError
	if err := child.Wait(); !errors.As(err, &ended) || len(lines) < killAfter {
		t.Fatalf("the child ended by itself after %d lines: %v %s", len(lines), err, complaints.String())
	}
	return lines
}

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReadme_CommandsRun runs every workbench command of the README, with files where it has placeholders.
func TestReadme_CommandsRun(t *testing.T) {
	var commands []string
	for _, m := range regexp.MustCompile("(?m)^    (workbench .*?)(?: +#.*)?$|`(workbench [^`]+)`").FindAllStringSubmatch(readme(t), -1) {
		if c := m[1] + m[2]; !slices.Contains(commands, c) {
			commands = append(commands, c)
		}
	}
	if len(commands) < 5 {
		t.Fatalf("the README has only these commands: %q", commands)
	}
	brief := callHere(t, nil, "", "brief", "../../testdata/drafts/quick-four-en.json")
	draft, err := os.ReadFile("../../testdata/drafts/quick-four-en.json")
	if err != nil {
		t.Fatal(err)
	}
	pack, err := filepath.Abs("../../principles/packs/pve-sea")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.CopyFS("DIR", os.DirFS(pack)); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"DRAFT.json": string(draft), "BRIEF.md": brief.out} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env := vars{"WORKBENCH_DATA": filepath.Join(t.TempDir(), "data"), "WORKBENCH_ADDR": "0.0.0.0:0"}
	if r := callHere(t, env, "six quiet boats\n", "admin", "create", "--name", "NAME"); r.code != exitDone {
		t.Fatal(r.err)
	}
	for _, c := range commands {
		r := callHere(t, env, "seven quiet boats\n", strings.Fields(c)[1:]...)
		// On a machine without a network, doctor has something to say, and says it with 1.
		if r.code != exitDone && !(r.code == exitOpen && strings.Contains(c, "doctor")) || r.out == "" || r.err != "" {
			t.Errorf("%s: exit code %d\n%s%s", c, r.code, r.out, r.err)
		}
	}
}

// TestReadme_MakeTargetsExist holds the make commands of the README against the Makefile.
func TestReadme_MakeTargetsExist(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("(?m)(?:^    |`)make ([a-z-]+)").FindAllStringSubmatch(readme(t), -1)
	if len(named) < 4 {
		t.Fatalf("the README names only %q", named)
	}
	for _, m := range named {
		if !regexp.MustCompile(`(?m)^` + m[1] + `:.*## `).Match(makefile) {
			t.Errorf("the README says make %s, the Makefile has no such target with a line of help", m[1])
		}
	}
}

// TestReadme_FlagsOfServe holds the table of settings against what serve takes, and both against the contract.
func TestReadme_FlagsOfServe(t *testing.T) {
	help := callHere(t, nil, "", "serve", "--help").out
	table := readme(t)
	for _, name := range []string{"addr", "data", "db", "public-url", "tls-cert", "tls-key", "trust-proxy", "insecure-sign-in", "demo"} {
		if !strings.Contains(table, "`--"+name+"`") {
			t.Errorf("the README's settings have no --%s", name)
		}
		if !regexp.MustCompile(`(?m)^  -` + name + `\b`).MatchString(help) {
			t.Errorf("serve has no --%s", name)
		}
	}
	for _, m := range regexp.MustCompile("`--([a-z-]+)`").FindAllStringSubmatch(table, -1) {
		if !strings.Contains(help, "  -"+m[1]) {
			t.Errorf("the README names --%s, which serve does not take", m[1])
		}
	}
}

// TestHelp_NamesEveryFlag holds the usage line of each command against its flags.
func TestHelp_NamesEveryFlag(t *testing.T) {
	for _, c := range commands() {
		r := callHere(t, nil, "", c.name, "--help")
		if r.code != exitDone || r.err != "" {
			t.Errorf("%s --help: exit code %d, %s", c.name, r.code, r.err)
		}
		usage, flags, _ := strings.Cut(r.out, "\n")
		for _, m := range regexp.MustCompile(`(?m)^  -([a-z-]+)`).FindAllStringSubmatch(flags, -1) {
			if !strings.Contains(usage, "--"+m[1]) && m[1] != "verbose" {
				t.Errorf("%s: the usage line does not name --%s", c.name, m[1])
			}
		}
	}
	if len(commands()) != 10 {
		t.Errorf("%d commands, want the ten of the contract", len(commands()))
	}
}

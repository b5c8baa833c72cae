package principles

import (
	"os/exec"
	"strings"
	"testing"
)

// forbidden are packages that a pure check has no use for, with the reason.
var forbidden = map[string]string{
	"net/http":      "a check asks nobody",
	"database/sql":  "a check reads nothing but the draft and the pack",
	"math/rand":     "the same draft gives the same report",
	"math/rand/v2":  "the same draft gives the same report",
	"log":           "what a check has to say stands in its report",
	"log/slog":      "what a check has to say stands in its report",
	"gorm.io/gorm":  "storage alone knows the database",
	"crypto/rand":   "the same draft gives the same report",
	"os/exec":       "a check starts nothing",
	"workbench/ui":  "imports point one way",
	"html/template": "a finding is plain text",
}

func TestImports_StayPure(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{join .Imports "\n"}}`, "workbench/principles").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	imports := strings.Fields(string(out))
	if len(imports) == 0 {
		t.Fatal("go list named no imports")
	}
	for _, i := range imports {
		if why, bad := forbidden[i]; bad {
			t.Errorf("the package imports %s; %s", i, why)
		}
	}
}

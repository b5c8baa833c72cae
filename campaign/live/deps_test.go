package live

import (
	"os/exec"
	"strings"
	"testing"
)

func TestDependencies_PointInward(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for _, pkg := range strings.Fields(string(out)) {
		for prefix, why := range map[string]string{
			"workbench/principles": "the check is handed in, so that a desk runs without any pack",
			"workbench/storage":    "the desk names what it needs of a log",
			"workbench/ui":         "the desk serves any front",
			"gorm.io/":             "a database is behind Log",
			"github.com/labstack/": "HTTP is in front of the desk",
			"net/http":             "HTTP is in front of the desk",
			"log/slog":             "errors are returned, and logged once where a request ends",
			"math/rand":            "ids and times are handed in",
		} {
			if strings.HasPrefix(pkg, prefix) {
				t.Errorf("live imports %s: %s", pkg, why)
			}
		}
	}
}

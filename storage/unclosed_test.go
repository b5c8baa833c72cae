package storage

import (
	"path/filepath"
	"strings"
	"testing"

	"workbench/campaign"
)

// The words of the last minutes are in the -wal of a workbench that was killed. Its database alone, taken for a backup,
// would be restored without them.
func TestRestore_ADatabaseThatWasNotClosedIsNoBackup(t *testing.T) {
	killed := open(t, newFolder(t))
	must(t, killed.Append(ctx, addWorkshop(t, killed, 1).Groups[0].DraftID, titled(1, "page", 1, "the last words")))
	s := open(t, newFolder(t))
	before := filepath.Join(t.TempDir(), "before")
	kept, err := s.Restore(ctx, killed.file, before, nil)
	if kept || campaign.CodeOf(err) != campaign.Invalid || !strings.Contains(err.Error(), "workbench.db-wal") {
		t.Errorf("got %v, %v", kept, err)
	}
	file := filepath.Join(t.TempDir(), "file")
	must(t, killed.Backup(ctx, file, nil))
	if _, err := s.Restore(ctx, file, before, nil); err != nil {
		t.Errorf("the backup that was asked for: %v", err)
	}
}

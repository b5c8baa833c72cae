package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/gofrs/flock"

	"workbench/campaign"
)

// lockFile keeps a second process out of the data folder. It stays there; its lock goes with the process,
// however that ends.
const lockFile = "workbench.lock"

// errInUse says that another process has locked the folder.
var errInUse = errors.New("storage: the data folder is in use")

// takeFolder makes the data folder where it is missing, readable for this user alone, and locks it.
// It returns the folder's absolute path and what gives the lock back. Where another process has the lock, the
// path comes with an error that is errInUse.
func takeFolder(dir string) (string, func() error, error) {
	if dir == "" {
		return "", nil, campaign.Fail(campaign.Invalid, "", "No data folder is given. Choose one with --data.")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", nil, folderError("found", dir, err)
	}
	if err := os.MkdirAll(abs, 0o700); err != nil {
		return "", nil, folderError("made", abs, err)
	}
	lock := flock.New(filepath.Join(abs, lockFile), flock.SetPermissions(0o600))
	got, err := lock.TryLock()
	if err != nil {
		return "", nil, folderError("written to", abs, err)
	}
	if !got {
		return abs, nil, campaign.Fail(campaign.Invalid, "", "The data folder %s is in use by another workbench that is running. "+
			"Stop that one first, or choose another folder with --data.", abs).Because(errInUse)
	}
	return abs, lock.Unlock, nil
}

// folderError says why the folder cannot be used, without the system's own words.
func folderError(done, dir string, err error) *campaign.Error {
	why, mend := "the system refused it", "Choose another folder with --data."
	switch {
	case errors.Is(err, fs.ErrPermission):
		why, mend = "this user may not write there", "Change its permissions, or choose another folder with --data."
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist), errors.Is(err, syscall.EISDIR):
		why = "a part of that path is not a folder"
	case errors.Is(err, syscall.EROFS):
		why = "that disk can only be read"
	case errors.Is(err, syscall.ENOSPC):
		why, mend = "that disk is full", "Free some space, or choose another folder with --data."
	}
	return campaign.Fail(campaign.Invalid, "", "The data folder %s cannot be %s: %s. %s", dir, done, why, mend).Because(err)
}

package campaign

import "time"

// KeptPack is one version of a pack of principles that is kept with the workshops, so that they can be checked by it
// whatever the program ships with later.
type KeptPack struct {
	ID, Version string
	Digest      string // of the contents, however they are packed
	Zip         []byte // left out in a list
	Size        int    // of the zip, in bytes
	By          string // the account that uploaded it; empty: it came with the program
	At          time.Time
	Workshops   int // that are checked by it; filled in a list
}

// PackUse is what a workshop is checked by. Version and Digest are empty until they are settled; Settings is as in
// Workshop.
type PackUse struct {
	ID, Version, Digest string
	Settings            string
}

// PackUse returns what the workshop is checked by.
func (w Workshop) PackUse() PackUse {
	return PackUse{ID: w.Pack, Version: w.PackVersion, Digest: w.PackDigest, Settings: w.PackSettings}
}

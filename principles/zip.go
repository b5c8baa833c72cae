package principles

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"workbench/campaign"
)

// The bounds of a pack as a zip.
const (
	MaxZip      = 5 << 20  // bytes, packed
	MaxUnpacked = 20 << 20 // bytes, of all files together, as they are counted while they are read
	MaxEntries  = 500      // files, and as many folders; the pack that ships has some 270, in seven languages
)

// zipTime is the time that every file of a packed pack has: the earliest that the format can hold.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// StandardFiles returns the files of the pack that ships with the program.
func StandardFiles() fs.FS {
	files, err := fs.Sub(packs, "packs/"+StandardID)
	if err != nil {
		panic(err) // the name is valid
	}
	return files
}

// OpenZip opens a pack that is packed as a zip. One folder at the top that holds all the rest is taken off, and
// what file managers add of their own (__MACOSX, .DS_Store, Thumbs.db, desktop.ini) is left out. Every file is
// read once here, so what a header says about a size is never believed. What is returned keeps data.
//
// campaign.TooLarge for more than MaxZip, MaxUnpacked or MaxEntries, campaign.Invalid for what is no zip or holds
// anything but plain files under plain names; the sentence names the entry.
func OpenZip(data []byte) (fs.FS, error) {
	if len(data) > MaxZip {
		return nil, campaign.Fail(campaign.TooLarge, "pack", "This zip holds more than %d MiB. Take out what is no part of the pack, and pack it again.", MaxZip>>20)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // that is said below, with the name
		return nil, refusedZip("This file is no zip, or it is damaged. Pack the folder that holds pack.yaml as a zip, and choose that.").Because(err)
	}
	files, folders := make([]*zip.File, 0, min(len(r.File), MaxEntries)), 0
	for _, f := range r.File {
		if err := checkName(f); err != nil {
			return nil, err
		}
		if foreign(f.Name) {
			continue
		}
		if strings.HasSuffix(f.Name, "/") {
			folders++
		} else {
			files = append(files, f)
		}
		if len(files) > MaxEntries || folders > MaxEntries {
			return nil, campaign.Fail(campaign.TooLarge, "pack", "This zip holds more than %d entries. A pack has fewer; take out what is no part of it.", MaxEntries)
		}
	}
	if len(files) == 0 {
		return nil, refusedZip("This zip is empty. Pack the folder that holds pack.yaml.")
	}
	if err := readAll(files); err != nil {
		return nil, err
	}
	takeOffTop(files)
	if err := checkOnce(files); err != nil {
		return nil, err
	}
	r.File = files // before the first Open, which is when the reader makes its list
	return r, nil
}

func refusedZip(format string, args ...any) *campaign.Error {
	return campaign.Fail(campaign.Invalid, "pack", format, args...)
}

// checkName refuses an entry by its name and kind.
func checkName(f *zip.File) error {
	name := strings.TrimSuffix(f.Name, "/")
	switch {
	case !utf8.ValidString(f.Name) || strings.ContainsFunc(f.Name, unicode.IsControl):
		return refusedZip("The name %q in this zip cannot be shown. Name files with letters, digits and hyphens.", f.Name)
	case strings.Contains(f.Name, `\`):
		return refusedZip("The name “%s” in this zip has a backslash. Pack the folder again with a program that writes / between folders.", f.Name)
	case strings.HasPrefix(f.Name, "/") || len(f.Name) > 1 && f.Name[1] == ':':
		return refusedZip("The name “%s” in this zip begins at the top of a disk. Pack the folder itself, so that names begin inside it.", f.Name)
	case slices.Contains(strings.Split(name, "/"), ".."):
		return refusedZip("The name “%s” in this zip leads out of the folder. Pack the folder itself, without “..”.", f.Name)
	case !fs.ValidPath(name) || name == ".":
		return refusedZip("The name “%s” in this zip is no name of a file. Pack the folder again.", f.Name)
	}
	kind := f.Mode().Type()
	if strings.HasSuffix(f.Name, "/") && kind&^fs.ModeDir == 0 || kind == 0 {
		return nil
	}
	if kind&fs.ModeSymlink != 0 {
		return refusedZip("“%s” in this zip is a link to another file. Put the file itself there.", f.Name)
	}
	return refusedZip("“%s” in this zip is no plain file. Take it out, and pack the folder again.", f.Name)
}

// foreign says whether a file manager has added an entry of its own.
func foreign(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	switch path.Base(name) {
	case ".DS_Store", "Thumbs.db", "desktop.ini":
		return true
	}
	return first == "__MACOSX"
}

// readAll reads every file to its end and counts what comes out.
func readAll(files []*zip.File) error {
	left := int64(MaxUnpacked)
	for _, f := range files {
		in, err := f.Open()
		if err != nil {
			return refusedZip("“%s” in this zip is packed in a way that cannot be read here. Pack the folder as an ordinary zip, without a password.", f.Name).Because(err)
		}
		n, err := io.Copy(io.Discard, io.LimitReader(in, left+1))
		in.Close()
		if left -= n; left < 0 {
			return campaign.Fail(campaign.TooLarge, "pack", "Unpacked, this zip holds more than %d MiB. A pack is far smaller; take out what is no part of it.", MaxUnpacked>>20)
		}
		if err != nil || f.Flags&1 != 0 {
			return refusedZip("“%s” in this zip is damaged or has a password. Pack the folder again, without one.", f.Name).Because(err)
		}
	}
	return nil
}

// takeOffTop takes one folder at the top off, if all files stand in it.
func takeOffTop(files []*zip.File) {
	top, _, inside := strings.Cut(files[0].Name, "/")
	if !inside || slices.ContainsFunc(files, func(f *zip.File) bool { return !strings.HasPrefix(f.Name, top+"/") }) ||
		slices.ContainsFunc(files, func(f *zip.File) bool { return f.Name == "pack.yaml" }) {
		return
	}
	for _, f := range files {
		f.Name = strings.TrimPrefix(f.Name, top+"/")
	}
}

// checkOnce refuses a name that stands twice, or as a file and as a folder.
func checkOnce(files []*zip.File) error {
	seen := make(map[string]bool, len(files))
	for _, f := range files {
		if seen[f.Name] {
			return refusedZip("The file “%s” is in this zip twice. Keep one.", f.Name)
		}
		seen[f.Name] = true
	}
	for _, f := range files {
		for dir := path.Dir(f.Name); dir != "."; dir = path.Dir(dir) {
			if seen[dir] {
				return refusedZip("“%s” is a file and a folder in this zip. Keep one.", dir)
			}
		}
	}
	return nil
}

// packed calls yield with every file of a folder, sorted by name.
func packed(fsys fs.FS, yield func(name string, data []byte) error) error {
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if !d.Type().IsRegular() {
			return refusedZip("“%s” is no plain file. Put the file itself there.", name)
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		return yield(name, data)
	})
}

// Zip packs the files of a pack as OpenZip opens them. The same files give the same bytes.
func Zip(fsys fs.FS) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	press, err := flate.NewWriter(nil, flate.DefaultCompression) // some 700 kB, and a pack has hundreds of files
	if err != nil {
		return nil, err
	}
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) {
		press.Reset(to)
		return press, nil
	})
	entries, total := 0, 0
	err = packed(fsys, func(name string, data []byte) error {
		if entries, total = entries+1, total+len(data); entries > MaxEntries || total > MaxUnpacked {
			return campaign.Fail(campaign.TooLarge, "pack", "This pack is larger than a zip of one may be: %d files and %d MiB.", MaxEntries, MaxUnpacked>>20)
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipTime})
		if err != nil {
			return err
		}
		_, err = to.Write(data)
		return err
	})
	if err == nil {
		err = w.Close()
	}
	return out.Bytes(), err
}

// Digest names the contents of a pack: the hexadecimal SHA-256 of its files' names and bytes, however they were
// packed.
func Digest(fsys fs.FS) (string, error) {
	sum := sha256.New()
	err := packed(fsys, func(name string, data []byte) error {
		fmt.Fprintf(sum, "%d %s %d ", len(name), name, len(data))
		sum.Write(data)
		return nil
	})
	return hex.EncodeToString(sum.Sum(nil)), err
}

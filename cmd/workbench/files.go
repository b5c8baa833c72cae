package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"workbench/campaign"
	"workbench/campaign/brief"
)

// maxFile is the largest draft or brief that is read, in bytes.
const maxFile = brief.ImportBytes

// readDraft reads a draft from a file, which is a draft as JSON or a brief as Markdown; "-" is standard
// input. What a brief holds that has no place in a draft is told on standard error.
func (c *call) readDraft(name string) (*campaign.Draft, error) {
	data, err := c.readFile(name)
	if err != nil {
		return nil, err
	}
	lib := campaign.Standard()
	if !looksLikeBrief(name, data) {
		d, err := lib.ParseDraft(data)
		return d, inFile(name, err)
	}
	imported, err := brief.Import(lib, data)
	if err != nil {
		return nil, inFile(name, err)
	}
	c.tell(name, imported)
	return imported.Draft, nil
}

func (c *call) readFile(name string) ([]byte, error) {
	in := c.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil, wrong("%s: there is no such file. Check the name.", name)
			}
			return nil, wrong("%s: the file cannot be opened. Check that you may read it.", name)
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, wrong("%s: this is a folder. Name a file in it.", name)
		}
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	if err != nil {
		return nil, wrong("%s: the file cannot be read. Check that you may read it.", name)
	}
	if len(data) > maxFile {
		return nil, wrong("%s: the file is over %d MiB; no draft or brief is that large.", name, maxFile>>20)
	}
	return data, nil
}

// looksLikeBrief tells a brief from a draft: by the name, and without one by its first character.
func looksLikeBrief(name string, data []byte) bool {
	if strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".markdown") {
		return true
	}
	if strings.HasSuffix(name, ".json") {
		return false
	}
	text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	return !bytes.HasPrefix(text, []byte("{")) && !bytes.HasPrefix(text, []byte("["))
}

// inFile names the file, and the field if there is one, in front of an error's sentence.
func inFile(name string, err error) error {
	var e *campaign.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e) && e.Field != "":
		return wrong("%s: %s: %s", name, e.Field, e.Error())
	}
	return wrong("%s: %s", name, err)
}

// writeOut writes to the file named by --out, or to standard output. A file is replaced as a whole or
// not at all.
func (c *call) writeOut(name string, data []byte) error {
	if name == "" || name == "-" {
		_, err := c.out.Write(data)
		return err
	}
	draft := name + ".part"
	if err := os.WriteFile(draft, data, 0o644); err != nil {
		return wrong("%s: the file cannot be written. Check the folder and that you may write there.", name)
	}
	if err := os.Rename(draft, name); err != nil {
		os.Remove(draft)
		return wrong("%s: the file cannot be written. Close it where it is open, or choose another name.", name)
	}
	return nil
}

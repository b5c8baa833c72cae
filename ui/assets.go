package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// dist is made by the script build and may be empty; the plain pages serve without it.
//
//go:embed static all:dist
var assetFiles embed.FS

// styleSheets are served as one file, in this order.
var styleSheets = []string{"tokens.css", "base.css", "parts.css", "canvas.css", "editor.css", "rooms.css", "wall.css", "history.css", "phases.css", "reveal.css", "comments.css", "compare.css", "projector.css", "teaching.css", "votes.css", "rubric.css", "paper.css", "beside.css", "print.css"}

// basicSheets are enough for a page that has a large script and nothing of a facilitator's.
var basicSheets = []string{"tokens.css", "base.css", "parts.css", "canvas.css", "editor.css", "rooms.css", "print.css"}

// asset is one file that pages ask for. Its bytes stay in the program, which the system may drop from memory and read
// again; only the small compressed form, which nearly every browser asks for, is kept.
type asset struct {
	files       []string // in assetFiles, one after another
	contentType string
	size        int64
	compressed  func() ([]byte, error) // once, when first asked for; nil where compressing does not help
}

// assetSet holds every file that pages ask for, each at an address that changes with its content, so that
// browsers may keep it for ever.
type assetSet struct {
	byAddress map[string]*asset // "/assets/HASH/name"
	address   map[string]string // name -> address
	scripts   bool
}

func loadAssets() (*assetSet, error) {
	set := &assetSet{byAddress: map[string]*asset{}, address: map[string]string{}}
	for name, sheets := range map[string][]string{"app.css": styleSheets, "basic.css": basicSheets} {
		var css []string
		for _, sheet := range sheets {
			css = append(css, "static/"+sheet)
		}
		if err := set.add(name, css...); err != nil {
			return nil, err
		}
	}
	for _, dir := range []string{"static", "dist"} {
		err := fs.WalkDir(assetFiles, dir, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(p, ".css") || strings.HasPrefix(d.Name(), ".") {
				return err
			}
			set.scripts = set.scripts || dir == "dist" && strings.HasSuffix(p, ".js")
			return set.add(strings.TrimPrefix(p, dir+"/"), p)
		})
		if err != nil {
			return nil, err
		}
	}
	return set, nil
}

func (a *assetSet) add(name string, files ...string) error {
	it := &asset{files: files, contentType: mime.TypeByExtension(path.Ext(name))}
	if it.contentType == "" {
		it.contentType = "application/octet-stream"
	}
	sum := sha256.New()
	var err error
	if it.size, err = it.writeTo(sum); err != nil {
		return err
	}
	// Fonts and pictures are compressed in themselves.
	if slices.Contains([]string{".js", ".css", ".svg", ".json", ".webmanifest"}, path.Ext(name)) {
		it.compressed = sync.OnceValues(it.compress)
	}
	address := "/assets/" + hex.EncodeToString(sum.Sum(nil)[:6]) + "/" + name
	a.byAddress[address] = it
	a.address[name] = address
	return nil
}

// writeTo writes the bytes as they are, without holding them all in memory.
func (a *asset) writeTo(w io.Writer) (n int64, err error) {
	for _, name := range a.files {
		f, err := assetFiles.Open(name)
		if err != nil {
			return n, err
		}
		k, err := io.Copy(w, f)
		f.Close()
		n += k
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

func (a *asset) compress() ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := a.writeTo(z); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return bytes.Clone(b.Bytes()), nil // without the buffer's room to grow
}

// showAsset serves one file, to be kept for ever, compressed for those who ask for that. Only these files are
// compressed: a page holds codes beside what its reader typed, and the length of the two compressed together would
// tell somebody who listens and makes the reader's browser ask again and again what the codes are.
func (s *Server) showAsset(c echo.Context) error {
	a, ok := s.assets.byAddress[c.Request().URL.Path]
	if !ok {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	if a.compressed != nil {
		h.Set(echo.HeaderVary, echo.HeaderAcceptEncoding)
		if takesGzip(c.Request().Header.Values(echo.HeaderAcceptEncoding)) {
			data, err := a.compressed()
			if err != nil {
				return err
			}
			h.Set(echo.HeaderContentEncoding, "gzip")
			h.Set(echo.HeaderContentLength, strconv.Itoa(len(data)))
			return c.Blob(http.StatusOK, a.contentType, data)
		}
	}
	h.Set(echo.HeaderContentType, a.contentType)
	h.Set(echo.HeaderContentLength, strconv.FormatInt(a.size, 10))
	c.Response().WriteHeader(http.StatusOK)
	_, err := a.writeTo(c.Response())
	return err
}

// takesGzip reads Accept-Encoding (RFC 9110, 12.5.3): gzip must be named, or everything by "*", and not with a weight
// of 0. Somebody who sends no such header may take anything, but is most likely a simple tool that decodes nothing.
func takesGzip(accepted []string) bool {
	named, every := -1.0, -1.0
	for _, coding := range strings.Split(strings.Join(accepted, ","), ",") {
		name, parameter, _ := strings.Cut(coding, ";")
		weight := 1.0
		if key, value, ok := strings.Cut(parameter, "="); ok && strings.EqualFold(strings.TrimSpace(key), "q") {
			q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil {
				q = 0
			}
			weight = q
		}
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "gzip", "x-gzip":
			named = max(named, weight)
		case "*":
			every = max(every, weight)
		}
	}
	if named >= 0 {
		return named > 0
	}
	return every > 0
}

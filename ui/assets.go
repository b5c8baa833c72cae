package ui

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

// dist is made by the script build and may be empty; the plain pages serve without it.
//
//go:embed static all:dist
var assetFiles embed.FS

// styleSheets are served as one file, in this order.
var styleSheets = []string{"tokens.css", "base.css", "parts.css", "canvas.css", "rooms.css", "print.css"}

type asset struct {
	data        []byte
	contentType string
}

// assetSet holds every file that pages ask for, each at an address that changes with its content, so that
// browsers may keep it for ever.
type assetSet struct {
	byAddress map[string]asset  // "/assets/HASH/name"
	address   map[string]string // name -> address
	scripts   bool
}

func loadAssets() (*assetSet, error) {
	set := &assetSet{byAddress: map[string]asset{}, address: map[string]string{}}
	var css []byte
	for _, name := range styleSheets {
		b, err := assetFiles.ReadFile("static/" + name)
		if err != nil {
			return nil, err
		}
		css = append(css, b...)
	}
	set.add("app.css", css)
	for _, dir := range []string{"static", "dist"} {
		err := fs.WalkDir(assetFiles, dir, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(p, ".css") || strings.HasPrefix(d.Name(), ".") {
				return err
			}
			b, err := assetFiles.ReadFile(p)
			if err != nil {
				return err
			}
			set.add(strings.TrimPrefix(p, dir+"/"), b)
			set.scripts = set.scripts || dir == "dist" && strings.HasSuffix(p, ".js")
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return set, nil
}

func (a *assetSet) add(name string, data []byte) {
	sum := sha256.Sum256(data)
	address := "/assets/" + hex.EncodeToString(sum[:6]) + "/" + name
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = "application/octet-stream"
	}
	a.byAddress[address] = asset{data, kind}
	a.address[name] = address
}

// showAsset serves one file, to be kept for ever.
func (s *Server) showAsset(c echo.Context) error {
	a, ok := s.assets.byAddress[c.Request().URL.Path]
	if !ok {
		return echo.ErrNotFound
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, a.contentType, a.data)
}

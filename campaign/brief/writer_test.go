package brief

import (
	"bytes"

	goldhtml "github.com/yuin/goldmark/renderer/html"
)

var defaultWriter = goldhtml.DefaultWriter

// plainWriter is the buffer that goldmark's writer asks for.
type plainWriter struct{ *bytes.Buffer }

func (w *plainWriter) Available() int { return w.Buffer.Available() }
func (w *plainWriter) Buffered() int  { return w.Len() }
func (w *plainWriter) Flush() error   { return nil }

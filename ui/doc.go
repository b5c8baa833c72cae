// Package ui is the web application: pages that work before any script has loaded, the JSON interface
// (HTTP version 1) and the event stream, over echo.
//
// Handlers are thin: they read ids from the path, bind a request struct, call the desk or the store, and
// fill a page struct. Who may call a route stands beside it in routes.go and is checked before the
// handler runs. Every text that people see comes from the message catalogue (locales) or from the
// vocabulary's and the pack's own texts.
package ui

// Package sheet reads one YAML file strictly, for people who write such files by hand.
//
// The library of campaigns and the packs of principles are folders of small YAML files that trainers edit.
// Whoever edits them wants to hear everything that is wrong at once, each at its file and line and with a way
// to mend it. So a sheet is read as nodes and not into structs, because only nodes know their lines, and
// mistakes are collected and not returned one by one: a reader that meets one gives nothing for that value
// and goes on.
//
// It is stricter than YAML: a file is UTF-8, at most 1 MiB and one document; a key stands once and is one of
// those expected; there are no anchors and no aliases; and what YAML would quietly turn into a truth value, a
// number or nothing is put in quotes. Only Word, for lists of words and for dates, takes those as written.
//
// The package is pure: it has no clock and writes nothing.
package sheet

// Package campaign is the domain: the vocabulary of fields, the canvases that arrange them, drafts and
// the edits that change them, workshops, groups and people.
//
// It is pure: values and functions, without clock, randomness, database, HTTP or logging, so that the
// same batch over the same state gives the same result in a test, in the server and in ten years.
// Times and fresh ids are handed in by the caller.
package campaign

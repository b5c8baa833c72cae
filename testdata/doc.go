// Package testdata holds drafts for tests, trainers and demonstrations; it has no code of its own.
package testdata

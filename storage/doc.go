// Package storage keeps workshops, people and the logs of drafts in SQLite or PostgreSQL, through gorm.
// It is the only package that knows either.
//
// # Guarantees
//
// A method that changes something has made it durable when it returns nil: SQLite runs with
// synchronous=FULL, PostgreSQL with synchronous_commit=on. A method that returns an error has changed
// nothing, but for one case that no database can decide: the connection to PostgreSQL breaking while a
// commit is under way. Appending the same entry again is then harmless, and ends in campaign.ErrTaken.
//
// What a method has written, every later read sees, from any goroutine.
//
// Errors are *campaign.Error with a sentence for people, campaign.ErrTaken, or the context's error.
// Anything else is internal. errors.go is the only place that reads a driver's error.
//
// After Close every method answers campaign.Unavailable.
//
// # The log
//
// A draft is the fold of its entries. An entry, the field states that it changed and the draft's position
// are written in one transaction, so opening a draft costs the same after ten edits and after ten
// thousand. The keys (draft, seq) and (draft, client, batch) make the database the last arbiter between
// two writers: exactly one wins a seq, and a retry is never written twice.
//
// # Decisions
//
// Group commit. An fsync a batch would limit a room of 300 people to what a laptop's disk can do. On
// SQLite one goroutine takes all that waits while the last commit was running and commits it together;
// nobody is answered before that commit. An entry that loses its race is refused by the first statement
// of its own, before it has written anything, so it does not spoil the others and no savepoint is needed.
// If the database itself fails, the group is rolled back and each entry is tried alone.
//
// What every request asks for (the session, the member, the group's draft, where its log stands) is kept in memory with
// SQLite and forgotten with every change: reading it was a quarter of what an edit cost the server. That is exact, as
// long as one process and one handle write; with PostgreSQL nothing is kept.
//
// One handle writes, with one connection, and a pool reads: SQLite has one writer anyway, and waiting in
// Go is fair and can be cancelled, where waiting for SQLite's lock can time out.
//
// Migrations are plain SQL, numbered and run together in one transaction: a database is at the new version
// or untouched. gormigrate was weighed and left out: it takes no lock against a second instance that starts
// at the same time, refusing a newer schema with its own sentence would be ours to write anyway, and what
// remains is shorter than setting it up.
//
// A backup is an SQLite file with the same schema whichever database it comes from, so there is one format
// to test, it can be looked into with any SQLite tool, and it restores into either. A backup of an earlier
// version is migrated on its way in. pg_dump was left out: it has to be installed, in the right version.
//
// Packs of principles are kept as zips in the database and not beside it, so that a backup holds all that a
// workshop needs to be checked as it was. What a version holds never changes; a workshop that names one keeps it
// from being removed.
//
// Times are text with nine decimals in UTC, not the databases' own types: they read back exactly as they
// went in, on both, where PostgreSQL would round to microseconds.
package storage

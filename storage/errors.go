package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"workbench/campaign"
)

var (
	errClosed   = campaign.Fail(campaign.Unavailable, "", "The workbench is stopping. Try again in a moment.")
	errGone     = campaign.Fail(campaign.Unavailable, "", "The database cannot be reached at the moment. Try again shortly.")
	errBusy     = campaign.Fail(campaign.Unavailable, "", "The database is busy. Try again shortly.")
	errFull     = campaign.Fail(campaign.Unavailable, "", "The disk is full, so nothing more can be saved. Free some space on the computer that runs the workbench; what was not saved is sent again.")
	errReadOnly = campaign.Fail(campaign.Unavailable, "", "The database cannot be written. Make its folder and files writable for the user who runs the workbench.")
	errDisk     = campaign.Fail(campaign.Unavailable, "", "The disk did not take what was written. Check the disk of the computer that runs the workbench.")
	errDamaged  = campaign.Fail(campaign.Unavailable, "", "The database file is damaged or is not a workbench database. Restore a backup.")
	errUnfit    = campaign.Fail(campaign.Invalid, "", "The text holds characters that cannot be stored. Remove control characters and try again.")
	errTwice    = campaign.Fail(campaign.Conflict, "", "It is there already. Read again before changing it.")
)

// missing says that something does not exist, or that the caller may not know of it.
func missing(what string) *campaign.Error {
	return campaign.Fail(campaign.NotFound, "", "There is no "+what+". It may have been removed; go back and choose another.")
}

// translate turns what gorm and the drivers return into what the rest of the program knows. It is the
// only place that reads a driver's error. doing names the step for the log.
func translate(doing string, err error) error {
	var known *campaign.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known), errors.Is(err, campaign.ErrTaken):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	cause := fmt.Errorf("storage: %s: %w", doing, err)
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return missing("such entry").Because(cause)
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return errTwice.Because(cause)
	case errors.Is(err, gorm.ErrForeignKeyViolated):
		return missing("such entry").Because(cause)
	}
	if e := sqliteRefusal(err); e != nil {
		return e.Because(cause)
	}
	if e := postgresRefusal(err); e != nil {
		return e.Because(cause)
	}
	return cause
}

// sqliteCode returns SQLite's extended result code, 0 where err has none.
func sqliteCode(err error) int {
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		return coded.Code()
	}
	return 0
}

// sqliteRefusal says what a result code means for people (https://sqlite.org/rescode.html), nil where it
// is internal. The low byte is the primary code.
func sqliteRefusal(err error) *campaign.Error {
	switch sqliteCode(err) & 0xff {
	case 5, 6: // BUSY, LOCKED
		return errBusy
	case 13: // FULL
		return errFull
	case 3, 8: // PERM, READONLY
		return errReadOnly
	case 10: // IOERR
		return errDisk
	case 14: // CANTOPEN
		return errGone
	case 11, 26: // CORRUPT, NOTADB
		return errDamaged
	}
	return nil
}

// postgresRefusal says what an SQLSTATE (PostgreSQL's appendix A) or a broken connection means for
// people, nil where it is internal.
func postgresRefusal(err error) *campaign.Error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch {
		case pg.Code == "53100":
			return errFull
		case pg.Code == "25006": // read_only_sql_transaction: a standby
			return errReadOnly
		case pg.Code == "22021", pg.Code == "22P05": // not in the repertoire, untranslatable
			return errUnfit
		case strings.HasPrefix(pg.Code, "40"), pg.Code == "55P03": // serialization, deadlock, lock timeout
			return errBusy
		case strings.HasPrefix(pg.Code, "08"), strings.HasPrefix(pg.Code, "53"), strings.HasPrefix(pg.Code, "57P"):
			return errGone
		}
		return nil
	}
	var connect *pgconn.ConnectError
	var network net.Error
	if errors.As(err, &connect) || errors.As(err, &network) || pgconn.SafeToRetry(err) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) {
		return errGone
	}
	return nil
}

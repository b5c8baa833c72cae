package storage

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"workbench/campaign"
)

// postgresDialect is gorm's name for PostgreSQL, and the one in the names of migrations.
const postgresDialect = "postgres"

// postgresConnections bounds the pool of one instance; a small server allows 100 in all.
const postgresConnections = 20

// postgresPlace is where a PostgreSQL database is.
type postgresPlace struct{ config *pgx.ConnConfig }

// openPostgres opens the pool.
func (s *Store) openPostgres(ctx context.Context, dsn string) error {
	scheme, _, _ := strings.Cut(dsn, "://")
	if scheme != "postgres" && scheme != "postgresql" {
		return campaign.Fail(campaign.Invalid, "", "The address given with --db is not understood: "+
			"leave it empty for a database file in the data folder, or write postgres://USER:PASSWORD@HOST/DATABASE.")
	}
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		// Without the cause: it can repeat the password.
		return campaign.Fail(campaign.Invalid, "", "The address given with --db is not a PostgreSQL address: "+
			"write postgres://USER:PASSWORD@HOST/DATABASE, with special characters of the password as %%XX.")
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	if _, set := config.RuntimeParams["application_name"]; !set {
		config.RuntimeParams["application_name"] = "workbench"
	}
	config.RuntimeParams["synchronous_commit"] = "on" // a server may be set to acknowledge early
	s.postgres = &postgresPlace{config: config}

	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(postgresConnections)
	pool.SetMaxIdleConns(postgresConnections)
	if err := pool.PingContext(ctx); err != nil {
		pool.Close()
		return s.openingError(err)
	}
	db, err := gorm.Open(postgres.New(postgres.Config{Conn: pool}), gormConfig())
	if err != nil {
		pool.Close()
		return s.openingError(err)
	}
	s.write, s.read = db, db
	return nil
}

// String names the database for people, without user and password.
func (p *postgresPlace) String() string {
	u := url.URL{Scheme: "postgres", Host: fmt.Sprintf("%s:%d", p.config.Host, p.config.Port), Path: "/" + p.config.Database}
	return u.String()
}

// openingError says why the database cannot be used.
func (p *postgresPlace) openingError(err error) error {
	if campaign.CodeOf(err) != "" || errors.Is(err, context.Canceled) {
		return err
	}
	fail := func(sentence string) error {
		return campaign.Fail(campaign.Unavailable, "", sentence, p).Because(err)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "28P01", "28000":
			return fail("The PostgreSQL server refused to sign in at %s. Check the user and the password given with --db.")
		case "3D000":
			return fail("There is no database at %s. Create it first, or correct the address given with --db.")
		case "42501":
			return fail("The PostgreSQL user may not make tables at %s. Give it that right, or use another one.")
		case "53300":
			return fail("The PostgreSQL server at %s takes no more connections. Close others, or raise its limit.")
		}
	}
	if translated := translate("open", err); campaign.CodeOf(translated) == "" {
		return translated
	}
	return fail("The PostgreSQL server at %s cannot be reached. Check that it is running and that the address given with --db is right.")
}

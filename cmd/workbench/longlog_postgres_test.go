//go:build postgres

package main

import (
	"database/sql"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"workbench/storage"
)

func BenchmarkLongLog_PostgreSQL(b *testing.B) {
	benchmarkLongLog(b, func(b *testing.B) (storage.Config, func() *sql.DB) {
		dsn, _ := schema(b)
		return storage.Config{DSN: dsn}, func() *sql.DB {
			db, err := sql.Open("pgx", dsn)
			if err != nil {
				b.Fatal(err)
			}
			return db
		}
	})
}

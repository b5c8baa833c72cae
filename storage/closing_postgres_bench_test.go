//go:build postgres

package storage

import "testing"

func BenchmarkPostgreSQLCloseWorkshop(b *testing.B) { benchmarkClose(b, newSchema) }

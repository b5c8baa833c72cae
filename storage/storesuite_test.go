package storage

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"workbench/campaign"
)

var storePromises = []promise{
	{"Open_AgainChangesNothing", openAgain},
	{"Open_RefusesANewerSchema", openNewer},
	{"Migrate_FailingStepLeavesNothingBehind", migrateFails},
	{"Mark_IsKept", mark},
	{"IsEmpty_UntilThereIsAWorkshopOrAnAccount", empty},
	{"Ping_PathAndSize", place},
	{"Close_WritesWhatHasBeenHandedIn", closeDrains},
	{"Close_EveryMethodIsUnavailableAfter", closedMethods},
	{"Listen_EndsWithItsContextOrTheStore", listenEnds},
	{"Crash_EveryAcknowledgedBatchIsThereOnce", crash},
}

func openAgain(t *testing.T, fresh fresh) {
	c := fresh(t)
	s := open(t, c)
	must(t, s.Append(ctx, addWorkshop(t, s, 1).Groups[0].DraftID, titled(1, "a", 1, "x")))
	before := dump(t, s)
	version, err := s.SchemaVersion(ctx)
	must(t, err)
	steps, err := readMigrations(migrationFiles, s.write.Name())
	must(t, err)
	if version != newest(steps) || version == 0 {
		t.Errorf("version %d of %d", version, len(steps))
	}
	must(t, s.Close())
	if after := dump(t, open(t, c)); after != before {
		t.Errorf("before %s\nafter  %s", before, after)
	}
}

func openNewer(t *testing.T, fresh fresh) {
	c := fresh(t)
	s := open(t, c)
	must(t, s.write.Exec("INSERT INTO migrations (number, name, applied) VALUES (999, 'later', '')").Error)
	where := s.Path()
	must(t, s.Close())
	_, err := Open(ctx, c)
	wantCode(t, err, campaign.Invalid)
	for _, word := range []string{where, "999", "newer"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
}

func migrateFails(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	before := dump(t, s)
	steps, err := readMigrations(migrationFiles, s.write.Name())
	must(t, err)
	next := newest(steps) + 1
	steps = append(steps,
		migration{Number: next, Name: "good", SQL: "CREATE TABLE half (a TEXT); INSERT INTO half VALUES ('x'); UPDATE meta SET value = 'changed';"},
		migration{Number: next + 1, Name: "bad", SQL: "CREATE TABLE more (a TEXT); INSERT INTO nowhere VALUES (1);"})
	if err := migrate(s.write, steps, "here"); err == nil || !strings.Contains(err.Error(), "bad") {
		t.Fatalf("got %v", err)
	}
	if after := dump(t, s); after != before {
		t.Errorf("before %s\nafter  %s", before, after)
	}
}

func TestReadMigrations_NumbersAscend(t *testing.T) {
	file := func(names ...string) fstest.MapFS {
		fsys := fstest.MapFS{}
		for _, name := range names {
			fsys["migrations/"+name] = &fstest.MapFile{Data: []byte(name)}
		}
		return fsys
	}
	for _, c := range []struct {
		fsys fstest.MapFS
		want []string // nil: refused
	}{
		{file("0001_a.sql", "0002_b.sqlite.sql", "0002_b.postgres.sql"), []string{"0001_a.sql", "0002_b.sqlite.sql"}},
		{file("0001_a.sql", "0003_c.sql"), []string{"0001_a.sql", "0003_c.sql"}},
		{file("0001_a.sql", "0001_b.sql"), nil},
		{file("0001_a.sql", "0002_b.postgres.sql", "0003_c.sql"), nil},
		{file("a.sql"), nil},
	} {
		steps, err := readMigrations(c.fsys, "sqlite")
		var got []string
		for _, s := range steps {
			got = append(got, s.SQL)
		}
		if (err != nil) != (c.want == nil) || err == nil && !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: %v, %v", c.fsys, got, err)
		}
	}
}

func mark(t *testing.T, fresh fresh) {
	c := fresh(t)
	s := open(t, c)
	if marked, err := s.Marked(ctx); marked || err != nil {
		t.Errorf("new database: %v %v", marked, err)
	}
	must(t, s.Mark(ctx))
	must(t, s.Mark(ctx))
	must(t, s.Close())
	if marked, err := open(t, c).Marked(ctx); !marked || err != nil {
		t.Errorf("marked database: %v %v", marked, err)
	}
}

func empty(t *testing.T, fresh fresh) {
	for i, fill := range []func(s *Store) error{
		func(s *Store) error {
			return s.CreateInvite(ctx, campaign.Invite{Hash: "h", Kind: "first"})
		},
		func(s *Store) error { _, err := s.CreateWorkshop(ctx, campaign.Workshop{}); return err },
		func(s *Store) error { _, err := s.CreateAccount(ctx, campaign.Account{Name: "a"}); return err },
	} {
		s := open(t, fresh(t))
		if yes, err := s.IsEmpty(ctx); !yes || err != nil {
			t.Errorf("new: %v %v", yes, err)
		}
		must(t, fill(s))
		if yes, err := s.IsEmpty(ctx); yes != (i == 0) || err != nil {
			t.Errorf("after %d: %v %v", i, yes, err)
		}
	}
}

func place(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	must(t, s.Ping(ctx))
	if s.Path() == "" || strings.Contains(s.Path(), "@") {
		t.Errorf("path %q", s.Path())
	}
	if size, err := s.SizeBytes(ctx); err != nil || size < 4096 {
		t.Errorf("size %d, %v", size, err)
	}
}

func closeDrains(t *testing.T, fresh fresh) {
	const n = 40
	c := fresh(t)
	s := open(t, c)
	w := addWorkshop(t, s, n)
	errs := make([]error, n)
	var started, done sync.WaitGroup
	for i := range n {
		started.Add(1)
		done.Go(func() {
			started.Done()
			errs[i] = s.Append(ctx, w.Groups[i].DraftID, titled(1, "a", 1, "x"))
		})
	}
	started.Wait()
	must(t, s.Close())
	done.Wait()
	s = open(t, c)
	for i, err := range errs {
		_, seq, perr := s.Position(ctx, w.Groups[i].DraftID)
		must(t, perr)
		switch {
		case err == nil && seq == 1:
		case campaign.CodeOf(err) == campaign.Unavailable && seq == 0:
		default:
			t.Errorf("answer %v, seq %d", err, seq)
		}
	}
}

func closedMethods(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	must(t, s.Close())
	must(t, s.Close())
	// Every method with a context and an error, called with zero values, so that a new one is not forgotten.
	v := reflect.ValueOf(s)
	called := 0
	for i := range v.NumMethod() {
		name, m := v.Type().Method(i).Name, v.Method(i)
		last := m.Type().NumOut() - 1
		if name == "Listen" || m.Type().NumIn() == 0 || m.Type().In(0) != reflect.TypeFor[context.Context]() ||
			last < 0 || m.Type().Out(last) != reflect.TypeFor[error]() {
			continue
		}
		args := []reflect.Value{reflect.ValueOf(ctx)}
		for j := 1; j < m.Type().NumIn(); j++ {
			switch m.Type().In(j).Kind() {
			case reflect.String:
				args = append(args, reflect.ValueOf("x").Convert(m.Type().In(j)))
			case reflect.Int, reflect.Int64:
				args = append(args, reflect.ValueOf(1).Convert(m.Type().In(j)))
			default:
				args = append(args, reflect.Zero(m.Type().In(j)))
			}
		}
		if name == "CreateAccount" {
			args[1] = reflect.ValueOf(campaign.Account{Name: "x"})
		}
		err, _ := m.Call(args)[last].Interface().(error)
		if campaign.CodeOf(err) != campaign.Unavailable {
			t.Errorf("%s: %v", name, err)
		}
		called++
	}
	if called < 35 {
		t.Errorf("only %d methods were called", called)
	}
}

func listenEnds(t *testing.T, fresh fresh) {
	s := open(t, fresh(t))
	limited, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Listen(limited, Listener{}); err != nil {
		t.Errorf("cancelled: %v", err)
	}
	ended := make(chan error)
	go func() { ended <- s.Listen(ctx, Listener{}) }()
	must(t, s.Close())
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("closed: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("still listening to a closed store")
	}
}

func TestTranslate_NeverShowsTheDriver(t *testing.T) {
	for _, c := range []struct {
		err  error
		code campaign.Code
	}{
		{coded(5), campaign.Unavailable}, {coded(13), campaign.Unavailable}, {coded(10 | 3<<8), campaign.Unavailable},
		{coded(8 | 1<<8), campaign.Unavailable}, {coded(11), campaign.Unavailable}, {coded(14), campaign.Unavailable}, {coded(1), ""},
		{errClosed, campaign.Unavailable}, {context.Canceled, ""}, {campaign.ErrTaken, ""}, {errors.New("other"), ""},
	} {
		got := translate("do", fmt.Errorf("wrapped: %w", c.err))
		if campaign.CodeOf(got) != c.code || !errors.Is(got, c.err) {
			t.Errorf("%v: %v", c.err, got)
		}
		if c.code != "" && got.Error() != "wrapped: "+c.err.Error() && strings.Contains(got.Error(), "driver") {
			t.Errorf("%v shows the driver: %v", c.err, got)
		}
	}
	if translate("do", nil) != nil {
		t.Error("no error became one")
	}
}

type coded int

func (c coded) Error() string { return fmt.Sprintf("driver text %d", int(c)) }
func (c coded) Code() int     { return int(c) }

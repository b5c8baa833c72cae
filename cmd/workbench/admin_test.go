package main

import (
	"context"
	"io"
	"net/http"
	"testing"
	"time"
)

// resetWhileServing gives an account a new password from the shell while the workbench serves, and demands that
// what was signed in with the old one ends, at once and everywhere.
func resetWhileServing(t *testing.T, at home) {
	const name, password = "Rosa", "six quiet boats"
	create := func(who string) {
		if r := callHere(t, nil, password+"\n", append([]string{"admin", "create", "--name", who}, at...)...); r.code != exitDone {
			t.Fatal(r.err)
		}
	}
	create(name)
	s := serveApart(t, nil, append([]string{"--addr", here}, at...)...)
	create("Ben") // also while it serves
	rosa, ben := signIn(t, s.url, name, password), signIn(t, s.url, "Ben", password)
	room := openRoom(t, rosa, "One")

	// stream follows the workshop and tells its end.
	stream := func(who *client) <-chan time.Time {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/api/v1/workshops/"+room.ID+"/events", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+who.token)
		answer, err := http.DefaultClient.Do(r)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatal(answer, err)
		}
		end := make(chan time.Time, 1)
		go func() {
			io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
			end <- time.Now()
		}()
		return end
	}
	hers, his := stream(rosa), stream(ben)
	if r := callHere(t, nil, "seven quiet boats\n", append([]string{"admin", "reset", "--name", name}, at...)...); r.code != exitDone {
		t.Fatal(r.err)
	}
	began := time.Now()
	patience, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	select {
	case end := <-hers:
		took := end.Sub(began)
		t.Logf("the stream ended %v after the new password", took.Round(time.Millisecond))
		if took > 5*time.Second { // within a second where the machine is not loaded
			t.Errorf("the stream ended after %v", took)
		}
	case <-patience.Done():
		t.Fatal("the stream goes on")
	}
	if status, body, _ := rosa.try(http.MethodGet, "/workshops", nil, nil); status != http.StatusUnauthorized {
		t.Errorf("the old token: %d %s", status, body)
	}
	if status, _, _ := rosa.try(http.MethodPost, "/session", map[string]string{"name": name, "password": password}, nil); status != http.StatusUnauthorized {
		t.Errorf("the old password: %d", status)
	}
	signIn(t, s.url, name, "seven quiet boats").do(t, http.MethodGet, "/workshops", nil, nil)
	ben.do(t, http.MethodGet, "/workshops", nil, nil)
	select {
	case <-his:
		t.Error("somebody else's stream ended too")
	default:
	}
}

func TestAdmin_ANewPasswordEndsWhatTheOldOneOpened(t *testing.T) {
	resetWhileServing(t, home{"--data", t.TempDir()})
}

package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
)

// account is a facilitator's: a token, or a name and a password that give one.
type account struct{ token, name, password string }

func (a account) none() bool { return a.token == "" && a.name == "" }

// readAccount reads the account from a file of one or two lines or, without a file, from the environment.
func readAccount(file string, env func(string) string) (account, error) {
	if file == "" {
		return account{env("WORKBENCH_LOAD_TOKEN"), env("WORKBENCH_LOAD_NAME"), env("WORKBENCH_LOAD_PASSWORD")}, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return account{}, err
	}
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n"), "\n")
	switch {
	case len(lines) == 1 && lines[0] != "":
		return account{token: lines[0]}, nil
	case len(lines) == 2 && lines[0] != "":
		return account{name: lines[0], password: lines[1]}, nil
	}
	return account{}, fmt.Errorf("%s: give a name and a password on two lines, or a token on one", file)
}

// signIn gives the account its token.
func (a *account) signIn(ctx context.Context, caller *http.Client, url string) error {
	if a.token != "" || a.name == "" {
		return nil
	}
	var session struct {
		Token string `json:"token"`
	}
	body := map[string]string{"name": a.name, "password": a.password}
	if err := call(ctx, caller, http.MethodPost, url+"/api/v1/session", "", body, &session); err != nil {
		return fmt.Errorf("signing in: %w", err)
	}
	a.token = session.Token
	return nil
}

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"
)

// client calls HTTP version 1 with a token.
type client struct {
	url, token string
	caller     *http.Client // http.DefaultClient where it is nil
}

func (c *client) http() *http.Client {
	if c.caller != nil {
		return c.caller
	}
	return http.DefaultClient
}

// try sends one request and reads the answer into out, unless out is nil. The status is 0 where no answer came.
func (c *client) try(method, path string, in, out any) (status int, body string, err error) {
	var send io.Reader
	if in != nil {
		data, err := json.Marshal(in)
		if err != nil {
			return 0, "", err
		}
		send = bytes.NewReader(data)
	}
	r, err := http.NewRequest(method, c.url+"/api/v1"+path, send)
	if err != nil {
		return 0, "", err
	}
	r.Header.Set("Content-Type", "application/json")
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	answer, err := c.http().Do(r)
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, "", err // cut off in the middle is no answer
	}
	if out != nil && answer.StatusCode < 300 {
		err = json.Unmarshal(data, out)
	}
	return answer.StatusCode, string(data), err
}

// do sends one request that must succeed.
func (c *client) do(t *testing.T, method, path string, in, out any) {
	t.Helper()
	status, body, err := c.try(method, path, in, out)
	if err != nil || status >= 300 {
		t.Fatalf("%s %s: %d %s %v", method, path, status, body, err)
	}
}

// signIn signs in with a name and password.
func signIn(t *testing.T, url, name, password string) *client {
	t.Helper()
	return (&client{url: url}).signIn(t, name, password)
}

func (c *client) signIn(t *testing.T, name, password string) *client {
	t.Helper()
	var answer struct{ Token string }
	c.do(t, http.MethodPost, "/session", map[string]string{"name": name, "password": password}, &answer)
	c.token = answer.Token
	return c
}

// room is a workshop made over HTTP, as its facilitator sees it.
type room struct {
	*client
	ID       string `json:"id"`
	JoinCode string `json:"join_code"`
	Groups   []struct {
		ID      string `json:"id"`
		Name    string `json:"name"`
		DraftID string `json:"draft_id"`
	} `json:"groups"`
}

// openRoom makes a workshop with the groups.
func openRoom(t *testing.T, facilitator *client, groups ...string) *room {
	t.Helper()
	var named []map[string]string
	for _, g := range groups {
		named = append(named, map[string]string{"name": g})
	}
	r := &room{client: facilitator}
	r.do(t, http.MethodPost, "/workshops", map[string]any{"title": "A room", "canvas": roomCanvas, "language": "en", "groups": named}, r)
	return r
}

// seat is a member at a table.
type seat struct {
	*client
	DraftID string
	name    string
	batch   int
	base    int64
}

// join takes a seat at a table of the room.
func (r *room) join(t *testing.T, group int, name string) *seat {
	t.Helper()
	s := &seat{client: &client{url: r.url, caller: r.caller}, name: name}
	var answer struct {
		Token   string `json:"token"`
		DraftID string `json:"draft_id"`
	}
	s.do(t, http.MethodPost, "/join", map[string]string{"code": r.JoinCode, "group_id": r.Groups[group].ID, "name": name}, &answer)
	s.token, s.DraftID = answer.Token, answer.DraftID
	return s
}

// at is the same seat as it speaks to another address.
func (s *seat) at(url string) *seat {
	other := *s
	other.client = &client{url: url, token: s.token, caller: s.caller}
	return &other
}

// insert is a batch that puts text at the start of a field.
func (s *seat) insert(field, text string) map[string]any {
	s.batch++
	return map[string]any{"client": s.name, "batch": s.batch, "base": s.base, "edits": []map[string]any{
		{"kind": "text", "at": field, "splices": []map[string]any{{"from": 0, "to": 0, "insert": text}}}}}
}

// send sends a batch that must be accepted.
func (s *seat) send(t *testing.T, batch map[string]any) {
	t.Helper()
	var answer struct{ Seq int64 }
	s.do(t, http.MethodPost, fmt.Sprintf("/drafts/%s/edits", s.DraftID), batch, &answer)
	s.base = max(s.base, answer.Seq)
}

package ui_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"
)

// contract is the OpenAPI document as it is served.
var contract = sync.OnceValue(func() obj {
	data, err := os.ReadFile("openapi.yaml")
	if err != nil {
		panic(err)
	}
	var doc obj
	if err := yaml.Unmarshal(data, &doc); err != nil {
		panic(err)
	}
	return doc
})

// dig follows keys through maps; nil where there is nothing.
func dig(node any, keys ...string) any {
	for _, k := range keys {
		m, _ := node.(obj)
		node = m[k]
	}
	return node
}

// resolve follows a $ref.
func resolve(node any) any {
	for {
		ref, ok := dig(node, "$ref").(string)
		if !ok {
			return node
		}
		node = dig(contract(), strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
	}
}

// operation finds the document's operation for a request.
func operation(method, path string) any {
	for template, node := range dig(contract(), "paths").(obj) {
		parts, asked := strings.Split(template, "/"), strings.Split(strings.TrimPrefix(path, "/api/v1"), "/")
		if len(parts) == len(asked) && !slices.ContainsFunc(parts, func(p string) bool { return p == "join" && asked[1] != "join" }) {
			same := true
			for i := range parts {
				same = same && (parts[i] == asked[i] || strings.HasPrefix(parts[i], "{"))
			}
			if op := dig(node, strings.ToLower(method)); same && op != nil {
				return op
			}
		}
	}
	return nil
}

// statuses is which codes stand for which status.
var statuses = map[int][]string{400: {"invalid"}, 401: {"unauthenticated"}, 403: {"forbidden", "locked"}, 404: {"not_found"}, 405: {"invalid"},
	409: {"conflict", "batch_reused"}, 413: {"too_large"}, 429: {"slow_down"}, 503: {"unavailable"}}

// checkAnswer holds an answer of the JSON interface against the document: its status, its kind and all that
// stands in it.
func checkAnswer(t testing.TB, got *answer) {
	t.Helper()
	method, path, _ := strings.Cut(got.asked, " ")
	if !strings.HasPrefix(path, "/api/") {
		return
	}
	kind, _, _ := strings.Cut(got.header.Get("Content-Type"), ";")
	var schema any
	if got.status >= 400 {
		schema = dig(contract(), "components", "schemas", "Error")
		code := regexp.MustCompile(`"code":"([a-z_]+)"`).FindSubmatch(got.body)
		if method != "HEAD" && (code == nil || !slices.Contains(statuses[got.status], string(code[1]))) {
			t.Errorf("%s answered %d with the code %s", got.asked, got.status, code)
		}
		if kind != "application/json" {
			t.Errorf("%s was refused as %s, not as JSON", got.asked, kind)
		}
	} else {
		op := operation(method, path)
		if op == nil {
			if method != "OPTIONS" && method != "HEAD" {
				t.Errorf("%s is not in the document", got.asked)
			}
			return
		}
		response := resolve(dig(op, "responses", fmt.Sprint(got.status)))
		if response == nil {
			t.Errorf("%s: the document has no answer %d", got.asked, got.status)
			return
		}
		content, _ := dig(response, "content").(obj)
		if content == nil && len(got.body) == 0 {
			return
		}
		media, ok := content[kind]
		if !ok {
			t.Errorf("%s: the document has no %s", got.asked, kind)
			return
		}
		schema = dig(media, "schema")
	}
	if schema == nil || method == "HEAD" {
		return
	}
	var value any
	if err := json.Unmarshal(got.body, &value); err != nil {
		t.Errorf("%s: %v: %.300s", got.asked, err, got.body)
		return
	}
	for _, wrong := range mismatches("", schema, value) {
		t.Errorf("%s answered what the document does not have: %s", got.asked, wrong)
	}
}

// mismatches lists where a value is not as a schema says: types, required and undocumented members, const,
// enum, pattern and items.
func mismatches(at string, node, value any) []string {
	schema, _ := resolve(node).(obj)
	var wrong []string
	add := func(format string, args ...any) { wrong = append(wrong, at+" "+fmt.Sprintf(format, args...)) }
	if only, ok := schema["const"]; ok && value != only {
		add("is %v, should be %v", value, only)
	}
	if choices, ok := schema["enum"].([]any); ok && !slices.Contains(choices, value) {
		add("is %v, which is none of %v", value, choices)
	}
	if pattern, ok := schema["pattern"].(string); ok {
		if text, _ := value.(string); !regexp.MustCompile(pattern).MatchString(text) {
			add("%v does not match %s", value, pattern)
		}
	}
	kind := schema["type"]
	if either, ok := kind.([]any); ok { // a type or null
		if kind = either[0]; value == nil && slices.Contains(either, any("null")) {
			return nil
		}
	}
	switch kind {
	case nil:
	case "string":
		if _, ok := value.(string); !ok {
			add("is %v and no string", value)
		}
	case "boolean":
		if _, ok := value.(bool); !ok {
			add("is %v and no boolean", value)
		}
	case "integer":
		if n, ok := value.(float64); !ok || n != float64(int64(n)) {
			add("is %v and no integer", value)
		}
	case "array":
		list, ok := value.([]any)
		if !ok {
			add("is %v and no array", value)
		}
		for i, item := range list {
			wrong = append(wrong, mismatches(fmt.Sprintf("%s[%d]", at, i), schema["items"], item)...)
		}
	case "object":
		object, ok := value.(obj)
		if !ok {
			add("is %v and no object", value)
		}
		required, _ := schema["required"].([]any)
		for _, name := range required {
			if _, ok := object[name.(string)]; !ok {
				add("lacks %s", name)
			}
		}
		properties, _ := schema["properties"].(obj)
		for _, name := range slices.Sorted(maps.Keys(object)) {
			switch known, ok := properties[name]; {
			case ok:
				wrong = append(wrong, mismatches(at+"."+name, known, object[name])...)
			case schema["additionalProperties"] == nil:
				add("has %s", name)
			case schema["additionalProperties"] != true:
				wrong = append(wrong, mismatches(at+"."+name, schema["additionalProperties"], object[name])...)
			}
		}
	default:
		add("has a type that this test does not know: %v", schema["type"])
	}
	return wrong
}

func TestOpenAPI_HasEveryRouteAndNoOther(t *testing.T) {
	a := newApp(t)
	var routes, documented []string
	for _, r := range a.handler.Routes() {
		if method, path, _ := strings.Cut(r, " "); strings.HasPrefix(path, "/api/v1/") {
			routes = append(routes, method+" "+regexp.MustCompile(`:([a-z]+)`).ReplaceAllString(strings.TrimPrefix(path, "/api/v1"), "{$1}"))
		}
	}
	for path, node := range dig(contract(), "paths").(obj) {
		for _, method := range []string{"get", "post", "put", "delete", "patch"} {
			if dig(node, method) != nil {
				documented = append(documented, strings.ToUpper(method)+" "+path)
			}
		}
	}
	slices.Sort(routes)
	slices.Sort(documented)
	if !slices.Equal(routes, documented) {
		t.Errorf("served:\n%s\ndocumented:\n%s", strings.Join(routes, "\n"), strings.Join(documented, "\n"))
	}
}

func TestOpenAPI_EveryReferenceLeadsSomewhere(t *testing.T) {
	var walk func(at string, node any)
	walk = func(at string, node any) {
		switch n := node.(type) {
		case obj:
			if n["$ref"] != nil && resolve(n) == nil {
				t.Errorf("%s refers to nothing: %v", at, n["$ref"])
			}
			for k, v := range n {
				walk(at+"/"+k, v)
			}
		case []any:
			for i, v := range n {
				walk(fmt.Sprint(at, "/", i), v)
			}
		}
	}
	walk("", contract())
}

func TestOpenAPI_IsServedAsItIsInTheSource(t *testing.T) {
	got := newApp(t).call(person{}, "GET", "/api/v1/openapi.yaml", nil).expect(200)
	want, err := os.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if string(got.body) != string(want) {
		t.Error("another document is served than the one in the source")
	}
}

// The checker itself must be able to fail.
func TestOpenAPI_CheckerSeesWhatIsWrong(t *testing.T) {
	error := dig(contract(), "components", "schemas", "Error")
	for _, value := range []string{`{}`, `[]`, `{"error":{"code":"invalid"}}`, `{"error":{"code":"odd","message":"x"}}`,
		`{"error":{"code":"invalid","message":3}}`, `{"error":{"code":"invalid","message":"x","extra":1}}`} {
		var v any
		if err := json.Unmarshal([]byte(value), &v); err != nil {
			t.Fatal(err)
		}
		if len(mismatches("", error, v)) == 0 {
			t.Errorf("%s passes for an error", value)
		}
	}
}

func TestOpenAPI_SaysWhoIsRefused(t *testing.T) {
	for path, node := range dig(contract(), "paths").(obj) {
		for _, method := range []string{"get", "post", "put", "delete"} {
			op := dig(node, method)
			if op == nil {
				continue
			}
			_, open := dig(op, "security").([]any)
			if refused := dig(op, "responses", "401") != nil; !open && !refused {
				t.Errorf("%s %s does not say that a stranger is refused", method, path)
			}
			if dig(op, "summary") == nil {
				t.Errorf("%s %s does not say what it does", method, path)
			}
		}
	}
}

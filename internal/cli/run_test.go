package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// ran runs the command line, and returns what it prints.
func ran(args ...string) (out, errs string, status int) {
	var o, e strings.Builder
	status = Main(args, strings.NewReader(""), &o, &e)
	return o.String(), e.String(), status
}

// TestRunShowsAnything runs calls that say something to terminals, as a transcript
// and as JSON, which the schema describes.
func TestRunShowsAnything(t *testing.T) {
	s := schema(t, "../../docs/schema/run.schema.json")
	t.Chdir(t.TempDir())
	for _, text := range odd {
		payload, err := json.Marshal([]map[string]any{
			{"id": 0, "type": "call", "number": text},
			{"id": 1, "type": "play", "text": text + "{{" + text + "}}"},
			{"id": 2, "type": "digits", "count": 1, "variable": text, "flow": map[string]any{"*": 3}},
			{"id": 3, "type": text, text: text, "flow": map[string]any{text: 9}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("a.json", payload, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, answers := range [][]string{{"--press", "1", "--http", text}, {"--press", "none"}, {"--call", "busy"}, {"--press", "1"}} {
			for _, format := range []string{"text", "json"} {
				out, errs, status := ran(append([]string{"run", "a.json", "--output", format}, answers...)...)
				if status == unusable || out == "" {
					t.Errorf("%q: %s", text, errs)
				}
				if i := strings.IndexFunc(out, func(r rune) bool {
					return r != '\n' && (unicode.IsControl(r) && r != '\t' || unicode.Is(unicode.Bidi_Control, r))
				}); i >= 0 {
					t.Errorf("%q in %s: %q", text, format, out)
				}
				if format == "json" {
					for line := range strings.Lines(out) {
						valid(t, s, line)
					}
				}
			}
		}
	}
}

// TestLive makes requests of a call for real.
func TestLive(t *testing.T) {
	t.Chdir(t.TempDir())
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.String())
		if r.URL.Path != "/1234" {
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer server.Close()
	const script = "param key = \"none\"\ntoken key\ncall 4420\ninput 4 into account\nput \"URL/{{account}}?key=${key}\" { ok { say \"Found.\" }; fail { say \"Not found.\" } }\n"
	if err := os.WriteFile("a.flow", []byte(strings.ReplaceAll(script, "URL", server.URL)), 0o600); err != nil {
		t.Fatal(err)
	}
	type is struct {
		Out, Err string
		Asked    []string
		Status   int
	}
	for _, tt := range []struct {
		args []string
		want is
	}{
		{
			[]string{"--press", "1234"},
			is{"call 4420\npress 1234\nput \"URL/1234?key=*\" -> ok\n// the server said: 200 OK\nhear \"Found.\"\nend\n", "", []string{"PUT /1234?key=hunter2"}, fine},
		},
		{
			[]string{"--press", "99"},
			is{"call 4420\npress 99\nput \"URL/99?key=*\" -> fail\n// the server said: 404 Not Found\nhear \"Not found.\"\nend\n", "", []string{"PUT /99?key=hunter2"}, fine},
		},
		{
			[]string{"--press", "1234", "--timeout", "1ns"},
			is{"call 4420\npress 1234\nput \"URL/1234?key=*\" -> fail\n// the request failed: nobody answered within 1ns\nhear \"Not found.\"\nend\n", "", nil, fine},
		},
	} {
		asked = nil
		out, errs, status := ran(append([]string{"run", "a.flow", "--live", "--set", "key=hunter2", "--quiet"}, tt.args...)...)
		got := is{strings.ReplaceAll(out, server.URL, "URL"), errs, asked, status}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%v: %s", tt.args, diff)
		}
	}
}

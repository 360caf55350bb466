package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestWalkJSON holds what walk writes against its schema, also where texts are odd
// and counts are rounded.
func TestWalkJSON(t *testing.T) {
	s := schema(t, "../../docs/schema/walk.schema.json")
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"lost.json":   `{"flow": [{"id": 1, "type": "digits", "count": 1, "flow": {"1": 77}}]}`,
		"large.flow":  "call 4420\n" + strings.Repeat("get \"https://example.com\" -> next/next\n", 2000) + "end\n",
		"person.flow": "call 4420\nget \"https://example.com/\u202e\" -> next/next\nday: say \"\u202eHello.\"\ninput 1 { 1 -> day; 2 -> end }\nnever: connect 5263\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, more := range []string{"", "--list=3", "--to=never", "--to=day"} {
			if more != "" && !strings.HasPrefix(name, "person") && more != "--list=3" {
				continue
			}
			args := []string{"walk", "-q", name, "--output", "json"}
			if more != "" {
				args = append(args, more)
			}
			var out, failures bytes.Buffer
			if status := Main(args, strings.NewReader(""), &out, &failures); status != fine && more != "--to=never" {
				t.Fatalf("%v: %d %s", args, status, failures.String())
			}
			valid(t, s, out.String())
			if strings.ContainsAny(out.String(), "\u202e\u001b") {
				t.Errorf("%s: a terminal would do what a text says", name)
			}
			var is struct {
				Paths struct{ Exact bool }
				To    *struct{ Reached bool }
			}
			if err := json.Unmarshal(out.Bytes(), &is); err != nil {
				t.Fatal(err)
			}
			if is.Paths.Exact == (name == "large.flow") {
				t.Errorf("%s is counted exactly: %v", name, is.Paths.Exact)
			}
			if is.To != nil && is.To.Reached != (more == "--to=day") {
				t.Errorf("%s reaches: %v", more, is.To.Reached)
			}
		}
	}
}

// TestMutateJSON holds what comes of changes against its schema, also where there is
// nothing to change, and where texts are odd.
func TestMutateJSON(t *testing.T) {
	s := schema(t, "../../docs/schema/mutate.schema.json")
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"some.flow": "call 4420\nsay \"\u202eHello, \u001b[31m.\"\ninput 1 { 1 { connect 1 }; else { connect 2 } }\ntest \"a\" { call 4420; press 1 }\n",
		"all.flow":  "call 4420\ntest \"a\" { call 4420; end }\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		var out, failures bytes.Buffer
		if status := Main([]string{"test", name, "--mutate", "--output", "json"}, strings.NewReader(""), &out, &failures); status == unusable {
			t.Fatalf("%s: %d %s", name, status, failures.String())
		}
		valid(t, s, out.String())
		if strings.ContainsAny(out.String()+failures.String(), "\u202e\u001b") {
			t.Errorf("%s: a terminal would do what a text says", name)
		}
	}
}

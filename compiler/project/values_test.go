package project_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang/diag"
)

// read returns the values of a file with their places, and what is wrong.
func read(t *testing.T, texts ...string) (map[string]string, string) {
	t.Helper()
	values, list := project.Values{}, diag.List{}
	for i, text := range texts {
		name := string(rune('a'+i)) + ".yaml"
		if err := values.Read(project.New(project.Memory{name: text}), name, &list); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]string{}
	for name, v := range values {
		got[name] = v.Value + " at " + chunks.Place(v.Place)
	}
	return got, chunks.Findings(list)
}

// TestValues takes every kind of scalar for the characters that are written.
func TestValues(t *testing.T) {
	type values = map[string]string
	for _, test := range []struct {
		name, text string
		want       values
	}{
		{"plain", "team: sales\nb: two words\n", values{"team": "sales at a.yaml:1:1-5", "b": "two words at a.yaml:2:1-2"}},
		{"numbers", "a: 007\nb: 1_000\nc: 0x10\nd: 1e3\ne: +49\nf: 1.50\ng: .inf\nh: .nan\n", values{
			"a": "007 at a.yaml:1:1-2", "b": "1_000 at a.yaml:2:1-2", "c": "0x10 at a.yaml:3:1-2", "d": "1e3 at a.yaml:4:1-2",
			"e": "+49 at a.yaml:5:1-2", "f": "1.50 at a.yaml:6:1-2", "g": ".inf at a.yaml:7:1-2", "h": ".nan at a.yaml:8:1-2",
		}},
		{"words that mean something", "a: yes\nb: true\nc: null\nd: ~\ne: False\nf: 2030-01-15\ng: 18:30\n", values{
			"a": "yes at a.yaml:1:1-2", "b": "true at a.yaml:2:1-2", "c": "null at a.yaml:3:1-2", "d": "~ at a.yaml:4:1-2",
			"e": "False at a.yaml:5:1-2", "f": "2030-01-15 at a.yaml:6:1-2", "g": "18:30 at a.yaml:7:1-2",
		}},
		{"quotes", "a: \"x\\ty\"\nb: 'it''s'\nc: \"\"\n", values{"a": "x\ty at a.yaml:1:1-2", "b": "it's at a.yaml:2:1-2", "c": " at a.yaml:3:1-2"}},
		{"block text", "a: |\n  one\n  two\nb: >-\n  one\n  two\n", values{"a": "one\ntwo\n at a.yaml:1:1-2", "b": "one two at a.yaml:4:1-2"}},
		{"JSON", "{\"a\": 5, \"b\": \"x\"}\n", values{"a": "5 at a.yaml:1:2-5", "b": "x at a.yaml:1:10-13"}},
		{"one line", "{a: 5}", values{"a": "5 at a.yaml:1:2-3"}},
		{"comments and documents", "# why\n---\na: 5 # five\n---\nb: 6\n", values{"a": "5 at a.yaml:3:1-2", "b": "6 at a.yaml:5:1-2"}},
		{"nothing", "", values{}},
		{"only a comment", "# nothing\n", values{}},
		{"a byte order mark", "\uFEFFa: 5\n", values{"a": "5 at a.yaml:1:4-5"}},
		{"CRLF", "a: 5\r\nb: 6\r\n", values{"a": "5 at a.yaml:1:1-2", "b": "6 at a.yaml:2:1-2"}},
		{"CRLF behind a comment", "# a\r\na: 5 # five\r\nb: |\r\n  one\r\n  two\r\n", values{"a": "5 at a.yaml:2:1-2", "b": "one\ntwo\n at a.yaml:3:1-2"}},
		{"characters of several bytes", "{\"é\": 1}\n", values{}},
	} {
		got, findings := read(t, test.text)
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, d)
		}
		if (findings == "") != (len(test.want) > 0 || !strings.Contains(test.text, "é")) {
			t.Errorf("%s:\n%s", test.name, findings)
		}
	}
}

// TestBadValues checks what is wrong with files of values, and where.
func TestBadValues(t *testing.T) {
	const help = "\n  help: a file of values has a line NAME: VALUE for each parameter\n"
	for _, test := range []struct{ name, text, want string }{
		{"a list", "- 5\n", "a.yaml:1:1-2: error[bad-values]: this is no list of values" + help},
		{"a scalar", "five\n", "a.yaml:1:1-5: error[bad-values]: this is no list of values" + help},
		{"a name that is none", "a-b: 5\n5: 6\n", "a.yaml:1:1-4: error[bad-values]: this is no name of a parameter" + help + "a.yaml:2:1-2: error[bad-values]: this is no name of a parameter" + help},
		{"no value", "a:\nb: 5\n", "a.yaml:1:1-2: error[bad-values]: the value of \"a\" is not a single value" + help},
		{"a list as a value", "a: [1, 2]\nb:\n  c: 1\n", "a.yaml:1:4-5: error[bad-values]: the value of \"a\" is not a single value" + help + "a.yaml:3:4-5: error[bad-values]: the value of \"b\" is not a single value" + help},
		{"an anchor", "a: &x 5\nb: *x\nc: !!str 5\n", "a.yaml:1:4-5: error[bad-values]: the value of \"a\" is not a single value" + help + "a.yaml:2:4-5: error[bad-values]: the value of \"b\" is not a single value" + help + "a.yaml:3:4-9: error[bad-values]: the value of \"c\" is not a single value" + help},
		{"no text at its start", "\x00a: 5\n", "a.yaml:1:1-1: error[bad-values]: this file is not text" + help},
		{"no text", "a: \x00\n", "a.yaml:1:1-1: error[bad-values]: this file is not text" + help},
	} {
		_, findings := read(t, test.text)
		if d := cmp.Diff(test.want, findings); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, d)
		}
	}
	for _, text := range []string{"a: \"x\n", "a: 5\n b: 6\n", "a: 1\na: 2\n", "{a: 5\n"} {
		_, findings := read(t, text)
		if !strings.HasPrefix(findings, "a.yaml:") || !strings.Contains(findings, "error[bad-values]: this is no YAML: ") || strings.Count(findings, "\n") != 2 {
			t.Errorf("%q:\n%s", text, findings)
		}
	}
}

// TestValuesPlaces cuts a file of values off at each place, and takes each of
// its bytes out: whatever is found then stands in the file.
func TestValuesPlaces(t *testing.T) {
	const text = "\uFEFF# é\na: \"é\\t\"\nb: |\n  one\n  two\n\"c\": {d: [1, 'x', &y z, *y, !!str \"q\"]}\r\ne-f: ~\n? g\n: >-\n  h\n---\n- i: \"\"\n"
	for i := range len(text) + 1 {
		for _, broken := range []string{text[:i], text[:i] + text[min(i+1, len(text)):]} {
			values, list := project.Values{}, diag.List{}
			if err := values.Read(project.New(project.Memory{"a.yaml": broken}), "a.yaml", &list); err != nil {
				t.Fatal(err)
			}
			for _, f := range list {
				if f.Place.Start < 0 || f.Place.End < f.Place.Start || int(f.Place.End) > len(broken) {
					t.Errorf("%q: %s at %v", broken, f.Message, f.Place.Span)
				}
			}
			for name, v := range values {
				if at := broken[v.Place.Start:v.Place.End]; !strings.Contains(at, name) {
					t.Errorf("%q: the name %s stands at %q", broken, name, at)
				}
			}
		}
	}
}

// TestTwoFiles lets the later file count.
func TestTwoFiles(t *testing.T) {
	got, findings := read(t, "a: 1\nb: 2\n", "b: 3\nc: 4\n")
	want := map[string]string{"a": "1 at a.yaml:1:1-2", "b": "3 at b.yaml:1:1-2", "c": "4 at b.yaml:2:1-2"}
	if d := cmp.Diff(want, got); d != "" || findings != "" {
		t.Errorf("(-want +got):\n%s%s", d, findings)
	}
}

// TestValuesBounds tries the bounds of a file of values at their edge.
func TestValuesBounds(t *testing.T) {
	const tooLarge = "a.yaml:1:1-1: error[bad-values]: this file is too large, or has too many lines or brackets, for a list of values\n" +
		"  help: a file of values has a line NAME: VALUE for each parameter\n"
	padded := func(size int) string { return "a: 5\n#" + strings.Repeat("x", size-len("a: 5\n#")) }
	brackets := func(n int) string { return "a: \"" + strings.Repeat("[", n/2) + strings.Repeat("{", n-n/2) + "\"\n" }
	for name, test := range map[string]struct {
		text, findings string
		values         int
	}{
		"1 MB":            {padded(1 << 20), "", 1},
		"1 MB and a byte": {padded(1<<20 + 1), tooLarge, 0},
		"10,000 brackets": {brackets(10_000), "", 1},
		"10,001 brackets": {brackets(10_001), tooLarge, 0},
	} {
		got, findings := read(t, test.text)
		if d := cmp.Diff(test.findings, findings); d != "" || len(got) != test.values {
			t.Errorf("%s: %d values (-want +got):\n%s", name, len(got), d)
		}
	}
}

// TestSet takes values from the command line.
func TestSet(t *testing.T) {
	values := project.Values{}
	got := map[string]bool{}
	for _, text := range []string{"a=5", "b=", "c=x=y", "d", "", "=5", "e-f=1", "5=1"} {
		got[text] = values.Set(text)
	}
	want := map[string]bool{"a=5": true, "b=": true, "c=x=y": true, "d": false, "": false, "=5": false, "e-f=1": false, "5=1": false}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	set := map[string]string{}
	for name, v := range values {
		set[name] = v.Value + " at " + chunks.Place(v.Place) + " of " + v.Place.File.Text
	}
	wantSet := map[string]string{"a": "5 at command line:1:7-8 of --set a=5", "b": " at command line:1:7-8 of --set b=", "c": "x=y at command line:1:7-8 of --set c=x=y"}
	if d := cmp.Diff(wantSet, set); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestEnv reads files of variables, of which the last one counts, and the
// environment before all.
func TestEnv(t *testing.T) {
	t.Setenv("FLOWC_TEST_SET", "process")
	t.Setenv("FLOWC_TEST_EMPTY", "")
	p := project.New(project.Memory{
		"a.env": "FLOWC_TEST_SET=file\nFLOWC_TEST_EMPTY=file\nFLOWC_TEST_A=1\nexport FLOWC_TEST_B=\"x y\"\n# FLOWC_TEST_C=1\n \t\n",
		"b.env": "\uFEFFFLOWC_TEST_A=2\r\nFLOWC_TEST_D= a$b #c \\n \nFLOWC_TEST_E='\"x'\nFLOWC_TEST_F=\"\nFLOWC_TEST_G = ",
	})
	env := project.Env{}
	var list diag.List
	for _, name := range []string{"a.env", "b.env"} {
		if err := env.Read(p, name, &list); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]string{}
	for _, letter := range []string{"SET", "EMPTY", "A", "B", "C", "D", "E", "F", "G"} {
		if value, ok := env.Lookup("FLOWC_TEST_" + letter); ok {
			got[letter] = value
		}
	}
	want := map[string]string{"SET": "process", "EMPTY": "file", "A": "2", "B": "x y", "D": `a$b #c \n`, "E": `"x`, "F": `"`, "G": ""}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if d := cmp.Diff("b.env:3:1-18: warning[open-quote]: the value of FLOWC_TEST_E starts with a quote and does not end with it\n"+
		"b.env:4:1-15: warning[open-quote]: the value of FLOWC_TEST_F starts with a quote and does not end with it\n"+
		"b.env:5:1-16: warning[empty-value]: FLOWC_TEST_G is set to nothing\n", shown(list)); d != "" {
		t.Errorf("findings (-want +got):\n%s", d)
	}
}

func shown(list diag.List) string {
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "%s: %s[%s]: %s\n", chunks.Place(f.Place), f.Severity, f.Code, f.Message)
	}
	return b.String()
}

// TestEnvWrong shows nothing of a file that is none of variables.
func TestEnvWrong(t *testing.T) {
	p := project.New(project.Memory{"line.env": "A=1\nsecret-token\n", "name.env": "s3cr-et=1", "bytes.env": "A=\xff"})
	for name, want := range map[string]string{
		"line.env":    "cannot read line.env: line 2 is no NAME=VALUE",
		"name.env":    "cannot read name.env: line 1 is no NAME=VALUE",
		"bytes.env":   "cannot read bytes.env: it is not UTF-8",
		"missing.env": "cannot read missing.env: file does not exist",
	} {
		if err := (project.Env{}).Read(p, name, new(diag.List)); err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestReadValuesMissing can't read a file that is not there.
func TestReadValuesMissing(t *testing.T) {
	err := project.Values{}.Read(project.New(project.Memory{}), "a.yaml", new(diag.List))
	if err == nil || err.Error() != "cannot read a.yaml: file does not exist" {
		t.Error(err)
	}
}

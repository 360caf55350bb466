package cli

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/flowc-lang/flowc/lang/diag"
)

// schema returns a schema of JSON, whose formats count.
func schema(t *testing.T, path string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func valid(t *testing.T, s *jsonschema.Schema, text string) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err == nil {
		err = s.Validate(doc)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

// strictly reads a document that may have nothing that is not in v.
func strictly(t *testing.T, text string, v any) {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		t.Fatalf("there is more than a document:\n%s", text)
	}
}

// readers read and check a report, and return the codes in it.
func readers(t *testing.T) map[string]func(t *testing.T, text string) []string {
	sarif, findings := schema(t, "testdata/sarif-schema-2.1.0.json"), schema(t, "../../docs/schema/findings.schema.json")
	return map[string]func(t *testing.T, text string) []string{
		"text":       func(*testing.T, string) []string { return nil }, // text_test.go is about it
		"json":       func(t *testing.T, text string) []string { return jsonCodes(t, findings, text) },
		"sarif":      func(t *testing.T, text string) []string { return sarifCodes(t, sarif, text) },
		"github":     githubCodes,
		"gitlab":     gitlabCodes,
		"junit":      junitCodes,
		"checkstyle": checkstyleCodes,
		"rdjson":     rdjsonCodes,
	}
}

func jsonCodes(t *testing.T, s *jsonschema.Schema, text string) (codes []string) {
	valid(t, s, text)
	var r struct{ Findings []struct{ Code string } }
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		codes = append(codes, f.Code)
	}
	return codes
}

func sarifCodes(t *testing.T, s *jsonschema.Schema, text string) (codes []string) {
	valid(t, s, text)
	type descriptor struct{ ID string }
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct{ Rules, Notifications []descriptor }
			}
			Invocations []struct {
				ExecutionSuccessful                                        bool
				ToolConfigurationNotifications, ToolExecutionNotifications []struct {
					Descriptor struct {
						ID    string
						Index int
					}
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	in := run.Invocations[0]
	for _, n := range append(in.ToolConfigurationNotifications, in.ToolExecutionNotifications...) {
		if got := run.Tool.Driver.Notifications[n.Descriptor.Index].ID; got != n.Descriptor.ID {
			t.Errorf("the notification %s has the descriptor of %s", n.Descriptor.ID, got)
		}
		codes = append(codes, n.Descriptor.ID)
	}
	if in.ExecutionSuccessful != (len(codes) == 0) {
		t.Errorf("executionSuccessful is %v with %d notifications", in.ExecutionSuccessful, len(codes))
	}
	for _, r := range run.Results {
		if got := run.Tool.Driver.Rules[r.RuleIndex].ID; got != r.RuleID {
			t.Errorf("a result of %s has the rule %s", r.RuleID, got)
		}
		codes = append(codes, r.RuleID)
	}
	return codes
}

// A command of a workflow: what stands behind :: is read as the runner of GitHub
// does.
var githubLine = regexp.MustCompile(`^::(error|warning|notice) ((?:\w+=[^,:\r\n]*)(?:,\w+=[^,:\r\n]*)*)::([^\r\n]*)$`)

var githubNumbers = regexp.MustCompile(`^[1-9][0-9]*$`)

func githubCodes(t *testing.T, text string) (codes []string) {
	if text != "" && !strings.HasSuffix(text, "\n") {
		t.Errorf("the last line does not end: %q", text)
	}
	for line := range strings.Lines(text) {
		m := githubLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			t.Fatalf("no command: %q", line)
		}
		properties := map[string]string{}
		for part := range strings.SplitSeq(m[2], ",") {
			name, value, _ := strings.Cut(part, "=")
			properties[name] = unescaped(t, value)
		}
		if unescaped(t, m[3]) == "" {
			t.Errorf("no message: %q", line)
		}
		codes = append(codes, properties["title"])
		for _, name := range []string{"line", "endLine", "col", "endColumn"} {
			if value, there := properties[name]; there && !githubNumbers.MatchString(value) {
				t.Errorf("%s is %q", name, value)
			}
		}
		if _, there := properties["col"]; there && properties["line"] != properties["endLine"] {
			t.Errorf("columns of several lines: %q", line)
		}
	}
	return codes
}

// unescaped returns a value without the escapes of workflow commands. No other
// percent sign may stand in it.
func unescaped(t *testing.T, s string) string {
	if rest := regexp.MustCompile(`%(25|0D|0A|3A|2C)`).ReplaceAllString(s, ""); strings.Contains(rest, "%") {
		t.Errorf("a percent sign is not escaped: %q", s)
	}
	return strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",").Replace(s)
}

func gitlabCodes(t *testing.T, text string) (codes []string) {
	var issues []struct {
		Description, Fingerprint, Severity string
		Check                              string `json:"check_name"`
		Location                           struct {
			Path  string
			Lines struct{ Begin, End int }
		}
	}
	strictly(t, text, &issues)
	if issues == nil {
		t.Error("no list")
	}
	prints := map[string]bool{}
	for _, i := range issues {
		if i.Description == "" || i.Fingerprint == "" || prints[i.Fingerprint] || i.Location.Path == "" || i.Location.Lines.Begin < 1 || i.Location.Lines.End < i.Location.Lines.Begin {
			t.Errorf("a wrong issue: %+v", i)
		}
		if !strings.Contains("info minor major critical blocker", i.Severity) {
			t.Errorf("a wrong severity: %+v", i)
		}
		prints[i.Fingerprint] = true
		codes = append(codes, i.Check)
	}
	return codes
}

func junitCodes(t *testing.T, text string) (codes []string) {
	type result struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	type counts struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
	}
	var r struct {
		XMLName xml.Name `xml:"testsuites"`
		counts
		Suites []struct {
			counts
			Cases []struct {
				Name    string  `xml:"name,attr"`
				Class   string  `xml:"classname,attr"`
				Error   *result `xml:"error"`
				Failure *result `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(text), &r); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var all counts
	for _, s := range r.Suites {
		var own counts
		for _, c := range s.Cases {
			own.Tests++
			if c.Error != nil {
				own.Errors++
			}
			if c.Failure != nil {
				own.Failures++
			}
			if c.Name == "" || c.Class == "" {
				t.Errorf("a case without a name: %+v", c)
			}
			if code, _, _ := strings.Cut(c.Name, " at "); code != "no findings" {
				codes = append(codes, code)
			}
		}
		if d := cmp.Diff(own, s.counts, cmp.AllowUnexported(counts{})); d != "" {
			t.Error(d)
		}
		all = counts{all.Tests + own.Tests, all.Failures + own.Failures, all.Errors + own.Errors}
	}
	if d := cmp.Diff(all, r.counts); d != "" || all.Tests == 0 {
		t.Errorf("%d tests: %s", all.Tests, d)
	}
	return codes
}

func checkstyleCodes(t *testing.T, text string) (codes []string) {
	var r struct {
		XMLName xml.Name `xml:"checkstyle"`
		Files   []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Severity string `xml:"severity,attr"`
				Message  string `xml:"message,attr"`
				Source   string `xml:"source,attr"`
			} `xml:"error"`
		} `xml:"file"`
	}
	if err := xml.Unmarshal([]byte(text), &r); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	for _, f := range r.Files {
		for _, e := range f.Errors {
			code, ok := strings.CutPrefix(e.Source, "flowc.")
			if !ok || f.Name == "" || e.Message == "" || !strings.Contains("error warning info", e.Severity) {
				t.Errorf("a wrong error: %+v", e)
			}
			codes = append(codes, code)
		}
	}
	return codes
}

// The message DiagnosticResult of reviewdog, as far as it may be used here.
type rdPosition struct{ Line, Column int }

type rdRange struct{ Start, End rdPosition }

type rdLocation struct {
	Path  string
	Range *rdRange
}

func rdjsonCodes(t *testing.T, text string) (codes []string) {
	var r struct {
		Source      struct{ Name, URL string }
		Diagnostics []struct {
			Message, Severity string
			Location          rdLocation
			Code              struct{ Value, URL string }
			Suggestions       []struct {
				Range rdRange
				Text  string
			}
			RelatedLocations []struct {
				Message  string
				Location rdLocation
			}
		}
	}
	strictly(t, text, &r)
	for _, d := range r.Diagnostics {
		if d.Message == "" || d.Location.Path == "" || !strings.Contains("ERROR WARNING INFO", d.Severity) {
			t.Errorf("a wrong diagnostic: %+v", d)
		}
		if at := d.Location.Range; at != nil && (at.Start.Line < 1 || at.Start.Column < 1 || at.End.Line < at.Start.Line) {
			t.Errorf("a wrong range: %+v", d)
		}
		codes = append(codes, d.Code.Value)
	}
	return codes
}

// matrix is what may become of a run.
var matrix = []struct {
	name, args string
	codes      []string // in the order of the run
	status     int
}{
	{"no findings", "check good.flow", nil, 0},
	{"syntax errors", "check bad.flow", []string{"syntax", "unknown-statement"}, 1},
	{"fixes and other places", "check many.flow", []string{"duplicate-label", "syntax", "undefined-label"}, 1},
	{"only warnings", "check warn.flow", []string{"unused-step"}, 0},
	{"a payload", "check payload.json", []string{"missing-field", "missing-field", "unknown-field", "unknown-field"}, 1},
	{"a missing file", "check good.flow nosuch.flow", []string{"cannot-read"}, 2},
	{"a missing file beside another's mistake", "check bad.flow nosuch.flow", []string{"cannot-read", "syntax", "unknown-statement"}, 2},
	{"binary input", "check binary.flow", []string{"syntax"}, 1},
	{"an odd name", "check a,b%:ü\u202e.flow", []string{"syntax"}, 1},
	{"an unknown flag", "check --bogus good.flow", []string{"wrong-use"}, 2},
	{"an unknown flag in front", "--bogus check good.flow", []string{"wrong-use"}, 2},
	{"an unknown value of a flag", "check --api v3 good.flow", []string{"wrong-use"}, 2},
	{"a value of the wrong kind", "check --max-findings many good.flow", []string{"wrong-use"}, 2},
	{"a flag without its value", "check good.flow --api", []string{"wrong-use"}, 2},
	{"an unknown command", "chekc good.flow", []string{"wrong-use"}, 2},
	{"no arguments", "check", []string{"wrong-use"}, 2},
	{"a bad value", "check good.flow --set x", []string{"wrong-use"}, 2},
	{"quiet", "check -q --max-findings 1 bad.flow", []string{"syntax", "unknown-statement"}, 1},
	{"a build", "build bad.flow -o out.json", []string{"syntax", "unknown-statement"}, 1},
	{"a layout", "fmt -w bad.flow", []string{"syntax"}, 1},
	{"no payload", "decompile bad.json -o out.flow", []string{"bad-json"}, 1},
	{"a baseline that is missing", "check good.flow --baseline nosuch.json", []string{"cannot-read"}, 2},
	{"standard output in use", "build good.flow", []string{"wrong-use"}, 2},
	{"standard output in use by help", "explain nosuch", []string{"wrong-use"}, 2},
}

var matrixFiles = map[string]string{
	"good.flow":    "cloud \"dev\"\ncall 4420\n",
	"bad.flow":     "cloud \"dev\"\nsay “🎉 é” \"x\nsya \"e\u0301\t\x1b\"\n",
	"many.flow":    "cloud \"dev\"\nagent: say \"Hi.\"\nagent: say “🎉\té”\n-> nowhere\n",
	"warn.flow":    "cloud \"dev\"\ncall 4420\nstep idle() -> done {\n  say \"x\"\n  -> done\n}\n",
	"binary.flow":  "\xff\xfe\x00say",
	"payload.json": `{"cloud_id": "dev", "record": false, "flow": [{"id": 0, "type": "call", "number": "4420", "next": 7, "nxt": 1}]}`,
	"bad.json":     "{\"flow\": [",

	"a,b%:ü\u202e.flow": "cloud \"dev\"\nsay “x”\n",
}

// TestEveryFormatOnEveryPath checks that each format is valid whatever becomes
// of a run, that all formats say the same, on standard output and in a file, and
// that what is listed is all that is written.
func TestEveryFormatOnEveryPath(t *testing.T) {
	all := readers(t)
	t.Chdir(t.TempDir())
	for _, format := range diag.Formats {
		read := all[format.Name]
		if read == nil {
			t.Fatalf("nothing reads %s", format.Name)
		}
		for _, c := range matrix {
			t.Run(format.Name+"/"+c.name, func(t *testing.T) {
				for name, text := range matrixFiles {
					if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				run := func(spec string) (out, err string) {
					var stdout, stderr bytes.Buffer
					args := append(strings.Fields(c.args), "--output", spec)
					if c.name == "a flag without its value" {
						args = append([]string{"check", "--output", spec}, strings.Fields(c.args)[1:]...)
					}
					if status := Main(args, strings.NewReader(""), &stdout, &stderr); status != c.status {
						t.Errorf("exit status %d, not %d", status, c.status)
					}
					return stdout.String(), stderr.String()
				}
				out, err := run(format.Name + ":-")
				if got := read(t, out); err != "" || format.Machine && cmp.Diff(c.codes, got) != "" {
					t.Errorf("%s\n%s", cmp.Diff(c.codes, got), err)
				}
				if strings.HasPrefix(c.name, "standard output") {
					return
				}
				os.Remove("report")
				out, err = run(format.Name + ":report")
				text, failure := os.ReadFile("report")
				if failure != nil {
					t.Fatal(failure)
				}
				if got := read(t, string(text)); out+err != "" || format.Machine && cmp.Diff(c.codes, got) != "" {
					t.Errorf("%s\n%s%s", cmp.Diff(c.codes, got), out, err)
				}
				if left, _ := filepath.Glob(".flowc-*"); left != nil {
					t.Errorf("left behind: %s", left)
				}
			})
		}
	}
}

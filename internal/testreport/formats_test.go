package testreport_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/testreport"
	"github.com/flowc-lang/flowc/lang/diag"
)

// hostile is a script whose words mean something to formats.
const hostile = `call 4420
say "<b>]]> & \" # % , : \u{1}\u{202E} {{x}} -->"
input 1 {
  1 { say "One." }
  else { say "Else." }
}
get "https://example.com/?a=<&>" {
  ok { say "Fine." }
  "]]>\"&" { say "Odd." }
}
test "passes # <&>]]> \\ \u{1}" { call 4420; press 1; get "*" -> ok; end }
test "fails, 100%: \" \u{202E}" { call 4421; hear "]]>&<x>\nthere"; press 2; get "*" -> "]]>" }
test "empty" { }
`

// Names of files, one of which is not run.
const (
	odd   = `a <&> "b" #1.flow`
	wrong = "wrong.flow"
)

// run runs the tests of the hostile script and of one with a mistake.
func run(t *testing.T) (*testreport.Report, *testreport.Coverage) {
	t.Helper()
	files := project.New(project.Memory{odd: hostile, wrong: "call 4420\nsay \"x\" \"y\"\ntest \"not run\" { call 4420 }\n"})
	r := &testreport.Report{Verbose: true}
	cover := flowtest.NewCoverage()
	for _, name := range []string{odd, wrong} {
		s, err := flowtest.Load(context.Background(), files, name, compiler.Options{Library: true})
		if err != nil {
			t.Fatal(err)
		}
		script := testreport.Script{Name: name}
		for _, f := range s.Findings {
			if f.Severity == diag.Error {
				script.Errors = append(script.Errors, f)
			}
		}
		if s.Flow != nil {
			cover.Add(s.Flow)
		}
		flowtest.Run(s.Tests, func(i int, result *flowtest.Result) {
			test := testreport.Test{Name: s.Tests[i].Name(), Place: s.Tests[i].Named(), NotRun: result == nil}
			if result != nil {
				cover.Count(result)
				test.Transcript = result.Transcript()
				test.Failures = result.Failures
			}
			script.Tests = append(script.Tests, test)
		})
		r.Scripts = append(r.Scripts, script)
	}
	return r, &testreport.Coverage{Files: cover.Files()}
}

// An element says what an element of XML has: attributes that must be there, others
// that may, and what may stand in it.
type element struct{ must, may, kids []string }

func words(text string) []string { return strings.Fields(text) }

// What Jenkins reads: junit-10.xsd of its xunit plugin.
var junit = map[string]element{
	"testsuites": {nil, words("name time tests failures errors"), words("testsuite")},
	"testsuite":  {words("name tests failures errors"), words("time skipped timestamp hostname id package file"), words("testsuite properties testcase system-out system-err")},
	"testcase":   {words("name"), words("time classname group"), words("skipped error failure system-out system-err")},
	"failure":    {nil, words("type message"), nil},
	"error":      {nil, words("type message"), nil},
	"skipped":    {nil, words("type message"), nil},
	"system-out": {},
}

// What coverage-04.dtd of Cobertura says.
var cobertura = map[string]element{
	"coverage": {words("line-rate branch-rate lines-covered lines-valid branches-covered branches-valid complexity version timestamp"), nil, words("sources packages")},
	"sources":  {nil, nil, words("source")},
	"source":   {},
	"packages": {nil, nil, words("package")},
	"package":  {words("name line-rate branch-rate complexity"), nil, words("classes")},
	"classes":  {nil, nil, words("class")},
	"class":    {words("name filename line-rate branch-rate complexity"), nil, words("methods lines")},
	"methods":  {nil, nil, words("method")},
	"lines":    {nil, nil, words("line")},
	"line":     {words("number hits"), words("branch condition-coverage"), words("conditions")},
}

// conforms holds a document against what its elements may have, and returns how many
// there are of each.
func conforms(t *testing.T, text string, elements map[string]element) map[string]int {
	t.Helper()
	counts := map[string]int{}
	var open []string
	for dec := xml.NewDecoder(strings.NewReader(text)); ; {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return counts
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			name := tok.Name.Local
			e, known := elements[name]
			if !known || len(open) > 0 && !slices.Contains(elements[open[len(open)-1]].kids, name) {
				t.Errorf("%s may not stand in %v", name, open)
			}
			var has []string
			for _, a := range tok.Attr {
				if has = append(has, a.Name.Local); !slices.Contains(e.must, a.Name.Local) && !slices.Contains(e.may, a.Name.Local) {
					t.Errorf("%s may not have %s", name, a.Name.Local)
				}
			}
			for _, must := range e.must {
				if !slices.Contains(has, must) {
					t.Errorf("%s must have %s", name, must)
				}
			}
			counts[name]++
			open = append(open, name)
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

func TestJUnit(t *testing.T) {
	r, _ := run(t)
	got := conforms(t, r.JUnit(), junit)
	want := map[string]int{"testsuites": 1, "testsuite": 2, "testcase": 5, "failure": 4, "error": 1, "skipped": 1, "system-out": 2}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("elements (-want +got):\n%s%s", d, r.JUnit())
	}
}

func TestCobertura(t *testing.T) {
	_, c := run(t)
	got := conforms(t, c.Cobertura(), cobertura)
	want := map[string]int{"coverage": 1, "sources": 1, "source": 1, "packages": 1, "package": 1, "classes": 1, "class": 1, "methods": 1, "lines": 1, "line": 8}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("elements (-want +got):\n%s%s", d, c.Cobertura())
	}
}

// TestJSON holds both documents against their schemas.
func TestJSON(t *testing.T) {
	r, c := run(t)
	for name, text := range map[string]string{"tests": r.JSON(), "coverage": c.JSON()} {
		schema, err := jsonschema.NewCompiler().Compile("../../docs/schema/" + name + ".schema.json")
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err == nil {
			err = schema.Validate(doc)
		}
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
	var told struct{ Passed, Failed, NotRun int }
	if err := json.Unmarshal([]byte(r.JSON()), &told); err != nil || told != struct{ Passed, Failed, NotRun int }{1, 2, 1} {
		t.Errorf("%v: %+v", err, told)
	}
}

var tapLine = regexp.MustCompile(`^(not ok|ok) (\d+) - (?:[^#\\]|\\[#\\])*(?: # SKIP .*)?$`)

// TestTAP reads the lines as consumers of TAP 14 do.
func TestTAP(t *testing.T) {
	r, _ := run(t)
	lines := strings.Split(strings.TrimSuffix(r.TAP(), "\n"), "\n")
	if d := cmp.Diff([]string{"TAP version 14", "1..5"}, lines[:2]); d != "" {
		t.Fatal(d)
	}
	var got []string
	inside := false
	for _, line := range lines[2:] {
		switch m := tapLine.FindStringSubmatch(line); {
		case line == "  ---":
			inside = true
		case line == "  ...":
			inside = false
		case inside && strings.HasPrefix(line, "  "):
		case !inside && m != nil && m[2] == strconv.Itoa(len(got)+1):
			got = append(got, m[1])
		default:
			t.Errorf("this is no TAP: %s", line)
		}
	}
	if d := cmp.Diff([]string{"ok", "not ok", "not ok", "not ok", "ok"}, got); d != "" {
		t.Errorf("(-want +got):\n%s\n%s", d, r.TAP())
	}
}

func TestGitHub(t *testing.T) {
	r, _ := run(t)
	line := regexp.MustCompile(`^::error file=[^:,]*,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[a-z-]+::.+$`)
	lines := strings.Split(strings.TrimSuffix(r.GitHub(), "\n"), "\n")
	for _, l := range lines {
		if !line.MatchString(l) {
			t.Errorf("this is no annotation: %s", l)
		}
	}
	if len(lines) != 5 {
		t.Errorf("there are %d annotations:\n%s", len(lines), r.GitHub())
	}
}

// TestGenhtml has genhtml read a tracefile, where it is there, with the counts that
// the file itself has.
func TestGenhtml(t *testing.T) {
	_, c := run(t)
	text := c.LCOV()
	const want = "TN:\nSF:a <&> \"b\" #1.flow\nBRDA:4,2,0,1\nBRDA:5,2,1,1\nBRDA:8,5,0,1\nBRDA:9,5,1,0\nBRF:4\nBRH:3\n" +
		"DA:1,2\nDA:2,2\nDA:3,2\nDA:4,1\nDA:5,1\nDA:7,1\nDA:8,1\nDA:9,0\nLF:8\nLH:7\nend_of_record\n"
	if d := cmp.Diff(want, text); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	program, err := exec.LookPath("genhtml")
	if err != nil {
		if os.Getenv("TESTS_ALL") != "" {
			t.Fatal(err)
		}
		t.Skip("genhtml is not there")
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "a.flow") // genhtml makes folders of names
	if err := errors.Join(os.WriteFile(name, []byte(hostile), 0o600), os.WriteFile(filepath.Join(dir, "c.info"), []byte(strings.ReplaceAll(text, odd, name)), 0o600)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--branch-coverage", "-o", filepath.Join(dir, "html"), filepath.Join(dir, "c.info"))
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"lines......: 87.5% (7 of 8 lines)", "branches...: 75.0% (3 of 4 branches)"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("genhtml does not say %s:\n%s", want, out)
		}
	}
}

// TestHTML looks for words of the script that are not escaped.
func TestHTML(t *testing.T) {
	_, c := run(t)
	page := c.HTML()
	for _, raw := range []string{"<b>", "<&>", "\u202e"} {
		if strings.Contains(page, raw) {
			t.Errorf("the page has %q", raw)
		}
	}
	if n := strings.Count(page, `class="missed"`); n != 1 {
		t.Errorf("%d lines are missed:\n%s", n, page)
	}
}

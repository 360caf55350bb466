package testreport_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// reader skips a test whose reader is not there; readers/install-ci.sh installs all.
func reader(t *testing.T, program string, args ...string) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = "readers"
	if out, err := cmd.CombinedOutput(); err != nil {
		if os.Getenv("TESTS_ALL") != "" {
			t.Fatalf("%s: %v\n%s", program, err, out)
		}
		t.Skipf("the reader in %s is not there", program)
	}
}

// read has a script of a reader read a text, and decodes what it prints.
func read(t *testing.T, text string, v any, program string, args ...string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "text.xml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, append(args, name)...)
	cmd.Dir, cmd.Stderr = "readers", os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, v); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// debianPython is the one that has the packages of Debian.
const debianPython = "/usr/bin/python3"

const junitScript = `import json, sys, junitparser
suites = junitparser.JUnitXml.fromfile(sys.argv[1])
print(json.dumps({"Suites": [{
    "Name": s.name, "Counts": [s.tests, s.failures, s.errors, s.skipped],
    "Cases": [{"Name": c.name, "Class": c.classname, "Results": [type(r).__name__ + " " + (r.type or r.message) for r in c.result],
               "Out": len((c.system_out or "").splitlines())} for c in s],
} for s in suites]}))
`

// TestJUnitparser has junitparser read a report.
func TestJUnitparser(t *testing.T) {
	type testCase struct {
		Name, Class string
		Results     []string
		Out         int // lines
	}
	type suite struct {
		Name   string
		Counts [4]int // tests, failures, errors, skipped
		Cases  []testCase
	}
	reader(t, debianPython, "-c", "import junitparser")
	r, _ := run(t)
	var got struct{ Suites []suite }
	read(t, r.JUnit(), &got, debianPython, "-c", junitScript)
	want := []suite{
		{odd, [4]int{3, 2, 0, 0}, []testCase{
			{"passes # <&>]]> \\ \uFFFD", odd, []string{}, 7},
			{"fails, 100%: \" \uFFFD", odd, []string{"Failure other-value", "Failure not-heard", "Failure no-branch"}, 4},
			{"empty", odd, []string{"Failure empty-test"}, 0},
		}},
		{wrong, [4]int{2, 0, 1, 1}, []testCase{
			{"compiles", wrong, []string{"Error syntax"}, 0},
			{"not run", wrong, []string{"Skipped the script has errors"}, 0},
		}},
	}
	if d := cmp.Diff(want, got.Suites); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

const coberturaScript = `require("cobertura-parse").parseFile(process.argv[1], (err, files) => {
  if (err) throw err
  console.log(JSON.stringify(files))
})`

// TestCoberturaParse has cobertura-parse read a coverage.
func TestCoberturaParse(t *testing.T) {
	type share struct{ Found, Hit int }
	type file struct {
		Title, File     string
		Lines, Branches share
	}
	reader(t, "node", "-e", `require("cobertura-parse")`)
	_, c := run(t)
	var got []file
	read(t, c.Cobertura(), &got, "node", "-e", coberturaScript)
	want := []file{{odd, odd, share{8, 7}, share{4, 3}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// Package examples_test builds, checks and formats every example, and runs
// what the documentation shows.
package examples_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/cli"
)

// flowc runs the command line.
func flowc(args ...string) (out, findings string, status int) {
	var stdout, stderr bytes.Buffer
	status = cli.Main(args, strings.NewReader(""), &stdout, &stderr)
	return stdout.String(), stderr.String(), status
}

// quiet runs the command line where nothing may be wrong.
func quiet(t *testing.T, args ...string) string {
	t.Helper()
	out, findings, status := flowc(args...)
	if status != 0 || findings != "" {
		t.Errorf("flowc %s: exit status %d\n%s", strings.Join(args, " "), status, findings)
	}
	return out
}

func save(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func glob(t *testing.T, patterns ...string) (paths []string) {
	t.Helper()
	for _, p := range patterns {
		found, err := filepath.Glob(p)
		if err != nil || len(found) == 0 {
			t.Fatalf("nothing matches %s: %v", p, err)
		}
		paths = append(paths, found...)
	}
	return paths
}

// calls are scripts that are no tests.
func calls(t *testing.T, patterns ...string) []string {
	t.Helper()
	return slices.DeleteFunc(glob(t, patterns...), func(path string) bool { return strings.HasSuffix(path, "_test.flow") })
}

// TestTests checks that the tests of the examples pass, take all of their branches,
// and notice each small change.
func TestTests(t *testing.T) {
	for _, args := range [][]string{{"test", "--cover-min", "100", "."}, {"test", "--mutate", "."}} {
		quiet(t, args...)
	}
}

func TestExamples(t *testing.T) {
	for _, path := range glob(t, "*.flow", "*/*.flow") {
		t.Run(path, func(t *testing.T) {
			quiet(t, "check", path)
			quiet(t, "fmt", "--check", path)
			if filepath.Dir(path) != "lib" && !strings.HasSuffix(path, "_test.flow") {
				quiet(t, "build", path)
			}
		})
	}
}

// All examples build at once, as the README says.
func TestExamplesBuildIntoOneFolder(t *testing.T) {
	dir := t.TempDir()
	quiet(t, append([]string{"build", "-o", dir}, glob(t, "*.flow")...)...)
	for _, path := range calls(t, "*.flow") {
		want := quiet(t, "build", path)
		got, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(path, ".flow")+".json"))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, string(got)); d != "" {
			t.Errorf("%s (-printed +written)\n%s", path, d)
		}
	}
}

// Folders are checked with all that is in them: payloads that were built, values,
// and the sample of the API's page, which is not as it should be.
func TestFoldersAreChecked(t *testing.T) {
	dir := t.TempDir()
	quiet(t, append([]string{"build", "-o", dir}, glob(t, "*.flow")...)...)
	save(t, filepath.Join(dir, "flowc.yaml"), reserved+"  unspoken-key: off # which a menu means, and a payload can't say so\n")
	quiet(t, "check", dir, "lib", "reuse")
	_, findings, status := flowc("check", ".")
	if _, sample, _ := flowc("check", "payloads/sample-v2.json"); status != 0 || findings != sample {
		t.Errorf("exit status %d, and\n%s", status, findings)
	}
}

// The examples that share a library build for every environment, and hold the
// values of that environment and of no other.
func TestEnvironments(t *testing.T) {
	services := map[string]string{
		"values/staging.yaml":    "https://staging.northwind.example.com/",
		"values/production.yaml": "https://api.northwind.example.com/",
	}
	for _, script := range []string{"payment_reminder.flow", "card_alert.flow"} {
		for _, values := range glob(t, "values/*.yaml") {
			payload := quiet(t, "build", script, "--values", values)
			for other, service := range services {
				if want, got := other == values, strings.Contains(payload, service); got != want {
					t.Errorf("%s with %s: payload holds %s: %v, want %v", script, values, service, got, want)
				}
			}
		}
	}
}

// A call with reuse is the same call as without.
func TestReuseBuildsTheSame(t *testing.T) {
	without, with := quiet(t, "build", "reuse/without.flow"), quiet(t, "build", "reuse/with.flow")
	if d := cmp.Diff(without, with); d != "" {
		t.Errorf("the payloads differ (-without +with)\n%s", d)
	}
}

package examples_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/check"
)

// A documented is a line of docs/findings.md.
type documented struct {
	code, severity, example string
}

var findingLine = regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| (error|warning) \\| .* \\| (.*) \\|$")

func documentedFindings(t *testing.T) (list []documented) {
	t.Helper()
	text, err := os.ReadFile("../docs/findings.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range findingLine.FindAllStringSubmatch(string(text), -1) {
		list = append(list, documented{m[1], m[2], m[3]})
	}
	return list
}

var (
	code     = regexp.MustCompile("`([^`]+)`")
	fileName = regexp.MustCompile(`^(\w+\.\w+): (.*)$`)
)

// Each example of docs/findings.md has the finding that it stands for.
func TestFindingsAreDocumented(t *testing.T) {
	for _, d := range documentedFindings(t) {
		t.Run(d.code, func(t *testing.T) {
			dir := t.TempDir()
			save(t, filepath.Join(dir, "script.flow"), generated[d.code])
			args, target := []string{"check"}, "script.flow"
			for _, m := range code.FindAllStringSubmatch(d.example, -1) {
				if command, ok := strings.CutPrefix(m[1], "flowc "); ok {
					args = strings.Fields(command)
				} else if file := fileName.FindStringSubmatch(m[1]); file != nil {
					save(t, filepath.Join(dir, file[1]), file[2]+"\n")
					if file[1] == "payload.json" {
						target = file[1]
					}
				} else {
					save(t, filepath.Join(dir, "script.flow"), strings.ReplaceAll(m[1], "; ", "\n")+"\n")
				}
			}
			t.Chdir(dir)
			_, findings, _ := flowc(append(args, target)...)
			if want := fmt.Sprintf("%s[%s]: ", d.severity, d.code); !strings.Contains(findings, want) {
				t.Errorf("want %s\ngot %s", want, findings)
			}
		})
	}
}

// Scripts that are too long for a table.
var generated = map[string]string{
	"too-deep": deep(102),
	"too-long": long(8),
}

func deep(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "step s%d() { s%d }\n", i, i+1)
	}
	fmt.Fprintf(&b, "step s%d() { say \"Hello.\" }\ns0\n", n)
	return b.String()
}

func long(n int) string {
	var b strings.Builder
	b.WriteString("let a0 = \"Hello.\"\n")
	for i := range n {
		fmt.Fprintf(&b, "let a%d = \"%s\"\n", i+1, strings.Repeat(fmt.Sprintf("${a%d}", i), 8))
	}
	fmt.Fprintf(&b, "say a%d\n", n)
	return b.String()
}

var findingCode = regexp.MustCompile(`(?m): (?:error|warning)\[([a-z-]+)\]: `)

// Every code that a check has, and every one in the corpus, is documented.
func TestNoFindingIsUndocumented(t *testing.T) {
	var known []string
	for _, d := range documentedFindings(t) {
		known = append(known, d.code)
	}
	var codes []string
	for _, c := range check.Checks {
		codes = append(codes, c.Codes...)
	}
	reports, err := filepath.Glob("../golden/*/findings.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range reports {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range findingCode.FindAllStringSubmatch(string(text), -1) {
			codes = append(codes, m[1])
		}
	}
	slices.Sort(codes)
	codes = slices.DeleteFunc(slices.Compact(codes), func(c string) bool { return slices.Contains(known, c) })
	if d := cmp.Diff([]string(nil), codes, equateEmpty); d != "" {
		t.Errorf("docs/findings.md does not name these (-none +code)\n%s", d)
	}
}

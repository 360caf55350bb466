package testreport

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
)

// In TAP, a hash starts a directive.
var tapEscape = strings.NewReplacer(`\`, `\\`, "#", `\#`, "\n", " ")

// TAP returns the report as testanything.org describes it. What is wrong with a
// script is a test of it that fails.
func (r *Report) TAP() string {
	var b strings.Builder
	n := 0
	point := func(ok bool, name, directive string, failures diag.List) {
		n++
		result := "ok"
		if !ok {
			result = "not ok"
		}
		fmt.Fprintf(&b, "%s %d - %s%s\n", result, n, tapEscape.Replace(r.shown(name)), directive)
		if len(failures) == 0 {
			return
		}
		b.WriteString("  ---\n  failures:\n")
		for _, f := range failures {
			fmt.Fprintf(&b, "    - at: %s\n      code: %s\n      message: %s\n", r.yaml(where(f.Place)), f.Code.Name, r.yaml(f.Message))
			if f.Help != "" {
				fmt.Fprintf(&b, "      help: %s\n", r.yaml(f.Help))
			}
		}
		b.WriteString("  ...\n")
	}
	for i := range r.Scripts {
		s := &r.Scripts[i]
		if len(s.Errors) > 0 {
			point(false, s.Name+": compiles", "", s.Errors)
		}
		for k := range s.Tests {
			t := &s.Tests[k]
			directive := ""
			if t.NotRun {
				directive = " # SKIP the script has errors"
			}
			point(len(t.Failures) == 0, t.Place.File.Name+": "+t.Name, directive, t.Failures)
		}
	}
	return fmt.Sprintf("TAP version 14\n1..%d\n", n) + b.String()
}

// yaml returns a text as YAML says it: JSON is YAML.
func (r *Report) yaml(text string) string {
	return strings.TrimSpace(encoded(r.shown(text)))
}

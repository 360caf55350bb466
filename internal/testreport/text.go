package testreport

import (
	"errors"
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
)

// Text returns the report for people: each test that failed with what is wrong, and
// how many there are.
func (r *Report) Text() string {
	var b strings.Builder
	told, hidden := 0, 0
	for i := range r.Scripts {
		for k := range r.Scripts[i].Tests {
			t := &r.Scripts[i].Tests[k]
			if t.state() == "passed" && !r.Verbose {
				continue
			}
			failures := t.Failures
			if room := max(r.Most-told, 0); r.Most > 0 && len(failures) > room {
				hidden += len(failures) - room
				failures = failures[:room]
				if room == 0 && !r.Verbose {
					continue
				}
			}
			told += len(failures)
			r.test(&b, t, failures)
		}
	}
	if hidden > 0 {
		fmt.Fprintf(&b, "... and %s; --max-findings 0 shows all\n", counted(hidden, "more failure"))
	}
	if c := r.Count(); c.All() > 0 && (!r.Quiet || c.Passed < c.All()) {
		b.WriteString(c.String() + "\n")
	}
	return b.String()
}

// test tells a test.
func (r *Report) test(b *strings.Builder, t *Test, failures diag.List) {
	state := strings.ToUpper(t.state())
	if r.Style.Color {
		state = map[string]string{"PASSED": "\x1b[32m", "FAILED": "\x1b[1;31m", "NOT RUN": "\x1b[33m"}[state] + state + "\x1b[0m"
	}
	fmt.Fprintf(b, "%s %s:%d: %s\n", state, diag.Visible(t.Place.File.Name), line(t.Place), r.shown(t.Name))
	if r.Verbose {
		for _, line := range t.Transcript {
			fmt.Fprintf(b, "    %s\n", r.shown(line))
		}
	}
	if err := diag.Print(b, failures, r.Style); err != nil {
		panic(err) // a builder takes all
	}
}

// GitHub returns annotations of the lines that are wrong.
func (r *Report) GitHub() string {
	var all diag.List
	for i := range r.Scripts {
		s := &r.Scripts[i]
		all = append(all, s.Errors...)
		for k := range s.Tests {
			all = append(all, s.Tests[k].Failures...)
		}
	}
	var b strings.Builder
	reporter := diag.FormatNamed("github").New(&b, r.Style)
	if err := errors.Join(reporter.Report(all), reporter.Close(diag.Count{})); err != nil {
		panic(err) // a builder takes all
	}
	return b.String()
}

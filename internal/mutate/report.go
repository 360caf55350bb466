package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// A report is what a person reads of a run.
type report struct {
	out      io.Writer
	mod      *module
	cov      *coverage
	accepted []acceptance
	reasons  map[string]string // by key
	results  []result
}

func newReport(out io.Writer, mod *module, cov *coverage, accepted []acceptance) *report {
	r := &report{out: out, mod: mod, cov: cov, accepted: accepted, reasons: map[string]string{}}
	for _, a := range accepted {
		r.reasons[a.key] = a.reason
	}
	return r
}

// add prints one result. What stands after the place is what the list of
// accepted ones takes.
func (r *report) add(res result) {
	r.results = append(r.results, res)
	end := fmt.Sprintf("(%.1fs)", res.took.Seconds())
	if res.by != "" {
		end = fmt.Sprintf("(%s, %.1fs)", res.by, res.took.Seconds())
	}
	if reason := r.reasons[res.m.key()]; reason != "" && res.outcome == survived {
		end += " accepted: " + reason
	}
	fmt.Fprintf(r.out, "%-9s %s %s: %s  %s\n", res.outcome, res.m.id(), res.m.place(), res.m.key(), end)
}

// A tally counts outcomes.
type tally struct{ sampled, killed, timedOut, accepted, missed int }

func (t *tally) add(o tally) {
	t.sampled += o.sampled
	t.killed += o.killed
	t.timedOut += o.timedOut
	t.accepted += o.accepted
	t.missed += o.missed
}

// percent is how many of those that can be noticed were, if there are any.
func (t *tally) percent() float64 {
	return 100 * float64(t.killed+t.timedOut) / float64(t.sampled-t.accepted)
}

func (t *tally) print(out io.Writer, name string) {
	percent := "-"
	if t.sampled > t.accepted {
		percent = fmt.Sprintf("%.1f%%", t.percent())
	}
	fmt.Fprintf(out, "%-22s %8d %8d %10d %10d %10d %8s\n",
		name, t.sampled, t.killed, t.timedOut, t.accepted, t.missed, percent)
}

// tally counts the results of a package.
func (r *report) tally(p *pkg) (t tally) {
	for _, res := range r.results {
		if res.m.pkg != p || res.outcome == unbuilt {
			continue
		}
		t.sampled++
		switch {
		case res.outcome == killed:
			t.killed++
		case res.outcome == timedOut:
			t.timedOut++
		case r.reasons[res.m.key()] != "":
			t.accepted++
		default:
			t.missed++
		}
	}
	return t
}

// finish prints the sums, and says whether they are good enough.
func (r *report) finish(o options, took time.Duration) bool {
	if ranges, count := r.cov.missed(); count > 0 {
		fmt.Fprintf(r.out, "\nno test runs %d lines, which are not mutated:\n", count)
		for _, s := range ranges {
			fmt.Fprintf(r.out, "  %s\n", r.mod.inner(s))
		}
	}
	fmt.Fprintf(r.out, "\n%-22s %8s %8s %10s %10s %10s %8s\n", "package", "sampled", "killed", "timed out", "accepted", "survived", "percent")
	var total tally
	for _, p := range r.mod.pkgs {
		t := r.tally(p)
		t.print(r.out, p.path)
		total.add(t)
	}
	total.print(r.out, "total")
	fmt.Fprintf(r.out, "%.1fs a mutation, %d at a time\n", took.Seconds()*float64(o.jobs)/float64(max(1, len(r.results))), o.jobs)
	wrong := stale(r.accepted, r.mod, r.results)
	if len(wrong) > 0 {
		fmt.Fprintf(r.out, "\n%s is stale:\n  %s\n", o.accepted, strings.Join(wrong, "\n  "))
	}
	few := total.percent() < o.min // never if there are none, as that is no number
	if few {
		fmt.Fprintf(r.out, "\n%.1f%% is less than %.1f%%\n", total.percent(), o.min)
	}
	return !few && len(wrong) == 0
}

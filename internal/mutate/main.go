// Mutate changes the code in small ways, one at a time, and runs the tests on
// each change: what no test notices, no test checks. It takes a fixed sample,
// mutates only lines that a test runs, and never writes into the tree. It does
// not mutate tests, and it does not say how to catch a survivor.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// The options of a run.
type options struct {
	dir      string   // any folder of the module
	patterns []string // of the packages to mutate, as go list takes them
	accepted string   // the file of mutations that are known to change nothing
	sample   int      // how many mutations to try, 0 for all
	seed     int      // another seed draws another sample
	jobs     int
	min      float64 // percent of the sample that must be killed
	pkg      string  // if not empty: only this package
	only     []string
	list     bool
	grace    time.Duration // added to every time limit
}

func main() {
	o := options{dir: ".", grace: 8 * time.Second}
	flag.IntVar(&o.sample, "n", 300, "how many mutations to try; 0 tries all")
	flag.IntVar(&o.seed, "seed", 1, "draws another sample")
	flag.IntVar(&o.jobs, "j", max(1, runtime.GOMAXPROCS(0)/2), "how many to try at a time")
	flag.Float64Var(&o.min, "min", 95, "fail where fewer percent are killed")
	flag.StringVar(&o.pkg, "pkg", "", "only this package, such as lang/diag")
	flag.StringVar(&o.accepted, "accepted", "internal/mutate/equivalent.txt", "mutations that change nothing")
	flag.BoolVar(&o.list, "list", false, "print all mutations and try none")
	flag.Func("only", "try these mutations, by `ID,ID`", func(s string) error {
		o.only = strings.Split(s, ",")
		return nil
	})
	flag.Parse()
	o.patterns = flag.Args()
	// The tests run in process groups of their own, which the terminal does
	// not interrupt.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ok, err := run(ctx, o, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

// run does all that the command does, and says whether enough was killed.
func run(ctx context.Context, o options, out io.Writer) (bool, error) {
	mod, err := load(ctx, o.dir, o.patterns)
	if err != nil {
		return false, err
	}
	only, err := mod.restrict(o.pkg, o.only)
	if err != nil {
		return false, err
	}
	if o.list {
		for _, m := range mod.mutations() {
			fmt.Fprintf(out, "%s %s %s\n", m.id(), m.place(), m.key())
		}
		return true, nil
	}
	text, err := os.ReadFile(filepath.Join(mod.dir, o.accepted))
	if err != nil {
		return false, err
	}
	accepted, err := parseAccepted(o.accepted, string(text))
	if err != nil {
		return false, err
	}
	start := time.Now()
	cov, err := measure(ctx, mod)
	if err != nil {
		return false, err
	}
	fmt.Fprintf(out, "the tests of %d packages took %.0fs\n", len(mod.tests), time.Since(start).Seconds())
	chosen := only
	if len(only) == 0 {
		chosen = sample(mod, o.sample, o.seed, func(m *mutation) bool {
			return len(cov.tests(mod, m)) > 0 && m.compiles(mod)
		})
	}
	rep := newReport(out, mod, cov, accepted)
	start = time.Now()
	if err := tryAll(ctx, &runner{mod: mod, cov: cov, grace: o.grace}, chosen, o.jobs, rep.add); err != nil {
		return false, err
	}
	return rep.finish(o, time.Since(start)), nil
}

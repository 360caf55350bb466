//go:build unix

// Scaling runs flowc on scripts of growing size, as whole processes, and
// prints how their time and their memory grow. It is no test: what it prints
// is for a person to read.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/flowc-lang/flowc/internal/bench"
)

// rounds is how often each size is run; medians are printed.
const rounds = 3

func main() {
	bench.Main("scaling", run)
}

func run(flowc, dir string) error {
	empty := filepath.Join(dir, "empty")
	if err := bench.Build(empty, bench.Empty); err != nil {
		return err
	}
	floor, err := median(5*rounds, empty)
	if err != nil {
		return err
	}
	fmt.Printf("%-12s %15s %9.1f ms %8.1f MB\n", "empty", "Go process", 1e3*floor.Time.Seconds(), float64(floor.Peak)/1e6)
	sizes := []int{100, 10_000, 100_000}
	if os.Getenv("FLOWC_BENCH_LARGE") != "" {
		sizes = append(sizes, 1_000_000)
	}
	for _, command := range [][]string{{"check"}, {"build"}, {"fmt", "--check"}} {
		var before bench.Cost
		for i, steps := range sizes {
			script := filepath.Join(dir, fmt.Sprintf("%d.flow", steps))
			err := bench.Create(script, func(w io.Writer) error { return bench.WriteScript(w, steps/bench.StepsPerSection) })
			if err != nil {
				return err
			}
			cost, err := median(rounds, flowc, append(command, script)...)
			if err != nil {
				return err
			}
			fmt.Printf("%-12s %9d steps %9.1f ms %8.1f MB", command[0], steps, 1e3*cost.Time.Seconds(), float64(cost.Peak)/1e6)
			if i > 0 {
				fmt.Printf("   %d times the steps: %.1f times the time, %.1f times the memory",
					steps/sizes[i-1], cost.Time.Seconds()/before.Time.Seconds(), float64(cost.Peak)/float64(before.Peak))
			}
			fmt.Println()
			before = cost
		}
	}
	return folder(flowc, dir)
}

// The scripts of a folder.
const (
	scripts = 1000
	steps   = 1000
)

// folder runs flowc on one script and on a folder of such scripts, which should
// take not much more memory.
func folder(flowc, dir string) error {
	many := filepath.Join(dir, "many")
	if err := os.Mkdir(many, 0o777); err != nil {
		return err
	}
	one := filepath.Join(many, "0.flow")
	for n := range scripts {
		script := filepath.Join(many, fmt.Sprintf("%d.flow", n))
		err := bench.Create(script, func(w io.Writer) error { return bench.WriteScript(w, steps/bench.StepsPerSection) })
		if err != nil {
			return err
		}
	}
	for _, args := range [][]string{{"check"}, {"build", "-q", "-o", filepath.Join(dir, "payloads") + "/"}, {"fmt", "--check"}} {
		alone, err := median(rounds, flowc, append(args, one)...)
		if err != nil {
			return err
		}
		all, err := median(1, flowc, append(args, many)...)
		if err != nil {
			return err
		}
		fmt.Printf("%-12s %d scripts of %d steps %9.1f ms %8.1f MB   of one: %.1f times the time, %.1f times the memory\n", args[0], scripts, steps,
			1e3*all.Time.Seconds(), float64(all.Peak)/1e6, all.Time.Seconds()/alone.Time.Seconds(), float64(all.Peak)/float64(alone.Peak))
	}
	return nil
}

// median returns what a command takes, which is run some times.
func median(times int, name string, args ...string) (bench.Cost, error) {
	var costs []bench.Cost
	for range times {
		cost, err := bench.Run(name, args...)
		if err != nil {
			return cost, err
		}
		costs = append(costs, cost)
	}
	return bench.Median(costs), nil
}

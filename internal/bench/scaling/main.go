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

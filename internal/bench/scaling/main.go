//go:build unix

// Scaling runs the commands of flowc on calls of growing size and on folders, as
// whole processes in turns, and prints what they take: in time and memory, of a
// process that does nothing, of build, and of a call of fewer steps. It is no
// test: what it prints is for a person to read.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/flowc-lang/flowc/internal/bench"
)

// A size of a call, and how often each command is run on it; medians are printed.
type size struct {
	steps, rounds int
}

var sizes = []size{{100, 21}, {10_000, 7}, {100_000, 3}}

// large takes some minutes and some gigabytes, so it must be asked for.
var large = size{1_000_000, 3}

// A command, with the words for its files. Those that are run on larger calls come
// first: figures of sizes are compared by their places.
type command struct {
	name string
	args func(script, payload string) []string
	most int // steps
}

var commands = []command{
	{"build", func(script, _ string) []string { return []string{"build", script} }, 1_000_000},
	{"check", func(script, _ string) []string { return []string{"check", script} }, 1_000_000},
	{"fmt", func(script, _ string) []string { return []string{"fmt", "--check", script} }, 1_000_000},
	{"expand", func(script, _ string) []string { return []string{"expand", script} }, 1_000_000},
	{"walk", func(script, _ string) []string { return []string{"walk", script} }, 1_000_000},
	{"verify", func(script, payload string) []string { return []string{"decompile", "--verify", script, payload} }, 100_000},
	{"decompile", func(_, payload string) []string { return []string{"decompile", payload} }, 100_000},
	{"diff", func(script, _ string) []string {
		return []string{"diff", "--stat", "--fail-on", "raw", script, edited(script)}
	}, 100_000},
	{"script", func(script, _ string) []string { return []string{"script", script} }, 100_000},
	{"prompts", func(script, _ string) []string { return []string{"prompts", script} }, 100_000},
	{"graph", func(script, _ string) []string { return []string{"graph", script} }, 10_000},
}

func main() {
	bench.Main("scaling", run)
}

func run(flowc, dir string) error {
	empty := filepath.Join(dir, "empty")
	if err := bench.Build(empty, bench.Empty); err != nil {
		return err
	}
	if os.Getenv("FLOWC_BENCH_LARGE") != "" {
		sizes = append(sizes, large)
	}
	var before []bench.Cost
	for i, s := range sizes {
		costs, err := s.measure(flowc, empty, dir)
		if err != nil {
			return err
		}
		fmt.Printf("%d steps, the medians of %d runs in turns\n", s.steps, s.rounds)
		none, build := costs[0], costs[1]
		fmt.Printf("  %-9s %9.1f ms %8.1f MB\n", "nothing", ms(none), mb(none))
		for n, cost := range costs[1:] {
			fmt.Printf("  %-9s %9.1f ms %8.1f MB  %8.2f of nothing %6.2f of build", commands[n].name, ms(cost), mb(cost), ms(cost)/ms(none), ms(cost)/ms(build))
			if i > 0 {
				fmt.Printf("   %d times the steps: %5.2f times the time, %5.2f times the memory",
					s.steps/sizes[i-1].steps, ms(cost)/ms(before[n+1]), mb(cost)/mb(before[n+1]))
			}
			fmt.Println()
		}
		before = costs
	}
	return folder(flowc, dir)
}

// edited is the name of the copy of a script in which some prompts have changed.
func edited(script string) string { return script + ".edited.flow" }

// edit makes it: of every hundred prompts, one.
func edit(script string) error {
	text, err := os.ReadFile(script)
	if err != nil {
		return err
	}
	parts := strings.SplitAfter(string(text), "say \"")
	for i := 50; i < len(parts); i += 100 {
		parts[i] = "Now: " + parts[i]
	}
	return os.WriteFile(edited(script), []byte(strings.Join(parts, "")), 0o666)
}

// measure returns what a process that does nothing and the commands take, as far
// as they are run on calls of this size.
func (s size) measure(flowc, empty, dir string) ([]bench.Cost, error) {
	script, payload := filepath.Join(dir, "x.flow"), filepath.Join(dir, "x.json")
	if err := writeScript(script, s.steps); err != nil {
		return nil, err
	}
	if _, err := bench.Run(flowc, "build", "-q", script, "-o", payload); err != nil {
		return nil, err
	}
	if err := edit(script); err != nil {
		return nil, err
	}
	runs := []bench.Command{{empty}}
	for _, c := range commands {
		if s.steps <= c.most {
			runs = append(runs, append(bench.Command{flowc}, c.args(script, payload)...))
		}
	}
	return bench.InTurns(s.rounds, runs...)
}

func writeScript(path string, steps int) error {
	return bench.Create(path, func(w io.Writer) error { return bench.WriteScript(w, steps/bench.StepsPerSection) })
}

func ms(c bench.Cost) float64 { return 1e3 * c.Time.Seconds() }
func mb(c bench.Cost) float64 { return float64(c.Peak) / 1e6 }

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
		if err := writeScript(filepath.Join(many, fmt.Sprintf("%d.flow", n)), steps); err != nil {
			return err
		}
	}
	fmt.Printf("a folder of %d scripts of %d steps, and one of them\n", scripts, steps)
	for _, args := range []bench.Command{{"check"}, {"build", "-q", "-o", filepath.Join(dir, "payloads") + "/"}, {"fmt", "--check"}} {
		run := append(bench.Command{flowc}, args...)
		costs, err := bench.InTurns(3, append(run[:len(run):len(run)], one), append(run[:len(run):len(run)], many))
		if err != nil {
			return err
		}
		alone, all := costs[0], costs[1]
		fmt.Printf("  %-9s %9.1f ms %8.1f MB   of one: %.0f times the time, %.1f times the memory\n", args[0], ms(all), mb(all), ms(all)/ms(alone), mb(all)/mb(alone))
	}
	return nil
}

//go:build unix

// Peers compares flowc with jsonnet and CUE: each writes the same payload, as
// a whole process, in turns. The peers are installed at fixed versions into a
// folder that is removed again. It is no test: what it prints is for a person
// to read.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"

	"github.com/flowc-lang/flowc/internal/bench"
)

// rounds is how often each is run; medians are printed.
const rounds = 7

// A peer is a program that writes the payload from a file of its own.
type peer struct {
	name, version string // name is also that of the program
	install       string // what go install takes; empty for flowc itself
	args          []string
	file          string
	content       func(io.Writer, int) error
}

var peers = []peer{
	{"flowc", "this tree", "", []string{"build"}, "x.flow", bench.WriteScript},
	{"jsonnet", "v0.22.0", "github.com/google/go-jsonnet/cmd/jsonnet@v0.22.0", nil, "x.jsonnet", bench.WriteJsonnet},
	{"cue", "v0.17.1", "cuelang.org/go/cmd/cue@v0.17.1", []string{"export"}, "x.cue", bench.WriteCUE},
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := os.MkdirTemp("", "flowc-peers-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, p := range peers {
		if err := p.build(dir); err != nil {
			return fmt.Errorf("cannot install %s: %w", p.name, err)
		}
	}
	if err := bench.Build(filepath.Join(dir, floor), bench.Empty); err != nil {
		return err
	}
	for _, sections := range []int{20, 2000} {
		if err := compare(dir, sections); err != nil {
			return err
		}
	}
	return nil
}

// build puts the program into a folder.
func (p *peer) build(dir string) error {
	if p.install == "" {
		return bench.Build(filepath.Join(dir, p.name), bench.Flowc)
	}
	cmd := exec.Command("go", "install", p.install)
	cmd.Env = append(os.Environ(), "GOBIN="+dir)
	cmd.Dir = dir // outside of any module
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return err
	}
	return bench.Settle(filepath.Join(dir, p.name))
}

// floor is the name of the program that does nothing.
const floor = "empty"

// compare runs all on a call of some sections, in turns, so that what else
// the machine does falls on each alike.
func compare(dir string, sections int) error {
	var first any
	for i := range peers {
		p := &peers[i]
		err := bench.Create(filepath.Join(dir, p.file), func(w io.Writer) error { return p.content(w, sections) })
		if err != nil {
			return err
		}
		if sections > 100 {
			continue // what a small call shows holds, and this process stays small
		}
		flow, err := p.flow(dir)
		switch {
		case err != nil:
			return err
		case first == nil:
			first = flow
		case !reflect.DeepEqual(first, flow):
			return fmt.Errorf("%s writes another payload than %s", p.name, peers[0].name)
		}
	}
	costs := make([][]bench.Cost, len(peers))
	var floors []bench.Cost
	for range rounds {
		cost, err := bench.Run(filepath.Join(dir, floor))
		if err != nil {
			return err
		}
		floors = append(floors, cost)
		for i, p := range peers {
			cost, err := bench.Run(filepath.Join(dir, p.name), p.command(dir)...)
			if err != nil {
				return err
			}
			costs[i] = append(costs[i], cost)
		}
	}
	own := bench.Median(costs[0])
	fmt.Printf("%d steps, the median of %d runs in turns\n", sections*bench.StepsPerSection, rounds)
	for i, p := range peers {
		cost := bench.Median(costs[i])
		fmt.Printf("  %-8s %-9s %8.1f ms %8.1f MB", p.name, p.version, 1e3*cost.Time.Seconds(), float64(cost.Peak)/1e6)
		if i > 0 {
			fmt.Printf("   flowc takes %.2f of its time", own.Time.Seconds()/cost.Time.Seconds())
		}
		fmt.Println()
	}
	least := bench.Median(floors)
	fmt.Printf("  %-8s %-9s %8.1f ms %8.1f MB   flowc takes %.2f times as long\n", floor, "Go", 1e3*least.Time.Seconds(), float64(least.Peak)/1e6, own.Time.Seconds()/least.Time.Seconds())
	return nil
}

func (p *peer) command(dir string) []string {
	return append(append([]string{}, p.args...), filepath.Join(dir, p.file))
}

// flow returns the objects that a program writes.
func (p *peer) flow(dir string) (any, error) {
	out, err := exec.Command(filepath.Join(dir, p.name), p.command(dir)...).Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.name, err)
	}
	var payload map[string]any
	if err := json.Unmarshal(out, &payload); err != nil {
		return nil, fmt.Errorf("%s writes no JSON: %w", p.name, err)
	}
	return payload["flow"], nil
}

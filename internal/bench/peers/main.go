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

// sizes are the sections of the calls, and how often each program is run on one;
// medians are printed.
var sizes = []struct{ sections, rounds int }{{20, 51}, {200, 15}, {2000, 7}, {20_000, 3}}

// A peer is a program that writes the payload from a file of its own.
type peer struct {
	name, version string // name is also that of the program
	install       string // what go install takes; flowc is there
	args          []string
	file          string
	content       func(io.Writer, int) error
	most          int // sections: what takes minutes is left out
}

var peers = []peer{
	{"flowc", "this tree", "", []string{"build"}, "x.flow", bench.WriteScript, 20_000},
	{"jsonnet", "v0.22.0", "github.com/google/go-jsonnet/cmd/jsonnet@v0.22.0", nil, "x.jsonnet", bench.WriteJsonnet, 20_000},
	{"cue", "v0.17.1", "cuelang.org/go/cmd/cue@v0.17.1", []string{"export"}, "x.cue", bench.WriteCUE, 2000},
}

func main() { bench.Main("peers", run) }

func run(_, dir string) error {
	for _, p := range peers[1:] {
		if err := p.build(dir); err != nil {
			return fmt.Errorf("cannot install %s: %w", p.name, err)
		}
	}
	if err := bench.Build(filepath.Join(dir, floor), bench.Empty); err != nil {
		return err
	}
	for _, size := range sizes {
		if err := compare(dir, size.sections, size.rounds); err != nil {
			return err
		}
	}
	return nil
}

// build puts the program into a folder.
func (p *peer) build(dir string) error {
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

// compare runs all on a call of some sections, in turns.
func compare(dir string, sections, rounds int) error {
	if err := write(dir, sections); err != nil {
		return err
	}
	runs := []bench.Command{{filepath.Join(dir, floor)}}
	var with []peer
	for _, p := range peers {
		if sections <= p.most {
			runs, with = append(runs, p.command(dir)), append(with, p)
		}
	}
	costs, err := bench.InTurns(rounds, runs...)
	if err != nil {
		return err
	}
	fmt.Printf("%d steps, the median of %d runs in turns\n", sections*bench.StepsPerSection, rounds)
	least, own := costs[0], costs[1]
	for i, cost := range costs[1:] {
		fmt.Printf("  %-8s %-9s %8.1f ms %8.1f MB", with[i].name, with[i].version, 1e3*cost.Time.Seconds(), float64(cost.Peak)/1e6)
		if i > 0 {
			fmt.Printf("   flowc takes %.3f of its time", own.Time.Seconds()/cost.Time.Seconds())
		}
		fmt.Println()
	}
	fmt.Printf("  %-8s %-9s %8.1f ms %8.1f MB   flowc takes %.2f times as long\n", floor, "Go", 1e3*least.Time.Seconds(), float64(least.Peak)/1e6, own.Time.Seconds()/least.Time.Seconds())
	return nil
}

// write writes a call of some sections for each peer, and compares what they make
// of a small one: what it shows holds, and this process stays small.
func write(dir string, sections int) error {
	var first any
	for i := range peers {
		p := &peers[i]
		err := bench.Create(filepath.Join(dir, p.file), func(w io.Writer) error { return p.content(w, sections) })
		if err != nil {
			return err
		}
		if sections > 100 {
			continue
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
	return nil
}

func (p *peer) command(dir string) bench.Command {
	return append(append(bench.Command{filepath.Join(dir, p.name)}, p.args...), filepath.Join(dir, p.file))
}

// flow returns the objects that a program writes.
func (p *peer) flow(dir string) (any, error) {
	run := p.command(dir)
	out, err := exec.Command(run[0], run[1:]...).Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.name, err)
	}
	var payload map[string]any
	if err := json.Unmarshal(out, &payload); err != nil {
		return nil, fmt.Errorf("%s writes no JSON: %w", p.name, err)
	}
	return payload["flow"], nil
}

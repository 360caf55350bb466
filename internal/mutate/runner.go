package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// An outcome is what became of a mutation.
type outcome string

const (
	killed   outcome = "killed"
	timedOut outcome = "timed out"
	survived outcome = "survived"
	// A package that depends on the mutated one may not build, as with two
	// equal cases. That is no mutation, and it counts nowhere.
	unbuilt outcome = "unbuilt"
)

// dead says whether a test noticed.
func (o outcome) dead() bool { return o == killed || o == timedOut }

// A result is an outcome, the package that brought it, and what it took.
type result struct {
	m       *mutation
	outcome outcome
	by      string
	took    time.Duration
}

// A runner tries mutations. It may be used by many at a time.
type runner struct {
	mod   *module
	cov   *coverage
	grace time.Duration
}

// tryAll tries mutations, some at a time, and calls done for each, one at a
// time, in the order they end.
func tryAll(ctx context.Context, r *runner, list []*mutation, jobs int, done func(result)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan *mutation)
	var workers sync.WaitGroup
	var one sync.Mutex
	for range jobs {
		workers.Go(func() {
			for m := range work {
				res, err := r.try(ctx, m)
				if err != nil {
					cancel(err)
					return
				}
				one.Lock()
				done(res)
				one.Unlock()
			}
		})
	}
feed:
	for _, m := range list {
		select {
		case work <- m:
		case <-ctx.Done():
			break feed
		}
	}
	close(work)
	workers.Wait()
	return context.Cause(ctx)
}

// try runs the tests on one mutation, a package at a time, until one fails.
func (r *runner) try(ctx context.Context, m *mutation) (result, error) {
	start := time.Now()
	dir, err := os.MkdirTemp("", "mutate-")
	if err != nil {
		return result{}, err
	}
	defer os.RemoveAll(dir)
	overlay, err := writeOverlay(dir, m)
	if err != nil {
		return result{}, err
	}
	for _, t := range r.cov.tests(r.mod, m) {
		o, err := r.test(ctx, dir, overlay, t)
		if err != nil {
			return result{}, err
		}
		if o != survived {
			return result{m, o, t.path, time.Since(start)}, nil
		}
	}
	return result{m, survived, "", time.Since(start)}, nil
}

// writeOverlay writes the mutated file beside the tree, and what tells the go
// command to take it.
func writeOverlay(dir string, m *mutation) (string, error) {
	mutated, overlay := filepath.Join(dir, "mutated.go"), filepath.Join(dir, "overlay.json")
	text, err := json.Marshal(map[string]any{"Replace": map[string]string{m.file.path: mutated}})
	return overlay, errors.Join(err, os.WriteFile(mutated, []byte(m.source()), 0o600), os.WriteFile(overlay, text, 0o600))
}

// limited is the shell's part of running tests: a loop that allocates must not
// take the machine before its time is over. The limit is in KB of address
// space, of which the tests need a fraction; not every system has one.
const limited = `ulimit -v 6000000 2>/dev/null; exec "$0" "$@"`

// test builds the tests of one package with an overlay and runs them. It does
// so in two steps, as go test does not say which of them failed.
func (r *runner) test(ctx context.Context, dir, overlay string, t *test) (outcome, error) {
	program := filepath.Join(dir, "program.test")
	build := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-ldflags=-s -w", "-overlay="+overlay, "-o", program, t.full)
	build.Dir = r.mod.dir
	if err := build.Run(); err != nil {
		return unbuilt, notExit(ctx, err)
	}
	within, cancel := context.WithTimeout(ctx, r.grace+3*r.cov.times[t])
	defer cancel()
	// The flag makes an early os.Exit(0) fail, as in go test.
	run := exec.CommandContext(within, "sh", "-c", limited, program, "-test.failfast", "-test.paniconexit0")
	run.Dir = t.dir
	run.Env = append(os.Environ(), "TMPDIR="+dir) // what a dead test leaves goes with the rest
	ownGroup(run)
	err := run.Run()
	switch {
	case err == nil:
		return survived, nil
	case within.Err() != nil && ctx.Err() == nil:
		return timedOut, nil
	}
	return killed, notExit(ctx, err)
}

// notExit returns what went wrong, unless it is that a process failed.
func notExit(ctx context.Context, err error) error {
	if _, failed := errors.AsType[*exec.ExitError](err); failed {
		err = nil
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	if err != nil {
		err = fmt.Errorf("cannot try a mutation: %w", err)
	}
	return err
}

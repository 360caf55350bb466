//go:build unix

package bench

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// A Cost is what one run of a process took.
type Cost struct {
	Time time.Duration // from start to end, as a person waits
	Peak int64         // bytes of memory, at the most
}

// Run runs a command, with its standard output thrown away, and returns what
// it took. The process that calls Run stays small: the memory that the kernel
// counts for a process includes that of the one that started it.
func Run(name string, args ...string) (Cost, error) {
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	if err != nil {
		return Cost{}, fmt.Errorf("%s %q: %w", name, args, err)
	}
	peak := int64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
	if runtime.GOOS != "darwin" {
		peak *= 1024 // only there it is in bytes
	}
	return Cost{took, peak}, nil
}

// A Command is a program and its arguments.
type Command []string

// InTurns runs commands one after the other, again and again, so that what else
// the machine does falls on each alike, and returns the medians. A first round
// does not count.
func InTurns(rounds int, commands ...Command) ([]Cost, error) {
	all := make([][]Cost, len(commands))
	for round := range 1 + rounds {
		for i, c := range commands {
			cost, err := Run(c[0], c[1:]...)
			if err != nil {
				return nil, err
			}
			if round > 0 {
				all[i] = append(all[i], cost)
			}
		}
	}
	medians := make([]Cost, len(commands))
	for i, costs := range all {
		medians[i] = median(costs)
	}
	return medians, nil
}

// median returns the medians of the times and of the peaks.
func median(costs []Cost) Cost {
	times, peaks := make([]time.Duration, len(costs)), make([]int64, len(costs))
	for i, c := range costs {
		times[i], peaks[i] = c.Time, c.Peak
	}
	slices.Sort(times)
	slices.Sort(peaks)
	return Cost{times[len(times)/2], peaks[len(peaks)/2]}
}

// Create writes a file.
func Create(path string, content func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := content(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// Main runs a program that measures flowc: it gives it a flowc of its own, and a
// folder that is gone afterwards.
func Main(name string, run func(flowc, dir string) error) {
	if err := withFlowc(run); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
}

func withFlowc(run func(flowc, dir string) error) error {
	dir, err := os.MkdirTemp("", "flowc-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	flowc := filepath.Join(dir, "flowc")
	if err := Build(flowc, Flowc); err != nil {
		return err
	}
	return run(flowc, dir)
}

// The commands that are measured.
const (
	Flowc = "github.com/flowc-lang/flowc/cmd/flowc"
	Empty = "github.com/flowc-lang/flowc/internal/bench/empty" // the floor of a Go process
)

// Build builds a command of this module into a file, as make build does.
func Build(path, pkg string) error {
	cmd := exec.Command("go", "build", "-o", path, pkg)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return err
	}
	return Settle(path)
}

// Settle writes a program again. What a linker has written lies in memory in
// small pieces, by chance, and a small process takes up to a sixth longer to
// start from them. One that was copied, or read from disk, does not.
func Settle(path string) error {
	linked, err := os.Open(path)
	if err != nil {
		return err
	}
	defer linked.Close()
	if err := os.Remove(path); err != nil {
		return err
	}
	// Through a buffer: the system would copy the pieces as they are, and a
	// program read as a whole would make this process large.
	err = Create(path, func(w io.Writer) error {
		_, err := io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{linked}, make([]byte, 1<<20))
		return err
	})
	if err != nil {
		return err
	}
	return os.Chmod(path, 0o755)
}

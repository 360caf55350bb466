//go:build unix

// Growth runs flowc on inputs that something once took too long for, each at a
// size and at two and four times that, and fails where twice the input takes
// much more than twice the time. It is no test: times on a busy machine differ.
package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/flowc-lang/flowc/internal/bench"
)

const (
	rounds   = 3   // how often each size is run; the fastest counts
	maxRatio = 2.5 // of the times of two sizes
	tooShort = 15 * time.Millisecond
)

func main() {
	bench.Main("growth", run)
}

func run(flowc, dir string) error {
	start, err := fastest(flowc, "version")
	if err != nil {
		return err
	}
	slow := 0
	for _, s := range shapes {
		if len(os.Args) > 1 && !strings.Contains(s.name, os.Args[1]) {
			continue
		}
		ratio, err := s.measure(flowc, dir, start)
		if err != nil {
			return err
		}
		if ratio > maxRatio {
			slow++
		}
	}
	if slow > 0 {
		return fmt.Errorf("%d inputs take more than %.1f times the time at twice the size", slow, maxRatio)
	}
	return nil
}

// measure runs a shape at its three sizes, and returns the larger ratio of
// their times without that of an empty run. What takes no time has no ratio.
func (s *shape) measure(flowc, dir string, start time.Duration) (worst float64, err error) {
	fmt.Printf("%-45s", s.name)
	path := filepath.Join(dir, s.file)
	var before time.Duration
	for _, times := range []int{1, 2, 4} {
		err := bench.Create(path, func(w io.Writer) error {
			_, err := io.WriteString(w, s.text(s.n*times))
			return err
		})
		if err != nil {
			return 0, err
		}
		took, err := fastest(flowc, strings.Fields(strings.ReplaceAll(s.command, "FILE", path))...)
		if err != nil {
			return 0, err
		}
		took -= start
		fmt.Printf(" %7.1f ms", 1e3*took.Seconds())
		if ratio := took.Seconds() / before.Seconds(); before > tooShort {
			fmt.Printf(" (%.1f)", ratio)
			worst = max(worst, ratio)
		}
		before = took
	}
	fmt.Println()
	return worst, nil
}

// fastest returns the least time of a command. It may find something wrong; it
// may not die.
func fastest(name string, args ...string) (least time.Duration, err error) {
	for i := range rounds {
		cmd := exec.Command(name, args...)
		if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
			return 0, err
		}
		// The time of the processors: the machine may have other work.
		took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && (status.ExitStatus() > 1 || !status.Exited()) {
			return 0, fmt.Errorf("%s %q: %v", name, args, cmd.ProcessState)
		}
		if i == 0 || took < least {
			least = took
		}
		if took > 5*time.Second {
			break
		}
	}
	return least, nil
}

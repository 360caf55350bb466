package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A coverage says which tests run what, and how long they take.
type coverage struct {
	blocks map[string]map[span]*block // by file as profiles name it
	times  map[*test]time.Duration
}

// A span is a part of a file, in lines and columns of bytes, from 1.
type span struct{ line, col, endLine, endCol int }

func (s span) holds(p token.Position) bool {
	return cmp.Or(cmp.Compare(s.line, p.Line), cmp.Compare(s.col, p.Column)) <= 0 &&
		cmp.Or(cmp.Compare(p.Line, s.endLine), cmp.Compare(p.Column, s.endCol)) <= 0
}

// A block is code that runs as a whole.
type block struct{ tests []*test }

// measure runs all tests once, one package at a time: that is how we know
// which of them run a line. Those that do not cannot notice a change to it.
func measure(ctx context.Context, mod *module) (*coverage, error) {
	c := &coverage{map[string]map[span]*block{}, map[*test]time.Duration{}}
	dir, err := os.MkdirTemp("", "mutate-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var names []string
	for _, p := range mod.pkgs {
		names = append(names, p.full)
	}
	profile := filepath.Join(dir, "profile")
	for _, t := range mod.tests {
		cmd := exec.CommandContext(ctx, "go", "test", "-vet=off", "-count=1", "-exec=sh -c '"+limited+"'",
			"-coverpkg="+strings.Join(names, ","), "-coverprofile="+profile, t.full)
		cmd.Dir = mod.dir
		out, err := cmd.CombinedOutput()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			return nil, fmt.Errorf("the tests of %s fail without any mutation: %w\n%s", t.path, err, out)
		}
		if c.times[t], err = took(string(out)); err != nil {
			return nil, err
		}
		if err := c.read(t, profile); err != nil {
			return nil, err
		}
	}
	return c, nil
}

var seconds = regexp.MustCompile(`\s(\d+\.\d+)s\s`)

// took returns what go test says of the time, which is without that of the
// build.
func took(out string) (time.Duration, error) {
	match := seconds.FindStringSubmatch(out)
	if match == nil {
		return 0, fmt.Errorf("go test names no time: %s", out)
	}
	return time.ParseDuration(match[1] + "s")
}

// read adds the profile of a test.
func (c *coverage) read(t *test, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Scan() // the mode
	for lines.Scan() {
		if err := c.add(t, lines.Text()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// add takes one line of a profile, file:line.col,line.col statements count.
func (c *coverage) add(t *test, line string) error {
	colon := strings.LastIndexByte(line, ':')
	var s span
	var statements, count int
	_, err := fmt.Sscanf(line[colon+1:], "%d.%d,%d.%d %d %d", &s.line, &s.col, &s.endLine, &s.endCol, &statements, &count)
	if colon < 0 || err != nil {
		return fmt.Errorf("no line of a profile: %q", line)
	}
	file := line[:colon]
	if c.blocks[file] == nil {
		c.blocks[file] = map[span]*block{}
	}
	b := c.blocks[file][s]
	if b == nil {
		b = &block{}
		c.blocks[file][s] = b
	}
	if count > 0 {
		b.tests = append(b.tests, t)
	}
	return nil
}

// first is the package whose tests are asked first after the mutated one: its
// corpus goes through every pass, so it kills most.
const first = "golden"

// tests returns the tests to try a mutation with, the likeliest first. Code
// outside functions is in no profile: it runs with all that depends on it.
func (c *coverage) tests(mod *module, m *mutation) (list []*test) {
	if !m.at.IsValid() {
		for _, t := range mod.tests {
			if t.deps[m.pkg.full] {
				list = append(list, t)
			}
		}
	}
	for s, b := range c.blocks[m.pkg.full+"/"+filepath.Base(m.file.path)] {
		if m.at.IsValid() && s.holds(m.at) {
			list = append(list, b.tests...)
		}
	}
	// The own tests get -1, those of first 0, and all others 1.
	rank := func(t *test) int { return -slices.Index([]string{first, m.pkg.path}, t.path) }
	slices.SortFunc(list, func(a, b *test) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.path, b.path))
	})
	return slices.Compact(list)
}

// missed returns the lines that no test runs, as ranges by file, and how many
// they are. A line that is run in part is not missed.
func (c *coverage) missed() (ranges []string, count int) {
	for _, file := range slices.Sorted(maps.Keys(c.blocks)) {
		run := map[int]bool{} // true wins
		for s, b := range c.blocks[file] {
			for line := s.line; line <= s.endLine; line++ {
				run[line] = run[line] || len(b.tests) > 0
			}
		}
		lines := slices.Sorted(maps.Keys(run))
		lines = slices.DeleteFunc(lines, func(line int) bool { return run[line] })
		count += len(lines)
		for len(lines) > 0 {
			n := 1
			for n < len(lines) && lines[n] == lines[0]+n {
				n++
			}
			text := file + ":" + strconv.Itoa(lines[0])
			if n > 1 {
				text += "-" + strconv.Itoa(lines[n-1])
			}
			ranges, lines = append(ranges, text), lines[n:]
		}
	}
	return ranges, count
}

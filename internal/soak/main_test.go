package main

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func newSoak(seed uint64, keep string) *soak {
	s := &soak{seed: seed, keep: keep, seen: map[string]bool{}}
	for range kinds {
		s.corpora = append(s.corpora, settings)
	}
	return s
}

// TestInput checks that a seed makes the same inputs again, of all kinds, and
// that another one makes others.
func TestInput(t *testing.T) {
	inputs := func(seed uint64) (list []string, of map[string]int) {
		of = map[string]int{}
		s := newSoak(seed, "")
		for n := range uint64(1000) {
			k, text := s.input(n)
			of[k.test]++
			list = append(list, k.test+" "+text)
		}
		return list, of
	}
	first, of := inputs(1)
	again, _ := inputs(1)
	if d := cmp.Diff(first, again); d != "" {
		t.Errorf("the same seed (-first +again):\n%s", d)
	}
	for _, k := range kinds {
		if of[k.test] == 0 {
			t.Errorf("no input of %s", k.test)
		}
	}
	other, _ := inputs(2)
	different := 0
	for i := range first {
		if first[i] != other[i] {
			different++
		}
	}
	if different < 900 {
		t.Errorf("of 1000 inputs of another seed %d are others", different)
	}
}

// TestRecord keeps an input that failed as a seed of its fuzz test, once for
// each kind of failure.
func TestRecord(t *testing.T) {
	s := newSoak(1, t.TempDir())
	for _, why := range []string{"the layout loses a thing\nmore", "the layout loses a thing", "it ends"} {
		if err := s.record(7, why); err != nil {
			t.Fatal(err)
		}
	}
	k, text := s.input(7)
	paths, err := filepath.Glob(filepath.Join(s.keep, k.test, "soak-*"))
	if err != nil || len(paths) != 1 || s.failed != 3 {
		t.Fatalf("%v are kept, %d failed, %v", paths, s.failed, err)
	}
	kept, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	quoted := strings.TrimSuffix(strings.TrimPrefix(string(kept), "go test fuzz v1\nstring("), ")\n")
	if got, err := strconv.Unquote(quoted); err != nil || got != text {
		t.Errorf("%q is kept of %q, %v", got, text, err)
	}
}

// TestWorkStops checks that a worker whose reader is gone stops.
func TestWorkStops(t *testing.T) {
	s := newSoak(1, "")
	s.until = s.until.AddDate(9000, 0, 0)
	if err := s.work(gone{}, 0); !errors.Is(err, errGone) {
		t.Errorf("it ends with %v", err)
	}
}

var errGone = errors.New("nobody reads")

type gone struct{}

func (gone) Write([]byte) (int, error) { return 0, errGone }

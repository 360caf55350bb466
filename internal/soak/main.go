// Soak makes inputs from the corpus for as long as it is told, and checks what
// must hold of each, within bounds of time and memory. A worker process does
// the checking: what ends it, as a stack without end does, or is too slow or
// too large, is a failure like any other. Inputs that fail are kept as seeds of
// the fuzz tests: go test fails until those are mended that are wrong, and this
// must be run again for those that were too slow or too large.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/property"
)

const (
	maxTime = 20 * time.Second // for one input, on a busy machine
	maxHeap = 768 << 20        // bytes in use while one is checked
)

// A kind of input has a property, which the fuzz test of that name checks too.
type kind struct {
	test     string
	property func(string) error
	corpus   []string // patterns of files, or texts where there are none
	share    int      // of the inputs
}

var kinds = []kind{
	{"FuzzScript", property.Script, corpus.Scripts, 12},
	{"FuzzPayload", property.Payload, corpus.Payloads, 6},
	{"FuzzValues", property.Values, nil, 1},
	{"FuzzEnv", property.Env, nil, 1},
}

// settings are the texts that values and environments are made from.
var settings = []string{
	"a: 1\nb: text\nc: \"quoted\"\n", "a: |\n  x\n\n  y\nb: >-\n  z\n", "---\na: 1\n---\nb: [1, 2]\n", "{a: 1, \"b\": {c: d}}", "&x a: *x\n",
	"A=1\nB=two words\n", "export A='x y'\r\nB=\"$A\"\n# c\n\nC=", "\uFEFFA=ab$CD1ef\nB=ab #cd\n",
}

func main() {
	how := flag.Duration("for", time.Hour, "how long to soak")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "makes the same inputs again")
	keep := flag.String("keep", "internal/property/testdata/fuzz", "the `folder` for inputs that fail")
	from := flag.Uint64("worker", 0, "be the worker that starts with this input, less one")
	flag.Parse()
	if err := run(*how, *seed, *keep, *from); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

func run(how time.Duration, seed uint64, keep string, from uint64) error {
	s := &soak{seed: seed, keep: keep, until: time.Now().Add(how), seen: map[string]bool{}}
	for _, k := range kinds {
		texts, err := k.texts()
		if err != nil {
			return err
		}
		s.corpora = append(s.corpora, texts)
	}
	if from > 0 {
		return s.work(os.Stdout, from-1)
	}
	return s.supervise()
}

func (k *kind) texts() (list []string, err error) {
	if k.corpus == nil {
		return settings, nil
	}
	texts, err := corpus.Read(".", k.corpus)
	if err != nil {
		return nil, fmt.Errorf("%w: run this in the root of the project", err)
	}
	for _, path := range slices.Sorted(maps.Keys(texts)) {
		if text := texts[path]; len(text) < 20_000 {
			list = append(list, text)
		}
	}
	return list, nil
}

// A soak is one run.
type soak struct {
	seed    uint64
	keep    string
	until   time.Time
	corpora []corpus.Texts
	seen    map[string]bool
	failed  int
}

// input returns the input of a number, and its kind.
func (s *soak) input(n uint64) (*kind, string) {
	r := rand.New(rand.NewPCG(s.seed, n))
	total := 0
	for i := range kinds {
		total += kinds[i].share
	}
	i, at := 0, r.IntN(total)
	for ; at >= kinds[i].share; i++ {
		at -= kinds[i].share
	}
	text := s.corpora[i].Vary(r)
	return &kinds[i], text[:min(len(text), property.MaxInput)]
}

// A message is what a worker says: where it is, and what it found there.
type message struct {
	Input  uint64
	Failed string        `json:",omitempty"`
	Heap   uint64        // the largest so far
	Slow   time.Duration // the slowest so far
}

// work checks inputs, and says what it found.
func (s *soak) work(out io.Writer, from uint64) error {
	var mu sync.Mutex
	now := message{Input: from}
	say := func(m message) error { return json.NewEncoder(out).Encode(m) }
	go func() {
		// The heap is looked at from beside: what is being checked may grow.
		for range time.Tick(20 * time.Millisecond) {
			var stats runtime.MemStats
			runtime.ReadMemStats(&stats)
			mu.Lock()
			now.Heap = max(now.Heap, stats.HeapInuse+stats.StackInuse)
			if stats.HeapInuse > maxHeap {
				now.Failed = fmt.Sprintf("takes %d MB", stats.HeapInuse>>20)
				say(now)
				os.Exit(3)
			}
			mu.Unlock()
		}
	}()
	for n := from; time.Now().Before(s.until); n++ {
		k, text := s.input(n)
		mu.Lock()
		now.Input, now.Failed = n, ""
		err := say(now)
		mu.Unlock()
		if err != nil {
			return err
		}
		start := time.Now()
		failure := k.property(text)
		mu.Lock()
		now.Slow = max(now.Slow, time.Since(start))
		if failure != nil {
			now.Failed = failure.Error()
			err = say(now)
		}
		mu.Unlock()
		if err != nil {
			return err
		}
	}
	return nil
}

// supervise runs a worker, and the next one behind the input that ended it.
func (s *soak) supervise() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	fmt.Printf("seed %d\n", s.seed)
	var all message
	workers := 0
	for n := uint64(0); time.Now().Before(s.until); workers++ {
		last, err := s.watch(n, exec.Command(self, "-for", time.Until(s.until).String(), "-seed", fmt.Sprint(s.seed), "-worker", fmt.Sprint(n+1)))
		if err != nil {
			return err
		}
		all = message{Input: last.Input, Heap: max(all.Heap, last.Heap), Slow: max(all.Slow, last.Slow)}
		n = last.Input + 1
	}
	fmt.Printf("%d inputs, %d failures, %d workers ended early, %d MB at most, %.1f s at most\n",
		all.Input, s.failed, workers-1, all.Heap>>20, all.Slow.Seconds())
	if s.failed > 0 {
		return fmt.Errorf("%d inputs failed", s.failed)
	}
	return nil
}

// watch runs a worker to its end, and returns the last that it said.
func (s *soak) watch(from uint64, cmd *exec.Cmd) (message, error) {
	last := message{Input: from}
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return last, err
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		return last, err
	}
	var late atomic.Bool
	timer := time.AfterFunc(maxTime, func() { late.Store(true); cmd.Process.Kill() })
	dec := json.NewDecoder(bufio.NewReader(pipe))
	for dec.Decode(&last) == nil {
		timer.Reset(maxTime)
		if last.Failed != "" {
			if err := s.record(last.Input, last.Failed); err != nil {
				return last, err
			}
		}
		last.Failed = ""
	}
	timer.Stop()
	err = cmd.Wait()
	switch code := cmd.ProcessState.ExitCode(); {
	case err == nil, code == 3:
		return last, nil
	case late.Load():
		return last, s.record(last.Input, fmt.Sprintf("takes more than %v", maxTime))
	}
	first, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n\n")
	return last, s.record(last.Input, "ends the process: "+first)
}

// record keeps an input that failed, and prints why.
func (s *soak) record(n uint64, why string) error {
	s.failed++
	k, text := s.input(n)
	line, _, _ := strings.Cut(why, "\n")
	kind := k.test + strings.Join(strings.Fields(line)[:min(4, len(strings.Fields(line)))], " ")
	if s.seen[kind] {
		return nil
	}
	s.seen[kind] = true
	hash := fnv.New64a()
	hash.Write([]byte(text))
	path := filepath.Join(s.keep, k.test, fmt.Sprintf("soak-%016x", hash.Sum64()))
	fmt.Printf("input %d: %s\n  kept as %s\n", n, line, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, fmt.Appendf(nil, "go test fuzz v1\nstring(%q)\n", text), 0o666)
}

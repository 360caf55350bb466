package cli

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/output"
)

// A noted is the file system of the machine as one run sees it. It notes what
// is read: no output may be an input. Where folders and markers are it asks once:
// each script of a folder wants to know.
type noted struct {
	project.Disk
	outputs *output.Set
	pipes   map[string]string // what was read from pipes, which say it once
	folder  string            // that the program runs in
	reals   map[string]string // paths without links
	there   map[string]bool   // whether there is a file
	read    map[string]bool   // what was read
	asked   map[string]stamp  // what the run depends on; nil where nobody wants to know
	size    int               // of all that was read
	percent int               // by which the heap may grow, where that was set
}

func newNoted(outputs *output.Set) *noted {
	return &noted{outputs: outputs, pipes: map[string]string{}, reals: map[string]string{}, there: map[string]bool{}, read: map[string]bool{}}
}

// Path implements project.FS.
func (n *noted) Path(name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	if n.folder == "" {
		folder, err := os.Getwd()
		if err != nil {
			return n.Disk.Path(name)
		}
		n.folder = folder
	}
	return filepath.Join(n.folder, name)
}

// Real implements project.FS.
func (n *noted) Real(path string) (string, error) {
	if real, known := n.reals[path]; known {
		return real, nil
	}
	real, err := n.Disk.Real(path)
	if strings.HasSuffix(path, scripts.extension) { // else an output may be meant
		n.ask(path)
	}
	if err == nil {
		n.reals[path] = real
	}
	return real, err
}

// Exists implements project.FS.
func (n *noted) Exists(path string) bool {
	there, known := n.there[path]
	if !known {
		n.ask(path)
		there = n.Disk.Exists(path)
		n.there[path] = there
	}
	return there
}

// What a run reads up to small allocates less than what Go collects first. A
// file above large is all that its run is about.
const (
	small = 16 << 10
	large = 1 << 20
)

// Read implements project.FS.
func (n *noted) Read(path string) (string, error) {
	n.outputs.Read(path)
	n.read[path] = true
	n.ask(path)
	if text, known := n.pipes[path]; known {
		return text, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	n.roomFor(int(info.Size()))
	text, err := n.Disk.Read(path)
	if err == nil && !info.Mode().IsRegular() {
		n.pipes[path] = text
	}
	return text, err
}

// roomFor lets the heap grow for what is read. A compiler runs for a moment: it
// is faster to let the heap grow than to collect it, up to a bound. A folder of
// scripts needs less of that than one large file. To say so stops all that runs,
// which takes longer than a small script.
func (n *noted) roomFor(size int) {
	n.size += size
	percent := 0
	switch {
	case size > large:
		percent = 1000
	case n.size > small:
		percent = 400
	}
	if percent > n.percent {
		n.percent = percent
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(1750 << 20)
	}
}

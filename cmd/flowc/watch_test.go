package main

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// A session is the program, running in a folder.
type session struct {
	t    *testing.T
	dir  string
	cmd  *exec.Cmd
	said *bufio.Scanner
}

// put replaces a file, as editors do.
func (s *session) put(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path+".tmp", []byte(text), 0o600), os.Rename(path+".tmp", path)); err != nil {
		s.t.Fatal(err)
	}
}

// start runs the program, whose name TestMain knows it by.
func (s *session) start(args ...string) {
	s.t.Helper()
	self, err := os.Executable()
	if err != nil {
		s.t.Fatal(err)
	}
	flowc := filepath.Join(s.t.TempDir(), "flowc")
	if err := os.Symlink(self, flowc); err != nil {
		s.t.Fatal(err)
	}
	s.cmd = exec.CommandContext(s.t.Context(), flowc, args...)
	s.cmd.Dir = s.dir
	s.cmd.Env = append(os.Environ(), "NO_COLOR=1")
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.said = bufio.NewScanner(stderr)
	dead := time.AfterFunc(time.Minute, func() { _ = s.cmd.Process.Kill() })
	s.t.Cleanup(func() { dead.Stop() })
}

// until reads what the program says up to some words.
func (s *session) until(words string) {
	s.t.Helper()
	var all []string
	for s.said.Scan() {
		if all = append(all, s.said.Text()); strings.Contains(s.said.Text(), words) {
			return
		}
	}
	s.t.Fatalf("it never says %q, but\n%s", words, strings.Join(all, "\n"))
}

const waiting = "-- waiting for changes"

// built waits until the payload has some words, be it after one run or several.
func (s *session) built(words string) {
	s.t.Helper()
	for {
		s.until(waiting)
		if text, err := os.ReadFile(filepath.Join(s.dir, "flows/a.json")); err == nil && strings.Contains(string(text), words) {
			return
		}
	}
}

// TestWatch watches real files with the real program. It waits for what is said.
func TestWatch(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no signals")
	}
	s := session{t: t, dir: t.TempDir()}
	s.put("lib/l.flow", "let hi = \"Hi.\"\n")
	s.put("flows/a.flow", "use \"../lib/l.flow\"\ncloud \"dev\"\ncall 4420\nsay hi\n")
	s.put("flowc.yaml", "ids: number\n")
	s.start("build", "flows", "-o", "flows", "--watch")
	s.built(`"Hi."`)
	s.put("lib/l.flow", "let hi = \"Ho.\"\n")
	s.until("-- again: lib/l.flow changed")
	s.built(`"Ho."`)
	s.put("flowc.yaml", "ids: string\n")
	s.until("-- again: flowc.yaml changed")
	s.built(`"id": "0"`)
	s.put("flows/b.flow", "say “x”\n")
	s.until("flows/b.flow:1:5: error[syntax]")
	s.until(waiting)
	if err := os.RemoveAll(filepath.Join(s.dir, "lib")); err != nil {
		t.Fatal(err)
	}
	s.until("error[bad-use]")
	s.put("lib/l.flow", "let hi = \"Hm.\"\n")
	s.put("flows/b.flow", "say \"x\"\n")
	s.built("Hm.")

	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	for s.said.Scan() { // to its end
	}
	if _ = s.cmd.Wait(); s.cmd.ProcessState.ExitCode() != 130 {
		t.Errorf("exit status %d", s.cmd.ProcessState.ExitCode())
	}
	if left, _ := filepath.Glob(filepath.Join(s.dir, "flows/.flowc*")); len(left) > 0 {
		t.Error(left)
	}
}

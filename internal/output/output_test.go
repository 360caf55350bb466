package output

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A folder is a folder of texts by name.
type folder struct {
	t   *testing.T
	dir string
}

func newFolder(t *testing.T, files map[string]string) folder {
	t.Helper()
	f := folder{t, t.TempDir()}
	for name, text := range files {
		if err := os.WriteFile(f.path(name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func (f folder) path(name string) string { return filepath.Join(f.dir, name) }

// texts returns what the files hold now, of links what they lead to.
func (f folder) texts() map[string]string {
	f.t.Helper()
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		f.t.Fatal(err)
	}
	texts := map[string]string{}
	for _, e := range entries {
		text, err := os.ReadFile(f.path(e.Name()))
		if err != nil {
			f.t.Fatal(err)
		}
		texts[e.Name()] = string(text)
	}
	return texts
}

func (f folder) want(texts map[string]string) {
	f.t.Helper()
	if diff := cmp.Diff(texts, f.texts()); diff != "" {
		f.t.Errorf("files (-want +got):\n%s", diff)
	}
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestCommit(t *testing.T) {
	f := newFolder(t, map[string]string{"old": "old"})
	s := New(io.Discard, io.Discard)
	long := strings.Repeat("n", 249)
	for _, name := range []string{"old", "new", long} {
		if err := s.Stage(File{Path: f.path(name)}, text("1")); err != nil {
			t.Fatal(err)
		}
	}
	if now := f.texts()["old"]; now != "old" {
		t.Errorf("before the end of the run the file holds %q", now)
	}
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	f.want(map[string]string{"old": "1", "new": "1", long: "1"})
	if err := s.Stage(File{Path: f.path("late")}, text("1")); err == nil {
		t.Error("something is staged behind the end of the run")
	}
	f.want(map[string]string{"old": "1", "new": "1", long: "1"})
}

// impossible are runs in which an output can't be written.
var impossible = map[string]func(f folder, s *Set) error{
	"half": func(f folder, s *Set) error {
		return s.Stage(File{Path: f.path("a")}, func(w io.Writer) error {
			return errors.Join(text("half")(w), io.ErrShortWrite)
		})
	},
	"aborted":  func(f folder, s *Set) error { s.Abort(); return errors.New("aborted") },
	"a folder": func(f folder, s *Set) error { return s.Stage(File{Path: f.dir}, text("2")) },
	"in a file": func(f folder, s *Set) error {
		return s.Stage(File{Path: f.path("b/none/a")}, text("2"))
	},
	"in new folders": func(f folder, s *Set) error {
		return errors.Join(s.Stage(File{Path: f.path("none/below/a")}, text("2")), s.Stage(File{Path: f.dir}, text("2")))
	},
	"in new folders, and twice": func(f folder, s *Set) error {
		return errors.Join(s.Stage(File{Path: f.path("none/a")}, text("2")), s.Stage(File{Path: f.path("none/a")}, text("2")), s.Commit())
	},
	"an input": func(f folder, s *Set) error {
		s.Read(f.path("a"))
		return s.Commit()
	},
	"an input by a link": func(f folder, s *Set) error {
		if err := os.Symlink("b", f.path("l")); err != nil {
			return err
		}
		defer os.Remove(f.path("l"))
		s.Read(f.path("b"))
		return errors.Join(s.Stage(File{Path: f.path("l")}, text("2")), s.Commit())
	},
	"an input by another name": func(f folder, s *Set) error {
		if err := os.Link(f.path("b"), f.path("l")); err != nil {
			return err
		}
		defer os.Remove(f.path("l"))
		s.Read(f.path("b"))
		return errors.Join(s.Stage(File{Path: f.path("l")}, text("2")), s.Commit())
	},
	"twice": func(f folder, s *Set) error {
		return errors.Join(s.Stage(File{Path: f.dir + "/./a"}, text("2")), s.Commit())
	},
	"a new one twice": func(f folder, s *Set) error {
		return errors.Join(s.Stage(File{Path: f.path("n")}, text("2")), s.Stage(File{Path: f.path("n")}, text("3")), s.Commit())
	},
	"a new one by another path": func(f folder, s *Set) error {
		if err := os.Symlink(f.dir, f.path("l")); err != nil {
			return err
		}
		defer os.Remove(f.path("l"))
		return errors.Join(s.Stage(File{Path: f.path("n")}, text("2")), s.Stage(File{Path: f.path("l/n")}, text("3")), s.Commit())
	},
	"what was read from a stream": func(f folder, s *Set) error {
		info, err := os.Stat(f.path("a"))
		s.ReadFrom(info)
		return errors.Join(err, s.Commit())
	},
	"changed": func(f folder, s *Set) error {
		was := "before"
		return errors.Join(s.Stage(File{Path: f.path("b"), Was: &was}, text("2")), s.Commit())
	},
}

// TestNothingIsWritten ends runs in which an output can't be written.
func TestNothingIsWritten(t *testing.T) {
	for name, run := range impossible {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"a": "a", "b": "b"}
			f := newFolder(t, files)
			s := New(io.Discard, io.Discard)
			if err := s.Stage(File{Path: f.path("a")}, text("1")); err != nil {
				t.Fatal(err)
			}
			err := run(f, s)
			if err == nil {
				t.Error("no error")
			}
			s.Abort()
			f.want(files)
		})
	}
}

func TestMade(t *testing.T) {
	f := newFolder(t, nil)
	s := New(io.Discard, io.Discard)
	for _, path := range []string{"here", "new/a", "new/below/b", "other/below/c"} {
		if err := s.Stage(File{Path: f.path(path)}, text("1")); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{f.path("new"), f.path("other")}, s.Made()); diff != "" {
		t.Errorf("folders (-want +got):\n%s", diff)
	}
}

func TestReplaceWhatWasRead(t *testing.T) {
	f := newFolder(t, map[string]string{"a": "a"})
	s := New(io.Discard, io.Discard)
	was := "a"
	s.Read(f.path("a"))
	if err := errors.Join(s.Stage(File{Path: f.path("a"), Was: &was}, text("1")), s.Commit()); err != nil {
		t.Fatal(err)
	}
	f.want(map[string]string{"a": "1"})
}

// TestModes checks that a file keeps its mode and its other names, and that a
// private one is nobody else's.
func TestModes(t *testing.T) {
	f := newFolder(t, map[string]string{"mode": "x", "linked": "x"})
	if err := errors.Join(os.Chmod(f.path("mode"), 0o751), os.Link(f.path("linked"), f.path("other"))); err != nil {
		t.Fatal(err)
	}
	s := New(io.Discard, io.Discard)
	err := errors.Join(
		s.Stage(File{Path: f.path("mode")}, text("1")),
		s.Stage(File{Path: f.path("linked")}, text("1")),
		s.Stage(File{Path: f.path("private"), Private: true}, text("1")),
		s.Stage(File{Path: f.path("plain")}, text("1")),
		s.Commit(),
	)
	if err != nil {
		t.Fatal(err)
	}
	f.want(map[string]string{"mode": "1", "linked": "1", "other": "1", "private": "1", "plain": "1"})
	plain, err := os.OpenFile(f.path("by the system"), os.O_CREATE, 0o666)
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	modes := map[string]fs.FileMode{}
	for _, name := range []string{"mode", "private", "plain"} {
		info, err := os.Stat(f.path(name))
		if err != nil {
			t.Fatal(err)
		}
		modes[name] = info.Mode()
	}
	info, err := plain.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]fs.FileMode{"mode": 0o751, "private": 0o600, "plain": info.Mode()}, modes); diff != "" {
		t.Errorf("modes (-want +got):\n%s", diff)
	}
}

func TestLinks(t *testing.T) {
	f := newFolder(t, map[string]string{"file": "x"})
	if err := errors.Join(os.Symlink("file", f.path("link")), os.Symlink("missing", f.path("dangling"))); err != nil {
		t.Fatal(err)
	}
	s := New(io.Discard, io.Discard)
	if err := errors.Join(s.Stage(File{Path: f.path("link")}, text("1")), s.Stage(File{Path: f.path("dangling")}, text("2")), s.Commit()); err != nil {
		t.Fatal(err)
	}
	f.want(map[string]string{"file": "1", "link": "1", "missing": "2", "dangling": "2"})
	if link, err := os.Readlink(f.path("dangling")); err != nil || link != "missing" {
		t.Errorf("the link leads to %q, %v", link, err)
	}
}

// TestStreams writes to what is no file: nothing is renamed over it.
func TestStreams(t *testing.T) {
	f := newFolder(t, nil)
	if err := syscall.Mkfifo(f.path("pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	s := New(&out, io.Discard)
	err := errors.Join(
		s.Stage(File{Path: "/dev/stdout"}, text("one ")),
		s.Stage(File{Path: "/dev/fd/1"}, text("two")),
		s.Stage(File{Path: os.DevNull}, text("three")),
		s.Stage(File{Path: f.path("pipe")}, text("four")),
	)
	if err != nil {
		t.Fatal(err)
	}
	read := make(chan string)
	go func() {
		text, err := os.ReadFile(f.path("pipe"))
		if err != nil {
			text = []byte(err.Error())
		}
		read <- string(text)
	}()
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != "one two" {
		t.Errorf("standard output has %q", got)
	}
	if got := <-read; got != "four" {
		t.Errorf("the pipe has %q", got)
	}
	if info, err := os.Lstat(f.path("pipe")); err != nil || info.Mode()&fs.ModeNamedPipe == 0 {
		t.Errorf("the pipe is %v, %v", info.Mode(), err)
	}
}

// TestAbortWhileWriting ends the run, as a signal does, while an output is
// written.
func TestAbortWhileWriting(t *testing.T) {
	dir := t.TempDir()
	s := New(io.Discard, io.Discard)
	err := s.Stage(File{Path: filepath.Join(dir, "a.json"), Private: true}, func(w io.Writer) error {
		if _, err := io.WriteString(w, "secret"); err != nil {
			return err
		}
		s.Abort()
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if err := s.Stage(File{Path: filepath.Join(dir, "b.json")}, func(io.Writer) error { return nil }); err == nil {
		t.Error("the run goes on")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// A blocked writer never ends to write, until it is released.
type blocked struct{ started, release chan bool }

func (b blocked) Write(p []byte) (int, error) {
	close(b.started)
	<-b.release
	return len(p), nil
}

// TestAbortWhileWaiting ends a run that waits for somebody to read what it
// says: a signal must not wait, too.
func TestAbortWhileWaiting(t *testing.T) {
	f := newFolder(t, nil)
	b := blocked{make(chan bool), make(chan bool)}
	s := New(b, io.Discard)
	for _, path := range []string{"/dev/stdout", f.path("a")} {
		if err := s.Stage(File{Path: path}, text("1")); err != nil {
			t.Fatal(err)
		}
	}
	ended := make(chan error)
	go func() { ended <- s.Commit() }()
	<-b.started
	f.want(map[string]string{"a": "1"}) // files first
	s.Abort()
	close(b.release)
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestLinksThroughFolders follows a link that leads up from where it is, and not
// from where it seems to be.
func TestLinksThroughFolders(t *testing.T) {
	f := newFolder(t, map[string]string{})
	if err := errors.Join(os.MkdirAll(f.path("real/deep"), 0o777), os.Symlink("real/deep", f.path("out")), os.Symlink("../x.json", f.path("real/deep/a.json")),
		os.WriteFile(f.path("real/x.json"), []byte("old"), 0o666)); err != nil {
		t.Fatal(err)
	}
	s := New(io.Discard, io.Discard)
	if err := errors.Join(s.Stage(File{Path: f.path("out/a.json")}, text("new")), s.Commit()); err != nil {
		t.Fatal(err)
	}
	if now, err := os.ReadFile(f.path("real/x.json")); err != nil || string(now) != "new" {
		t.Errorf("the file holds %q, %v", now, err)
	}
}

// TestNamesAndSecrets writes a secret into a file with two names.
func TestNamesAndSecrets(t *testing.T) {
	f := newFolder(t, map[string]string{"a": "old"})
	if err := os.Link(f.path("a"), f.path("b")); err != nil {
		t.Fatal(err)
	}
	s := New(io.Discard, io.Discard)
	if err := errors.Join(s.Stage(File{Path: f.path("a"), Private: true}, text("secret")), s.Commit()); err != nil {
		t.Fatal(err)
	}
	f.want(map[string]string{"a": "secret", "b": "secret"})
	if info, err := os.Stat(f.path("b")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	// Where what is staged is lost, the file stays as it is.
	s = New(io.Discard, io.Discard)
	if err := s.Stage(File{Path: f.path("a")}, text("more")); err != nil {
		t.Fatal(err)
	}
	os.Remove(s.staged[0].temp)
	if err := s.Commit(); err == nil {
		t.Error("no error")
	}
	f.want(map[string]string{"a": "secret", "b": "secret"})
}

package cli

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/google/go-cmp/cmp"
)

// A desk tells a command of what happens to files, as an author's work does.
type desk struct {
	t       *testing.T
	happens chan fsnotify.Event
	fails   chan error
	quiet   chan time.Time
	patient chan time.Time
	said    chan string
	status  chan int
	refuse  error
	follows map[string]bool
}

func (d *desk) add(folder string) error {
	if d.refuse != nil {
		return &os.PathError{Op: "add", Path: folder, Err: d.refuse}
	}
	d.follows[folder] = true
	return nil
}

func (d *desk) remove(folder string)          { delete(d.follows, folder) }
func (d *desk) events() <-chan fsnotify.Event { return d.happens }
func (d *desk) errors() <-chan error          { return d.fails }

// Write implements io.Writer for standard error.
func (d *desk) Write(b []byte) (int, error) {
	d.said <- string(b)
	return len(b), nil
}

// watching starts a command in a folder of some files.
func watching(t *testing.T, files map[string]string, refuse error, args ...string) *desk {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for name, text := range files {
		write(t, name, text)
	}
	d := &desk{
		t: t, happens: make(chan fsnotify.Event), fails: make(chan error), quiet: make(chan time.Time), patient: make(chan time.Time),
		said: make(chan string, 1000), status: make(chan int, 1), refuse: refuse, follows: map[string]bool{},
	}
	r := &runs{
		args: args, in: strings.NewReader(""), out: new(strings.Builder), err: d,
		open: func() (notifier, error) { return d, nil },
		after: func(d2 time.Duration) <-chan time.Time {
			if d2 == patience {
				return d.patient
			}
			return d.quiet
		},
	}
	go func() { d.status <- r.all() }()
	return d
}

// write writes a file, or a link where its text is an arrow to a path.
func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if to, link := strings.CutPrefix(text, "-> "); link {
		if err := os.Symlink(to, name); err != nil {
			t.Skip(err)
		}
		return
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// waits returns what is said until the command waits for changes.
func (d *desk) waits() string {
	var all strings.Builder
	for said := range d.said {
		if said == "-- waiting for changes\n" {
			break
		}
		all.WriteString(said)
	}
	return all.String()
}

// tell tells of a file.
func (d *desk) tell(op fsnotify.Op, name string) {
	path, err := filepath.Abs(name)
	if err != nil {
		d.t.Fatal(err)
	}
	d.happens <- fsnotify.Event{Name: path, Op: op}
}

// expect compares what is said until the command waits for changes.
func (d *desk) expect(want string) {
	d.t.Helper()
	if diff := cmp.Diff(want, d.waits()); diff != "" {
		d.t.Error(diff)
	}
}

// settle lets nothing happen for a while.
func (d *desk) settle() { d.quiet <- time.Time{} }

// end takes the notifier away, and returns the exit status.
func (d *desk) end() int {
	close(d.happens)
	return <-d.status
}

const greeting = "cloud \"dev\"\ncall 4420\nsay \"Hello.\"\n"

// TestWatch checks what is worth a run, and that it sees what changed.
func TestWatch(t *testing.T) {
	d := watching(t, map[string]string{
		"a.flow": "use \"lib/l.flow\"\n" + greeting + "say who\n", "lib/l.flow": "let who = \"you\"\n", "flows/b.flow": greeting,
	}, nil, "check", "--watch", "a.flow", "flows")
	d.expect("no findings\n")

	// What an editor does is one run, and what does not matter is none.
	d.tell(fsnotify.Create, ".a.flow.swp")
	d.tell(fsnotify.Write, "other.flow")
	d.tell(fsnotify.Write, "flows/note.txt")
	d.tell(fsnotify.Create, "flows/.hidden.flow")
	d.tell(fsnotify.Chmod, "a.flow")
	d.tell(fsnotify.Rename, "a.flow")
	d.tell(fsnotify.Create, "a.flow")
	d.tell(fsnotify.Write, "a.flow")
	d.settle()
	d.expect("-- again: a.flow changed\nno findings\n")

	// What is used matters, and is read anew.
	write(t, "lib/l.flow", "let whom = \"you\"\n")
	d.tell(fsnotify.Write, "lib/l.flow")
	d.settle()
	d.expect("-- again: " + filepath.FromSlash("lib/l.flow") + " changed\n" +
		"a.flow:1:5: warning[unused-use]: nothing of this file is used\n    use \"lib/l.flow\"\n        ^^^^^^^^^^^^\n  help: remove the line\n" +
		"a.flow:5:5: error[unknown-name]: no constant \"who\"; did you mean \"whom\"?\n    say who\n        ^^^\n  help: write whom\n1 error, 1 warning\n")
	write(t, "lib/l.flow", "let who = \"you\"\n")
	d.tell(fsnotify.Write, "lib/l.flow")
	d.tell(fsnotify.Create, "flowc.yaml") // which is not there after all
	d.settle()
	d.expect("-- again: " + filepath.FromSlash("lib/l.flow") + " and 1 more changed\nno findings\n")

	if status := d.end(); status != unusable {
		t.Errorf("exit status %d", status)
	}
}

// TestWatchFiles checks that files and folders may come and go.
func TestWatchFiles(t *testing.T) {
	d := watching(t, map[string]string{"a.flow": greeting, "flows/b.flow": greeting}, nil, "check", "--watch", "a.flow", "flows")
	d.expect("no findings\n")
	write(t, "flows/new/c.flow", "say 'x'\n")
	d.tell(fsnotify.Create, "flows/new")
	d.settle()
	if said := d.waits(); !strings.Contains(said, "flows/new/c.flow:1:5: error[syntax]") || !d.follows[abs(t, "flows/new")] {
		t.Error(said)
	}
	if err := os.RemoveAll("flows/new"); err != nil {
		t.Fatal(err)
	}
	d.tell(fsnotify.Remove, "flows/new")
	d.settle()
	d.expect("-- again: " + filepath.FromSlash("flows/new") + " is gone\nno findings\n")
	if err := os.Remove("a.flow"); err != nil {
		t.Fatal(err)
	}
	d.tell(fsnotify.Remove, "a.flow")
	d.settle()
	d.expect("-- again: a.flow is gone\nflowc: cannot read a.flow: no such file or directory\n")
	write(t, "a.flow", greeting)

	// Where the system does not know what happened, all is looked at.
	d.fails <- fsnotify.ErrEventOverflow
	d.settle()
	d.expect("no findings\n")

	// Who writes without a break does not put it off for ever.
	d.tell(fsnotify.Write, "a.flow")
	d.tell(fsnotify.Write, "a.flow")
	d.patient <- time.Time{}
	d.expect("-- again: a.flow changed\nno findings\n")
	d.end()
}

func abs(t *testing.T, name string) string {
	path, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestWatchOutputs checks that a build does not follow what it writes, and that a
// change while it writes is not missed.
func TestWatchOutputs(t *testing.T) {
	d := watching(t, map[string]string{"flows/a.flow": greeting, "values.yaml": "-> one.yaml", "one.yaml": "{}\n", "env": "X=1\n"}, nil,
		"build", "--watch", "flows", "-o", "flows", "--deps", "flows/deps.mk", "--values", "values.yaml", "--resolve-env", "--env-file", "env")
	d.waits()
	d.tell(fsnotify.Create, "flows/.flowc-1.tmp")
	d.tell(fsnotify.Create, "flows/a.json")
	d.tell(fsnotify.Create, "flows/deps.mk")
	for _, name := range []string{"values.yaml", "one.yaml", "env", "flows/a.flow"} {
		d.tell(fsnotify.Write, name)
		d.settle()
		if said := d.waits(); !strings.HasPrefix(said, "-- again: "+filepath.FromSlash(name)+" changed\n") {
			t.Error(said)
		}
	}
	d.end()
}

// TestWatchTests checks that tests run again when they change, those beside the script,
// too, which may not be there yet.
func TestWatchTests(t *testing.T) {
	d := watching(t, map[string]string{"flows/a.flow": greeting + "test \"one\" { call 4420 }\n"}, nil, "test", "--watch", "flows/a.flow", "--output", "tap:told", "--output", "text")
	told := func(want string) {
		t.Helper()
		text, err := os.ReadFile("told")
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, string(text)); d != "" {
			t.Error(d)
		}
	}
	d.expect("")
	told("TAP version 14\n1..1\nok 1 - flows/a.flow: one\n")
	write(t, "flows/a_test.flow", "test \"two\" { call 4420; hear \"hello\" }\n")
	d.tell(fsnotify.Create, "flows/a_test.flow")
	d.settle()
	d.expect("-- again: " + filepath.FromSlash("flows/a_test.flow") + " changed\n")
	told("TAP version 14\n1..2\nok 1 - flows/a.flow: one\nok 2 - flows/a_test.flow: two\n")
	d.end()
}

// TestWatchLimit checks that a system which lets nobody watch more is a finding.
func TestWatchLimit(t *testing.T) {
	d := watching(t, map[string]string{"a.flow": greeting}, syscall.ENOSPC, "check", "--watch", "a.flow")
	status := <-d.status
	if said := <-d.said; status != unusable || !strings.Contains(said, "the system lets nobody watch more") || !strings.Contains(said, "max_user_watches") {
		t.Errorf("exit status %d: %s", status, said)
	}
}

// TestWatchFolders checks that a folder which was replaced is followed anew, and that
// links are, and what they lead to.
func TestWatchFolders(t *testing.T) {
	d := watching(t, map[string]string{"one/a.flow": greeting, "two/a.flow": greeting}, nil, "check", "--watch", "now/a.flow")
	d.waits()
	if err := os.Symlink("one", "now"); err != nil {
		t.Skip(err)
	}
	d.tell(fsnotify.Create, "now")
	d.settle()
	d.waits()
	got := []bool{d.follows[abs(t, "now")], d.follows[abs(t, "one")], d.follows[abs(t, ".")], d.follows[abs(t, "two")]}
	if diff := cmp.Diff([]bool{true, true, true, false}, got); diff != "" {
		t.Error(diff)
	}
	if err := os.Remove("now"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("two", "now"); err != nil {
		t.Fatal(err)
	}
	delete(d.follows, abs(t, "now"))
	d.tell(fsnotify.Create, "now")
	d.settle()
	d.waits()
	got = []bool{d.follows[abs(t, "now")], d.follows[abs(t, "one")], d.follows[abs(t, "two")]}
	if diff := cmp.Diff([]bool{true, false, true}, got); diff != "" {
		t.Error(diff)
	}
	d.end()
}

// TestWatchMemory checks that runs leave nothing behind.
func TestWatchMemory(t *testing.T) {
	d := watching(t, map[string]string{"flows/a.flow": greeting + strings.Repeat("say \"Hello.\"\n", 2000)}, nil, "check", "--watch", "flows")
	d.waits()
	room := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	run := func() {
		d.tell(fsnotify.Write, "flows/a.flow")
		d.settle()
		d.waits()
	}
	run()
	before, routines := room(), runtime.NumGoroutine()
	for range 100 {
		run()
	}
	if after := room(); after > before+1<<20 || runtime.NumGoroutine() > routines+2 {
		t.Errorf("%d bytes became %d, %d routines %d", before, after, routines, runtime.NumGoroutine())
	}
	d.end()
}

// TestWatchedFolders checks which folders are watched: not those above all homes.
func TestWatchedFolders(t *testing.T) {
	t.Setenv("HOME", "/home/me")
	w := newWatched([]kind{scripts})
	w.add("/home/me/calls/a.flow")
	w.add("/srv/calls/b.flow")
	if diff := cmp.Diff([]string{"/home/me", "/home/me/calls", "/srv", "/srv/calls"}, w.all()); diff != "" && !slices.Contains([]string{"windows", "plan9"}, runtime.GOOS) {
		t.Error(diff)
	}
}

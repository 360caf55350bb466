package project_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang/diag"
)

// load returns the name and the text of the file that a path means in a script,
// or what is wrong with it.
func load(t *testing.T, p *project.Project, script, path string) string {
	t.Helper()
	view, err := p.View(script)
	if err != nil {
		t.Fatal(err)
	}
	file, err := view.Load(view.Main.Source, path)
	if err != nil {
		return "error: " + err.Error()
	}
	return file.Source.Name + ": " + file.Source.Text
}

// tree writes files below a folder, which it returns without links.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

var files = map[string]string{
	"flows/main.flow":        "main",
	"flows/lib/a.flow":       "a",
	"shared.flow":            "shared",
	"project/flowc.yaml":     "",
	"project/in/main.flow":   "main in a project",
	"project/shared.flow":    "shared in a project",
	"project/in/folder/x":    "",
	"project/in/..odd.flow":  "odd",
	"project/in/in/flowc.md": "",
}

// TestLoad finds files as a use names them, in all three file systems.
func TestLoad(t *testing.T) {
	mapFS := fstest.MapFS{}
	for name, text := range files {
		mapFS[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for _, system := range []struct {
		name string
		fs   project.FS
		root string
	}{
		{"disk", project.Disk{}, tree(t, files) + "/"},
		{"a file system", project.Of(mapFS), ""},
		{"memory", project.Memory(files), ""},
	} {
		for _, test := range []struct{ script, path, want string }{
			{"flows/main.flow", "lib/a.flow", "flows/lib/a.flow: a"},
			{"flows/main.flow", "./lib/../lib/a.flow", "flows/lib/a.flow: a"},
			{"flows/main.flow", "main.flow", "flows/main.flow: main"},
			{"flows/main.flow", "../shared.flow", "error: ../shared.flow leads out of the project"},
			{"flows/main.flow", "lib/../../flows/main.flow", "error: lib/../../flows/main.flow leads out of the project"},
			{"flows/main.flow", "/flows/main.flow", "error: the path of a use is relative"},
			{"flows/main.flow", "", "error: this path is empty"},
			{"project/in/main.flow", "../shared.flow", "project/shared.flow: shared in a project"},
			{"project/in/main.flow", "../in/..odd.flow", "project/in/..odd.flow: odd"},
			{"project/in/main.flow", "../../shared.flow", "error: ../../shared.flow leads out of the project"},
		} {
			want := strings.Replace(test.want, test.script[:strings.Index(test.script, "/")+1], system.root+test.script[:strings.Index(test.script, "/")+1], 1)
			if strings.HasPrefix(want, "error") {
				want = test.want
			}
			got := load(t, project.New(system.fs), system.root+test.script, test.path)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s: use %q in %s (-want +got):\n%s", system.name, test.path, test.script, d)
			}
		}
		missing := load(t, project.New(system.fs), system.root+"flows/main.flow", "missing.flow")
		if !strings.HasPrefix(missing, "error: cannot read missing.flow: ") || strings.Count(missing, "missing.flow") != 1 {
			t.Errorf("%s: a file that is missing: %s", system.name, missing)
		}
	}
	for name, system := range map[string]project.FS{"disk": project.Disk{}, "a file system": project.Of(mapFS)} {
		root := ""
		if name == "disk" {
			root = tree(t, files) + "/"
		}
		if d := cmp.Diff("error: folder is a folder", load(t, project.New(system), root+"project/in/main.flow", "folder")); d != "" {
			t.Errorf("%s: a folder (-want +got):\n%s", name, d)
		}
	}
}

// TestRoot looks for the nearest marker.
func TestRoot(t *testing.T) {
	p := project.New(project.Memory{"a/flowc.yaml": "", "a/b/c/flowc.yaml": ""})
	got := map[string]string{}
	for _, path := range []string{"/a/x", "/a/b/x", "/a/b/c/x", "/a/b/c/d/x", "/b/c/x", "/x"} {
		got[path] = p.Root(path)
	}
	want := map[string]string{"/a/x": "/a", "/a/b/x": "/a", "/a/b/c/x": "/a/b/c", "/a/b/c/d/x": "/a/b/c", "/b/c/x": "/b/c", "/x": "/"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestLinks follows links inside of a project, and not out of it.
func TestLinks(t *testing.T) {
	root := tree(t, map[string]string{"p/main.flow": "main", "p/lib/a.flow": "a", "out/b.flow": "b"})
	for link, to := range map[string]string{"p/in.flow": "lib/a.flow", "p/out.flow": "../out/b.flow", "p/gone.flow": "nowhere", "linked.flow": "p/main.flow", "l": "p"} {
		if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
			t.Skip(err) // a system without links
		}
	}
	p := project.New(project.Disk{})
	for _, test := range []struct{ script, path, want string }{
		{"p/main.flow", "in.flow", root + "/p/in.flow: a"},
		{"p/main.flow", "out.flow", "error: out.flow leads out of the project by a link"},
		{"linked.flow", "lib/a.flow", root + "/lib/a.flow: a"}, // the file is in its folder, whatever leads there
		{"l/main.flow", "lib/a.flow", root + "/l/lib/a.flow: a"},
	} {
		// Names are of the first use, so each asks a project of its own.
		got := load(t, project.New(project.Disk{}), filepath.Join(root, test.script), test.path)
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("use %q in %s (-want +got):\n%s", test.path, test.script, d)
		}
	}
	if got := load(t, p, filepath.Join(root, "p/main.flow"), "gone.flow"); !strings.HasPrefix(got, "error: cannot read gone.flow: ") {
		t.Errorf("a link to nowhere: %s", got)
	}
	// One file by two names is one file.
	view, err := p.View(filepath.Join(root, "p/main.flow"))
	if err != nil {
		t.Fatal(err)
	}
	first, err1 := view.Load(view.Main.Source, "lib/a.flow")
	second, err2 := view.Load(view.Main.Source, "in.flow")
	if err1 != nil || err2 != nil || first != second {
		t.Errorf("a file by two names is two: %v %v", err1, err2)
	}
	self, err := view.Load(view.Main.Source, "main.flow")
	if err != nil || self != view.Main {
		t.Errorf("the script by its own name is another file: %v", err)
	}
}

// TestOpen lays texts over files and takes them away again.
func TestOpen(t *testing.T) {
	memory := project.Memory{"main.flow": "main", "a.flow": "a"}
	p := project.New(memory)
	var got []string
	note := func(what string) {
		text, err := p.Text("main.flow")
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, what+": "+text+", "+load(t, p, "main.flow", "a.flow")+", "+load(t, p, "main.flow", "new.flow"))
	}
	note("at first")
	p.Open("a.flow", "open a")
	note("open")
	p.Open("a.flow", "open again")
	p.Open("new.flow", "new")
	p.Open("./main.flow", "open main")
	note("all open")
	memory["a.flow"] = "saved a"
	p.Close("a.flow")
	p.Close("main.flow")
	note("closed")
	memory["a.flow"] = "changed a"
	note("changed, and not said so")
	p.Changed("a.flow")
	note("changed")
	p.Close("new.flow")
	note("closed what is no file")
	none := "error: cannot read new.flow: file does not exist"
	want := []string{
		"at first: main, a.flow: a, " + none,
		"open: main, a.flow: open a, " + none,
		"all open: open main, a.flow: open again, new.flow: new",
		"closed: main, a.flow: saved a, new.flow: new",
		"changed, and not said so: main, a.flow: saved a, new.flow: new",
		"changed: main, a.flow: changed a, new.flow: new",
		"closed what is no file: main, a.flow: changed a, " + none,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestOpenSame keeps the tree of a file that is opened and not changed.
func TestOpenSame(t *testing.T) {
	p := project.New(project.Memory{"main.flow": "", "a.flow": "a"})
	tree := func() any {
		view, err := p.View("main.flow")
		if err != nil {
			t.Fatal(err)
		}
		file, err := view.Load(view.Main.Source, "a.flow")
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	first := tree()
	p.Open("a.flow", "a")
	if tree() != first {
		t.Error("the same text is parsed again")
	}
	p.Open("a.flow", "b")
	if tree() == first {
		t.Error("another text is not parsed")
	}
}

// A counted file system counts how often each file is read.
type counted struct {
	project.FS
	reads atomic.Int64
}

func (c *counted) Read(path string) (string, error) {
	if strings.HasSuffix(path, "lib.flow") {
		c.reads.Add(1)
	}
	return c.FS.Read(path)
}

// TestReadOnce reads a file once that a thousand scripts use.
func TestReadOnce(t *testing.T) {
	memory := project.Memory{"lib.flow": "let a = 1\n"}
	for i := range 1000 {
		memory[fmt.Sprintf("s%d.flow", i)] = "use \"lib.flow\"\n"
	}
	c := &counted{FS: memory}
	p := project.New(c)
	for i := range 1000 {
		if got := load(t, p, fmt.Sprintf("s%d.flow", i), "lib.flow"); got != "lib.flow: let a = 1\n" {
			t.Fatal(got)
		}
	}
	if n := c.reads.Load(); n != 1 {
		t.Errorf("the file was read %d times", n)
	}
}

// TestAtOnce asks a project from several places while texts are opened. The
// race detector looks on.
func TestAtOnce(t *testing.T) {
	p := project.New(project.Memory{"main.flow": "use \"a.flow\"\n", "a.flow": "0"})
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 50 {
				if got := load(t, p, "main.flow", "a.flow"); got != "a.flow: 0" && got != "a.flow: 1" {
					t.Error(got)
				}
				p.Open("a.flow", "1")
				p.Changed("a.flow")
				p.Close("a.flow")
			}
		})
	}
	wait.Wait()
}

// TestUnreadable checks what is said of what can't be read.
func TestUnreadable(t *testing.T) {
	p := project.New(project.Of(fstest.MapFS{"folder/x": {}}))
	for name, want := range map[string]string{
		"missing.flow": "cannot read missing.flow: file does not exist",
		"folder":       "cannot read folder: it is a folder",
	} {
		_, err := p.View(name)
		var failure diag.Failure
		if !errors.As(err, &failure) || failure.Code != project.CannotRead || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := p.Text(name); err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := project.Cause(&fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission}); got != fs.ErrPermission {
		t.Errorf("the cause is %v", got)
	}
}

// TestReal finds out what the file systems make of names.
func TestReal(t *testing.T) {
	for _, f := range []project.FS{project.Memory{"a/b": "x"}, project.Of(fstest.MapFS{"a/b": {}})} {
		if got := f.Path("a/../a/./b"); got != "/a/b" {
			t.Errorf("%T: the path is %s", f, got)
		}
		if real, err := f.Real("/a/b"); real != "/a/b" || err != nil || !f.Exists("/a/b") {
			t.Errorf("%T: the file is at %s, %v", f, real, err)
		}
		if _, err := f.Real("/c"); !errors.Is(err, fs.ErrNotExist) || f.Exists("/c") {
			t.Errorf("%T: a file that is not there: %v", f, err)
		}
	}
	if !project.Of(fstest.MapFS{"a/b": {}}).Exists("/") {
		t.Error("the root of a folder is not there")
	}
	t.Chdir(tree(t, map[string]string{"x": ""}))
	if dir, err := os.Getwd(); err != nil || (project.Disk{}).Path("a/../x") != filepath.Join(dir, "x") {
		t.Errorf("the path is %s, %v", project.Disk{}.Path("x"), err)
	}
	if !(project.Disk{}).Exists("x") || (project.Disk{}).Exists("y") {
		t.Error("the disk has x and not y")
	}
}

// A slow is a file system on which reading waits until it may go on.
type slow struct {
	project.Memory
	reading, goOn chan struct{}
}

func (s slow) Read(path string) (string, error) {
	text, err := s.Memory.Read(path)
	if path == "/lib.flow" {
		s.reading <- struct{}{}
		<-s.goOn
	}
	return text, err
}

// TestOpenWhileReading opens a text while the file below it is being read: the
// text counts from then on.
func TestOpenWhileReading(t *testing.T) {
	files := slow{project.Memory{"main.flow": "", "lib.flow": "let old = 1\n"}, make(chan struct{}), make(chan struct{})}
	p := project.New(files)
	done := make(chan string)
	go func() { done <- load(t, p, "main.flow", "lib.flow") }()
	<-files.reading
	p.Open("lib.flow", "let fresh = 1\n")
	files.goOn <- struct{}{}
	got := []string{<-done, load(t, p, "main.flow", "lib.flow")}
	if d := cmp.Diff([]string{"lib.flow: let old = 1\n", "lib.flow: let fresh = 1\n"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestOpenBehindALink opens a text that is not on the disk yet, in a folder
// that has another name too, and still finds it when it is.
func TestOpenBehindALink(t *testing.T) {
	dir := t.TempDir()
	real, linked := filepath.Join(dir, "real"), filepath.Join(dir, "linked")
	if err := errors.Join(os.Mkdir(real, 0o777), os.Symlink("real", linked), os.WriteFile(filepath.Join(real, "main.flow"), nil, 0o666)); err != nil {
		t.Fatal(err)
	}
	p := project.New(project.Disk{})
	p.Open(filepath.Join(linked, "lib.flow"), "let open = 1\n")
	got := []string{load(t, p, filepath.Join(linked, "main.flow"), "lib.flow")}
	if err := os.WriteFile(filepath.Join(real, "lib.flow"), []byte("let saved = 1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	got = append(got, load(t, p, filepath.Join(linked, "main.flow"), "lib.flow"))
	p.Close(filepath.Join(linked, "lib.flow"))
	got = append(got, load(t, p, filepath.Join(linked, "main.flow"), "lib.flow"))
	for i, text := range got {
		_, got[i], _ = strings.Cut(text, "lib.flow: ")
	}
	if d := cmp.Diff([]string{"let open = 1\n", "let open = 1\n", "let saved = 1\n"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// named is a file system whose files have names of their own.
type named struct{ project.Memory }

func (named) Name(path string) string { return "HEAD:" + strings.TrimPrefix(path, "/") }

// TestNames checks that people see the names that a file system gives its files:
// of a script, of what it uses, of a project, of values, and of what is not there.
func TestNames(t *testing.T) {
	p := project.New(named{project.Memory{"flows/a.flow": "use \"../lib/b.flow\"\n", "lib/b.flow": "let b = 1\n", "flowc.yaml": "tokn: 1\nvalues: {far: v.yaml}\n", "v.yaml": "- 1\n"}})
	v, err := p.View("flows/a.flow")
	if err != nil {
		t.Fatal(err)
	}
	used, err := v.Load(v.Main.Source, "../lib/b.flow")
	if err != nil {
		t.Fatal(err)
	}
	got := []string{v.Main.Source.Name, used.Source.Name, p.Shown("/flows/a.flow")}
	var list diag.List
	config, err := p.Config("/flowc.yaml", "far", &list)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		got = append(got, f.Place.File.Name)
	}
	_, err = p.File("nosuch.flow")
	got = append(got, err.Error(), strings.Join(config.Files, " "))
	want := []string{"HEAD:flows/a.flow", "HEAD:lib/b.flow", "HEAD:flows/a.flow", "HEAD:flowc.yaml", "HEAD:v.yaml", "cannot read HEAD:nosuch.flow: file does not exist", "/flowc.yaml /v.yaml"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

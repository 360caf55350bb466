package ide_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/diag"
)

// references returns the places of a name, as text.
func references(t *testing.T, w *ide.Workspace, name string, at int32) (got []string) {
	t.Helper()
	list, err := w.References(context.Background(), name, at)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		got = append(got, shown(r.Place))
	}
	return got
}

// renamed returns the texts in which a name is another one, by file.
func renamed(t *testing.T, w *ide.Workspace, name string, at int32, to string) map[string]string {
	t.Helper()
	edits, err := w.Rename(context.Background(), name, at, to)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := diag.Apply(edits)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for file, text := range texts {
		got[file.Name] = text
	}
	return got
}

// TestUsersAbove renames what a library declares, which a script above its folder,
// and perhaps above its project, uses: an open one, or one of a folder of the editor.
func TestUsersAbove(t *testing.T) {
	const user = "use \"sub/lib.flow\"\nconnect desk\n"
	want := map[string]string{"/p/sub/lib.flow": "let front = 5263\n", "/p/main.flow": "use \"sub/lib.flow\"\nconnect front\n"}
	for _, marked := range []bool{false, true} {
		for _, open := range []bool{false, true} {
			files := map[string]string{"p/sub/lib.flow": "let ^desk = 5263\n", "p/main.flow": user, "other/main.flow": user}
			if marked {
				files["p/flowc.yaml"], files["p/sub/flowc.yaml"] = "api: v2\n", "api: v2\n"
			}
			w, name, at := workspace(t, files)
			if open {
				w.Open("/p/main.flow", user)
			} else {
				w.Folders([]string{"/other", "/p"})
			}
			if diff := cmp.Diff(want, renamed(t, w, name, at, "front")); diff != "" {
				t.Errorf("marked %v, open %v (-want +got):\n%s", marked, open, diff)
			}
		}
	}
}

// TestRenameMerges gives a variable of a library the name of one that only a script
// knows which uses the library.
func TestRenameMerges(t *testing.T) {
	const user = "use \"lib.flow\"\ncall 442079460123\ninput 4 into reply\nask\nsay \"{{reply}}\"\n"
	w, name, at := workspace(t, map[string]string{"lib.flow": "step ask() {\n  input 1 into ^answer\n}\n", "main.flow": user})
	_, err := w.Rename(context.Background(), name, at, "reply")
	if diff := cmp.Diff("a variable of /main.flow is called reply already", message(err)); diff != "" {
		t.Errorf("refused because (-want +got):\n%s", diff)
	}
}

// TestRenameIDs renames a label that gives ids to steps.
func TestRenameIDs(t *testing.T) {
	w, name, at := workspace(t, map[string]string{"flowc.yaml": "ids: label\n", "x.flow": "call 442079460123\n^bye:\n  say \"Bye.\"\n"})
	want := map[string]string{"/x.flow": "call 442079460123\nfarewell:\n  say \"Bye.\"\n"}
	if diff := cmp.Diff(want, renamed(t, w, name, at, "farewell")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// write writes files below a folder.
func write(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLinkedFolder is a project behind a link: each file is there once, by the name
// that the editor has for it.
func TestLinkedFolder(t *testing.T) {
	folder := t.TempDir()
	const user = "use \"lib.flow\"\nconnect desk\n"
	write(t, folder, map[string]string{"real/lib.flow": "let desk = 5263\n", "real/main.flow": user, "real/other.flow": user})
	link := filepath.Join(folder, "link")
	if err := os.Symlink(filepath.Join(folder, "real"), link); err != nil {
		t.Skip(err)
	}
	for _, folders := range [][]string{{link}, nil} {
		w := ide.NewWorkspace(ide.Disk{})
		w.Folders(folders)
		main := filepath.Join(link, "main.flow")
		w.Open(main, user)
		var got []string
		for _, place := range references(t, w, main, int32(strings.Index(user, "desk"))) {
			got = append(got, strings.TrimPrefix(filepath.ToSlash(place), filepath.ToSlash(folder)))
		}
		other := "/link/other.flow:2:9 desk"
		if folders == nil { // nobody says that the link is the project
			other = "/real/other.flow:2:9 desk"
		}
		if diff := cmp.Diff([]string{"/link/lib.flow:1:5 desk", "/link/main.flow:2:9 desk", other}, got); diff != "" {
			t.Errorf("in %v (-want +got):\n%s", folders, diff)
		}
		var names []string
		w.Open(main, "use \"\"\n")
		for _, item := range snapshot(t, w, main).Completion(int32(len("use \""))) {
			names = append(names, item.Label)
		}
		if diff := cmp.Diff([]string{"lib.flow", "other.flow"}, names); diff != "" {
			t.Errorf("used may be (-want +got):\n%s", diff)
		}
	}
}

// TestNoProject looks for scripts in the home folder, and above.
func TestNoProject(t *testing.T) {
	top := t.TempDir()
	home := filepath.Join(top, "home")
	for _, name := range []string{"HOME", "USERPROFILE", "home"} {
		t.Setenv(name, home)
	}
	write(t, top, map[string]string{"a.flow": "", "home/b.flow": "", "home/p/c.flow": ""})
	scripts := func(ctx context.Context, at string) (got []string) {
		for _, name := range (ide.Disk{}).Scripts(ctx, at) {
			below, err := filepath.Rel(top, name)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, filepath.ToSlash(below))
		}
		return got
	}
	holds := func(at string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, scripts(context.Background(), at)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", at, diff)
		}
	}
	holds(top, "a.flow")
	holds(home, "home/b.flow")
	holds(filepath.Join(home, "p"), "home/p/c.flow")
	write(t, home, map[string]string{"flowc.yaml": "api: v2\n"})
	holds(home, "home/b.flow", "home/p/c.flow")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got := scripts(ctx, home); got != nil {
		t.Errorf("there are %v, and nobody waits", got)
	}
}

// A slow holds files. It counts how often each is read, and how often all are looked
// for, and may wait before one is read.
type slow struct {
	ide.Files
	walks atomic.Int32

	mu    sync.Mutex
	reads map[string]int
	wait  map[string]chan chan struct{} // gets a channel that is closed when it may go on
}

func (s *slow) Scripts(ctx context.Context, folder string) []string {
	s.walks.Add(1)
	return s.Files.Scripts(ctx, folder)
}

func (s *slow) Read(path string) (string, error) {
	s.mu.Lock()
	s.reads[path]++
	wait := s.wait[path]
	delete(s.wait, path)
	s.mu.Unlock()
	if wait != nil {
		release := make(chan struct{})
		wait <- release
		<-release
	}
	return s.Files.Read(path)
}

// TestReferencesOnce looks for a variable in scripts that share their libraries in a
// chain: they are looked for once.
func TestReferencesOnce(t *testing.T) {
	disk := fstest.MapFS{}
	var want []string
	for i := range 20 {
		disk[fmt.Sprintf("lib%d.flow", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "step ask%d() {\n  input 1 into answer\n}\n", i)}
		want = append(want, fmt.Sprintf("/lib%d.flow:2:16 answer", i))
		if i > 0 {
			disk[fmt.Sprintf("s%d.flow", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "use \"lib%d.flow\"\nuse \"lib%d.flow\"\nask%d\nask%d\n", i-1, i, i-1, i)}
		}
	}
	disk["alone.flow"] = &fstest.MapFile{Data: []byte("input 1 into answer\n")}
	slices.Sort(want)
	files := &slow{Files: ide.Of(disk), reads: map[string]int{}}
	w := ide.NewWorkspace(files)
	if diff := cmp.Diff(want, references(t, w, "/lib7.flow", int32(strings.Index("step ask7() {\n  input 1 into answer", "answer")))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := files.walks.Load(); n != 1 {
		t.Errorf("scripts are looked for %d times", n)
	}
}

// TestChangesMeanwhile changes files while a script is compiled: one that does not
// matter to it does not keep it from ending, and one that it uses is in the answer.
func TestChangesMeanwhile(t *testing.T) {
	for changed, want := range map[string]int{"/other.flow": 1, "/lib.flow": 0} {
		files := &slow{Files: ide.Of(fstest.MapFS{"lib.flow": {Data: []byte("let a = 1\n")}}), reads: map[string]int{}, wait: map[string]chan chan struct{}{"/lib.flow": make(chan chan struct{})}}
		wait := files.wait["/lib.flow"]
		w := ide.NewWorkspace(files)
		w.Open("/x.flow", "use \"lib.flow\"\nconnect b\n")
		made := make(chan *ide.Snapshot)
		go func() {
			s, err := w.Snapshot(context.Background(), "/x.flow")
			if err != nil {
				t.Error(err)
			}
			made <- s
		}()
		release := <-wait
		if diff := cmp.Diff([]string{changed, "/x.flow"}, w.Open(changed, "let b = 1\n")); diff != "" {
			t.Errorf("touched (-want +got):\n%s", diff)
		}
		close(release)
		got := 0
		for _, d := range (<-made).Diagnostics() {
			if d.Code.Name == "unknown-name" {
				got++
			}
		}
		files.mu.Lock()
		if got != want || files.reads["/lib.flow"] != 1 {
			t.Errorf("%s changes: %d names are unknown, want %d; the library is read %d times", changed, got, want, files.reads["/lib.flow"])
		}
		files.mu.Unlock()
	}
}

// TestDiagnosticsMeanwhile asks for what is wrong while texts change: the last answer
// is about the last text. The race detector looks on.
func TestDiagnosticsMeanwhile(t *testing.T) {
	w, _, _ := workspace(t, map[string]string{"x.flow": "use \"lib.flow\"\n" + strings.Repeat("call a\n", 300)})
	var wg sync.WaitGroup
	var ended atomic.Int32
	const askers = 4
	for range askers {
		wg.Go(func() {
			defer ended.Add(1)
			for range 100 {
				if _, _, err := w.Diagnostics(context.Background(), "/x.flow"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := 0; ended.Load() < askers; i++ {
		w.Open("/lib.flow", fmt.Sprintf("let %c = 1\n", 'a'+i%2))
		snapshot(t, w, "/x.flow")
	}
	wg.Wait()
	w.Open("/lib.flow", "let a = 1\n")
	if _, list, err := w.Diagnostics(context.Background(), "/x.flow"); err != nil || len(list) > 0 {
		t.Errorf("%v %v", list, err)
	}
}

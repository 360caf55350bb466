package git

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/project"
)

var _ project.Namer = (*Revision)(nil)

// A place is a folder with a repository.
type place struct {
	t   *testing.T
	dir string
}

// git runs git there and returns what it prints.
func (p place) git(args ...string) string {
	p.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = p.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.t.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return strings.TrimSuffix(string(out), "\n")
}

func (p place) put(name, text string) {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		p.t.Fatal(err)
	}
}

func (p place) link(target, name string) {
	p.t.Helper()
	if err := os.Symlink(target, filepath.Join(p.dir, name)); err != nil {
		p.t.Skip(err)
	}
}

func (p place) commit(message string) {
	p.t.Helper()
	p.git("add", "-A")
	p.git("commit", "-q", "--allow-empty", "-m", message)
}

// repository makes a repository that nothing on the machine has a part in.
func repository(t *testing.T, options ...string) place {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	config := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(config, []byte("[user]\nname = a\nemail = a@example.com\n[protocol \"file\"]\nallow = always\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GIT_CONFIG_GLOBAL", config)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	for _, name := range []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"} {
		t.Setenv(name, "")
		os.Unsetenv(name)
	}
	p := place{t, t.TempDir()}
	p.git(append([]string{"init", "-q", "-b", "main"}, options...)...)
	return p
}

func open(t *testing.T, dir string) *Repository {
	t.Helper()
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func revision(t *testing.T, r *Repository, name string) *Revision {
	t.Helper()
	v, err := r.Revision(name)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// read says what a revision has at each of some paths.
func read(v *Revision, paths ...string) []string {
	var list []string
	for _, p := range paths {
		text, err := v.Read(v.Path(p))
		if err != nil {
			text = project.Cause(err).Error()
		}
		list = append(list, p+": "+text)
	}
	return list
}

// TestRevision reads files with all kinds of names, and what is no file.
func TestRevision(t *testing.T) {
	p := repository(t)
	names := []string{"a b/ü.flow", "-x", "line\nend", `quote"\`, ":(top)a", "tab\t", "a:b", "~^{}"}
	for _, name := range names {
		p.put(name, name)
	}
	p.put("empty", "")
	p.put(".hidden/x.flow", "x")
	p.link("a b", "folder")
	p.link("../-x", "a b/link")
	p.link("/etc/passwd", "absolute")
	p.link("../../outside", "out")
	p.link("loop", "loop")
	p.commit("all")
	p.put("-x", "another text")
	r := open(t, p.dir)
	v := revision(t, r, "HEAD")
	for _, name := range names {
		if text, err := v.Read("/" + name); text != name || err != nil {
			t.Errorf("%q is %q (%v)", name, text, err)
		}
	}
	want := []string{
		"empty: ", "folder/ü.flow: a b/ü.flow", "a b/link: -x", "a b/../-x: -x", "nosuch: file does not exist", "-x/y: file does not exist", "a b: it is a folder",
		": it is a folder", "absolute: it is a link that leads out of the repository", "out: it is a link that leads out of the repository", "loop: too many links lead to it", "folder/nosuch: file does not exist",
	}
	if d := cmp.Diff(want, read(v, "empty", "folder/ü.flow", "a b/link", "a b/../-x", "nosuch", "-x/y", "a b", "", "absolute", "out", "loop", "folder/nosuch")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if real, err := v.Real("/folder/link"); real != "/-x" || err != nil {
		t.Errorf("/folder/link is %q (%v)", real, err)
	}
	if got := []bool{v.Exists("/folder"), v.Exists("/nosuch"), v.Folder("/folder"), v.Folder("/-x"), v.Folder("/")}; !slices.Equal(got, []bool{true, false, true, false, true}) {
		t.Error(got)
	}
	if got := v.Name("/a b/ü.flow"); got != "HEAD:a b/ü.flow" {
		t.Error(got)
	}
	var all []string
	if err := v.Walk("/a b", func(path string) { all = append(all, path) }); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"/a b/link", "/a b/ü.flow"}, all); d != "" {
		t.Error(d)
	}
	all = nil
	if err := v.Walk("/", func(path string) { all = append(all, path) }); err != nil || slices.Contains(all, "/.hidden/x.flow") || !slices.Contains(all, "/out") || slices.Contains(all, "/folder") || !slices.Contains(all, "/line\nend") {
		t.Errorf("%q (%v)", all, err)
	}
}

// TestNames checks that no name of a revision is an option of git, and what is
// said of those that are not there.
func TestNames(t *testing.T) {
	p := repository(t)
	p.put("a", "a")
	p.commit("all")
	p.git("tag", "-m", "annotated", "v1")
	r := open(t, p.dir)
	for _, name := range []string{"v1", "main", "HEAD^{/al}", "HEAD^0", "@"} {
		if got := read(revision(t, r, name), "a"); got[0] != "a: a" {
			t.Errorf("%s: %q", name, got)
		}
	}
	for name, want := range map[string]string{
		"":                       "no revision is named",
		"--all":                  `"--all" is no name of a revision`,
		"-h":                     `"-h" is no name of a revision`,
		"HEAD\x00":               `"HEAD\x00" is no name of a revision`,
		"HEAD\nHEAD":             `"HEAD\nHEAD" is no name of a revision`,
		strings.Repeat("a", 2e3): "is no name of a revision",
		"nosuch":                 `there is no revision "nosuch" here`,
		"HEAD:a":                 `there is no revision "HEAD:a" here`,
		"HEAD..HEAD":             `there is no revision "HEAD..HEAD" here`,
		"$(touch x)":             `there is no revision "$(touch x)" here`,
	} {
		if _, err := r.Revision(name); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for text, want := range map[string][]string{"HEAD:a": {"HEAD", "a"}, "HEAD^{/a:b}:c:d": {"HEAD^{/a:b}", "c:d"}, "a": nil, ":a": nil, "HEAD:": {"HEAD", ""}} {
		if rev, path, ok := Cut(text); ok != (want != nil) || ok && !slices.Equal(want, []string{rev, path}) {
			t.Errorf("%q is %q and %q (%v)", text, rev, path, ok)
		}
	}
}

// TestChanges lists what changed between revisions, and since one.
func TestChanges(t *testing.T) {
	p := repository(t)
	long := strings.Repeat("A line that makes the file long.\n", 20)
	p.put("same", "same")
	p.put("old ü\n", long)
	p.put("gone", "gone")
	p.put("sub/changed", "1")
	p.commit("one")
	p.git("mv", "old ü\n", "new")
	p.put("new", long+"more\n")
	p.git("rm", "-q", "gone")
	p.put("sub/changed", "2")
	p.put("sub/added", "x")
	p.git("add", "-A")
	want := []Change{{"gone", ""}, {"old ü\n", "new"}, {"", "sub/added"}, {"sub/changed", "sub/changed"}}
	r := open(t, filepath.Join(p.dir, "sub"))
	check := func(old, new *Revision) {
		t.Helper()
		got, err := r.Changes(old, new)
		slices.SortFunc(got, func(a, b Change) int { return strings.Compare(a.Old+a.New, b.Old+b.New) })
		slices.SortFunc(want, func(a, b Change) int { return strings.Compare(a.Old+a.New, b.Old+b.New) })
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, d)
		}
	}
	check(revision(t, r, "HEAD"), nil)
	p.commit("two")
	check(revision(t, r, "HEAD^"), revision(t, r, "HEAD"))
	want = nil
	check(revision(t, r, "HEAD"), revision(t, r, "HEAD"))

	top, below, err := r.Top()
	if real, _ := filepath.EvalSymlinks(p.dir); top != real || below != "sub/" || err != nil {
		t.Errorf("%q below %q (%v)", below, top, err)
	}
	if fork, err := r.Fork("HEAD~1", "main"); fork != p.git("rev-parse", "HEAD~1") || err != nil {
		t.Errorf("%s (%v)", fork, err)
	}
	if _, err := r.Fork("--all", "main"); err == nil {
		t.Error("--all is a revision")
	}
	p.git("checkout", "-q", "--orphan", "other")
	p.commit("alone")
	if _, err := r.Fork("main", "other"); err == nil || !strings.Contains(err.Error(), "no commit in common") {
		t.Error(err)
	}
}

// TestOddRepositories reads repositories that are not as most are.
func TestOddRepositories(t *testing.T) {
	p := repository(t)
	p.put("a", "1")
	p.commit("one")
	p.put("a", "2")
	p.commit("two")
	beside := t.TempDir()
	other := place{t, beside}
	for name, args := range map[string][]string{"bare": {"--bare"}, "shallow": {"--depth=1"}} {
		other.git(append(append([]string{"clone", "-q"}, args...), "file://"+filepath.ToSlash(p.dir), name)...)
		r := open(t, filepath.Join(beside, name))
		if d := cmp.Diff([]string{"a: 2"}, read(revision(t, r, "HEAD"), "a")); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		_, err := r.Revision("HEAD^")
		if (name == "shallow") != (err != nil) {
			t.Errorf("HEAD^ of %s: %v", name, err)
		}
		if _, _, err := r.Top(); (name == "bare") != (err != nil) {
			t.Errorf("the work tree of %s: %v", name, err)
		}
	}
	p.git("config", "uploadpack.allowFilter", "true")
	other.git("clone", "-q", "--bare", "--filter=blob:none", "file://"+filepath.ToSlash(p.dir), "partial")
	if got := read(revision(t, open(t, filepath.Join(beside, "partial")), "HEAD"), "a"); !strings.HasPrefix(got[0], "a: git") {
		t.Errorf("a partial clone has %q", got)
	}
	p.git("worktree", "add", "-q", filepath.Join(beside, "tree"), "HEAD^")
	if got := read(revision(t, open(t, filepath.Join(beside, "tree")), "HEAD"), "a"); got[0] != "a: 1" {
		t.Errorf("a work tree: %q", got)
	}
	p.git("submodule", "add", "-q", filepath.Join(beside, "bare"), "module")
	p.commit("three")
	r := open(t, p.dir)
	if d := cmp.Diff([]string{"module: it is a submodule", "module/a: file does not exist"}, read(revision(t, r, "HEAD"), "module", "module/a")); d != "" {
		t.Error(d)
	}
	if v := revision(t, r, "HEAD"); v.File("/module") || !v.File("/a") {
		t.Error("a submodule is a file, or a file is none")
	}
	if list, err := r.Changes(revision(t, r, "HEAD"), nil); len(list) > 0 || err != nil {
		t.Errorf("%v (%v)", list, err)
	}
	if _, err := Open(beside); err == nil || !strings.Contains(err.Error(), "not a git repository") {
		t.Errorf("no repository: %v", err)
	}
	unborn := repository(t)
	if _, err := open(t, unborn.dir).Revision("HEAD"); err == nil {
		t.Error("a repository without commits has HEAD")
	}
}

// TestProgram looks for git where the PATH says, and not in the current folder.
func TestProgram(t *testing.T) {
	p := repository(t)
	path := os.Getenv("PATH")
	t.Chdir(t.TempDir())
	place{t, "."}.put("git", "#!/bin/sh\ntouch ran\n")
	if err := os.Chmod("git", 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", "."+string(filepath.ListSeparator)+path)
	open(t, p.dir)
	t.Setenv("PATH", ".")
	if _, err := Open(p.dir); err == nil {
		t.Error("git of the current folder is run")
	}
	t.Setenv("PATH", "")
	if _, err := Open(p.dir); err == nil || !strings.Contains(err.Error(), "there is no program git in the PATH") {
		t.Errorf("without git: %v", err)
	}
}

// TestLongHashes reads a repository whose objects have SHA-256 as their names.
func TestLongHashes(t *testing.T) {
	p := repository(t, "--object-format=sha256")
	p.put("a/b", "c")
	p.commit("one")
	if got := read(revision(t, open(t, p.dir), "HEAD"), "a/b"); got[0] != "a/b: c" {
		t.Error(got)
	}
}

// TestDamage reads what can't be read: that is an error of the file, or of all
// that follow, and never a text that is not there.
func TestDamage(t *testing.T) {
	p := repository(t)
	p.put("a", "a text")
	p.put("b", "another")
	p.commit("one")
	r := open(t, p.dir)
	v := revision(t, r, "HEAD")
	object, err := v.Object("/a")
	if none, no := v.Object("/nosuch"); err != nil || none != "" || no != nil {
		t.Errorf("%q (%v, %v)", none, err, no)
	}
	path := filepath.Join(p.dir, ".git", "objects", object[:2], object[2:])
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"a: git has no such object: the clone is partial, or damaged", "b: another"}, read(v, "a", "b")); d != "" {
		t.Error(d)
	}
	if err := os.WriteFile(path, []byte("nonsense"), 0o444); err != nil {
		t.Fatal(err)
	}
	other := open(t, p.dir)
	got := read(revision(t, other, "HEAD"), "a", "b")
	if strings.Contains(got[0], "text") || got[0] == "a: " {
		t.Errorf("a damaged object is %q", got)
	}
	_ = r.Close()
	if got := read(v, "b"); got[0] != "b: the repository is closed" {
		t.Error(got)
	}
	// What git fails to look at is not said to be missing.
	p.put("sub/c", "c")
	p.commit("two")
	tree := p.git("rev-parse", "HEAD:sub")
	if err := os.Remove(filepath.Join(p.dir, ".git", "objects", tree[:2], tree[2:])); err != nil {
		t.Fatal(err)
	}
	r = open(t, p.dir)
	v = revision(t, r, "HEAD")
	c := Blob{"sub/c", p.git("hash-object", "sub/c")}
	if ok, err := c.Stands(v); ok || err == nil {
		t.Errorf("what can't be found stands there (%v), or not (%v)", ok, err)
	}
	if _, _, _, err := r.Step(c, Blob{"a", ""}); err == nil {
		t.Error("a step that git fails to find is none")
	}
	if !v.Exists("/sub/c") || !v.File("/sub/c") {
		t.Error("what can't be looked at is missing")
	}
	head := p.git("rev-parse", "HEAD")
	if err := os.WriteFile(filepath.Join(p.dir, ".git", "objects", head[:2], "x"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(p.dir, ".git", "objects", head[:2], "x"), filepath.Join(p.dir, ".git", "objects", head[:2], head[2:])); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Revision("HEAD"); err == nil || strings.Contains(err.Error(), "there is no revision") {
		t.Errorf("a damaged commit: %v", err)
	}
}

// TestNothingRuns checks that git runs nothing that a repository names: hooks,
// watchers, drivers of differences and pagers.
func TestNothingRuns(t *testing.T) {
	p := repository(t)
	p.put("a", "1")
	p.put(".gitattributes", "* diff=x\n")
	p.commit("one")
	for _, key := range []string{"core.fsmonitor", "core.pager", "diff.external", "diff.x.command", "diff.x.textconv", "gpg.program"} {
		p.git("config", key, "touch "+filepath.Join(p.dir, "ran-"+key)+"; false")
	}
	p.git("config", "log.showSignature", "true")
	p.put("a", "2")
	r := open(t, p.dir)
	v := revision(t, r, "HEAD")
	if _, err := r.Changes(v, nil); err != nil {
		t.Error(err)
	}
	object, _ := v.Object("/a")
	if _, _, _, err := r.Step(Blob{"a", object}, Blob{"a", ""}); err != nil {
		t.Error(err)
	}
	read(v, "a")
	if ran, _ := filepath.Glob(filepath.Join(p.dir, "ran-*")); len(ran) > 0 {
		t.Errorf("these ran: %q", ran)
	}
}

// TestStep finds the commit that made one version of a file of another.
func TestStep(t *testing.T) {
	p := repository(t)
	var blobs []Blob
	for i, text := range []string{"1", "2", "1", "3"} {
		p.put("a", text)
		p.put("other", strings.Repeat("x", i+1))
		p.commit(text)
		blobs = append(blobs, Blob{"a", p.git("rev-parse", "HEAD:a")})
	}
	p.git("mv", "a", "b")
	p.commit("renamed")
	r := open(t, p.dir)
	others := func(v *Revision) string {
		if v == nil {
			return "none"
		}
		return read(v, "other")[0]
	}
	for _, c := range []struct {
		old, new      Blob
		before, after string
		exact         bool
	}{
		{blobs[0], blobs[1], "other: x", "other: xx", true},
		{blobs[1], blobs[2], "other: xx", "other: xxx", true},
		{blobs[2], blobs[3], "other: xxx", "other: xxxx", true},
		{blobs[3], Blob{"b", blobs[3].Object}, "other: xxxx", "other: xxxx", true},
		{blobs[3], blobs[0], "other: xxxx", "other: xxx", false},
		{Blob{"a", strings.Repeat("1", 40)}, blobs[1], "none", "other: xx", false},
	} {
		before, after, exact, err := r.Step(c.old, c.new)
		if got := []string{others(before), others(after)}; err != nil || !slices.Equal(got, []string{c.before, c.after}) || exact != c.exact {
			t.Errorf("from %v to %v: %q (%v)", c.old, c.new, got, exact)
		}
	}
}

package cli

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/git"
	"github.com/flowc-lang/flowc/lang/diag"
)

// revisions are two versions of all files of a repository, of which the second
// may be the work tree.
type revisions struct {
	old, new *tree
	name     func(path string) string // of a file of the second
	paths    []string                 // that were asked for, or none
	changes  []git.Change
	touched  map[string]bool // the paths of all that changed
}

// changed returns the pairs of versions that differ between two revisions, or
// between one and the work tree.
func (d *differ) changed(args []string) ([]pair, error) {
	if err := d.standardInput(d.cmd, nil); err != nil {
		return nil, err
	}
	if err := d.find(); err != nil {
		return nil, project.Unreadable("the repository", err)
	}
	spec, args, err := d.spec(args)
	if err != nil {
		return nil, err
	}
	r, err := d.span(spec)
	if err != nil {
		var failure diag.Failure
		if errors.As(project.Unreadable(spec, err), &failure) {
			failure.Helpf("--git takes REV, REV..REV or REV...REV, and paths; a path that is not there stands behind --")
		}
		return nil, failure
	}
	for _, arg := range args {
		name, err := d.inRepository(arg)
		if err != nil {
			return nil, err
		}
		_, there := os.Lstat(arg)
		if !r.old.revision.Exists(name) && (r.new.revision == nil && there != nil || r.new.revision != nil && !r.new.revision.Exists(name)) {
			if _, err := d.repository.Revision(arg); err == nil && d.cmd.ArgsLenAtDash() < 0 && !strings.Contains(spec, "..") {
				return nil, usage(d.cmd, "%s and %s are two revisions, and no file: write %s..%s", spec, arg, spec, arg)
			}
			return nil, project.Unreadable(arg, errors.New("neither version has it"))
		}
		r.paths = append(r.paths, name)
	}
	if r.changes, err = d.repository.Changes(r.old.revision, r.new.revision); err != nil {
		return nil, project.Unreadable(spec, err)
	}
	return d.changedPairs(r)
}

// spec finds which of the arguments of --git is a revision: the first one, unless
// it is a file.
func (d *differ) spec(args []string) (spec string, rest []string, err error) {
	dash := d.cmd.ArgsLenAtDash()
	switch {
	case dash > 1:
		return "", nil, usage(d.cmd, "--git takes one revision, or two as REV..REV, in front of --")
	case dash == 1:
		return args[0], args[1:], nil
	case dash == 0 || len(args) == 0:
		return "HEAD", args, nil
	}
	if _, err := os.Lstat(args[0]); err == nil {
		if _, err := d.repository.Revision(args[0]); err == nil {
			return "", nil, usage(d.cmd, "%s is a revision and a file: write %s -- for the revision, and -- %s for the file", args[0], args[0], args[0])
		}
		return "HEAD", args, nil
	}
	return args[0], args[1:], nil
}

// span finds the versions that a span of revisions names.
func (d *differ) span(spec string) (r *revisions, err error) {
	from, to, two := strings.Cut(spec, "..")
	if from == "" {
		from = "HEAD"
	}
	if rest, three := strings.CutPrefix(to, "."); three {
		if to = rest; to == "" {
			to = "HEAD"
		}
		if from, err = d.repository.Fork(from, to); err != nil {
			return nil, err
		}
	}
	r = &revisions{touched: map[string]bool{}}
	if r.old, err = d.revision(from); err != nil {
		return nil, err
	}
	if two {
		if to == "" {
			to = "HEAD"
		}
		r.name = fromTop
		r.new, err = d.revision(to)
		return r, err
	}
	r.new, r.name, err = d.fromHere()
	return r, err
}

// fromTop returns a path as the file system of a revision has it.
func fromTop(name string) string { return "/" + name }

// fromHere returns the files of the work tree, and what makes a path of it a name
// from the folder that the program runs in.
func (d *differ) fromHere() (*tree, func(string) string, error) {
	top, below, err := d.repository.Top()
	if err != nil {
		return nil, nil, errors.New(err.Error() + ": name two revisions, as in HEAD~1..HEAD")
	}
	work, err := d.work(top)
	if err != nil {
		return nil, nil, err
	}
	t := &tree{files: project.New(work), configs: map[string]*project.Config{}, from: work}
	a, err := os.Stat(top)
	b, other := os.Stat("./" + strings.Repeat("../", strings.Count(below, "/")))
	inside := err == nil && other == nil && os.SameFile(a, b)
	return t, func(name string) string {
		if rel, err := filepath.Rel("/"+below, "/"+name); inside && err == nil {
			return rel
		}
		return filepath.Join(top, name)
	}, nil
}

// inRepository returns the path in revisions of a name from the folder that the
// program runs in.
func (d *differ) inRepository(name string) (string, error) {
	if filepath.IsAbs(name) {
		rel, err := filepath.Rel(d.disk.Path("."), name)
		if err != nil {
			return "", project.Unreadable(name, err)
		}
		name = rel
	}
	in, err := d.repository.Path("./" + filepath.ToSlash(filepath.Clean(name)))
	if err != nil {
		return "", project.Unreadable(name, err)
	}
	return in, nil
}

// changedPairs returns the pairs of scripts and payloads that differ, be it only
// by what they use, and that were asked for, be it only by asking for that.
func (d *differ) changedPairs(r *revisions) (pairs []pair, err error) {
	became := map[string]string{} // the new paths of those of the old revision
	read := false
	for _, c := range r.changes {
		for _, name := range []string{c.Old, c.New} {
			r.touched["/"+name] = r.touched["/"+name] || name != ""
			read = read || r.wanted(name) && slices.Contains([]string{".flow", ".yaml", ".yml", ".json"}, filepath.Ext(name))
		}
		became["/"+c.Old] = c.New
		p := pair{renamed: c.Old != "" && c.New != "" && c.Old != c.New}
		if r.wanted(c.Old) {
			p.old = r.version(r.old, fromTop, c.Old)
		}
		if r.wanted(c.New) {
			p.new = r.version(r.new, r.name, c.New)
		}
		if p.old != nil || p.new != nil {
			pairs = append(pairs, p)
		}
	}
	if read {
		err = r.old.revision.Walk("/", func(name string) {
			old := strings.TrimPrefix(name, "/")
			new, changed := became[name]
			if !changed {
				new = old
			} else if new == "" || r.wanted(old) || r.wanted(new) {
				return // it is gone, or there already
			}
			if v := r.version(r.old, fromTop, old); v != nil && !v.payload() && d.uses(r, v) {
				pairs = append(pairs, pair{old: v, new: r.version(r.new, r.name, new), renamed: new != old})
			}
		})
	}
	sorted(pairs)
	return pairs, err
}

// wanted reports whether a file is one of those that were asked for.
func (r *revisions) wanted(name string) bool {
	return name != "" && (len(r.paths) == 0 || slices.ContainsFunc(r.paths, func(p string) bool {
		return p == "/" || p == "/"+name || strings.HasPrefix("/"+name, p+"/")
	}))
}

// version returns a file of a tree, or nil where it is no script and no payload.
func (r *revisions) version(t *tree, named func(string) string, name string) *version {
	k := matching([]kind{scripts, payloads}, name)
	if name == "" || k == nil || strings.Contains("/"+path.Dir(name), "/.") && path.Dir(name) != "." {
		return nil
	}
	v := &version{t, input{path: filepath.FromSlash(named(name))}, name}
	at := t.from.Path(v.name())
	if t.revision == nil && !regularFile(at) || t.revision != nil && !t.revision.File(at) {
		return nil // a submodule, a pipe, a link to a folder
	}
	if v.payload() {
		text, err := t.from.Read(at)
		if errors.Is(err, git.ErrOut) || err == nil && !api.Looks(strings.NewReader(text)) {
			return nil
		}
	}
	return v
}

// uses reports whether a script of the old revision reads something that has
// changed, or looks for something that is there now. Of a script that was not asked
// for only what was asked for counts.
func (d *differ) uses(r *revisions, v *version) bool {
	seen := &seeing{FS: r.old.revision, paths: map[string]bool{}}
	files := project.New(seen)
	if marker := files.MarkerOf(v.name()); marker != "" {
		_, _ = files.Config(marker, d.target.environment, &diag.List{}) // what is wrong with it is said where it counts
	}
	_, _ = compiler.Analyze(d.ctx, files, v.name(), d.opts)
	for name := range seen.paths {
		if r.touched[name] && (r.wanted(v.match) || r.wanted(strings.TrimPrefix(name, "/"))) {
			return true
		}
	}
	return false
}

// A seeing is a file system that notes what was looked for.
type seeing struct {
	project.FS
	paths map[string]bool
}

func (s *seeing) Read(path string) (string, error) { s.paths[path] = true; return s.FS.Read(path) }
func (s *seeing) Real(path string) (string, error) { s.paths[path] = true; return s.FS.Real(path) }
func (s *seeing) Exists(path string) bool          { s.paths[path] = true; return s.FS.Exists(path) }
